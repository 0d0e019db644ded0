import type { Time, UTCTimestamp } from 'lightweight-charts'

/** Epoch milliseconds as the chart library's time, which counts seconds; the one place where its brand is put on. */
export function chartTime(timeMs: number): UTCTimestamp {
  return (timeMs / 1000) as UTCTimestamp
}

/** The library's time as epoch milliseconds; null for its calendar notations, which the workstation never uses. */
export function fromChartTime(time: Time): number | null {
  return typeof time === 'number' ? time * 1000 : null
}
