import type { BarColumns, QuoteColumns } from '../../../shared/domain/bar.ts'
import { type Timeframe, timeframeMs } from '../../../shared/domain/timeframe.ts'
import { bucketStarts } from './bucketStarts.ts'

/**
 * Builds coarser bars: first open, highest high, lowest low, last close, sum of the volumes that are known (NaN where
 * none is). A bar carries the start of its bucket; buckets without bars give none.
 */
export function aggregate(
  columns: BarColumns,
  from: Timeframe,
  to: Timeframe,
  calendarId: string,
): BarColumns {
  if (timeframeMs(from) === timeframeMs(to)) return columns
  const starts = bucketStarts(columns.time, from, to, calendarId)
  let bars = 0
  for (let i = 0; i < starts.length; i++) if (i === 0 || starts[i] !== starts[i - 1]) bars++
  const result: BarColumns = {
    time: new Float64Array(bars),
    open: new Float64Array(bars),
    high: new Float64Array(bars),
    low: new Float64Array(bars),
    close: new Float64Array(bars),
    volume: new Float64Array(bars),
  }
  let at = -1
  for (let i = 0; i < starts.length; i++) {
    const high = columns.high[i] ?? Number.NaN
    const low = columns.low[i] ?? Number.NaN
    const volume = columns.volume[i] ?? Number.NaN
    if (i === 0 || starts[i] !== starts[i - 1]) {
      at++
      result.time[at] = starts[i] ?? Number.NaN
      result.open[at] = columns.open[i] ?? Number.NaN
      result.high[at] = high
      result.low[at] = low
      result.volume[at] = volume
    } else {
      if (high > (result.high[at] ?? high)) result.high[at] = high
      if (low < (result.low[at] ?? low)) result.low[at] = low
      const sum = result.volume[at] ?? Number.NaN
      result.volume[at] = Number.isNaN(sum) ? volume : Number.isNaN(volume) ? sum : sum + volume
    }
    result.close[at] = columns.close[i] ?? Number.NaN
  }
  return result
}

/** The quotes of coarser bars: those of the first bar's open and of the last one's close. */
export function aggregateQuotes(
  time: Float64Array,
  { bidOpen, askOpen, bidClose, askClose }: QuoteColumns,
  from: Timeframe,
  to: Timeframe,
  calendarId: string,
): QuoteColumns {
  const starts = bucketStarts(time, from, to, calendarId)
  const first: number[] = []
  const last: number[] = []
  for (let i = 0; i < starts.length; i++) {
    if (i === 0 || starts[i] !== starts[i - 1]) first.push(i)
    if (i === starts.length - 1 || starts[i] !== starts[i + 1]) last.push(i)
  }
  const pick = (column: Float64Array, places: readonly number[]) =>
    Float64Array.from(places, (place) => column[place] ?? Number.NaN)
  return {
    bidOpen: pick(bidOpen, first),
    askOpen: pick(askOpen, first),
    bidClose: pick(bidClose, last),
    askClose: pick(askClose, last),
  }
}
