import type { BarColumns, BarSeries } from '../../../shared/domain/bar.ts'
import { barCloses } from '../../../shared/domain/barClose.ts'
import type { NewsSeries, ValueSeries } from '../../../shared/domain/valueSeries.ts'
import { Xoshiro128 } from '../../quant/xoshiro128.ts'
import type { TrialData } from './trial.ts'

const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const
/** Standard deviation of a noise bar's return: so large that no strategy takes it for the market. */
const NOISE_PER_BAR = 0.05

/** How many bars of a series have closed by `cutMs`. */
function knownBars(series: BarSeries, cutMs: number): number {
  const closes = series.closeMs ?? barCloses(series.columns.time, series.timeframe)
  let low = 0
  let high = closes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((closes[middle] ?? Number.NaN) <= cutMs) low = middle + 1
    else high = middle
  }
  return low
}

function slice(columns: BarColumns, from: number, to: number): BarColumns {
  const part = (name: (typeof COLUMNS)[number]) => columns[name].slice(from, to)
  return {
    time: part('time'),
    open: part('open'),
    high: part('high'),
    low: part('low'),
    close: part('close'),
    volume: part('volume'),
  }
}

function bars(series: BarSeries, from: number, to: number): BarSeries {
  return {
    ...series,
    columns: slice(series.columns, from, to),
    ...(series.closeMs ? { closeMs: series.closeMs.slice(from, to) } : {}),
    ...(series.traded ? { traded: slice(series.traded, from, to) } : {}),
    ...(series.quotes ? { quotes: quotesOf(series.quotes, (column) => column.slice(from, to)) } : {}),
  }
}

type QuoteColumns = NonNullable<BarSeries['quotes']>

function quotesOf(
  quotes: QuoteColumns,
  change: (column: Float64Array<ArrayBuffer>) => Float64Array<ArrayBuffer>,
): QuoteColumns {
  return {
    bidOpen: change(quotes.bidOpen),
    askOpen: change(quotes.askOpen),
    bidClose: change(quotes.bidClose),
    askClose: change(quotes.askClose),
  }
}

/** The series as it was known at `cutMs`: the bars that had closed, and what had happened to the instrument. */
export function barsKnownAt(series: BarSeries, cutMs: number): BarSeries {
  return {
    ...bars(series, 0, knownBars(series, cutMs)),
    actions: series.actions.filter(({ timeMs }) => timeMs <= cutMs),
  }
}

/** The series without the history before `startMs`. */
export function startAt(series: BarSeries, startMs: number): BarSeries {
  const { time } = series.columns
  let first = 0
  while (first < time.length && (time[first] ?? 0) < startMs) first++
  return bars(series, first, time.length)
}

function noisy(columns: BarColumns, known: number, random: Xoshiro128): BarColumns {
  const made = slice(columns, 0, columns.time.length)
  let base = 1
  for (let index = 0; index < known; index++) {
    const close = columns.close[index] ?? Number.NaN
    if (Number.isFinite(close)) base = close
  }
  let price = base
  for (let index = known; index < columns.time.length; index++) {
    const open = price
    // The sum of twelve uniform numbers less six is near enough to a normal one.
    let normal = -6
    for (let k = 0; k < 12; k++) normal += random.next()
    const move = NOISE_PER_BAR * normal
    price = base > 0 ? open * Math.exp(move) : open + move * Math.max(1, Math.abs(base))
    const spread = Math.abs(price) * NOISE_PER_BAR * random.next()
    made.open[index] = open
    made.high[index] = Math.max(open, price) + spread
    made.low[index] = base > 0 ? Math.min(open, price) / (1 + NOISE_PER_BAR) : Math.min(open, price) - spread
    made.close[index] = price
    const volume = columns.volume[index] ?? Number.NaN
    made.volume[index] = Number.isNaN(volume) ? volume : Math.round(volume * 4 * random.next())
  }
  return made
}

/** The series with everything after `cutMs` replaced by a seeded random walk at the same times; actions are gone. */
function drownInNoise(series: BarSeries, cutMs: number, seed: number): BarSeries {
  const known = knownBars(series, cutMs)
  const columns = noisy(series.columns, known, new Xoshiro128(seed))
  const scale = new Xoshiro128(seed + 2)
  return {
    ...series,
    columns,
    ...(series.traded ? { traded: noisy(series.traded, known, new Xoshiro128(seed + 1)) } : {}),
    ...(series.quotes
      ? {
          quotes: quotesOf(series.quotes, (column) =>
            column.map((value, index) => (index < known ? value : value * (0.5 + scale.next()))),
          ),
        }
      : {}),
    actions: series.actions.filter(({ timeMs }) => timeMs <= cutMs),
  }
}

function valuesKnown({ id, columns }: ValueSeries, cutMs: number): ValueSeries {
  // Rows are sorted by the time at which they became known.
  const end = columns.knownMs.findIndex((knownMs) => knownMs > cutMs)
  const part = (column: Float64Array<ArrayBuffer>) => column.slice(0, end < 0 ? column.length : end)
  return {
    id,
    columns: { refMs: part(columns.refMs), knownMs: part(columns.knownMs), value: part(columns.value) },
  }
}

function valuesDrowned({ id, columns }: ValueSeries, cutMs: number, random: Xoshiro128): ValueSeries {
  const value = columns.value.map((own, row) =>
    (columns.knownMs[row] ?? 0) <= cutMs ? own : own + (1 + Math.abs(own)) * (random.next() - 0.5),
  )
  return { id, columns: { ...columns, value } }
}

function newsKnown({ id, items }: NewsSeries, cutMs: number): NewsSeries {
  return { id, items: items.filter(({ knownMs }) => knownMs <= cutMs) }
}

function newsDrowned({ id, items }: NewsSeries, cutMs: number): NewsSeries {
  const garbled = items.map((item) =>
    item.knownMs <= cutMs ? item : { ...item, text: 'noise', type: 'noise' },
  )
  return { id, items: garbled }
}

/** The data with each series of bars changed, and all else as it is. */
export function changeBars(data: TrialData, change: (series: BarSeries) => BarSeries): TrialData {
  return {
    ...data,
    series: data.series.map(change),
    ...(data.conversions ? { conversions: data.conversions.map(change) } : {}),
    ...(data.references ? { references: data.references.map(change) } : {}),
    ...(data.observed ? { observed: data.observed.map(change) } : {}),
  }
}

/** Everything as it was known at `cutMs`. */
export function dataKnownAt(data: TrialData, cutMs: number): TrialData {
  return {
    ...changeBars(data, (series) => barsKnownAt(series, cutMs)),
    ...(data.values ? { values: data.values.map((values) => valuesKnown(values, cutMs)) } : {}),
    ...(data.news ? { news: data.news.map((news) => newsKnown(news, cutMs)) } : {}),
  }
}

/** Everything with noise in place of what became known after `cutMs`. */
export function dataDrownedAfter(data: TrialData, cutMs: number, seed: number): TrialData {
  const random = new Xoshiro128(seed + 3)
  let place = 0
  return {
    ...changeBars(data, (series) => drownInNoise(series, cutMs, seed + 10 * place++)),
    ...(data.values ? { values: data.values.map((values) => valuesDrowned(values, cutMs, random)) } : {}),
    ...(data.news ? { news: data.news.map((news) => newsDrowned(news, cutMs)) } : {}),
  }
}
