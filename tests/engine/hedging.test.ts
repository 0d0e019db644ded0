import { describe, expect, it } from 'vitest'
import type { Bars } from '../../shared/sdk/quarterdeck.d.ts'
import {
  flat,
  type Row,
  type RunOptions,
  runStrategy,
  type SeriesOptions,
  seriesOf,
} from './support/runStrategy.ts'

const perpetual = (rows: readonly Row[], options: SeriesOptions = {}) =>
  seriesOf('BTCUSDT', rows, {
    assetClass: 'crypto-perpetual',
    lotSize: 0.001,
    terms: {
      kind: 'perpetual',
      base: 'BTC',
      inverse: false,
      maintenanceTiers: [{ fromNotional: 0, maintenanceRate: 0.01, deduction: 0, maxLeverage: 50 }],
      liquidationFeeRate: 0,
    },
    ...options,
  })

const hedging: RunOptions = { allowShort: true, maxLeverage: 10, account: { positions: 'hedging' } }
const long = { positionSide: 'long' as const }
const short = { positionSide: 'short' as const }

describe('a hedging account', () => {
  it('holds a long and a short of one symbol at once, each with its own entry and profit', () => {
    const run = runStrategy(
      perpetual(flat(1000, 1000, 1100, 1200)),
      {
        0: (ctx) => ctx.order('BTCUSDT', 3, long),
        1: (ctx) => ctx.order('BTCUSDT', -2, short),
        2: (ctx) => {
          expect(ctx.position('BTCUSDT', 'long')).toMatchObject({ quantity: 3, averagePrice: 1000 })
          expect(ctx.position('BTCUSDT', 'short')).toMatchObject({ quantity: -2, averagePrice: 1100 })
          expect(ctx.position('BTCUSDT')).toMatchObject({ quantity: 1, averagePrice: 0, marketValue: 1100 })
          expect(ctx.account.leverage).toBeCloseTo(5500 / 100_300, 12)
          expect(ctx.symbols).toEqual(['BTCUSDT'])
        },
        3: (ctx) => expect(ctx.position('BTCUSDT').unrealizedProfit).toBe(600 - 200),
      },
      hedging,
    )
    expect(run.metrics.finalEquity).toBe(100_400)
    expect(run.orders.map(({ positionSide }) => positionSide)).toEqual(['long', 'short'])
    expect(run.fills.map(({ positionSide }) => positionSide)).toEqual(['long', 'short'])
    expect(run.roundTrips).toMatchObject([
      { side: 'long', quantity: 3, profit: 600 },
      { side: 'short', quantity: 2, profit: -200 },
    ])
    expect(run.bySymbol).toEqual([{ symbol: 'BTCUSDT', profit: 400, fees: 0, trades: 0 }])
    expect(run.bars).toBe(4)
    expect(run.exposure.find(({ level }) => level === 'symbol')).toMatchObject({
      group: 'BTCUSDT',
      profit: 400,
    })
  })

  it('decides once a bar, and sees the same bars', () => {
    const seen: [number, number][] = []
    let bars: Bars | undefined
    runStrategy(
      perpetual(flat(1000, 1010, 1020)),
      Object.fromEntries(
        [0, 1, 2].map((bar) => [
          bar,
          (ctx: { index: number; close: number; bars: Bars }) => {
            seen.push([ctx.index, ctx.close])
            bars = ctx.bars
          },
        ]),
      ),
      hedging,
    )
    expect(seen).toEqual([
      [0, 1000],
      [1, 1010],
      [2, 1020],
    ])
    expect([...bars!.close]).toEqual([1000, 1010, 1020])
  })

  it('closes no more of a side than there is, and never turns it around', () => {
    const run = runStrategy(
      perpetual(flat(1000, 1000, 1000, 1000, 1000)),
      {
        0: (ctx) => ctx.order('BTCUSDT', 3, long),
        1: (ctx) => {
          ctx.order('BTCUSDT', -4, long)
          ctx.order('BTCUSDT', 1, short)
          ctx.order('BTCUSDT', -2, { ...long, limitPrice: 1000 })
          ctx.order('BTCUSDT', -2, { ...long, limitPrice: 1000 })
        },
      },
      hedging,
    )
    expect(run.orders.map(({ status, filledQuantity, reason }) => [status, filledQuantity, reason])).toEqual([
      ['filled', 3, undefined],
      ['rejected', 0, 'only 3 of the long position can be closed'],
      ['rejected', 0, 'only 0 of the short position can be closed'],
      ['filled', 2, undefined],
      ['cancelled', 1, 'the position has no more to close'],
    ])
  })

  it('closes one side or both', () => {
    const run = runStrategy(
      perpetual(flat(1000, 1000, 1100, 1100, 1100)),
      {
        0: (ctx) => {
          ctx.orderTargetPercent('BTCUSDT', 0.5, long)
          ctx.orderTargetPercent('BTCUSDT', -0.5, short)
        },
        1: (ctx) => ctx.closePosition('BTCUSDT', 'long'),
        2: (ctx) => {
          expect(ctx.position('BTCUSDT', 'long').quantity).toBe(0)
          ctx.closePosition('BTCUSDT')
        },
        3: (ctx) => expect(ctx.position('BTCUSDT', 'short').quantity).toBe(0),
      },
      hedging,
    )
    expect(run.metrics.finalEquity).toBe(100_000 + 50 * 100 - 50 * 100)
    expect(run.metrics.trades).toBe(2)
  })

  it('pays funding on each side and is asked margin for both', () => {
    const actions = [{ kind: 'funding' as const, timeMs: Date.UTC(2024, 0, 3), rate: 0.001 }]
    const run = runStrategy(
      perpetual(flat(1000, 1000, 1000, 1000), { actions }),
      {
        0: (ctx) => {
          ctx.order('BTCUSDT', 3, long)
          ctx.order('BTCUSDT', -2, short)
          ctx.order('BTCUSDT', -1, short)
        },
      },
      { ...hedging, cash: 110, maxLeverage: 100 },
    )
    // 1,000 / 50 for each: 60 and 40 fit into 110, 20 more do not.
    expect(run.orders.map(({ reason }) => reason)).toEqual([
      undefined,
      undefined,
      'initial margin would be 120.00 USD, equity is 110.00 USD',
    ])
    expect(run.statement.filter(({ kind }) => kind === 'funding').map(({ amount }) => amount)).toEqual([
      -3, 2,
    ])
  })

  it('liquidates isolated sides each on its own', () => {
    const run = runStrategy(
      perpetual([...flat(1000, 1000), [1000, 1000, 890, 1000]]),
      {
        0: (ctx) => {
          ctx.order('BTCUSDT', 1, long)
          ctx.order('BTCUSDT', -1, short)
        },
      },
      { ...hedging, account: { positions: 'hedging', marginMode: 'isolated', isolatedLeverage: 10 } },
    )
    expect(run.fills.slice(2)).toMatchObject([{ side: 'sell', priceSource: 'margin call', price: 909.09 }])
  })

  it('asks which side is meant, and a netting account refuses to be asked', () => {
    const series = perpetual(flat(1000, 1000))
    expect(() => runStrategy(series, { 0: (ctx) => ctx.order('BTCUSDT', 1) }, hedging)).toThrow(
      'The account holds a long and a short of BTCUSDT: which one is meant is not said.',
    )
    expect(() => runStrategy(series, { 0: (ctx) => ctx.order('BTCUSDT', 1, long) })).toThrow(
      'The account holds one position of BTCUSDT, not a long one.',
    )
  })

  it('is for what is held on margin', () => {
    expect(() => runStrategy(seriesOf('AAA', flat(10)), {}, hedging)).toThrow(
      'AAA cannot be held long and short',
    )
  })
})
