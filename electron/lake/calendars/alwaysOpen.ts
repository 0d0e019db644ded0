import type { Calendar, Session, SessionTable } from './calendar.ts'

const DAY = 86_400_000

function session(day: number): Session {
  const openMs = day * DAY
  const closeMs = openMs + DAY
  return {
    day,
    openMs,
    closeMs,
    settlementMs: closeMs,
    parts: [{ phase: 'regular', fromMs: openMs, toMs: closeMs }],
  }
}

/** A market that never closes: sessions are days of UTC. */
export const alwaysOpen: Calendar = {
  id: '24x7',
  name: 'Around the clock, days of UTC',
  timeZone: 'UTC',
  firstDay: -100_000,
  lastDay: 100_000,
  sessions: (fromDay, toDay) =>
    Array.from({ length: Math.max(0, toDay - fromDay + 1) }, (_, index) => session(fromDay + index)),
  sessionsBetween(fromMs, toMs): SessionTable {
    const first = Math.floor(fromMs / DAY)
    const length = Math.max(0, Math.ceil(toMs / DAY) - first)
    const column = (shift: number) =>
      Float64Array.from({ length }, (_, index) => (first + index + shift) * DAY)
    return {
      openMs: column(0),
      closeMs: column(1),
      breakStartMs: new Float64Array(length).fill(Number.NaN),
      breakEndMs: new Float64Array(length).fill(Number.NaN),
      extendedOpenMs: column(0),
      extendedCloseMs: column(1),
      settlementMs: column(1),
      dateMs: column(0),
    }
  },
  openTimes(fromMs, toMs) {
    const first = Math.floor(fromMs / DAY)
    return Float64Array.from(
      { length: Math.floor(toMs / DAY) - first + 1 },
      (_, index) => (first + index) * DAY,
    )
  },
  sessionDays: (time) => time.map((at) => Math.floor(at / DAY)),
  phaseAt: () => 'regular',
  nextOpen: (timeMs) => (Math.floor(timeMs / DAY) + 1) * DAY,
  nextClose: (timeMs) => (Math.floor(timeMs / DAY) + 1) * DAY,
}
