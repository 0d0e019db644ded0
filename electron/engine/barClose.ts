import { type Timeframe, timeframeMs } from '../../shared/domain/timeframe.ts'

/**
 * When the bar that opened at `openMs` closes, in epoch milliseconds UTC. Months are calendar months: a bar that
 * opened on the 31st closes on the last day of a shorter month.
 */
export function barCloseMs(openMs: number, timeframe: Timeframe): number {
  if (!timeframe.endsWith('M')) return openMs + timeframeMs(timeframe)
  const open = new Date(openMs)
  const month = open.getUTCMonth() + Number(timeframe.slice(0, -1))
  const lastDay = new Date(Date.UTC(open.getUTCFullYear(), month + 1, 0)).getUTCDate()
  const midnight = Date.UTC(open.getUTCFullYear(), month, Math.min(open.getUTCDate(), lastDay))
  return midnight + (openMs - Date.UTC(open.getUTCFullYear(), open.getUTCMonth(), open.getUTCDate()))
}

/** Close times of a column of open times. */
export function barCloses(open: Float64Array, timeframe: Timeframe): Float64Array<ArrayBuffer> {
  if (timeframe.endsWith('M')) return open.map((openMs) => barCloseMs(openMs, timeframe))
  const length = timeframeMs(timeframe)
  const closes = new Float64Array(open.length)
  for (let t = 0; t < open.length; t++) closes[t] = open[t]! + length
  return closes
}
