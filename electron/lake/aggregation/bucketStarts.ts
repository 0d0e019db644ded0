import { type Timeframe, timeframeMs, timeframeParts } from '../../../shared/domain/timeframe.ts'
import { calendarOf } from '../calendars/calendarOf.ts'

const DAY = 86_400_000

/**
 * For each time, ascending, the start of the bar of timeframe `to` that it belongs to.
 *
 * Within a day bars are counted from the open of the session (9:30, 10:30, ... in New York) and without a calendar
 * from midnight UTC. Days are sessions: the date at midnight UTC. Weeks begin on Monday, months on the first.
 */
export function bucketStarts(
  time: Float64Array,
  from: Timeframe,
  to: Timeframe,
  calendarId: string,
): Float64Array {
  const starts = new Float64Array(time.length)
  const { count, unit } = timeframeParts(to)
  if (timeframeMs(to) < DAY) {
    const anchors = calendarOf(calendarId)?.openTimes(time[0] ?? 0, time[time.length - 1] ?? 0)
    return intradayStarts(time, timeframeMs(to), anchors, starts)
  }
  const dated = timeframeMs(from) >= DAY
  const sessionDays = dated ? undefined : calendarOf(calendarId)?.sessionDays(time)
  for (let i = 0; i < time.length; i++) {
    const day = sessionDays?.[i] ?? Math.floor((time[i] ?? 0) / DAY)
    starts[i] =
      unit === 'd'
        ? Math.floor(day / count) * count * DAY
        : unit === 'w'
          ? weekStart(day, count)
          : monthStart(day, count)
  }
  return starts
}

function intradayStarts(
  time: Float64Array,
  length: number,
  anchors: Float64Array | undefined,
  starts: Float64Array,
): Float64Array {
  let next = 0
  let anchor = 0
  for (let i = 0; i < time.length; i++) {
    const at = time[i] ?? 0
    while (anchors && next < anchors.length && (anchors[next] ?? 0) <= at) anchor = anchors[next++] ?? 0
    starts[i] = anchor + Math.floor((at - anchor) / length) * length
  }
  return starts
}

/** Epoch day 4 was a Monday. */
function weekStart(day: number, count: number): number {
  return (Math.floor((day - 4) / (7 * count)) * 7 * count + 4) * DAY
}

function monthStart(day: number, count: number): number {
  const date = new Date(day * DAY)
  const months = Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / count) * count
  return Date.UTC(Math.floor(months / 12), months % 12)
}
