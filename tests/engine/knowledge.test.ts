import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBacktest } from '../../electron/engine/backtest.ts'
import { alignClosed } from '../../electron/engine/knowledge/alignClosed.ts'
import { knownColumn } from '../../electron/engine/knowledge/vintageCursor.ts'
import type { BarSeries } from '../../shared/domain/bar.ts'
import type { NewsSeries, ValueColumns, ValueSeries } from '../../shared/domain/valueSeries.ts'
import { atTimeframe, defineStrategy, known, macd, ofSymbol, sma, subtract } from '../../shared/sdk/index.ts'
import type { Strategy } from '../../shared/sdk/quarterdeck.d.ts'
import { DAY_MS, flat, inputOf, type RunOptions, START_MS, seriesOf } from './support/runStrategy.ts'

const HOUR_MS = 3_600_000

interface Other {
  readonly observed?: readonly BarSeries[]
  readonly values?: readonly ValueSeries[]
  readonly news?: readonly NewsSeries[]
}

function run(
  series: BarSeries | readonly BarSeries[],
  strategy: Strategy,
  other: Other = {},
  options: RunOptions = {},
) {
  const all = 'instrument' in series ? [series] : series
  return createBacktest({ ...inputOf(all, strategy, options), ...other }).finish()
}

/** Rows of [reference day, known ms, value], in any order. */
function valuesOf(...rows: (readonly [number, number, number])[]): ValueColumns {
  const sorted = rows.toSorted((a, b) => a[1] - b[1] || a[0] - b[0])
  return {
    refMs: Float64Array.from(sorted, ([ref]) => ref),
    knownMs: Float64Array.from(sorted, ([, knownMs]) => knownMs),
    value: Float64Array.from(sorted, ([, , value]) => value),
  }
}

/** What a strategy sees at each bar, from the first one on. */
function seen(
  series: BarSeries | readonly BarSeries[],
  indicators: Parameters<typeof defineStrategy>[0]['indicators'],
  other: Other,
  options: RunOptions = {},
): number[] {
  const lines: number[] = []
  const strategy = defineStrategy({
    name: 'watch',
    ...(indicators === undefined ? {} : { indicators }),
    onBar(ctx) {
      lines.push(Number(Reflect.get(ctx, 'x')))
    },
  })
  run(series, strategy, other, { warmupBars: 0, ...options })
  return lines
}

describe('values in a strategy', () => {
  const bars = seriesOf('AAA', flat(1, 2, 3, 4, 5))
  const close = (bar: number) => START_MS + (bar + 1) * DAY_MS

  it('known at the very close count as known, a millisecond later they do not', () => {
    const columns = valuesOf([0, close(1), 10], [DAY_MS, close(3) + 1, 20])
    const x = seen(bars, () => ({ x: known('X') }), { values: [{ id: 'X', columns }] })
    expect(x).toEqual([Number.NaN, 10, 10, 10, 20])
  })

  it('are corrected from the time of the correction on, and only from then on', () => {
    const columns = valuesOf([0, close(0), 10], [0, close(2), 11], [-DAY_MS, close(3), 9])
    const other = { values: [{ id: 'X', columns }] }
    expect(seen(bars, () => ({ x: known('X') }), other)).toEqual([10, 10, 11, 11, 11])
    expect(seen(bars, () => ({ x: known('X', { asFirstReleased: true }) }), other)).toEqual([
      10, 10, 10, 10, 10,
    ])
    // The period before becomes known late.
    expect(seen(bars, () => ({ x: known('X', { periodsAgo: 1 }) }), other)).toEqual([
      ...[Number.NaN, Number.NaN, Number.NaN, 9, 9],
    ])
  })

  it('are told with period and time of publication, and all vintages so far', () => {
    const columns = valuesOf([0, close(0), 10], [0, close(2), 11], [DAY_MS, close(4) + 1, 20])
    const told: unknown[] = []
    const strategy = defineStrategy({
      name: 'hooks',
      data: { values: ['X'] },
      onBar(ctx) {
        const value = ctx.known('X')
        told.push([value?.value, value?.refMs, value?.knownMs, ctx.vintages('X', 0).length])
        if (ctx.index === 3) expect(() => ctx.known('Y')).toThrow("'Y' is not a value series of this run")
      },
    })
    run(bars, strategy, { values: [{ id: 'X', columns }] })
    expect(told).toEqual([
      [10, 0, close(0), 1],
      [10, 0, close(0), 1],
      ...[2, 3, 4].map(() => [11, 0, close(2), 2]),
    ])
  })

  const rows = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: -9, max: 9 }),
    ),
    { maxLength: 40 },
  )
  const unique = (all: readonly (readonly [number, number, number])[]) => [
    ...new Map(all.map((row) => [`${row[0]} ${row[1]}`, row])).values(),
  ]
  const at = Float64Array.from({ length: 45 }, (_, t) => t)

  it('are the latest vintage known of the latest period known, as a search over all rows finds them', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 3 }), fc.boolean(), (all, periodsAgo, firstReleased) => {
        const own = unique(all)
        const column = knownColumn(valuesOf(...own), at, { periodsAgo, firstReleased })
        for (const [t, timeMs] of at.entries()) {
          const visible = own.filter(([, knownMs]) => knownMs <= timeMs)
          const periods = [...new Set(visible.map(([ref]) => ref))].sort((a, b) => b - a)
          const period = periods[periodsAgo]
          const vintages = visible.filter(([ref]) => ref === period).toSorted((a, b) => a[1] - b[1])
          expect(column[t]).toBe((firstReleased ? vintages[0] : vintages.at(-1))?.[2] ?? Number.NaN)
        }
      }),
      { seed: 11, numRuns: 200 },
    )
  })

  it('never hang on a row that becomes known later: with another future, the past is the same', () => {
    fc.assert(
      fc.property(rows, rows, fc.integer({ min: 0, max: 40 }), (all, future, cut) => {
        const past = unique(all).filter(([, knownMs]) => knownMs <= cut)
        const other = unique([
          ...past,
          ...future.map(([ref, knownMs, value]) => [ref, cut + 1 + knownMs, value] as const),
        ])
        const series = seriesOf('AAA', flat(...Array.from({ length: 42 }, (_, i) => i + 1)), {
          startMs: 0,
          timeframe: '1s',
        })
        const scaled = (list: readonly (readonly [number, number, number])[]) =>
          valuesOf(...list.map(([ref, knownMs, value]) => [ref, knownMs * 1000, value] as const))
        const see = (list: readonly (readonly [number, number, number])[]) =>
          seen(series, ({ close: price }) => ({ x: sma(subtract(price, known('X')), 2) }), {
            values: [{ id: 'X', columns: scaled(list) }],
          })
        // Bar t closes at t + 1 seconds.
        expect(see(other).slice(0, cut)).toEqual(see(past).slice(0, cut))
      }),
      { seed: 12, numRuns: 60 },
    )
  })
})

describe('bars of another timeframe', () => {
  const prices = Array.from({ length: 24 * 6 }, (_, i) => 100 + ((i * 7) % 23))
  const hours = seriesOf('AAA', flat(...prices), { timeframe: '1h' })
  const days = seriesOf('AAA', flat(...Array.from({ length: 6 }, (_, day) => prices[day * 24 + 23] ?? 0)))

  it('are seen exactly at their close, and not a bar before', () => {
    const x = seen(hours, () => ({ x: atTimeframe('1d', ({ close }) => close) }), { observed: [days] })
    expect(x.slice(0, 23).every(Number.isNaN)).toBe(true)
    for (let bar = 23; bar < x.length; bar++) {
      expect(x[bar]).toBe(days.columns.close[Math.floor((bar + 1) / 24) - 1])
    }
  })

  it('give what the indicator gives in a run over the coarser bars themselves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 30, maxLength: 60 }),
        fc.integer({ min: 2, max: 5 }),
        (closes, length) => {
          const coarse = seriesOf('AAA', flat(...closes.filter((_, i) => i % 4 === 3)), { timeframe: '4h' })
          const fine = seriesOf('AAA', flat(...closes), { timeframe: '1h' })
          const own = seen(coarse, ({ close }) => ({ x: sma(close, length) }), {})
          const x = seen(fine, () => ({ x: atTimeframe('4h', ({ close }) => sma(close, length)) }), {
            observed: [coarse],
          })
          for (const [bar, value] of x.entries()) {
            expect(value).toBe(own[Math.floor((bar + 1) / 4) - 1] ?? Number.NaN)
          }
        },
      ),
      { seed: 13, numRuns: 50 },
    )
  })

  it('never hang on a bar that closes later: with another future, the past is the same', () => {
    const closes = fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(closes, closes, fc.integer({ min: 0, max: 31 }), (past, future, cut) => {
        const fine = seriesOf('AAA', flat(...Array.from({ length: 32 }, (_, i) => i + 1)), {
          timeframe: '1h',
        })
        // Bar t closes at t + 1 hours, coarser bar k at 4 k + 4 hours.
        const mixed = past.map((close, k) => (4 * k + 4 <= cut ? close : (future[k] ?? 0)))
        const see = (values: readonly number[]) =>
          seen(fine, () => ({ x: atTimeframe('4h', ({ close }) => sma(close, 2)) }), {
            observed: [seriesOf('AAA', flat(...values), { timeframe: '4h' })],
          })
        expect(see(mixed).slice(0, cut)).toEqual(see(past).slice(0, cut))
      }),
      { seed: 15, numRuns: 60 },
    )
  })

  it('take bars that say themselves when they closed', () => {
    const closeMs = days.columns.time.map((open) => open + 17 * HOUR_MS)
    const x = seen(hours, () => ({ x: atTimeframe('1d', ({ close }) => close) }), {
      observed: [{ ...days, closeMs }],
    })
    expect(x[15]).toBeNaN()
    expect(x[16]).toBe(days.columns.close[0])
  })

  it('give several outputs at once, and can be mixed with the own bars outside', () => {
    const strategy = defineStrategy({
      name: 'several',
      indicators: ({ close }) => ({
        ...atTimeframe('1d', ({ close }) => macd(close, 2, 3, 2)),
        x: subtract(
          close,
          atTimeframe('1d', ({ open }) => open),
        ),
      }),
      onBar(ctx) {
        if (ctx.index === 24 * 5) ctx.log(`${ctx.signal < 1e9} ${ctx.x}`)
      },
    })
    const { log } = run(hours, strategy, { observed: [days] })
    expect(log[0]?.message).toBe(`true ${(prices[120] ?? 0) - (days.columns.open[4] ?? 0)}`)
  })

  it('do not take columns from outside, which would be other bars than they look', () => {
    const strategy = defineStrategy({
      name: 'outside',
      indicators: ({ close }) => ({ x: atTimeframe('1d', () => sma(close, 2)) }),
      onBar() {},
    })
    expect(() => run(hours, strategy, { observed: [days] })).toThrow('uses the column close of other bars')
  })

  it('are named where they are missing', () => {
    const strategy = defineStrategy({
      name: 'missing',
      indicators: () => ({ x: atTimeframe('1w', ({ close }) => close) }),
      onBar() {},
    })
    expect(() => run(hours, strategy)).toThrow('needs 1w bars of AAA')
    const unknown = defineStrategy({ name: 'missing', indicators: () => ({ x: known('GDP') }), onBar() {} })
    expect(() => run(hours, unknown)).toThrow("needs the values 'GDP'")
  })
})

describe('bars of another symbol', () => {
  const spy = seriesOf('SPY', flat(1, 2, 3, 4, 5, 6), { startMs: START_MS - 2 * DAY_MS })

  it('need not be traded, are aligned by their closes, and serve every symbol of the run', () => {
    const told: string[] = []
    const strategy = defineStrategy({
      name: 'pair',
      indicators: ({ close }) => ({
        x: subtract(
          close,
          ofSymbol('SPY', ({ close }) => sma(close, 2)),
        ),
      }),
      onBar: (ctx) => void told.push(`${ctx.symbol} ${ctx.x}`),
    })
    const series = [
      seriesOf('AAA', flat(10, 10)),
      seriesOf('BBB', flat(20, 20), { startMs: START_MS + DAY_MS }),
    ]
    const outcome = run(series, strategy, { observed: [spy] })
    expect(told).toEqual(['AAA 7.5', 'AAA 6.5', 'BBB 16.5', 'BBB 15.5'])
    expect(outcome.bars).toBe(4)
  })

  it('use history from before the run’s first bar', () => {
    const own = seriesOf('AAA', flat(1, 2, 3, 4, 5))
    const other = { observed: [spy] }
    const options = { fromMs: START_MS + 3 * DAY_MS }
    expect(seen(own, () => ({ x: ofSymbol('SPY', ({ close }) => sma(close, 4)) }), other, options)).toEqual([
      4.5, 4.5,
    ])
  })

  it('may be of another timeframe, of which a nested one is of the same symbol', () => {
    const weeks = seriesOf('SPY', flat(70, 80), { timeframe: '1w', startMs: START_MS - 14 * DAY_MS })
    const own = seriesOf('AAA', flat(1, 2))
    const both = { observed: [spy, weeks] }
    expect(
      seen(own, () => ({ x: ofSymbol('SPY', ({ close }) => close, { timeframe: '1w' }) }), both),
    ).toEqual([80, 80])
    const nested = () => ({
      x: ofSymbol('SPY', ({ close }) =>
        subtract(
          close,
          atTimeframe('1w', ({ close }) => close),
        ),
      ),
    })
    expect(seen(own, nested, both)).toEqual([3 - 80, 4 - 80])
  })

  it('of any two time grids: the last one closed, as a search finds it', () => {
    const times = fc
      .uniqueArray(fc.integer({ min: 0, max: 100 }), { maxLength: 30 })
      .map((list) => Float64Array.from(list).sort())
    fc.assert(
      fc.property(times, times, (closeMs, atMs) => {
        const values = closeMs.map((time) => time * 10)
        const expected = Array.from(
          atMs,
          (now) => values[closeMs.findLastIndex((time) => time <= now)] ?? Number.NaN,
        )
        expect([...alignClosed(values, closeMs, atMs)]).toEqual(expected)
      }),
      { seed: 14 },
    )
  })
})

describe('news in a strategy', () => {
  const item = (knownMs: number, text: string) => ({ knownMs, text, type: 'statement', symbols: ['AAA'] })
  const close = (bar: number) => START_MS + (bar + 1) * DAY_MS
  const news: NewsSeries[] = [
    {
      id: 'FED',
      items: [item(START_MS - 5, 'before'), item(close(0), 'at the close'), item(close(2) + 1, 'after it')],
    },
    { id: 'ECB', items: [item(close(0), 'the same time'), item(close(9), 'never')] },
  ]

  it('come to onNews before onBar, at the first close at which they are known, in their order', () => {
    const told: string[] = []
    const strategy = defineStrategy({
      name: 'news',
      data: { news: ['FED', 'ECB'] },
      onNews: (ctx, { dataset, text }) => void told.push(`${ctx.index} ${dataset} ${text}`),
      onBar: (ctx) =>
        void told.push(`${ctx.index} bar ${ctx.news().length} ${ctx.news(ctx.timeMs - DAY_MS).length}`),
    })
    for (const series of [
      [seriesOf('AAA', flat(1, 2, 3, 4))],
      [seriesOf('AAA', flat(1, 2, 3, 4)), seriesOf('BBB', flat(1))],
    ]) {
      told.length = 0
      run(series, strategy, { news })
      expect(told.filter((line, place) => told.indexOf(line) === place)).toEqual([
        '0 FED at the close',
        '0 ECB the same time',
        '0 bar 3 2',
        '1 bar 3 0',
        '2 bar 3 0',
        '3 FED after it',
        '3 bar 4 1',
      ])
    }
  })

  it('can be traded on, without onBar', () => {
    const strategy = defineStrategy({
      name: 'trade the news',
      data: { news: ['FED'] },
      onNews: (ctx, { text }) => {
        if (text === 'at the close') ctx.order('AAA', 1)
      },
    })
    const { fills } = run(seriesOf('AAA', flat(1, 2, 3, 4)), strategy, { news })
    expect(fills).toMatchObject([{ timeMs: close(0), price: 2 }])
  })

  it('known before the first decision are history', () => {
    const told: string[] = []
    const strategy = defineStrategy({
      name: 'late',
      data: { news: ['FED'] },
      indicators: ({ close }) => ({ mean: sma(close, 3) }),
      onNews: (_ctx, { text }) => void told.push(text),
      onBar: (ctx) => void told.push(String(ctx.news().length)),
    })
    run(seriesOf('AAA', flat(1, 2, 3, 4)), strategy, { news: news.slice(0, 1) })
    expect(told).toEqual(['2', 'after it', '3'])
  })
})
