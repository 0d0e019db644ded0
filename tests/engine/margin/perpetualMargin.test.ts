import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  maintenanceTiers,
  liquidationPrice as quantLiquidationPrice,
} from '../../../electron/quant/margin/perpetualMargin.ts'
import type { MaintenanceTier, TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import { flat, type Row, runStrategy, type SeriesOptions, seriesOf } from '../support/runStrategy.ts'

const tier = (maintenanceRate: number, deduction = 0, maxLeverage = 125): MaintenanceTier => ({
  fromNotional: 0,
  maintenanceRate,
  deduction,
  maxLeverage,
})

const perpetual = (
  symbol: string,
  rows: readonly Row[],
  terms: Partial<TermsOf<'perpetual'>> = {},
  options: SeriesOptions = {},
) =>
  seriesOf(symbol, rows, {
    assetClass: 'crypto-perpetual',
    currency: 'USDT',
    lotSize: 0.001,
    calendar: '24x7',
    ...options,
    terms: {
      kind: 'perpetual',
      base: symbol.slice(0, 3),
      inverse: false,
      maintenanceTiers: [],
      liquidationFeeRate: 0,
      ...terms,
    },
  })

const cross = { cash: 1_535_443.01, currency: 'USDT', maxLeverage: 200, allowShort: true }
const isolated = (leverage: number) => ({
  currency: 'USDT',
  maxLeverage: 200,
  allowShort: true,
  account: { marginMode: 'isolated' as const, isolatedLeverage: leverage },
})

/**
 * The worked example of Binance's "How to Calculate Liquidation Price of USD-M Futures Contracts": a wallet of
 * 1,535,443.01 USDT, 3,683.979 ETH from 1,456.84 (rate 10 %, amount 135,365) and 109.488 BTC from 32,481.98 (rate
 * 2.5 %, amount 16,300). Alone they are liquidated at 1,114.78 and 18,778.73; together, with BTC at 31,967.27, ETH at
 * 1,153.26.
 */
describe("Binance's example of cross margin", () => {
  const falling = (entry: number, low: number): Row[] => [...flat(entry, entry), [entry, entry, low, low]]

  it('liquidates each position alone at the documented price', () => {
    const ether = runStrategy(
      perpetual('ETHUSDT', falling(1456.84, 900), { maintenanceTiers: [tier(0.1, 135_365)] }),
      { 0: (ctx) => ctx.order('ETHUSDT', 3683.979) },
      cross,
    )
    // The tick at or below 1,114.78...
    expect(ether.fills[1]).toMatchObject({ price: 1114.78, priceSource: 'margin call' })
    const bitcoin = runStrategy(
      perpetual('BTCUSDT', falling(32_481.98, 18_000), { maintenanceTiers: [tier(0.025, 16_300)] }),
      { 0: (ctx) => ctx.order('BTCUSDT', 109.488) },
      cross,
    )
    expect(bitcoin.fills[1]?.price).toBeCloseTo(18_778.73, 1)
  })

  it('liquidates one of two below the documented price and not above it, at the close', () => {
    const run = (close: number) =>
      runStrategy(
        [
          perpetual('ETHUSDT', flat(1456.84, 1456.84, close), { maintenanceTiers: [tier(0.1, 135_365)] }),
          perpetual('BTCUSDT', flat(32_481.98, 32_481.98, 31_967.27), {
            maintenanceTiers: [tier(0.025, 16_300)],
          }),
        ],
        {
          0: (ctx) => {
            if (ctx.symbol !== 'ETHUSDT') return
            ctx.order('ETHUSDT', 3683.979)
            ctx.order('BTCUSDT', 109.488)
          },
        },
        cross,
      )
    expect(run(1153.27).fills).toHaveLength(2)
    // The largest requirement is that of ETH: 3,683.979 x 1,153.25 x 10 % - 135,365 against 71,200.81.
    expect(run(1153.25).fills[2]).toMatchObject({ symbol: 'ETHUSDT', side: 'sell' })
  })
})

/** The closed form of the same document, solved for a position alone: WB + cum - side x size x entry over size x (rate - side). */
function liquidationPrice(wallet: number, size: number, side: 1 | -1, entry: number, rate: number): number {
  return (wallet - side * size * entry) / (size * (rate - side))
}

describe('isolated positions', () => {
  it('of both sides are liquidated at the closed form, and lose at most their margin', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<1 | -1>(1, -1),
        fc.integer({ min: 2, max: 50 }),
        fc.integer({ min: 20, max: 5000 }),
        fc.double({ min: 0.004, max: 0.015, noNaN: true }),
        (side, leverage, entry, rate) => {
          const far = side > 0 ? entry * 0.4 : entry * 1.7
          const [low, high] = [Math.min(entry, far), Math.max(entry, far)]
          const run = runStrategy(
            perpetual('BTCUSDT', [...flat(entry, entry), [entry, high, low, entry]], {
              maintenanceTiers: [tier(rate)],
            }),
            { 0: (ctx) => ctx.order('BTCUSDT', side * 2) },
            isolated(leverage),
          )
          const expected = liquidationPrice((2 * entry) / leverage, 2, side, entry, rate)
          expect(run.fills).toHaveLength(2)
          expect(Math.abs(run.fills[1]!.price - expected)).toBeLessThanOrEqual(0.0101)
          expect(100_000 - run.metrics.finalEquity).toBeLessThanOrEqual((2 * entry) / leverage + 1e-6)
        },
      ),
      { seed: 11, numRuns: 60 },
    )
  })

  it('that a gap takes beyond their margin are closed at the bankruptcy price', () => {
    const run = runStrategy(
      perpetual('BTCUSDT', flat(1000, 1000, 500), {
        maintenanceTiers: [tier(0.01)],
        liquidationFeeRate: 0.005,
      }),
      { 0: (ctx) => ctx.order('BTCUSDT', 10) },
      isolated(10),
    )
    expect(run.fills[1]).toMatchObject({ price: 900, quantity: 10 })
    expect(run.metrics.finalEquity).toBe(99_000)
  })

  it('say that the fee was cut to what was left of their margin', () => {
    const run = runStrategy(
      perpetual('BTCUSDT', [...flat(1000, 1000), [1000, 1000, 800, 1000]], {
        maintenanceTiers: [tier(0.01)],
        liquidationFeeRate: 0.05,
      }),
      { 0: (ctx) => ctx.order('BTCUSDT', 10) },
      isolated(10),
    )
    // 5 % of 9,090.90 are 454.55; of the margin of 1,000 the loss of 909.10 leaves 90.90.
    const line = run.statement.find(({ kind }) => kind === 'liquidation-fee')
    expect(line?.amount).toBeCloseTo(-90.9, 6)
    expect(line?.text).toMatch(/as far as the margin reached$/)
  })

  it('pay the liquidation fee out of what is left of their margin', () => {
    const run = runStrategy(
      perpetual('BTCUSDT', [...flat(1000, 1000), [1000, 1000, 800, 1000]], {
        maintenanceTiers: [tier(0.01)],
        liquidationFeeRate: 0.005,
      }),
      { 0: (ctx) => ctx.order('BTCUSDT', 10) },
      isolated(10),
    )
    // 1,000 + 10 (p - 1,000) = 10 p x 1 %: p = 909.09; fee 0.5 % of 9,090.90.
    expect(run.fills[1]!.price).toBe(909.09)
    expect(run.statement.find(({ kind }) => kind === 'liquidation-fee')?.amount).toBeCloseTo(-45.4545, 9)
    expect(run.metrics.finalEquity).toBeCloseTo(100_000 - 909.1 - 45.4545, 6)
    expect(run.roundTrips[0]?.profit).toBeCloseTo(run.metrics.finalEquity - 100_000, 6)
  })

  it('stand alone: one is liquidated, the other stays', () => {
    const run = runStrategy(
      [
        perpetual('BTCUSDT', flat(1000, 1000, 880), { maintenanceTiers: [tier(0.01)] }),
        perpetual('ETHUSDT', flat(1000, 1000, 950), { maintenanceTiers: [tier(0.01)] }),
      ],
      {
        0: (ctx) => {
          ctx.order(ctx.symbol, 10)
        },
      },
      isolated(10),
    )
    expect(run.fills.slice(2)).toMatchObject([{ symbol: 'BTCUSDT', price: 900 }])
    expect(run.metrics.finalEquity).toBe(100_000 - 1000 - 500)
  })
})

describe('a call that closes nothing', () => {
  it('is written once for as long as it lasts, for each isolated position', () => {
    const run = runStrategy(
      [
        perpetual('BTCUSDT', flat(1000, 1000, 880, 870, 1000, 880), { maintenanceTiers: [tier(0.01)] }),
        perpetual('ETHUSDT', flat(1000, 1000, 1000, 890, 890, 890), { maintenanceTiers: [tier(0.01)] }),
      ],
      { 0: (ctx) => ctx.order(ctx.symbol, 10) },
      {
        ...isolated(10),
        account: { marginMode: 'isolated', isolatedLeverage: 10, marginCall: 'report' },
      },
    )
    expect(run.fills).toHaveLength(2)
    expect(run.log.map(({ message }) => message.slice(0, 24))).toEqual([
      'Margin call: BTCUSDT at ',
      'Margin call: ETHUSDT at ',
      'Margin call: BTCUSDT at ',
    ])
  })

  it('waits for a price where a market is closed, as one call', () => {
    const day = 86_400_000
    const start = Date.UTC(2024, 0, 1)
    const open = [0, 1, 6].map((place) => start + place * day)
    const run = runStrategy(
      [
        perpetual('BTCUSDT', flat(1000, 1000, 1000), { maintenanceTiers: [tier(0.01)] }, { times: open }),
        perpetual('ETHUSDT', flat(1000, 1000, 1300, 1300, 1300, 1300, 1300), {
          maintenanceTiers: [tier(0.01)],
        }),
      ],
      { 0: (ctx) => ctx.order(ctx.symbol, ctx.symbol === 'BTCUSDT' ? 10 : -10) },
      { ...cross, cash: 2000 },
    )
    // The short loses 3,000 of 2,000 while the long cannot trade.
    expect(run.fills.slice(2)).toMatchObject([
      { symbol: 'ETHUSDT', price: 1300, timeMs: start + 2 * day },
      { symbol: 'BTCUSDT', price: 1000, timeMs: start + 6 * day },
    ])
    expect(run.log).toHaveLength(1)
  })
})

describe('brackets of notional', () => {
  const tiers: MaintenanceTier[] = [
    { fromNotional: 0, maintenanceRate: 0.004, deduction: 0, maxLeverage: 125 },
    { fromNotional: 50_000, maintenanceRate: 0.005, deduction: 50, maxLeverage: 100 },
    { fromNotional: 250_000, maintenanceRate: 0.01, deduction: 1300, maxLeverage: 50 },
  ]

  it('bound the leverage by the size of the position', () => {
    const run = runStrategy(
      perpetual('BTCUSDT', flat(1000, 1000), { maintenanceTiers: tiers }),
      {
        0: (ctx) => {
          ctx.order('BTCUSDT', 260)
          ctx.order('BTCUSDT', 240)
        },
      },
      { cash: 4000, currency: 'USDT', maxLeverage: 1000 },
    )
    expect(run.orders).toMatchObject([
      {
        status: 'rejected',
        reason: 'initial margin would be 5200.00000000 USDT, equity is 4000.00000000 USDT',
      },
      { status: 'filled' },
    ])
  })
})

describe('the liquidation price over brackets', () => {
  it('is that of the closed form that finds the bracket, linear and inverse, long and short', () => {
    const tiers = maintenanceTiers([
      { fromNotional: 0, maintenanceRate: 0.004 },
      { fromNotional: 9000, maintenanceRate: 0.01 },
      { fromNotional: 11_000, maintenanceRate: 0.025 },
    ]).map((each) => ({ ...each, maxLeverage: 50 }))
    const ofCoin = tiers.map((each) => ({
      ...each,
      fromNotional: each.fromNotional / 1000,
      deduction: each.deduction / 1000,
    }))
    fc.assert(
      fc.property(
        fc.constantFrom<1 | -1>(1, -1),
        fc.boolean(),
        fc.integer({ min: 4, max: 40 }),
        fc.integer({ min: 70, max: 130 }),
        (side, inverse, leverage, tenths) => {
          const entry = 1000
          const size = side * tenths * (inverse ? 1 : 0.1)
          const far = side > 0 ? entry * 0.5 : entry * 1.6
          const run = runStrategy(
            perpetual(
              'BTCUSDT',
              [...flat(entry, entry), [entry, Math.max(entry, far), Math.min(entry, far), entry]],
              { inverse, maintenanceTiers: inverse ? ofCoin : tiers },
              inverse ? { currency: 'BTC', multiplier: 100, lotSize: 1 } : {},
            ),
            { 0: (ctx) => ctx.order('BTCUSDT', size) },
            { ...isolated(leverage), ...(inverse ? { currency: 'BTC' } : {}) },
          )
          const units = inverse ? size * 100 : size
          const margin = Math.abs(inverse ? units / entry : units * entry) / leverage
          const expected = quantLiquidationPrice(
            { inverse, size: units, entryPrice: entry, margin },
            inverse ? ofCoin : tiers,
          )
          expect(Math.abs(run.fills[1]!.price - expected!)).toBeLessThanOrEqual(0.0101)
        },
      ),
      { seed: 12, numRuns: 60 },
    )
  })
})

describe('inverse contracts', () => {
  it('settle in coin and are liquidated at the closed form of the reciprocal', () => {
    const run = runStrategy(
      perpetual(
        'BTCUSD_PERP',
        [...flat(20_000, 20_000), [20_000, 20_000, 10_000, 20_000]],
        { inverse: true, maintenanceTiers: [tier(0.005)] },
        { currency: 'BTC', multiplier: 100, lotSize: 1, tickSize: 0.1 },
      ),
      { 0: (ctx) => ctx.order('BTCUSD_PERP', 1000) },
      {
        cash: 1,
        currency: 'BTC',
        maxLeverage: 200,
        account: { marginMode: 'isolated', isolatedLeverage: 10 },
      },
    )
    // 5 BTC at 10x post 0.5: 0.5 + 5 - 100,000 / p = 500 / p, so p = 100,500 / 5.5 = 18,272.7.
    expect(run.fills[1]!.price).toBe(18_272.7)
    expect(run.metrics.finalEquity).toBeCloseTo(1 + 5 - 100_000 / 18_272.7, 7)
  })
})

describe('the mark price', () => {
  const traded: Row[] = [...flat(1000, 1000), [1000, 1000, 800, 1000], [1000, 1000, 1000, 1000]]
  const calm = flat(1000, 1000, 1000, 1000)
  const terms = { maintenanceTiers: [tier(0.01)], markSymbol: 'MARK' }

  it('spares a position that only the last price would have liquidated', () => {
    const run = runStrategy(
      perpetual('BTCUSDT', traded, terms),
      { 0: (ctx) => ctx.order('BTCUSDT', 10) },
      { ...isolated(10), references: [seriesOf('MARK', calm)] },
    )
    expect(run.fills).toHaveLength(1)
  })

  it('liquidates where it says so, within what was traded', () => {
    const run = runStrategy(
      perpetual('BTCUSDT', flat(1000, 1000, 950, 1000), terms),
      { 0: (ctx) => ctx.order('BTCUSDT', 10) },
      {
        ...isolated(10),
        references: [seriesOf('MARK', [...flat(1000, 1000), [1000, 1000, 850, 1000], ...flat(1000)])],
      },
    )
    expect(run.fills[1]).toMatchObject({ price: 950, priceSource: 'margin call' })
  })

  it('gives way to the last price where its bars are missing, and the result says so', () => {
    const start = Date.UTC(2024, 0, 1)
    const times = [start, start + 86_400_000]
    const run = runStrategy(
      perpetual('BTCUSDT', traded, terms),
      { 0: (ctx) => ctx.order('BTCUSDT', 10) },
      { ...isolated(10), references: [seriesOf('MARK', flat(1000, 1000), { times })] },
    )
    // Broken at (1,000 - 100) / 0.99 = 909.09 of the last price, which went to 800.
    expect(run.fills[1]).toMatchObject({ price: 909.09, priceSource: 'margin call' })
    expect(run.assumptions.join(' ')).toContain(
      'The mark price is missing and the last price was taken: BTCUSDT (2 bars).',
    )
  })

  it('has to be there when the terms name it', () => {
    expect(() => runStrategy(perpetual('BTCUSDT', traded, terms), {}, isolated(10))).toThrow(
      "There are no bars of 'MARK', the mark price of BTCUSDT.",
    )
  })
})
