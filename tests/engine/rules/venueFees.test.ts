import { describe, expect, it } from 'vitest'
import type { BacktestConfigInput } from '../../../shared/domain/backtest.ts'
import {
  DAY_MS,
  flat,
  type Row,
  runStrategy,
  type SeriesOptions,
  START_MS,
  seriesOf,
} from '../support/runStrategy.ts'

const bitcoin = (rows: readonly Row[], options: SeriesOptions = {}) =>
  seriesOf('BTCUSDT', rows, {
    assetClass: 'crypto-spot',
    currency: 'USDT',
    lotSize: 0.001,
    calendar: '24x7',
    terms: { kind: 'crypto-spot', base: 'BTC' },
    ...options,
  })

type Fees = Extract<NonNullable<BacktestConfigInput['fees']>, { model: 'maker-taker' }>
const fees = (more: Partial<Fees> = {}): Fees => ({
  model: 'maker-taker',
  makerRate: 0.001,
  takerRate: 0.002,
  ...more,
})
const account = { currency: 'USDT', cash: 100_000 }

describe('fees of makers and takers', () => {
  it('are the maker rate where an order rested and was met at its limit, the taker rate otherwise', () => {
    const rows: Row[] = [...flat(20_000, 20_000), [20_000, 20_000, 19_000, 19_500], ...flat(18_000, 18_000)]
    const run = runStrategy(
      bitcoin(rows),
      {
        0: (ctx) => ctx.order('BTCUSDT', 1),
        1: (ctx) => ctx.order('BTCUSDT', 1, { limitPrice: 19_000 }),
        // The open is better than this limit: it takes.
        2: (ctx) => ctx.order('BTCUSDT', 1, { limitPrice: 18_500 }),
      },
      { ...account, fees: fees() },
    )
    expect(run.fills.map(({ fee }) => fee)).toEqual([40, 19, 36])
  })

  it('pay a maker where the rate is negative', () => {
    const rows: Row[] = [...flat(20_000), [20_000, 20_000, 19_000, 20_000]]
    const run = runStrategy(
      bitcoin(rows),
      { 0: (ctx) => ctx.order('BTCUSDT', 1, { limitPrice: 19_000 }) },
      { ...account, fees: fees({ makerRate: -0.0001 }) },
    )
    expect(run.fills[0]?.fee).toBe(-1.9)
    expect(run.metrics.finalEquity).toBe(101_001.9)
  })

  it('fall with what was traded in the last 30 days', () => {
    const prices = Array.from({ length: 40 }, () => 10_000)
    const run = runStrategy(
      bitcoin(flat(...prices)),
      Object.fromEntries(
        [0, 1, 2, 33].map((bar) => [
          bar,
          (ctx: { order(symbol: string, quantity: number): number }) => {
            ctx.order('BTCUSDT', bar % 2 === 0 ? 2 : -2)
          },
        ]),
      ),
      { ...account, fees: fees({ tiers: [{ fromVolume: 30_000, makerRate: 0.0005, takerRate: 0.001 }] }) },
    )
    // 20,000 each: the third fill has 40,000 before it. By day 34 those of days 1 to 3 no longer count.
    expect(run.fills.map(({ fee }) => fee)).toEqual([40, 40, 20, 40])
    expect(run.fills[3]?.timeMs).toBe(START_MS + 34 * DAY_MS)
  })
})

describe('a fee in the coins bought', () => {
  it('leaves fewer coins on the grid of lots, keeps the rest as dust, and costs the same', () => {
    const run = runStrategy(
      bitcoin(flat(20_000, 20_000, 20_000, 20_000)),
      {
        0: (ctx) => ctx.order('BTCUSDT', 0.25),
        1: (ctx) => {
          // 0.0005 of 0.25 coins: 0.2495, of which 0.249 are whole lots.
          expect(ctx.position('BTCUSDT').quantity).toBe(0.249)
          expect(ctx.account.cash()).toBe(95_000)
          ctx.order('BTCUSDT', 0.25)
        },
        // The dust of both purchases makes a lot: 0.249 + 0.25 - 0.0005 + 0.0005.
        2: (ctx) => expect(ctx.position('BTCUSDT').quantity).toBe(0.499),
      },
      { ...account, fees: fees({ feeIn: 'base' }) },
    )
    expect(run.metrics.fees).toBe(20)
    expect(run.metrics.finalEquity).toBe(90_000 + 0.499 * 20_000)
    expect(run.roundTrips[0]?.profit).toBeCloseTo(run.metrics.finalEquity - 100_000, 9)
    expect(run.statement.filter(({ kind }) => kind === 'fee')).toMatchObject([
      { amount: 0, text: '0.0005 BTC of the coins, for bought 0.25 at 20000' },
      { amount: 0 },
    ])
  })

  it('is told in the eight decimals of a coin', () => {
    const run = runStrategy(
      bitcoin(flat(23_151.63, 23_151.63, 23_151.63)),
      { 0: (ctx) => ctx.order('BTCUSDT', 0.813) },
      { ...account, fees: fees({ feeIn: 'base' }) },
    )
    const texts = run.statement.filter(({ kind }) => kind === 'fee').map(({ text }) => text)
    expect(texts).toEqual([expect.stringMatching(/^0\.001626 BTC of the coins/)])
  })

  it('is taken in money from a sale', () => {
    const run = runStrategy(
      bitcoin(flat(20_000, 20_000, 20_000)),
      { 0: (ctx) => ctx.order('BTCUSDT', 1), 1: (ctx) => ctx.closePosition('BTCUSDT') },
      { ...account, fees: fees({ feeIn: 'base' }) },
    )
    expect(run.fills[1]).toMatchObject({ quantity: 0.998, fee: 39.92 })
    expect(run.metrics.finalEquity).toBeCloseTo(100_000 - 40 - 39.92, 9)
  })
})

describe('a fee in a third asset', () => {
  const rates = seriesOf('BNBUSDT', flat(300, 300, 320), { currency: 'USDT' })

  it('has its discount and is bought at the rate of the moment', () => {
    const run = runStrategy(
      bitcoin(flat(20_000, 20_000, 20_000)),
      { 0: (ctx) => ctx.order('BTCUSDT', 1) },
      { ...account, fees: fees({ feeIn: 'BNB', discountRate: 0.25 }), conversions: [rates] },
    )
    expect(run.metrics).toMatchObject({ fees: 30, finalEquity: 99_970 })
    expect(run.statement.slice(2)).toMatchObject([
      { kind: 'conversion', currency: 'USDT', amount: -30, balance: 79_970 },
      { kind: 'conversion', currency: 'BNB', amount: 0.1, balance: 0.1 },
      { kind: 'fee', currency: 'BNB', amount: -0.1, balance: 0 },
    ])
  })

  it('needs the prices of that asset', () => {
    expect(() =>
      runStrategy(bitcoin(flat(20_000)), {}, { ...account, fees: fees({ feeIn: 'BNB' }) }),
    ).toThrow('No prices of BNBUSDT to convert BNB to USDT.')
  })
})
