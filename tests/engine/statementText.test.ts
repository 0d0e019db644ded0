import { describe, expect, it } from 'vitest'
import { flat, runStrategy, seriesOf } from './support/runStrategy.ts'

describe('a statement', () => {
  it('sums to whole minor units', () => {
    const days = 400
    const run = runStrategy(
      seriesOf('A', flat(...Array(days).fill(10))),
      {},
      { account: { creditRates: { USD: 0.03 } } },
    )
    const interest = run.cashFlows.find(({ kind }) => kind === 'interest')!
    expect(interest.count).toBe(days)
    expect(interest.amount).toBe(Number(interest.amount.toFixed(2)))
    expect(interest.amount).toBeCloseTo(run.metrics.finalEquity - 100_000, 9)
  })

  it('says which position of a hedging account was traded', () => {
    const series = seriesOf('P', flat(100, 100, 100, 100), {
      ...{ assetClass: 'crypto-perpetual', currency: 'USDT', calendar: '24x7' },
      terms: { kind: 'perpetual', base: 'P', inverse: false, maintenanceTiers: [], liquidationFeeRate: 0 },
    })
    const run = runStrategy(
      series,
      {
        0: (ctx) => {
          ctx.order('P', 2, { positionSide: 'long' })
          ctx.order('P', -3, { positionSide: 'short' })
        },
        1: (ctx) => ctx.order('P', 1, { positionSide: 'short' }),
      },
      { currency: 'USDT', allowShort: true, account: { positions: 'hedging' } },
    )
    expect(run.statement.slice(1).map(({ text }) => text)).toEqual([
      'bought 2 at 100, long',
      'sold 3 at 100, short',
      'bought 1 at 100, short',
    ])
  })
})
