import { describe, expect, it } from 'vitest'
import { longMarginCallPrice, shortMarginCallPrice } from '../../../electron/quant/margin/stockMargin.ts'
import { flat, type Row, type RunOptions, runStrategy, seriesOf } from '../support/runStrategy.ts'

const regulationT: RunOptions = {
  cash: 10_000,
  maxLeverage: 4,
  allowShort: true,
  account: { margin: 'regulation-t' },
}

/** A bar that opens at a price, falls or rises to another and comes back. */
const swing = (price: number, to: number): Row => [price, Math.max(price, to), Math.min(price, to), price]

describe('shares under Regulation T', () => {
  it('are bought for twice the equity and not for more', () => {
    const run = runStrategy(
      seriesOf('AAA', flat(100, 100)),
      {
        0: (ctx) => {
          ctx.order('AAA', 201)
          ctx.order('AAA', 200)
        },
      },
      regulationT,
    )
    expect(run.orders).toMatchObject([
      { status: 'rejected', reason: 'initial margin would be 10050.00 USD, equity is 10000.00 USD' },
      { status: 'filled' },
    ])
  })

  it('are called below debit / (0.75 x shares)', () => {
    // 200 at 100 with 10,000: 10,000 owed, called below 66.67.
    expect(longMarginCallPrice(10_000, 200)).toBeCloseTo(66.6667, 4)
    const play = (low: number) =>
      runStrategy(
        seriesOf('AAA', [...flat(100, 100), swing(100, low)]),
        { 0: (ctx) => ctx.order('AAA', 200) },
        regulationT,
      )
    expect(play(66.67).fills).toHaveLength(1)
    const [, sold] = play(66.6).fills
    expect(sold).toMatchObject({ side: 'sell', price: 66.66, priceSource: 'margin call' })
    // At 66.60 equity is 3,320 and 3,330 are needed: one share less needs 16.65 less.
    expect(sold!.quantity).toBe(1)
  })

  it('sold short are called above credit / 1.3', () => {
    const credit = 10_000 + 20_000
    expect(shortMarginCallPrice(credit, 200)).toBeCloseTo(115.3846, 4)
    const play = (high: number) =>
      runStrategy(
        seriesOf('AAA', [...flat(100, 100), swing(100, high)]),
        { 0: (ctx) => ctx.order('AAA', -200) },
        regulationT,
      )
    expect(play(115.38).fills).toHaveLength(1)
    expect(play(115.5).fills[1]).toMatchObject({ side: 'buy', price: 115.39, priceSource: 'margin call' })
  })

  it('below 5 dollars need 2.50 a share when short', () => {
    const run = runStrategy(
      seriesOf('AAA', flat(2, 2)),
      {
        0: (ctx) => {
          ctx.order('AAA', -4001)
          ctx.order('AAA', -4000)
        },
      },
      regulationT,
    )
    expect(run.orders[0]?.reason).toBe('initial margin would be 10002.50 USD, equity is 10000.00 USD')
    expect(run.fills[0]?.quantity).toBe(4000)
  })

  it('of a coin nothing is lent', () => {
    const run = runStrategy(
      seriesOf('BTCUSD', flat(100, 100), { assetClass: 'crypto-spot' }),
      { 0: (ctx) => ctx.order('BTCUSD', 101) },
      regulationT,
    )
    expect(run.orders[0]?.reason).toBe('initial margin would be 10100.00 USD, equity is 10000.00 USD')
  })
})
