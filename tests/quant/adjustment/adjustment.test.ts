import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  adjustedAsOf,
  adjustedForward,
  type PriceColumns,
} from '../../../electron/quant/adjustment/adjustedColumns.ts'
import {
  type AdjustmentKind,
  adjustmentSteps,
  type PriceAction,
} from '../../../electron/quant/adjustment/adjustmentFactors.ts'
import { hasSharedData, sharedData } from '../../support/sharedData.ts'

const DAY = 86_400_000
const KINDS: readonly AdjustmentKind[] = ['split', 'split-dividend', 'total-return']

/** Bars whose four prices are the closes, one a day from the epoch on. */
function closes(...values: number[]): PriceColumns {
  const column = () => Float64Array.from(values)
  return {
    time: Float64Array.from(values, (_, index) => index * DAY),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: Float64Array.from(values, () => 100),
  }
}

describe('adjusted prices as of a moment', () => {
  it('take a split out of the bars before it and leave the newest raw', () => {
    const adjusted = adjustedAsOf(closes(70, 77, 12), [{ kind: 'split', timeMs: 2 * DAY, ratio: 7 }], 'split')
    expect([...adjusted.close]).toEqual([70 / 7, 77 / 7, 12])
    expect([...adjusted.volume]).toEqual([700, 700, 100])
  })

  it('take five percent of new shares out like a split of 1.05', () => {
    const actions: PriceAction[] = [{ kind: 'stock-dividend', timeMs: DAY, rate: 0.05 }]
    expect(adjustedAsOf(closes(105, 100), actions, 'split').close[0]).toBeCloseTo(100, 12)
  })

  it('multiply by 1 - dividend / close before, or reinvest at the close of the ex-date', () => {
    const actions: PriceAction[] = [{ kind: 'dividend', timeMs: DAY, amount: 2 }]
    const bars = closes(100, 99)
    expect(adjustedAsOf(bars, actions, 'split').close[0]).toBe(100)
    expect(adjustedAsOf(bars, actions, 'split-dividend').close[0]).toBeCloseTo(98, 12)
    const total = adjustedAsOf(bars, actions, 'total-return').close
    // CRSP: (P + D) / P before - 1.
    expect(total[1]! / total[0]! - 1).toBeCloseTo((99 + 2) / 100 - 1, 14)
  })

  it('take a dividend of a share after the split of its own day', () => {
    const actions: PriceAction[] = [
      { kind: 'split', timeMs: DAY, ratio: 2 },
      { kind: 'dividend', timeMs: DAY, amount: 1 },
    ]
    // 100 before is 50 after the split; 1 of 50 is 2 %.
    expect(adjustedAsOf(closes(100, 49), actions, 'split-dividend').close[0]).toBeCloseTo(50 * 0.98, 12)
  })

  it('go through a merger into shares and cash', () => {
    const actions: PriceAction[] = [{ kind: 'merger', timeMs: DAY, ratio: 0.5, cash: 10 }]
    const bars = closes(60, 100)
    const total = adjustedAsOf(bars, actions, 'total-return').close
    // One share became half a share at 100 and 10 of cash.
    expect(total[1]! / total[0]!).toBeCloseTo((0.5 * 100 + 10) / 60, 14)
    expect(adjustedAsOf(bars, actions, 'split').close[0]).toBeCloseTo(120, 12)
  })

  it('know nothing of later bars and later actions', () => {
    const actions: PriceAction[] = [
      { kind: 'split', timeMs: DAY, ratio: 2 },
      { kind: 'split', timeMs: 3 * DAY, ratio: 5 },
    ]
    const adjusted = adjustedAsOf(closes(80, 40, 41, 8), actions, 'split', 2 * DAY)
    expect([...adjusted.close]).toEqual([40, 40, 41])
  })

  it('pass over actions before the first bar and after the last, and of other kinds', () => {
    const bars = closes(10, 11)
    const actions: PriceAction[] = [
      { kind: 'split', timeMs: -DAY, ratio: 2 },
      { kind: 'split', timeMs: 0, ratio: 2 },
      { kind: 'split', timeMs: 5 * DAY, ratio: 2 },
      { kind: 'rename', timeMs: DAY },
      { kind: 'merger', timeMs: DAY, cash: 12, ratio: 0 },
    ]
    expect([...adjustedAsOf(bars, actions, 'total-return').close]).toEqual([10, 11])
  })

  it('stay above zero where the whole price is paid out', () => {
    const actions: PriceAction[] = [{ kind: 'dividend', timeMs: DAY, amount: 12 }]
    expect(adjustedAsOf(closes(10, 1), actions, 'split-dividend').close[0]).toBeCloseTo(10 / 13, 12)
  })
})

const history = fc
  .record({
    returns: fc.array(fc.double({ min: 0.8, max: 1.25, noNaN: true }), { minLength: 3, maxLength: 60 }),
    actions: fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant('split'),
          day: fc.integer({ min: -1, max: 62 }),
          ratio: fc.constantFrom(0.1, 0.5, 2, 3, 7),
        }),
        fc.record({
          kind: fc.constant('dividend'),
          day: fc.integer({ min: -1, max: 62 }),
          amount: fc.double({ min: 0.01, max: 3, noNaN: true }),
        }),
        fc.record({
          kind: fc.constant('stock-dividend'),
          day: fc.integer({ min: -1, max: 62 }),
          rate: fc.constantFrom(0.01, 0.05, 0.5),
        }),
      ),
      { maxLength: 8 },
    ),
  })
  .map(({ returns, actions }) => {
    let price = 100
    const bars = closes(...returns.map((factor) => (price *= factor)))
    return { bars, actions: actions.map(({ day, ...action }) => ({ ...action, timeMs: day * DAY })) }
  })

const close = (a: number, b: number) => Math.abs(a / b - 1) < 1e-11

describe('properties of adjusted prices', () => {
  it('returns as of a day do not depend on what happens later', () => {
    fc.assert(
      fc.property(history, fc.constantFrom(...KINDS), fc.integer({ min: 1, max: 59 }), (each, kind, last) => {
        const { bars, actions } = each
        const asOf = adjustedAsOf(bars, actions, kind, last * DAY)
        const known = actions.filter(({ timeMs }) => timeMs <= last * DAY)
        expect(adjustedAsOf(bars, known, kind, last * DAY).close).toEqual(asOf.close)
        const all = adjustedAsOf(bars, actions, kind)
        for (let i = 1; i < asOf.close.length; i++) {
          expect(close(asOf.close[i]! / asOf.close[i - 1]!, all.close[i]! / all.close[i - 1]!)).toBe(true)
        }
        expect(asOf.close.at(-1)).toBe(bars.close[asOf.close.length - 1])
      }),
      { seed: 20140609, numRuns: 300 },
    )
  })

  it('forward adjusted prices never change when bars and actions are added, and have the same returns', () => {
    fc.assert(
      fc.property(history, fc.constantFrom(...KINDS), fc.integer({ min: 1, max: 59 }), (each, kind, last) => {
        const { bars, actions } = each
        const whole = adjustedForward(bars, actions, kind)
        const part = adjustedForward(adjustedAsOf(bars, [], kind, last * DAY), actions, kind)
        expect(whole.close.slice(0, part.close.length)).toEqual(part.close)
        expect(whole.volume.slice(0, part.volume.length)).toEqual(part.volume)
        expect(whole.close[0]).toBe(bars.close[0])
        const back = adjustedAsOf(bars, actions, kind)
        for (let i = 1; i < bars.close.length; i++) {
          expect(close(whole.close[i]! / whole.close[i - 1]!, back.close[i]! / back.close[i - 1]!)).toBe(true)
        }
      }),
      { seed: 20140609, numRuns: 300 },
    )
  })
})

interface Row {
  readonly [column: string]: string | undefined
}

function table(file: string): Row[] {
  const bytes = readFileSync(sharedData(file))
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const [header = '', ...lines] = text.trim().split(/\r?\n/)
  const names = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((field, i) => [names[i] ?? '', field])))
}

const number = (row: Row, name: string) => Number(row[name])
const timeOf = (row: Row, name: string) => Date.parse(`${row[name]?.slice(0, 10)}T00:00:00Z`)

function barsOf(rows: readonly Row[], timeName: string): PriceColumns {
  const column = (name: string) => Float64Array.from(rows, (row) => number(row, name))
  return {
    time: Float64Array.from(rows, (row) => timeOf(row, timeName)),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  }
}

describe.skipIf(!hasSharedData)('recorded adjusted prices', () => {
  it('Quandl WIKI 2014: every return of every ticker to 1e-12, from raw prices and actions', () => {
    const rows = Map.groupBy(table('equities/wiki_2014_prices_actions.csv'), (row) => row.ticker ?? '')
    expect([...rows.keys()]).toEqual(['AAPL', 'BRK_A', 'MSFT', 'ZEN'])
    let compared = 0
    for (const own of rows.values()) {
      const bars = barsOf(own, 'date')
      const actions: PriceAction[] = own.flatMap((row) => [
        ...(number(row, 'split_ratio') === 1
          ? []
          : [{ kind: 'split', timeMs: timeOf(row, 'date'), ratio: number(row, 'split_ratio') }]),
        ...(number(row, 'ex-dividend') === 0
          ? []
          : [{ kind: 'dividend', timeMs: timeOf(row, 'date'), amount: number(row, 'ex-dividend') }]),
      ])
      const adjusted = adjustedAsOf(bars, actions, 'total-return')
      for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) {
        // The published prices have what came after 2014 taken out too: one factor for the whole window.
        const published = own.map((row) => number(row, `adj_${name}`))
        const base = published.at(-1)! / adjusted[name].at(-1)!
        for (const [index, value] of adjusted[name].entries()) {
          expect(Math.abs((value * base) / published[index]! - 1)).toBeLessThan(1e-12)
          compared++
        }
      }
    }
    expect(compared).toBe(5 * 916)
  })

  it('zipline: the ratios of its dividends, but for DELL, whose ratios were made from other closes', () => {
    const ratios = table('equities/z7_dividend_ratios.csv')
    const bySymbol = Map.groupBy(table('equities/z7_daily_raw.csv.gz'), (row) => row.symbol ?? '')
    const dividends = table('equities/z7_dividends.csv')
    const departures: string[] = []
    for (const [index, dividend] of dividends.entries()) {
      const { time, close: own } = barsOf(bySymbol.get(dividend.symbol ?? '') ?? [], 'date')
      const action = {
        kind: 'dividend',
        timeMs: timeOf(dividend, 'ex_date'),
        amount: number(dividend, 'amount'),
      }
      const [step] = adjustmentSteps(time, own, [action], 'split-dividend')
      expect(ratios[index]?.effective_date).toBe(dividend.ex_date)
      if (Math.abs(step!.price - number(ratios[index]!, 'ratio')) > 1e-12) {
        departures.push(`${dividend.symbol} ${dividend.ex_date}`)
      }
    }
    expect(dividends).toHaveLength(181)
    // The file's first two ratios of DELL are both 1 - 0.08 / 10.63: the close of 2012-09-13, not of the day before.
    expect(departures).toEqual([
      'DELL 2012-09-27',
      'DELL 2012-12-28',
      'DELL 2013-03-27',
      'DELL 2013-06-27',
      'DELL 2013-09-27',
    ])
  })

  it('zipline: prices of CERN through its three splits', () => {
    const own = table('equities/z7_daily_raw.csv.gz').filter(({ symbol }) => symbol === 'CERN')
    const splits = table('equities/z7_splits.csv').map((row) => ({
      kind: 'split',
      timeMs: timeOf(row, 'effective_date'),
      ratio: 1 / number(row, 'ratio'),
    }))
    const bars = barsOf(own, 'date')
    const adjusted = adjustedAsOf(bars, splits, 'split')
    expect(adjusted.close[0]! / bars.close[0]!).toBe(0.125)
    const moves = Array.from(adjusted.close.slice(1), (value, i) =>
      Math.abs(Math.log(value / adjusted.close[i]!)),
    )
    const raw = Array.from(bars.close.slice(1), (value, i) => Math.abs(Math.log(value / bars.close[i]!)))
    // Raw prices fall to half three times; nothing of that is left.
    expect(raw.filter((move) => move > Math.log(1.8))).toHaveLength(3)
    expect(Math.max(...moves)).toBeLessThan(Math.log(1.25))
  })

  it('Lean: the factor file of CCCL, with a split of 5 and two dividends of 0.50', () => {
    const bars = barsOf(table('equities/india_CCCL_daily.csv'), 't')
    // In effect on the session after the file's dates, which are the last ones of each factor.
    const actions: PriceAction[] = [
      { kind: 'split', timeMs: Date.UTC(2010, 1, 10), ratio: 5 },
      { kind: 'dividend', timeMs: Date.UTC(2010, 5, 16), amount: 0.5 },
      { kind: 'dividend', timeMs: Date.UTC(2011, 5, 16), amount: 0.5 },
    ]
    const adjusted = adjustedAsOf(bars, actions, 'split-dividend')
    const factors = table('equities/india_CCCL_factor_file.csv')
    for (const [index, timeMs] of bars.time.entries()) {
      const row = factors.find((factor) => {
        const date = factor.date ?? ''
        return (
          timeMs <= Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)))
        )
      })
      const expected = number(row!, 'price_factor') * number(row!, 'split_factor')
      // The file has seven decimals.
      expect(adjusted.close[index]! / bars.close[index]!).toBeCloseTo(expected, 6)
    }
    for (const { date, reference_price } of factors.slice(1, 4)) {
      const at = bars.time.indexOf(
        timeOf({ date: `${date?.slice(0, 4)}-${date?.slice(4, 6)}-${date?.slice(6)}` }, 'date'),
      )
      expect(bars.close[at]).toBe(Number(reference_price))
    }
  })
})
