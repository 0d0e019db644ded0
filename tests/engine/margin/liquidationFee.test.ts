import { describe, expect, it } from 'vitest'
import { flat, type Row, runStrategy, seriesOf } from '../support/runStrategy.ts'

/** A perpetual of 0.4 % maintenance margin. */
function perpetual(liquidationFeeRate: number, rows: readonly Row[]) {
  return seriesOf('P', rows, {
    ...{ assetClass: 'crypto-perpetual', currency: 'USDT', calendar: '24x7', timeframe: '1h' },
    ...{ tickSize: 0.1, lotSize: 0.001 },
    terms: {
      ...{ kind: 'perpetual', base: 'BTC', inverse: false, liquidationFeeRate },
      maintenanceTiers: [{ fromNotional: 0, maintenanceRate: 0.004, deduction: 0, maxLeverage: 125 }],
    },
  })
}

const account = { currency: 'USDT', allowShort: true, maxLeverage: 100 }

describe('the liquidation fee on shared margin', () => {
  it('is counted when as much is closed as leaves the rest with margin at the worst price of the bar', () => {
    // 1.2 from 40,000 on 12,000 of equity: broken at (48,000 - 12,000) / (1.2 x 0.996) = 30,120.48.
    const rows: Row[] = [
      ...flat(40_000, 40_000, 40_000),
      [39_000, 39_000, 30_000, 31_000],
      [31_000, 31_000, 31_000, 31_000],
    ]
    const run = runStrategy(
      perpetual(0.001, rows),
      { 0: (ctx) => ctx.order('P', 1.2) },
      { ...account, cash: 12_000 },
    )
    const closed = run.fills[1]!
    expect(closed.price).toBe(30_120.4)
    const fee = closed.quantity * 30_120.4 * 0.001
    const rest = 1.2 - closed.quantity
    const equityAt = (price: number): number =>
      12_000 - 1.2 * 40_000 + closed.quantity * 30_120.4 + rest * price - fee
    expect(run.fills).toHaveLength(2)
    expect(equityAt(30_000)).toBeGreaterThanOrEqual(rest * 30_000 * 0.004)
    expect(run.metrics.finalEquity).toBeCloseTo(equityAt(31_000), 6)
  })

  it('takes what equity is left at most, so that it alone never makes a debt', () => {
    const rows: Row[] = [
      ...flat(40_000, 40_000, 40_000),
      [39_900, 39_950, 35_000, 35_500],
      [35_500, 35_500, 35_500, 35_500],
    ]
    const run = runStrategy(
      perpetual(0.0125, rows),
      { 0: (ctx) => ctx.order('P', 1.2) },
      { ...account, cash: 5000 },
    )
    // Broken at (48,000 - 5,000) / (1.2 x 0.996) = 35,977.24; 172.64 are left at the tick below.
    expect(run.fills.map(({ quantity, price }) => [quantity, price])).toEqual([
      [1.2, 40_000],
      [1.2, 35_977.2],
    ])
    expect(run.statement.find(({ kind }) => kind === 'liquidation-fee')?.amount).toBeCloseTo(-172.64, 6)
    expect(run.metrics.finalEquity).toBeCloseTo(0, 6)
  })

  it('is nothing where a gap has taken more than there was', () => {
    const rows: Row[] = [
      ...flat(40_000, 40_000),
      [35_000, 35_000, 35_000, 35_000],
      [35_000, 35_000, 35_000, 35_000],
    ]
    const run = runStrategy(
      perpetual(0.0125, rows),
      { 0: (ctx) => ctx.order('P', 1.2) },
      { ...account, cash: 5000 },
    )
    expect(run.statement.some(({ kind }) => kind === 'liquidation-fee')).toBe(false)
    expect(run.metrics.finalEquity).toBeCloseTo(-1000, 6)
  })
})
