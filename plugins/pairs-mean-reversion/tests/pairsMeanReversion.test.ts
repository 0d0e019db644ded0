import { describe, expect, it } from 'vitest'
import { checkStrategy } from '../../../tests/kit/checkStrategy.ts'
import { closesOf, runStrategy } from '../../../tests/support/runStrategy.ts'
import pairsMeanReversion from '../src/pairsMeanReversion.ts'

const wiggle = (day: number) => (day % 2 === 0 ? 0.5 : -0.5)
const steady = closesOf(120, (day) => 100 + wiggle(day + 1))
const parameters = { length: 30 }

/** Strays from its partner by `points` from day 60 to 64, and comes back. */
const straying = (points: number) =>
  closesOf(120, (day) => 100 + wiggle(day) + (day >= 60 && day < 65 ? points : 0))

describe('Pairs mean reversion', () => {
  it('sells the dear and buys the cheap one for equal money, and closes both when they meet', () => {
    const { fills, metrics } = runStrategy(
      pairsMeanReversion,
      { DEAR: straying(3), OTHER: steady },
      { parameters, allowShort: true },
    )
    expect(
      fills
        .map(({ symbol, side, tag }) => `${tag}: ${side} ${symbol}`)
        .slice(0, 2)
        .sort(),
    ).toEqual(['entry: buy OTHER', 'entry: sell DEAR'])
    const [first, second] = fills
    const value = (fill: typeof first) => (fill?.quantity ?? 0) * (fill?.price ?? 0)
    expect(value(first) / value(second)).toBeCloseTo(1, 1)
    expect(fills.filter(({ tag }) => tag === 'exit').length).toBe(2)
    expect(metrics.totalReturn).toBeGreaterThan(0)
  })

  it('is the other way round for one that has become cheap', () => {
    const { fills } = runStrategy(
      pairsMeanReversion,
      { CHEAP: straying(-3), OTHER: steady },
      { parameters, allowShort: true },
    )
    expect(fills.find(({ symbol }) => symbol === 'CHEAP')?.side).toBe('buy')
  })

  it('stays out while the two move together', () => {
    const calm = closesOf(120, (day) => 100 + wiggle(day))
    expect(
      runStrategy(pairsMeanReversion, { A: calm, B: steady }, { parameters, allowShort: true }).fills,
    ).toEqual([])
  })

  it('leaves a pair that parts for good, also with a short window', () => {
    // A newest value inside its own window of 12 is at most 3.18 sample deviations from the mean.
    const { fills } = runStrategy(
      pairsMeanReversion,
      {
        LOST: closesOf(120, (day) => 100 + wiggle(day) + (day === 60 ? 3 : 0) + (day > 60 ? 40 : 0)),
        OTHER: steady,
      },
      { parameters: { length: 12, entry: 2, stop: 4, invested: 0.2 }, allowShort: true, maxLeverage: 3 },
    )
    expect(fills.map(({ tag }) => tag)).toContain('stop')
  })

  it('ends where one leg is refused, instead of holding the other alone', () => {
    expect(() =>
      runStrategy(
        pairsMeanReversion,
        { DEAR: straying(3), OTHER: steady },
        { parameters, allowShort: false },
      ),
    ).toThrow('a leg of the pair was refused: short selling is off')
  })

  it('refuses a run that is no pair', () => {
    expect(() => runStrategy(pairsMeanReversion, { A: steady }, { parameters })).toThrow(
      'a pair has two symbols',
    )
  })
})

it('decides nothing with what comes after its bar', async () => {
  const file = new URL('../src/pairsMeanReversion.ts', import.meta.url)
  const { lookAhead } = await checkStrategy(file, {
    symbols: { A: {}, B: {} },
    config: { allowShort: true, maxLeverage: 2 },
  })
  expect(lookAhead.passed).toBe(true)
})
