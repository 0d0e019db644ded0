import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBacktest } from '../../electron/engine/backtest.ts'
import type { BarSeries, CorporateAction } from '../../shared/domain/bar.ts'
import { bollinger, defineStrategy, ema, rsi, sma, zScore } from '../../shared/sdk/index.ts'
import type { OrderType, TimeInForce } from '../../shared/sdk/quarterdeck.d.ts'
import { DAY_MS, inputOf, type Row, runStrategy, START_MS, seriesOf } from './support/runStrategy.ts'

/** Bars of a walk with gaps, in cents. */
const rowsOf = (moves: readonly (readonly [number, number, number, number])[]): Row[] => {
  let price = 100
  return moves.map(([gap, body, up, down]) => {
    const open = Math.max(1, price + gap)
    const close = Math.max(1, open + body)
    price = close
    return [open, Math.max(open, close) + up, Math.max(0.01, Math.min(open, close) - down), close, 1000].map(
      (value) => Math.round(value * 100) / 100,
    ) as unknown as Row
  })
}

const move = fc.tuple(
  fc.double({ min: -4, max: 4, noNaN: true }),
  fc.double({ min: -4, max: 4, noNaN: true }),
  fc.double({ min: 0, max: 3, noNaN: true }),
  fc.double({ min: 0, max: 3, noNaN: true }),
)

const market = fc.record({
  first: fc.array(move, { minLength: 5, maxLength: 60 }),
  second: fc.array(move, { minLength: 5, maxLength: 60 }),
  actions: fc.array(
    fc.oneof(
      fc.record({
        kind: fc.constant('split' as const),
        day: fc.nat(60),
        ratio: fc.constantFrom(2, 0.5, 1.5, 3),
      }),
      fc.record({
        kind: fc.constant('dividend' as const),
        day: fc.nat(60),
        amount: fc.double({ min: 0.01, max: 2, noNaN: true }),
      }),
    ),
    { maxLength: 4 },
  ),
  seed: fc.nat(1_000_000),
  allowShort: fc.boolean(),
  maxLeverage: fc.constantFrom(1, 1.5, 3),
  fillTiming: fc.constantFrom('next-open' as const, 'next-close' as const, 'same-close' as const),
  volumeLimited: fc.boolean(),
})
type Market = typeof market extends fc.Arbitrary<infer M> ? M : never

function seriesFor({ first, second, actions }: Market): BarSeries[] {
  const timed: CorporateAction[] = actions.map(({ day, ...action }) => ({
    ...action,
    timeMs: START_MS + day * DAY_MS,
  }))
  return [
    seriesOf('AAA', rowsOf(first), { actions: timed }),
    seriesOf('BBB', rowsOf(second), { lotSize: 0.1, multiplier: 5, startMs: START_MS + 3 * DAY_MS }),
  ]
}

/** The same bars at prices that are no multiples of a cent. */
function offTheGrid(series: BarSeries): BarSeries {
  const { time, open, high, low, close, volume } = series.columns
  const off = (column: Float64Array) => Float64Array.from(column, (price) => price * 1.0000371)
  return {
    ...series,
    columns: { time, open: off(open), high: off(high), low: off(low), close: off(close), volume },
  }
}

const TYPES: readonly OrderType[] = ['market', 'limit', 'stop', 'stop-limit', 'market-on-close']
const FORCES: readonly TimeInForce[] = ['day', 'gtc', 'ioc', 'fok']

/** Places every kind of order at random and checks the account at every bar. */
const anything = (check: (equity: number, cash: number, value: number) => void) =>
  defineStrategy({
    name: 'anything',
    onBar(ctx) {
      const value = ctx.symbols.map((symbol) => ctx.position(symbol).marketValue).reduce((a, b) => a + b, 0)
      check(ctx.account.equity, ctx.account.cash(), value)
      const type = TYPES[Math.floor(ctx.random() * 5)]!
      const timeInForce = FORCES[Math.floor(ctx.random() * 4)]!
      const limit =
        type === 'limit' || type === 'stop-limit'
          ? { limitPrice: ctx.close * (0.97 + 0.06 * ctx.random()) }
          : {}
      const stop =
        type === 'stop' || type === 'stop-limit'
          ? { stopPrice: ctx.close * (0.97 + 0.06 * ctx.random()) }
          : {}
      ctx.order(ctx.symbol, (ctx.random() - 0.5) * 800, { type, timeInForce, ...limit, ...stop })
      if (ctx.random() < 0.2) ctx.orderTargetPercent(ctx.symbol, ctx.random() * 2 - 0.5)
      if (ctx.random() < 0.05) ctx.cancelAll()
      if (ctx.random() < 0.05) ctx.closePosition(ctx.symbol)
    },
  })

describe('money is conserved in any market by any strategy', () => {
  it('equity is cash and positions at every bar, and the sum of all profits, fees and dividends at the end', () => {
    let fillsSeen = 0
    fc.assert(
      fc.property(market, (given) => {
        const strategy = anything((equity, cash, value) => {
          expect(Math.abs(equity - cash - value)).toBeLessThan(1e-6)
        })
        const run = runStrategy(seriesFor(given), strategy, {
          seed: given.seed,
          allowShort: given.allowShort,
          maxLeverage: given.maxLeverage,
          fillTiming: given.fillTiming,
          fees: { model: 'percent', rate: 0.0007, minimum: 0.35 },
          slippage: given.volumeLimited
            ? { model: 'volume-share', volumeLimit: 0.1, priceImpact: 0.1 }
            : { model: 'spread', spreadRate: 0.001 },
        })
        fillsSeen += run.fills.length
        // Money is whole cents; sums of a few hundred of them as float64 are off by far less than a millionth.
        const trips = run.roundTrips.reduce((total, { profit }) => total + profit, 0)
        expect(Math.abs(run.metrics.finalEquity - 100_000 - trips)).toBeLessThan(1e-6)
        const symbols = run.bySymbol.reduce((total, { profit }) => total + profit, 0)
        expect(Math.abs(run.metrics.finalEquity - 100_000 - symbols)).toBeLessThan(1e-6)
        const fees = run.fills.reduce((total, { fee }) => total + fee, 0)
        expect(Math.abs(fees - run.metrics.fees)).toBeLessThan(1e-6)
      }),
      { seed: 11, numRuns: 150 },
    )
    expect(fillsSeen).toBeGreaterThan(1000)
  })

  it('no fill is further out of its bar than half a tick, beyond its limit, before its order, or more than was ordered', () => {
    fc.assert(
      fc.property(market, (given) => {
        const series = seriesFor({ ...given, actions: [] }).map(offTheGrid)
        const run = runStrategy(
          series,
          anything(() => undefined),
          {
            seed: given.seed,
            allowShort: given.allowShort,
            maxLeverage: given.maxLeverage,
          },
        )
        for (const fill of run.fills) {
          const order = run.orders[fill.orderId - 1]!
          const { columns } = series.find(({ instrument }) => instrument.symbol === fill.symbol)!
          const bar = columns.time.findLastIndex((openMs) => openMs <= fill.timeMs)
          expect(fill.price).toBeGreaterThanOrEqual(columns.low[bar]! - 0.005 - 1e-9)
          expect(fill.price).toBeLessThanOrEqual(columns.high[bar]! + 0.005 + 1e-9)
          expect(fill.slippage).toBe(0)
          expect(fill.timeMs).toBeGreaterThanOrEqual(order.submittedMs)
          if (order.limitPrice !== undefined) {
            expect((order.limitPrice - fill.price) * (fill.side === 'buy' ? 1 : -1)).toBeGreaterThanOrEqual(
              -1e-9,
            )
          }
        }
        for (const order of run.orders) {
          expect(order.filledQuantity).toBeLessThanOrEqual(order.quantity + 1e-9)
          if (order.status === 'filled') expect(order.filledQuantity).toBeCloseTo(order.quantity, 9)
          if (order.status === 'rejected') expect(order.reason).toBeTruthy()
        }
        if (!given.allowShort) {
          const held = new Map<string, number>()
          for (const { symbol, side, quantity } of run.fills) {
            held.set(symbol, (held.get(symbol) ?? 0) + (side === 'buy' ? quantity : -quantity))
            expect(held.get(symbol)).toBeGreaterThan(-1e-9)
          }
        }
      }),
      { seed: 12, numRuns: 100 },
    )
  })
})

describe('the future cannot be seen', () => {
  const rows = rowsOf(
    Array.from({ length: 120 }, (_, t) => [Math.sin(t), Math.cos(t * 1.7) * 2, 0.5, 0.5] as const),
  )
  const strategy = defineStrategy({
    name: 'looks everywhere',
    indicators: ({ close }) => ({
      fast: ema(close, 3),
      slow: sma(close, 9),
      strength: rsi(close, 5),
      score: zScore(close, 6),
      ...bollinger(close, 7, 2),
    }),
    onBar(ctx) {
      const { bars, index } = ctx
      for (let ahead = index + 1; ahead < bars.close.length; ahead++) {
        if (
          !Number.isNaN(bars.close[ahead]!) ||
          !Number.isNaN(bars.high[ahead]!) ||
          !Number.isNaN(bars.time[ahead]!)
        ) {
          throw new Error(`bar ${ahead} was visible at ${index}`)
        }
      }
      if (bars.close[index] !== ctx.close || bars.volume[index] !== ctx.volume)
        throw new Error('the newest bar differs')
      const score = ctx.fast - ctx.slow + ctx.strength - 50 + ctx.score + (ctx.close - ctx.middle)
      ctx.orderTargetPercent(ctx.symbol, score > 0 ? 0.9 : 0.1)
      ctx.log(`${ctx.upper} ${score}`)
    },
  })

  it('cutting the future off changes nothing that happened before', () => {
    const whole = runStrategy(seriesOf('AAA', rows), strategy)
    expect(whole.fills.length).toBeGreaterThan(20)
    for (const kept of [15, 40, 77, 119]) {
      const cut = runStrategy(seriesOf('AAA', rows.slice(0, kept)), strategy)
      const endMs = START_MS + (kept - 1) * DAY_MS
      expect(cut.fills).toEqual(whole.fills.filter(({ timeMs }) => timeMs <= endMs))
      expect([...cut.equity.equity]).toEqual([...whole.equity.equity.slice(0, kept)])
      expect(cut.log).toEqual(whole.log.slice(0, cut.log.length))
    }
  })

  it('and changing the future changes nothing either, from one bar to the next', () => {
    const other = rows.map((row, t) => (t < 60 ? row : row.map((value = 0) => value * 3))) as unknown as Row[]
    const a = createBacktest(inputOf([seriesOf('AAA', rows)], strategy)).finish()
    const b = createBacktest(inputOf([seriesOf('AAA', other)], strategy)).finish()
    expect([...a.equity.equity.slice(0, 60)]).toEqual([...b.equity.equity.slice(0, 60)])
    expect(a.log.filter(({ timeMs }) => timeMs <= START_MS + 60 * DAY_MS)).toEqual(
      b.log.filter(({ timeMs }) => timeMs <= START_MS + 60 * DAY_MS),
    )
  })

  it('a strategy that writes into its bars only changes its own copy', () => {
    const vandal = defineStrategy({
      name: 'vandal',
      onBar(ctx) {
        ctx.bars.close.fill(1)
        expect(ctx.close).toBe(rows[ctx.index]![3])
      },
    })
    const run = runStrategy(seriesOf('AAA', rows), vandal)
    expect(run.bars).toBe(120)
    expect(Object.keys(run)).not.toContain('context')
  })
})
