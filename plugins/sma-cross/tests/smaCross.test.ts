import { describe, expect, it } from 'vitest'
import { checkStrategy } from '../../../tests/kit/checkStrategy.ts'
import { barOf, closesOf, runStrategy } from '../../../tests/support/runStrategy.ts'
import smaCross from '../src/smaCross.ts'

/** Rises by one a day for 50 days, then falls by one a day. */
const tent = closesOf(100, (day) => (day < 50 ? 100 + day : 150 - (day - 50)))
const parameters = { fast: 2, slow: 5 }

describe('SMA cross', () => {
  it('buys at the open after its averages are known, and sells at the open after they cross down', () => {
    const { fills } = runStrategy(smaCross, { A: tent }, { parameters })
    // Day 4 is the first with five closes. At its top the averages of 2 and 5 days are 148.5 and 147 on day 49,
    // and first stand the other way round on day 51: (150 + 149) / 2 against (147 + 148 + 149 + 150 + 149) / 5
    // is still above, (149 + 148) / 2 = 148.5 against 148.8 on day 52 is below.
    expect(fills.map(({ side, timeMs }) => [side, barOf(timeMs)])).toEqual([
      ['buy', 5],
      ['sell', 53],
    ])
  })

  it('goes short at the same cross where it may', () => {
    const { fills } = runStrategy(
      smaCross,
      { A: tent },
      { parameters: { ...parameters, short: true }, allowShort: true },
    )
    const sold = fills.filter(({ side }) => side === 'sell').reduce((sum, { quantity }) => sum + quantity, 0)
    const bought = fills.filter(({ side }) => side === 'buy').reduce((sum, { quantity }) => sum + quantity, 0)
    expect(sold).toBeGreaterThan(bought * 1.5)
  })

  it('divides the account equally among its symbols', () => {
    const { fills } = runStrategy(smaCross, { A: tent, B: tent, C: tent, D: tent }, { parameters })
    for (const { price, quantity } of fills.slice(0, 4)) expect(price * quantity).toBeCloseTo(25_000, -2)
  })
})

it('decides nothing with what comes after its bar', async () => {
  const file = new URL('../src/smaCross.ts', import.meta.url)
  const { lookAhead } = await checkStrategy(file, { symbols: { A: {}, B: {} } })
  expect(lookAhead.passed).toBe(true)
})
