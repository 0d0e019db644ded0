import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { thinEquity } from '../../electron/desk/thinEquity.ts'
import type { EquitySeries } from '../../shared/domain/backtest.ts'

function series(equity: readonly number[]): EquitySeries {
  let peak = Number.NEGATIVE_INFINITY
  return {
    time: Float64Array.from(equity, (_, index) => index * 86_400_000),
    equity: Float64Array.from(equity),
    drawdown: Float64Array.from(equity, (value) => {
      peak = Math.max(peak, value)
      return value / peak - 1
    }),
    benchmark: new Float64Array(),
  }
}

const curve = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 400 })
const points = fc.integer({ min: 5, max: 60 })

describe('thinning an equity curve', () => {
  it('leaves a curve that is short enough as it is', () => {
    const short = series([1, 2, 3])
    expect(thinEquity(short, 3)).toBe(short)
  })

  it('keeps first, last, highest, lowest and the deepest drawdown, at any width', () => {
    fc.assert(
      fc.property(curve, points, (equity, maxPoints) => {
        const whole = series(equity)
        const thin = thinEquity(whole, maxPoints)
        expect(thin.time.length).toBeLessThanOrEqual(Math.max(maxPoints, 2))
        expect(thin.equity[0]).toBe(whole.equity[0])
        expect(thin.equity.at(-1)).toBe(whole.equity.at(-1))
        expect(Math.max(...thin.equity)).toBe(Math.max(...whole.equity))
        expect(Math.min(...thin.equity)).toBe(Math.min(...whole.equity))
        expect(Math.min(...thin.drawdown)).toBe(Math.min(...whole.drawdown))
      }),
      { seed: 11, numRuns: 300 },
    )
  })

  it('keeps points of the curve only, in their order', () => {
    fc.assert(
      fc.property(curve, points, (equity, maxPoints) => {
        const whole = series(equity)
        const thin = thinEquity(whole, maxPoints)
        for (let index = 0; index < thin.time.length; index++) {
          const original = (thin.time[index] ?? 0) / 86_400_000
          expect(thin.equity[index]).toBe(whole.equity[original])
          expect(thin.drawdown[index]).toBe(whole.drawdown[original])
          if (index > 0) expect(thin.time[index]).toBeGreaterThan(thin.time[index - 1] ?? 0)
        }
      }),
      { seed: 12, numRuns: 100 },
    )
  })

  it('keeps a spike of one bar in a million', () => {
    const equity = Array.from({ length: 1_000_000 }, () => 100)
    equity[654_321] = 250
    const thin = thinEquity(series(equity), 1000)
    expect(Math.max(...thin.equity)).toBe(250)
    expect(thin.time.length).toBeLessThanOrEqual(1000)
  })
})
