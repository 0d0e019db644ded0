import { describe, expect, it } from 'vitest'
import { checkStrategy } from '../../../tests/kit/checkStrategy.ts'
import { barOf, closesOf, runStrategy } from '../../../tests/support/runStrategy.ts'
import donchianBreakout from '../src/donchianBreakout.ts'

/** Flat at 100 for 40 days, then up two a day to 160, then down two a day. */
const breakout = closesOf(110, (day) =>
  day < 40 ? 100 : day < 70 ? 100 + 2 * (day - 39) : 160 - 2 * (day - 69),
)

describe('Donchian breakout', () => {
  it('enters after the first close beyond the range and leaves below the shorter range', () => {
    const { fills } = runStrategy(donchianBreakout, { A: breakout })
    expect(fills.map(({ side, tag }) => [side, tag])).toEqual([
      ['buy', 'breakout'],
      ['sell', 'exit'],
    ])
    // The range before is 99 to 101: the close of 102 on day 40 is the first outside of it.
    expect(barOf(fills[0]?.timeMs ?? 0)).toBe(41)
    expect(barOf(fills[1]?.timeMs ?? 0)).toBeGreaterThan(72)
  })

  it('risks the given part of the account over the given number of ranges', () => {
    const { fills } = runStrategy(
      donchianBreakout,
      { A: breakout },
      { parameters: { risk: 0.01, riskAtr: 2 } },
    )
    const { quantity = 0 } = fills[0] ?? {}
    // Twenty true ranges of 2, and on the day of the breakout one of 103.02 - 99 smoothed in by Wilder: 2.1.
    const averageRange = (2 * 19 + (102 * 1.01 - 100 * 0.99)) / 20
    expect(quantity).toBeCloseTo((100_000 * 0.01) / (2 * averageRange), 0)
  })

  it('never takes more than its equal part, however small the risk', () => {
    const { fills } = runStrategy(
      donchianBreakout,
      { A: breakout },
      { parameters: { risk: 0.1, riskAtr: 0.5 } },
    )
    const { quantity = 0 } = fills[0] ?? {}
    expect(quantity * 102).toBeLessThanOrEqual(100_001)
  })
})

it('decides nothing with what comes after its bar', async () => {
  const file = new URL('../src/donchianBreakout.ts', import.meta.url)
  const { lookAhead } = await checkStrategy(file, { symbols: { A: {}, B: {} } })
  expect(lookAhead.passed).toBe(true)
})
