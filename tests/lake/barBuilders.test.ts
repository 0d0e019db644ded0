import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HeikinAshiBuilder } from '../../electron/lake/bars/heikinAshi.ts'
import { IrregularBarBuilder, type TradeColumns } from '../../electron/lake/bars/irregularBarBuilder.ts'
import type { BarColumns } from '../../shared/domain/bar.ts'
import { barCloses } from '../../shared/domain/barClose.ts'
import { irregularBars, timeframeMs, timeframeSchema } from '../../shared/domain/timeframe.ts'

const SEED = { seed: 20_240_506, numRuns: 150 }

function builderOf(timeframe: string): IrregularBarBuilder {
  const bars = irregularBars(timeframe)
  if (!bars) throw new Error(`${timeframe} has a fixed length`)
  return new IrregularBarBuilder(bars)
}

/** Trades a second apart, of one unit each unless sizes are given. */
function tradesOf(prices: readonly number[], sizes: readonly number[] = prices.map(() => 1)): TradeColumns {
  return {
    time: Float64Array.from(prices, (_, i) => i * 1000),
    price: Float64Array.from(prices),
    size: Float64Array.from(sizes),
  }
}

function candles({ open, high, low, close }: BarColumns): number[][] {
  return Array.from(open, (price, t) => [price, high[t] ?? 0, low[t] ?? 0, close[t] ?? 0])
}

function built(timeframe: string, trades: TradeColumns) {
  const builder = builderOf(timeframe)
  builder.addTrades(trades)
  return { ...builder.take(), unfinished: builder.unfinished }
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}

describe('names of bars', () => {
  test.each([
    '5m',
    '1M',
    'tick-500',
    'quote-100',
    'volume-1000',
    'dollar-1e6',
    'range-0.5',
    'renko-5',
    'renko-0.25-wicks',
    'heikin-ashi-1h',
  ])('%s is a timeframe', (name) => expect(timeframeSchema.safeParse(name).success).toBe(true))
  test.each([
    '0m',
    'tick-0',
    'tick-1.5',
    'renko-0',
    'renko-0.0',
    'range--1',
    'renko-5-shadows',
    'heikin-ashi-renko-5',
    'dollar',
    'heikin-ashi-',
  ])('%s is none', (name) => expect(timeframeSchema.safeParse(name).success).toBe(false))
  test('bars without a fixed length come first in an order of lengths, Heikin-Ashi bars are as long as theirs', () => {
    expect(timeframeMs('renko-5')).toBe(0)
    expect(timeframeMs('heikin-ashi-4h')).toBe(4 * 3_600_000)
    expect(barCloses(Float64Array.of(Date.UTC(2024, 0, 31)), 'heikin-ashi-1M')).toEqual(
      Float64Array.of(Date.UTC(2024, 1, 29)),
    )
  })
})

describe('Renko bricks', () => {
  test('after a brick from 105 to 110 the next falls at 100 or rises at 115 (P. Shah, renkosystem.blogspot.com, "Brick value", 2020)', () => {
    const before = [100, 105, 110]
    expect(candles(built('renko-5', tradesOf([...before, 101, 114.9])).columns)).toEqual([
      [100, 105, 100, 105],
      [105, 110, 105, 110],
    ])
    expect(candles(built('renko-5', tradesOf([...before, 100])).columns).at(-1)).toEqual([105, 105, 100, 100])
    expect(candles(built('renko-5', tradesOf([...before, 115])).columns).at(-1)).toEqual([110, 115, 110, 115])
  })

  test('are those of the Python package stocktrends 0.1.6 (brick 2, period close) after the one it begins with', () => {
    const closes = [
      ...[
        100, 101.2, 103.9, 106.1, 105, 103.5, 101.9, 101, 99.7, 97.2, 94.1, 95.5, 98, 99.9, 104.3, 110.2, 109,
      ],
      ...[108.1, 105.9, 107.7, 112.4, 113.9, 108, 106, 101.5],
    ]
    const { columns } = built('renko-2', tradesOf(closes))
    expect([...columns.open]).toEqual([
      100, 102, 104, 104, 102, 100, 98, 98, 100, 102, 104, 106, 108, 108, 108, 110, 110, 108, 106, 104,
    ])
    expect([...columns.close]).toEqual([
      102, 104, 106, 102, 100, 98, 96, 100, 102, 104, 106, 108, 110, 106, 110, 112, 108, 106, 104, 102,
    ])
  })

  test('one price may end several bricks; only the first has the volume and the traded prices', () => {
    const { columns, traded, closeMs } = built('renko-5', tradesOf([100, 103, 116], [2, 3, 4]))
    expect(candles(columns)).toEqual([
      [100, 105, 100, 105],
      [105, 110, 105, 110],
      [110, 115, 110, 115],
    ])
    expect([...columns.volume]).toEqual([9, 0, 0])
    expect(candles(traded)).toEqual([
      [100, 116, 100, 116],
      [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
      [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    ])
    expect(closeMs[0]).toBe(2000)
    expect(closeMs[2]).toBeLessThan(2000.01)
  })

  test('levels are multiples of the size, whatever the first price; wicks show the way against the brick', () => {
    const trades = tradesOf([100.37, 100.26, 100.5, 100.3])
    expect(candles(built('renko-0.1', trades).columns)).toEqual([
      [100.4, 100.4, 100.3, 100.3],
      [100.4, 100.5, 100.4, 100.5],
      [100.4, 100.4, 100.3, 100.3],
    ])
    expect(candles(built('renko-0.1-wicks', trades).columns)[1]).toEqual([100.4, 100.5, 100.4, 100.5])
    expect(candles(built('renko-5-wicks', tradesOf([100, 96, 105])).columns)).toEqual([[100, 105, 96, 105]])
  })
})

describe('range bars', () => {
  test('of 10: from 10 down to 6 and up to 17 makes a bar from 6 to 16, and one that opens at 16 (Nicolellis, as told in the manual of Fibonacci Trader)', () => {
    const { columns, unfinished } = built('range-10', tradesOf([10, 6, 17]))
    expect(candles(columns)).toEqual([[10, 16, 6, 16]])
    expect(unfinished).toMatchObject({ open: 16, high: 17, low: 16, close: 17 })
  })

  test('all are of one height, close at top or bottom, and open where the last closed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 900, max: 1100 }), { minLength: 2, maxLength: 200 }),
        (ticks) => {
          const { columns } = built('range-0.5', tradesOf(ticks.map((tick) => tick / 10)))
          for (const [t, [open, high = 0, low = 0, close]] of candles(columns).entries()) {
            expect(high - low).toBeCloseTo(0.5, 9)
            expect(close === high || close === low).toBe(true)
            if (t > 0) expect(open).toBe(columns.close[t - 1])
          }
        },
      ),
      SEED,
    )
  })
})

test('a size far too small is refused before the memory is full', () => {
  expect(() => built('range-0.000000001', tradesOf([60_000, 60_001]))).toThrow('more than 4000000 bars')
})

describe('bars of trades, units and traded value', () => {
  test('end with the trade that reaches the size', () => {
    const trades = tradesOf([10, 11, 12, 9, 10], [4, 7, 1, 20, 5])
    expect(candles(built('tick-2', trades).columns)).toEqual([
      [10, 11, 10, 11],
      [12, 12, 9, 9],
    ])
    expect([...built('volume-10', trades).columns.volume]).toEqual([11, 21])
    expect([...built('dollar-100', trades).columns.close]).toEqual([11, 9])
  })

  test('a source whose bars are read instead is taken as open, nearer extreme, other extreme, close', () => {
    const builder = builderOf('tick-1')
    const columns: BarColumns = {
      time: Float64Array.of(0, 60_000),
      open: Float64Array.of(10, 12),
      high: Float64Array.of(15, 13),
      low: Float64Array.of(9, 8),
      close: Float64Array.of(12, 9),
      volume: Float64Array.of(40, 8),
    }
    builder.addBars(columns, Float64Array.of(60_000, 120_000))
    const bars = builder.take()
    expect([...bars.columns.close]).toEqual([10, 9, 15, 12, 12, 13, 8, 9])
    expect([...bars.columns.volume]).toEqual([10, 10, 10, 10, 2, 2, 2, 2])
    expect(bars.closeMs[0]).toBe(60_000)
    expect(bars.traded.open[0]).toBe(10)
    expect(bars.traded.high[0]).toBe(15)
    expect([...bars.traded.volume]).toEqual([40, 0, 0, 0, 8, 0, 0, 0])
  })
})

const KINDS = ['tick-3', 'volume-25', 'dollar-2500', 'range-0.7', 'renko-0.5', 'renko-0.5-wicks'] as const

const anyTrades = fc
  .array(
    fc.record({
      wait: fc.constantFrom(0, 0, 1, 250, 60_000),
      price: fc.integer({ min: 950, max: 1050 }),
      size: fc.integer({ min: 1, max: 20 }),
    }),
    { minLength: 1, maxLength: 120 },
  )
  .map((rows): TradeColumns => {
    let at = 1_700_000_000_000
    return {
      time: Float64Array.from(rows, ({ wait }) => {
        at += wait
        return at
      }),
      price: Float64Array.from(rows, ({ price }) => price / 10),
      size: Float64Array.from(rows, ({ size }) => size),
    }
  })

describe.each(KINDS)('%s of any trades', (timeframe) => {
  test('are the same however the trades are cut', () => {
    fc.assert(
      fc.property(anyTrades, fc.array(fc.nat({ max: 120 }), { maxLength: 6 }), (trades, cuts) => {
        const builder = builderOf(timeframe)
        const ends = [...cuts, trades.time.length].sort((a, b) => a - b)
        let from = 0
        for (const to of ends) {
          builder.addTrades({
            time: trades.time.slice(from, to),
            price: trades.price.slice(from, to),
            size: trades.size.slice(from, to),
          })
          from = Math.max(from, to)
        }
        const whole = built(timeframe, trades)
        expect(builder.take()).toEqual({
          columns: whole.columns,
          closeMs: whole.closeMs,
          traded: whole.traded,
        })
        expect(builder.unfinished).toEqual(whole.unfinished)
      }),
      SEED,
    )
  })

  test('hold all that was traded, between the first trade and the last', () => {
    fc.assert(
      fc.property(anyTrades, (trades) => {
        const { columns, traded, unfinished } = built(timeframe, trades)
        expect(sum(columns.volume) + unfinished.volume).toBe(sum(trades.size))
        if (traded.time.length > 0) expect(traded.open[0]).toBe(trades.price[0])
        const closes = traded.close.filter((price) => !Number.isNaN(price))
        for (const price of closes) expect(trades.price).toContain(price)
        if (unfinished.volume === 0 && closes.length > 0) expect(closes.at(-1)).toBe(trades.price.at(-1))
      }),
      SEED,
    )
  })

  test('close in a strict order, never before they are known, and traded prices are later than the bar before', () => {
    fc.assert(
      fc.property(anyTrades, (trades) => {
        const { columns, closeMs, traded } = built(timeframe, trades)
        for (let t = 0; t < closeMs.length; t++) {
          const close = closeMs[t] ?? 0
          expect(close).toBeGreaterThan(columns.time[t] ?? Infinity)
          if (t > 0) expect(columns.time[t]).toBeGreaterThanOrEqual(closeMs[t - 1] ?? Infinity)
        }
        // The trades that a bar's traded prices are made of, counted off from the volumes.
        let at = 0
        for (let t = 0; t < closeMs.length; t++) {
          for (let left = traded.volume[t] ?? 0; left > 0; at++) {
            left -= trades.size[at] ?? 0
            expect(trades.time[at]).toBeLessThanOrEqual(closeMs[t] ?? 0)
          }
        }
      }),
      SEED,
    )
  })
})

describe('Heikin-Ashi', () => {
  const bars: BarColumns = {
    time: Float64Array.of(0, 1, 2),
    open: Float64Array.of(10, 12, 13),
    high: Float64Array.of(14, 15, 13.5),
    low: Float64Array.of(8, 11, 9),
    close: Float64Array.of(12, 14, 10),
    volume: Float64Array.of(1, 2, 3),
  }
  test('worked by hand after the formulas of D. Valcu (Stocks & Commodities, February 2004)', () => {
    expect(candles(new HeikinAshiBuilder().add(bars))).toEqual([
      [11, 14, 8, 11],
      [11, 15, 11, 13],
      [12, 13.5, 9, 11.375],
    ])
  })
  test('is the same in pieces', () => {
    const builder = new HeikinAshiBuilder()
    const part = (from: number, to: number) =>
      builder.add({
        time: bars.time.slice(from, to),
        open: bars.open.slice(from, to),
        high: bars.high.slice(from, to),
        low: bars.low.slice(from, to),
        close: bars.close.slice(from, to),
        volume: bars.volume.slice(from, to),
      })
    expect([...candles(part(0, 1)), ...candles(part(1, 3))]).toEqual(
      candles(new HeikinAshiBuilder().add(bars)),
    )
  })
})
