import type { DataSlice } from '../../shared/domain/backtest.ts'
import type { SessionColumns } from '../../shared/domain/bar.ts'
import { timeframeMs } from '../../shared/domain/timeframe.ts'
import { calendarOf } from '../lake/calendars/calendarOf.ts'

const DAY_MS = 86_400_000

/**
 * Regular sessions of each calendar that a run's bars within a day belong to, over the period of all of them. Slices of
 * one calendar share their columns, which a message to the run's process then carries once. Bars of a day or longer,
 * and calendars without rules for the whole period, have none.
 */
export function runSessions(slices: readonly DataSlice[]): ReadonlyMap<string, SessionColumns> {
  const periods = new Map<string, { fromMs: number; toMs: number }>()
  for (const { calendar, timeframe, fromMs, toMs } of slices) {
    if (timeframeMs(timeframe) >= DAY_MS) continue
    const known = periods.get(calendar)
    periods.set(calendar, {
      fromMs: Math.min(fromMs, known?.fromMs ?? fromMs),
      toMs: Math.max(toMs, known?.toMs ?? toMs),
    })
  }
  const sessions = new Map<string, SessionColumns>()
  for (const [id, { fromMs, toMs }] of periods) {
    const calendar = calendarOf(id)
    if (!calendar || fromMs < calendar.firstDay * DAY_MS || toMs >= (calendar.lastDay + 1) * DAY_MS) continue
    // The session after the last bar is told too: an order given after hours waits for it.
    const { openMs, closeMs, dateMs } = calendar.sessionsBetween(fromMs, toMs + 7 * DAY_MS)
    sessions.set(id, { openMs, closeMs, dateMs })
  }
  return sessions
}
