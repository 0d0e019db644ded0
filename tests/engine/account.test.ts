import { describe, expect, it } from 'vitest'
import { createBacktest } from '../../electron/engine/backtest.ts'
import { DAY_MS, flat, inputOf, runStrategy, START_MS, seriesOf } from './support/runStrategy.ts'

describe('short selling', () => {
  it('is refused without the switch, with a reason', () => {
    const run = runStrategy(seriesOf('AAA', flat(10, 10)), { 0: (ctx) => ctx.order('AAA', -5) })
    expect(run.orders[0]).toMatchObject({
      status: 'rejected',
      reason: 'short selling is off and only 0 can be sold',
    })
    expect(run.metrics.rejectedOrders).toBe(1)
  })

  it('earns on the way down, and a round trip says so', () => {
    const run = runStrategy(
      seriesOf('AAA', flat(10, 10, 8, 8)),
      { 0: (ctx) => ctx.order('AAA', -100), 1: (ctx) => ctx.closePosition('AAA') },
      { allowShort: true },
    )
    expect(run.metrics.finalEquity).toBe(100_200)
    expect(run.roundTrips).toMatchObject([
      { side: 'short', quantity: 100, entryPrice: 10, exitPrice: 8, profit: 200 },
    ])
  })
})

describe('leverage', () => {
  it('an order beyond the limit is rejected at submission', () => {
    const run = runStrategy(seriesOf('AAA', flat(10, 10)), { 0: (ctx) => ctx.order('AAA', 10_001) })
    expect(run.orders[0]).toMatchObject({
      status: 'rejected',
      reason: 'gross exposure would be 1.0001 x equity, the limit is 1',
    })
  })

  it('orders of one step are judged together', () => {
    const run = runStrategy(seriesOf('AAA', flat(10, 10)), {
      0: (ctx) => {
        ctx.order('AAA', 6000)
        ctx.order('AAA', 6000)
      },
    })
    expect(run.orders.map(({ status }) => status)).toEqual(['filled', 'rejected'])
  })

  it('a quantity the open has made too dear is cut, the rest cancelled, and it is counted', () => {
    const run = runStrategy(seriesOf('AAA', flat(10, 12.5)), { 0: (ctx) => ctx.orderTargetPercent('AAA', 1) })
    expect(run.fills[0]?.quantity).toBe(8000)
    expect(run.orders[0]).toMatchObject({ status: 'cancelled', filledQuantity: 8000 })
    expect(run.assumptions.join(' ')).toContain('1 order was cut')
  })

  it('the fee has room in what is cut', () => {
    const run = runStrategy(
      seriesOf('AAA', flat(10, 10)),
      { 0: (ctx) => ctx.orderTargetPercent('AAA', 1) },
      {
        fees: { model: 'percent', rate: 0.01 },
      },
    )
    const { quantity, fee } = run.fills[0]!
    expect(quantity).toBe(9900)
    expect(quantity * 10 + fee).toBeLessThanOrEqual(100_000)
    expect((quantity + 1) * 10 * 1.01).toBeGreaterThan(100_000)
  })

  it('of 2 carries twice the equity', () => {
    const run = runStrategy(
      seriesOf('AAA', flat(10, 10, 11)),
      { 0: (ctx) => ctx.orderTargetPercent('AAA', 2), 1: (ctx) => expect(ctx.account.leverage).toBe(2) },
      { maxLeverage: 2 },
    )
    expect(run.metrics.finalEquity).toBe(120_000)
  })
})

describe('fees', () => {
  const fee = (fees: object, quantity = 100) =>
    createBacktest(
      inputOf(
        [seriesOf('AAA', flat(10, 10))],
        { 0: (ctx) => ctx.order('AAA', quantity) },
        { fees: fees as never },
      ),
    ).finish().metrics.fees

  it('per share with a minimum and a cap', () => {
    const model = { model: 'per-share', perShare: 0.005, minimum: 1, maximumRate: 0.01 }
    expect(fee(model, 1000)).toBe(5)
    expect(fee(model, 100)).toBe(1)
    expect(fee(model, 5)).toBe(0.5)
  })

  it('per cent with a minimum, and per contract', () => {
    expect(fee({ model: 'percent', rate: 0.001 })).toBe(1)
    expect(fee({ model: 'percent', rate: 0.001, minimum: 4 })).toBe(4)
    expect(fee({ model: 'per-contract', perContract: 2.25 })).toBe(225)
  })

  it('are rounded to cents at each fill, and a minimum is paid once per order', () => {
    expect(fee({ model: 'percent', rate: 0.00001234 }, 1000)).toBe(0.12)
    const run = runStrategy(
      seriesOf('AAA', [...flat(10), [10, 10, 10, 10, 100], [10, 10, 10, 10, 100]]),
      { 0: (ctx) => ctx.order('AAA', 20) },
      {
        fees: { model: 'per-share', perShare: 0.001, minimum: 1 },
        slippage: { model: 'volume-share', volumeLimit: 0.1, priceImpact: 0 },
      },
    )
    expect(run.fills.map(({ fee: paid }) => paid)).toEqual([1, 0])
  })
})

describe('slippage', () => {
  const priceOf = (slippage: object, quantity: number) =>
    createBacktest(
      inputOf(
        [seriesOf('AAA', [...flat(10), [10, 10, 10, 10, 1000]])],
        { 0: (ctx) => ctx.order('AAA', quantity) },
        {
          slippage: slippage as never,
          allowShort: true,
        },
      ),
    ).finish().fills[0]

  it('of half a spread, of ticks and of the square of the volume share goes against the order', () => {
    expect(priceOf({ model: 'spread', spreadRate: 0.02 }, 10)?.price).toBe(10.1)
    expect(priceOf({ model: 'spread', spreadRate: 0.02 }, -10)?.price).toBe(9.9)
    expect(priceOf({ model: 'constant', ticks: 3 }, -10)).toMatchObject({
      price: 9.97,
      slippage: expect.closeTo(0.3, 9),
    })
    // 0.1 x (250 / 1000)^2 = 0.00625 of the price: 10.0625, up to the next cent
    const impact = priceOf({ model: 'volume-share', volumeLimit: 0.25, priceImpact: 0.1 }, 400)
    expect(impact).toMatchObject({ quantity: 250, price: 10.07 })
  })

  it('by volume share needs volume', () => {
    const series = seriesOf('AAA', [[10, 10, 10, 10, Number.NaN]])
    const run = () =>
      runStrategy(series, {}, { slippage: { model: 'volume-share', volumeLimit: 0.1, priceImpact: 0 } })
    expect(run).toThrow('AAA has no volume')
  })
})

describe('splits', () => {
  it('change position and working orders, not equity', () => {
    const series = seriesOf('AAA', flat(70, 70, 10, 10), {
      actions: [{ kind: 'split', timeMs: START_MS + 2 * DAY_MS, ratio: 7 }],
    })
    const run = runStrategy(series, {
      0: (ctx) => ctx.order('AAA', 10),
      1: (ctx) => ctx.order('AAA', -5, { limitPrice: 84 }),
      2: (ctx) => {
        expect(ctx.position('AAA').quantity).toBe(70)
        expect(ctx.position('AAA').averagePrice).toBe(10)
        expect(ctx.openOrders()).toMatchObject([{ quantity: 35, limitPrice: 12 }])
      },
    })
    expect([...run.equity.equity]).toEqual([100_000, 100_000, 100_000, 100_000])
    expect(run.roundTrips).toMatchObject([{ quantity: 70, entryPrice: 10, exitMs: null }])
  })

  it('pay out what no longer makes a lot at the open', () => {
    const series = seriesOf('AAA', flat(30, 30, 20), {
      actions: [{ kind: 'split', timeMs: START_MS + 2 * DAY_MS, ratio: 1.5 }],
    })
    const run = runStrategy(series, {
      0: (ctx) => ctx.order('AAA', 5),
      2: (ctx) => {
        expect(ctx.position('AAA').quantity).toBe(7)
        expect(ctx.account.cash()).toBe(100_000 - 150 + 10)
      },
    })
    expect(run.metrics.finalEquity).toBe(100_000)
    expect(run.assumptions.join(' ')).toContain('part of a lot was paid out')
  })

  it('take effect before the fill at the open of their bar', () => {
    const series = seriesOf('AAA', flat(100, 50), {
      actions: [{ kind: 'split', timeMs: START_MS + DAY_MS, ratio: 2 }],
    })
    const run = runStrategy(series, { 0: (ctx) => ctx.order('AAA', 10) })
    expect(run.fills).toMatchObject([{ quantity: 20, price: 50 }])
  })
})

describe('dividends', () => {
  const actions = [{ kind: 'dividend' as const, timeMs: START_MS + 2 * DAY_MS, amount: 0.333 }]

  it('are paid on what was held over the ex-date, rounded to cents', () => {
    const run = runStrategy(seriesOf('AAA', flat(10, 10, 10), { actions }), {
      0: (ctx) => ctx.order('AAA', 100),
    })
    expect(run.metrics).toMatchObject({ dividends: 33.3, finalEquity: 100_033.3 })
  })

  it('are not paid on what was bought at the ex-date, and are owed by a short', () => {
    const late = runStrategy(seriesOf('AAA', flat(10, 10, 10), { actions }), {
      1: (ctx) => ctx.order('AAA', 100),
    })
    expect(late.metrics.dividends).toBe(0)
    const short = runStrategy(
      seriesOf('AAA', flat(10, 10, 10), { actions }),
      { 0: (ctx) => ctx.order('AAA', -100) },
      { allowShort: true },
    )
    expect(short.metrics.dividends).toBe(-33.3)
  })
})

describe('several currencies', () => {
  const euro = seriesOf('SAP', flat(100, 100, 110), { currency: 'EUR' })
  const rates = (...closes: number[]) => seriesOf('EURUSD', flat(...closes))

  it('trade in their own cash and count at the last known rate', () => {
    const run = runStrategy(
      euro,
      {
        0: (ctx) => ctx.order('SAP', 10),
        1: (ctx) => {
          expect(ctx.account.cash('EUR')).toBe(-1000)
          expect(ctx.account.cash()).toBe(100_000)
          expect(ctx.account.equity).toBe(100_000)
        },
      },
      { conversions: [rates(1.1, 1.2, 1.25)] },
    )
    expect(run.metrics.finalEquity).toBe(100_000 + 10 * 10 * 1.25)
    expect(run.roundTrips[0]?.profit).toBe(125)
  })

  it('use an inverted pair where only that is given', () => {
    const yen = seriesOf('7203', flat(1000, 1000, 1500), { currency: 'JPY' })
    const run = runStrategy(
      yen,
      { 0: (ctx) => ctx.order('7203', 10) },
      { conversions: [seriesOf('USDJPY', flat(150, 150, 125))] },
    )
    expect(run.metrics.finalEquity).toBeCloseTo(100_000 + 5000 / 125, 9)
  })

  it('name the pair that is missing', () => {
    expect(() => runStrategy(euro, {})).toThrow('No prices of EURUSD to convert EUR to USD.')
  })

  it('cannot trade before the first rate is known', () => {
    const late = seriesOf('EURUSD', flat(1.1), { startMs: START_MS + DAY_MS })
    const run = runStrategy(
      euro,
      { 0: (ctx) => ctx.order('SAP', 10), 1: (ctx) => ctx.order('SAP', 10) },
      { conversions: [late] },
    )
    expect(run.orders.map(({ reason }) => reason)).toEqual([
      'no conversion rate from EUR is known yet',
      undefined,
    ])
  })
})

describe('a bar without prices', () => {
  it('fills nothing, and a position keeps its last known value', () => {
    const gap = [Number.NaN, Number.NaN, Number.NaN, Number.NaN, 0] as const
    const run = runStrategy(seriesOf('AAA', [...flat(10, 11), gap, ...flat(12)]), {
      0: (ctx) => ctx.order('AAA', 100),
      1: (ctx) => ctx.closePosition('AAA'),
    })
    expect([...run.equity.equity]).toEqual([100_000, 100_000, 100_000, 100_100])
    expect(run.fills.map(({ price }) => price)).toEqual([11, 12])
  })
})
