import { describe, expect, it } from 'vitest'
import { checkStrategy } from '../../../tests/kit/checkStrategy.ts'
import { closesOf, runStrategy } from '../../../tests/support/runStrategy.ts'
import buyAndHold from '../src/buyAndHold.ts'

describe('Buy and hold', () => {
  it('buys each symbol once with an equal part and earns what they earn', () => {
    const doubles = closesOf(101, (day) => 100 + day)
    const halves = closesOf(101, (day) => 100 - day / 2)
    const { fills, metrics } = runStrategy(buyAndHold, { UP: doubles, DOWN: halves })
    expect(fills.map(({ symbol, side }) => `${side} ${symbol}`)).toEqual(['buy UP', 'buy DOWN'])
    // Bought at the second day's open, which is the first close of 100: half of the cash doubles, half is halved.
    expect(metrics.finalEquity).toBeCloseTo(50_000 * 2 + 50_000 / 2, -1)
  })

  it('keeps the part that is not to be invested', () => {
    const { fills } = runStrategy(
      buyAndHold,
      { UP: closesOf(5, () => 50) },
      { parameters: { invested: 0.4 } },
    )
    expect(fills.length).toBe(1)
    expect((fills[0]?.quantity ?? 0) * 50).toBeCloseTo(40_000, -1)
  })
})

it('decides nothing with what comes after its bar', async () => {
  const file = new URL('../src/buyAndHold.ts', import.meta.url)
  const { lookAhead } = await checkStrategy(file, { symbols: { A: {}, B: {} } })
  expect(lookAhead.passed).toBe(true)
})
