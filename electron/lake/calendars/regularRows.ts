import type { Calendar } from './calendar.ts'

const DAY = 86_400_000

/** Places of the times, ascending, at which a market was in its regular hours; breaks and unknown years are not. */
export function regularRows(time: Float64Array, calendar: Calendar): Int32Array {
  const rows = new Int32Array(time.length)
  let count = 0
  let at = 0
  const firstDay = Math.floor((time[0] ?? 0) / DAY) - 10
  const lastDay = Math.floor((time[time.length - 1] ?? 0) / DAY) + 10
  for (const { parts } of calendar.sessions(firstDay, lastDay)) {
    for (const { phase, fromMs, toMs } of parts) {
      if (phase !== 'regular') continue
      while (at < time.length && (time[at] ?? 0) < fromMs) at++
      while (at < time.length && (time[at] ?? 0) < toMs) rows[count++] = at++
    }
  }
  return rows.subarray(0, count)
}
