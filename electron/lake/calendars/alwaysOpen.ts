import type { Calendar, Session } from './calendar.ts'

const DAY = 86_400_000

/** A market that never closes: sessions are days of UTC. */
export const alwaysOpen: Calendar = {
  id: '24x7',
  timeZone: 'UTC',
  firstDay: -100_000,
  lastDay: 100_000,
  sessions(fromDay, toDay) {
    const sessions: Session[] = []
    for (let day = fromDay; day <= toDay; day++)
      sessions.push({ day, openMs: day * DAY, closeMs: (day + 1) * DAY })
    return sessions
  },
  openTimes(fromMs, toMs) {
    const first = Math.floor(fromMs / DAY)
    return Float64Array.from(
      { length: Math.floor(toMs / DAY) - first + 1 },
      (_, index) => (first + index) * DAY,
    )
  },
  sessionDays: (time) => time.map((at) => Math.floor(at / DAY)),
}
