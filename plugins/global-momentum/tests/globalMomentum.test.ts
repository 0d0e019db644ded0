import { describe, expect, it } from 'vitest'
import { checkStrategy } from '../../../tests/kit/checkStrategy.ts'
import { closesOf, runStrategy } from '../../../tests/support/runStrategy.ts'
import globalMomentum from '../src/globalMomentum.ts'

const days = 500
const growing = (rate: number) => closesOf(days, (day) => 100 * (1 + rate) ** day)
const universe = { BEST: growing(0.002), GOOD: growing(0.001), FLAT: growing(0.0001), BAD: growing(-0.001) }
const parameters = { lookback: 100, skip: 10, holdings: 2 }

const symbolsOf = (fills: readonly { symbol: string }[]) => new Set(fills.map(({ symbol }) => symbol))

describe('Global momentum', () => {
  it('holds the strongest and nothing else', () => {
    const { fills, metrics } = runStrategy(globalMomentum, universe, { parameters })
    expect(symbolsOf(fills)).toEqual(new Set(['BEST', 'GOOD']))
    expect(metrics.totalReturn).toBeGreaterThan(0.3)
  })

  it('decides once a month, at its first close; the first time as soon as momentum is known', () => {
    const { fills } = runStrategy(globalMomentum, universe, { parameters })
    const [first, ...others] = new Set(fills.map(({ timeMs }) => new Date(timeMs).toISOString().slice(0, 10)))
    // A hundred days after 1 January, and the open after.
    expect(first).toBe('2018-04-12')
    for (const day of others) expect(day).toMatch(/-02$/)
    expect(new Set(others.map((day) => day.slice(0, 7))).size).toBe(others.length)
  })

  it('holds cash in place of what has not risen, unless told otherwise', () => {
    const falling = { A: growing(-0.0005), B: growing(-0.001), C: growing(-0.002) }
    expect(runStrategy(globalMomentum, falling, { parameters }).fills).toEqual([])
    const { fills } = runStrategy(globalMomentum, falling, {
      parameters: { ...parameters, cashFilter: false },
    })
    expect(symbolsOf(fills)).toEqual(new Set(['A', 'B']))
  })

  it('leaves the newest bars out of its ranking', () => {
    // SPIKE has risen only within the skipped bars; without the skip it would rank first.
    const spike = closesOf(days, (day) => (day % 30 > 22 ? 300 : 100 + day / 100))
    const { fills } = runStrategy(
      globalMomentum,
      { SPIKE: spike, GOOD: growing(0.001), BEST: growing(0.002) },
      { parameters: { ...parameters, lookback: 120, skip: 30, holdings: 1 } },
    )
    expect(symbolsOf(fills)).toEqual(new Set(['BEST']))
  })

  it('gives the calmer one the larger part where parts follow volatility', () => {
    const shaky = closesOf(days, (day) => 100 * 1.002 ** day * (day % 2 === 0 ? 1.02 : 0.98))
    const calm = closesOf(days, (day) => 100 * 1.002 ** day * (day % 2 === 0 ? 1.005 : 0.995))
    const { fills } = runStrategy(
      globalMomentum,
      { SHAKY: shaky, CALM: calm },
      { parameters: { ...parameters, weighting: 'inverse-volatility' } },
    )
    const first = (symbol: string) => fills.find((fill) => fill.symbol === symbol)
    const boughtFor = (symbol: string) => (first(symbol)?.quantity ?? 0) * (first(symbol)?.price ?? 0)
    // Deviations of about 0.04 and 0.01: four fifths against one fifth.
    expect(boughtFor('CALM') / boughtFor('SHAKY')).toBeCloseTo(4, 0)
  })
})

it('decides nothing with what comes after its bar', async () => {
  const file = new URL('../src/globalMomentum.ts', import.meta.url)
  const { lookAhead } = await checkStrategy(file, { symbols: { A: {}, B: {}, C: {}, D: {} } })
  expect(lookAhead.passed).toBe(true)
})
