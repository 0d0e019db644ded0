import type { BarColumns, QuoteColumns, SeriesColumns } from '../../../shared/domain/bar.ts'
import { firstAtOrAfter } from './readBars.ts'

/** The bars of a series whose open times lie within the range, both ends included; views, not copies. */
export function sliceSeries(series: SeriesColumns, fromMs: number, toMs: number): SeriesColumns {
  const { time } = series.columns
  const from = firstAtOrAfter(time, fromMs)
  let to = firstAtOrAfter(time, toMs)
  if (time[to] === toMs) to++
  return mapSeries(series, (column) => column.subarray(from, Math.max(from, to)))
}

/** The bars of a series at these places, as copies. */
export function pickSeries(series: SeriesColumns, rows: Int32Array): SeriesColumns {
  return mapSeries(series, (column) => pickColumn(column, rows))
}

/** The values of a column at these places. */
export function pickColumn(column: Float64Array, rows: Int32Array): Float64Array<ArrayBuffer> {
  const picked = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i] ?? 0] ?? Number.NaN
  return picked
}

type Cut = (column: Float64Array<ArrayBuffer>) => Float64Array<ArrayBuffer>

function mapSeries({ columns, closeMs, traded, quotes }: SeriesColumns, cut: Cut): SeriesColumns {
  const cutColumns = mapColumns(columns, cut)
  return {
    columns: cutColumns,
    ...(closeMs ? { closeMs: cut(closeMs) } : {}),
    ...(traded ? { traded: { ...mapColumns(traded, cut), time: cutColumns.time } } : {}),
    ...(quotes ? { quotes: mapQuotes(quotes, cut) } : {}),
  }
}

function mapColumns({ time, open, high, low, close, volume }: BarColumns, cut: Cut): BarColumns {
  return {
    time: cut(time),
    open: cut(open),
    high: cut(high),
    low: cut(low),
    close: cut(close),
    volume: cut(volume),
  }
}

function mapQuotes({ bidOpen, askOpen, bidClose, askClose }: QuoteColumns, cut: Cut): QuoteColumns {
  return { bidOpen: cut(bidOpen), askOpen: cut(askOpen), bidClose: cut(bidClose), askClose: cut(askClose) }
}
