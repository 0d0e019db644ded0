import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { periodsPerYear } from '../../electron/engine/periods.ts'
import type { BarColumns, BarSeries, QuoteColumns } from '../../shared/domain/bar.ts'
import { defineStrategy, sma, subtract } from '../../shared/sdk/index.ts'
import type { RuntimeContext } from '../../shared/sdk/strategyDefinition.ts'
import { flat, type Row, runStrategy, START_MS, scripted, seriesOf } from './support/runStrategy.ts'

const NONE: Row = [Number.NaN, Number.NaN, Number.NaN, Number.NaN, 0]

/** Bricks over traded bars: when each opened and closed, in seconds after the start. */
function bricks(
  shown: readonly Row[],
  traded: readonly Row[],
  spans: readonly (readonly [number, number])[],
  symbol = 'AAA',
): BarSeries {
  const times = spans.map(([from]) => START_MS + from * 1000)
  const series = seriesOf(symbol, shown, { timeframe: 'renko-5', times, calendar: '24x7' })
  return {
    ...series,
    closeMs: Float64Array.from(spans, ([, to]) => START_MS + to * 1000),
    traded: { ...seriesOf(symbol, traded, { times }).columns, time: series.columns.time },
  }
}

const UP: readonly Row[] = [
  [100, 105, 100, 105, 9],
  [105, 110, 105, 110, 0],
  [110, 115, 110, 115, 4],
  [115, 120, 115, 120, 4],
]
const TRADED: readonly Row[] = [
  [100, 111, 99, 111, 9],
  NONE,
  [112, 115, 108, 115, 4],
  [116, 121, 116, 120.5, 4],
]
const SPANS = [
  [0, 60],
  [60, 60.001],
  [61, 300],
  [301, 420],
] as const

describe('bars that show other prices than were traded', () => {
  test('are what a strategy sees, while its orders meet the traded prices', () => {
    const seen: number[][] = []
    const run = runStrategy(
      [bricks(UP, TRADED, SPANS)],
      {
        0: (ctx: RuntimeContext) => ctx.order('AAA', 10),
        3: (ctx: RuntimeContext) =>
          seen.push([ctx.open, ctx.high, ctx.low, ctx.close, ctx.bars.close[2] ?? 0, ctx.price('AAA')]),
      },
      { timeframe: 'renko-5' },
    )
    expect(seen).toEqual([[115, 120, 115, 120, 115, 120.5]])
    // The second brick ended with the first one's trade: nothing was traded in it, and nothing fills.
    expect(run.fills).toMatchObject([{ price: 112, timeMs: START_MS + 61_000 }])
    expect(run.equity.equity.at(-1)).toBe(100_000 + 10 * (120.5 - 112))
    // Valued at what was traded, not at the brick's 115.
    expect(run.equity.equity[2]).toBe(100_000 + 10 * (115 - 112))
    expect([...run.equity.time]).toEqual(SPANS.map(([, to]) => START_MS + to * 1000))
  })

  test('indicators are computed over what is shown', () => {
    const values: number[] = []
    const strategy = defineStrategy({
      name: 'mean of bricks',
      indicators: ({ close }) => ({ mean: sma(close, 2) }),
      onBar(ctx) {
        values.push(ctx.mean)
      },
    })
    runStrategy([bricks(UP, TRADED, SPANS)], strategy, { timeframe: 'renko-5' })
    expect(values).toEqual([107.5, 112.5, 117.5])
  })

  test('limit and stop orders do not fill at levels that nothing was traded at', () => {
    const run = runStrategy(
      [bricks(UP, TRADED, SPANS)],
      {
        0: (ctx: RuntimeContext) => {
          ctx.order('AAA', 1, { type: 'limit', limitPrice: 106 })
          ctx.order('AAA', 1, { type: 'stop', stopPrice: 120.8 })
        },
      },
      { timeframe: 'renko-5' },
    )
    expect(run.fills).toMatchObject([{ price: 120.8 }])
  })

  test('no fill lies outside the traded range of its bar, whatever the bars show (any walk)', () => {
    const row = fc.tuple(
      fc.integer({ min: 90, max: 110 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 5 }),
    )
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 40 }), fc.boolean(), (rows, nextClose) => {
        const traded = rows.map(([price, up, down]): Row => [price, price + up, price - down, price, 100])
        const shown = rows.map((): Row => [500, 505, 500, 505, 1])
        const spans = rows.map((_, t) => [t * 10, t * 10 + 9] as const)
        const run = runStrategy(
          [bricks(shown, traded, spans)],
          scripted(
            Object.fromEntries(
              rows.map((_, t) => [t, (ctx: RuntimeContext) => void ctx.order('AAA', t % 2 === 0 ? 5 : -5)]),
            ),
          ),
          {
            timeframe: 'renko-5',
            allowShort: true,
            maxLeverage: 10,
            fillTiming: nextClose ? 'next-close' : 'next-open',
          },
        )
        for (const { price, timeMs } of run.fills) {
          const t = Math.floor((timeMs - START_MS) / 10_000)
          expect(price).toBeLessThanOrEqual(traded[t]?.[1] ?? 0)
          expect(price).toBeGreaterThanOrEqual(traded[t]?.[2] ?? Infinity)
        }
      }),
      { seed: 77, numRuns: 100 },
    )
  })
})

describe('bars that say themselves when they close', () => {
  test('are seen in the order of their closes, none before its own, and trade at their own open', () => {
    const long = bricks(
      UP.slice(0, 2),
      [UP[0]!, UP[1]!].map((row) => row),
      [
        [0, 100],
        [100, 500],
      ],
      'LONG',
    )
    const short = bricks(
      UP.slice(0, 3),
      [UP[0]!, UP[1]!, UP[2]!],
      [
        [10, 20],
        [30, 90],
        [200, 500],
      ],
      'SHORT',
    )
    const seen: string[] = []
    const strategy = defineStrategy({
      name: 'order of closes',
      onBar(ctx) {
        seen.push(`${ctx.symbol} ${ctx.index} at ${(ctx.timeMs - START_MS) / 1000}`)
        if (ctx.symbol === 'SHORT' && ctx.index === 1) ctx.order('SHORT', 1)
      },
    })
    const run = runStrategy([long, short], strategy, { timeframe: 'renko-5' })
    expect(seen).toEqual([
      'SHORT 0 at 20',
      'SHORT 1 at 90',
      'LONG 0 at 100',
      'LONG 1 at 500',
      'SHORT 2 at 500',
    ])
    // LONG's bar of the same step opened later than the decision too, but SHORT's own open counts.
    expect(run.fills).toMatchObject([{ symbol: 'SHORT', timeMs: START_MS + 200_000, price: 110 }])
  })

  test('must say it, in a strict order', () => {
    const good = bricks(UP, TRADED, SPANS)
    const { closeMs: _, ...without } = good
    expect(() => runStrategy([without], {}, { timeframe: 'renko-5' })).toThrow('do not say when they closed')
    const wrong = { ...good, closeMs: good.closeMs?.map(() => START_MS + 1e6) }
    expect(() => runStrategy([wrong as BarSeries], {}, { timeframe: 'renko-5' })).toThrow(
      'strictly increasing',
    )
  })

  test('are counted for the year from their samples and their span', () => {
    const day = 86_400_000
    const samples = Float64Array.from({ length: 101 }, (_, i) => i * 3.6525 * day)
    expect(periodsPerYear('renko-5', 'XNYS', samples)).toBeCloseTo(100, 9)
    expect(periodsPerYear('heikin-ashi-1d', 'XNYS', samples)).toBe(252)
  })
})

describe('slippage by quotes', () => {
  const rows: Row[] = [...flat(100, 100), [101, 103, 99, 102, 100], ...flat(104)]
  const half = [0.5, 0.5, 0.25, 1]
  function quoted(): BarSeries {
    const series = seriesOf('AAA', rows)
    return { ...series, quotes: quotesAround(series.columns, half) }
  }
  function quotesAround({ open, close }: BarColumns, halfSpread: readonly number[]): QuoteColumns {
    const around = (column: Float64Array, sign: number) =>
      column.map((price, t) => price + sign * (halfSpread[t] ?? 0))
    return {
      bidOpen: around(open, -1),
      askOpen: around(open, 1),
      bidClose: around(close, -2),
      askClose: around(close, 2),
    }
  }
  const slippage = { model: 'quoted' } as const

  test('buys pay the ask and sells get the bid of the open they meet', () => {
    const run = runStrategy(
      [quoted()],
      { 1: (ctx: RuntimeContext) => ctx.order('AAA', 10), 2: (ctx: RuntimeContext) => ctx.order('AAA', -10) },
      { slippage },
    )
    expect(run.fills.map(({ side, price }) => [side, price])).toEqual([
      ['buy', 101.25],
      ['sell', 103],
    ])
    expect(run.metrics.slippage).toBeCloseTo(10 * 0.25 + 10 * 1, 9)
  })

  test('of the close where orders wait for it; a stop inside the bar gives up half of the wider spread', () => {
    const atClose = runStrategy(
      [quoted()],
      { 1: (ctx: RuntimeContext) => ctx.order('AAA', 1) },
      { slippage, fillTiming: 'next-close' },
    )
    expect(atClose.fills).toMatchObject([{ price: 102.5 }])
    const stop = runStrategy(
      [quoted()],
      { 1: (ctx: RuntimeContext) => ctx.order('AAA', 1, { type: 'stop', stopPrice: 102.5 }) },
      { slippage },
    )
    expect(stop.fills).toMatchObject([{ price: 103 }])
  })

  test('a limit order needs the ask at its price, not the middle', () => {
    const buyAt = (limitPrice: number) =>
      runStrategy(
        [quoted()],
        { 1: (ctx: RuntimeContext) => ctx.order('AAA', 1, { type: 'limit', limitPrice }) },
        { slippage },
      ).fills.map(({ price }) => price)
    expect(buyAt(99.25)).toEqual([])
    expect(buyAt(99.5)).toEqual([99.5])
    // The open's middle is at the limit, its ask beyond: filled later in the bar, at the limit.
    expect(buyAt(101)).toEqual([101])
    expect(buyAt(101.5)).toEqual([101.25])
  })

  test('a strategy reads bid and ask as inputs of indicators and of any symbol; NaN where there are none', () => {
    const seen: number[][] = []
    const strategy = defineStrategy({
      name: 'spread',
      indicators: ({ bid, ask }) => ({ spread: subtract(ask, bid) }),
      onBar(ctx) {
        if (ctx.index === 2) seen.push([ctx.spread, ctx.bid('AAA'), ctx.ask('AAA'), ctx.bid('BBB')])
      },
    })
    runStrategy([quoted(), seriesOf('BBB', rows)], strategy, { warmupBars: 0 })
    expect(seen[0]).toEqual([1, 101.5, 102.5, Number.NaN])
  })

  test('needs quotes of at least one symbol, and tells fills that had none', () => {
    expect(() => runStrategy([seriesOf('AAA', rows)], {}, { slippage })).toThrow(
      'No symbol of the run has quotes',
    )
    const run = runStrategy(
      [quoted(), seriesOf('BBB', rows)],
      { 1: (ctx: RuntimeContext) => void (ctx.symbol === 'BBB' && ctx.order('BBB', 1)) },
      { slippage },
    )
    expect(run.fills).toMatchObject([{ price: 101 }])
    expect(run.assumptions).toContain('1 fill had no quote and traded at the price of the bar.')
  })
})
