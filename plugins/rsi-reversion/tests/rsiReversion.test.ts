import { describe, expect, it } from 'vitest'
import { checkStrategy } from '../../../tests/kit/checkStrategy.ts'
import { barOf, closesOf, runStrategy } from '../../../tests/support/runStrategy.ts'
import rsiReversion from '../src/rsiReversion.ts'

/** Rises a point a day, but falls for three days from day 60 and recovers after. */
const dip = closesOf(80, (day) => 100 + day - (day >= 60 && day < 63 ? (day - 59) * 3 : 0))
const parameters = { trend: 50 }

describe('RSI reversion', () => {
  it('buys the dip within the rise and sells the recovery', () => {
    const { fills } = runStrategy(rsiReversion, { A: dip }, { parameters })
    expect(fills.map(({ side, tag }) => [side, tag])).toEqual([
      ['buy', 'oversold'],
      ['sell', 'recovered'],
    ])
    expect(barOf(fills[0]?.timeMs ?? 0)).toBeGreaterThan(60)
    expect(barOf(fills[0]?.timeMs ?? 0)).toBeLessThanOrEqual(63)
    expect(fills[1]?.price).toBeGreaterThan(fills[0]?.price ?? Number.POSITIVE_INFINITY)
  })

  it('leaves a falling market alone, however oversold', () => {
    const falling = closesOf(200, (day) => 500 - 2 * day + (day % 7 === 0 ? 1.5 : 0))
    expect(runStrategy(rsiReversion, { A: falling }, { parameters }).fills).toEqual([])
  })
})

it('decides nothing with what comes after its bar', async () => {
  const file = new URL('../src/rsiReversion.ts', import.meta.url)
  const { lookAhead } = await checkStrategy(file, { symbols: { A: {}, B: {} } })
  expect(lookAhead.passed).toBe(true)
})
