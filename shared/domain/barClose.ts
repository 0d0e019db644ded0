import type { BarSeries } from './bar.ts'
import { type Timeframe, timeframeMs, timeframeParts } from './timeframe.ts'

/**
 * When the bar that opened at `openMs` closes, in epoch milliseconds UTC. Months are calendar months: a bar that
 * opened on the 31st closes on the last day of a shorter month.
 * @throws RangeError for bars without a fixed length
 */
export function barCloseMs(openMs: number, timeframe: Timeframe): number {
  const { count, unit } = timeframeParts(timeframe)
  if (unit !== 'M') return openMs + timeframeMs(timeframe)
  const open = new Date(openMs)
  const month = open.getUTCMonth() + count
  const lastDay = new Date(Date.UTC(open.getUTCFullYear(), month + 1, 0)).getUTCDate()
  const midnight = Date.UTC(open.getUTCFullYear(), month, Math.min(open.getUTCDate(), lastDay))
  return midnight + (openMs - Date.UTC(open.getUTCFullYear(), open.getUTCMonth(), open.getUTCDate()))
}

/** Close times of a column of open times. @throws RangeError for bars without a fixed length */
export function barCloses(open: Float64Array, timeframe: Timeframe): Float64Array<ArrayBuffer> {
  if (timeframeParts(timeframe).unit === 'M') {
    return Float64Array.from(open, (openMs) => barCloseMs(openMs, timeframe))
  }
  const length = timeframeMs(timeframe)
  const closes = new Float64Array(open.length)
  for (let t = 0; t < open.length; t++) closes[t] = (open[t] ?? Number.NaN) + length
  return closes
}

/** When each bar of a series closes: its own column, or its open times and its timeframe. */
export function closesOf({ closeMs, columns, timeframe }: BarSeries): Float64Array {
  return closeMs ?? barCloses(columns.time, timeframe)
}
