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
