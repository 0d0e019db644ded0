import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Session } from '../../electron/lake/calendars/calendar.ts'
import { calendarOf } from '../../electron/lake/calendars/calendarOf.ts'
import { epochDay, isoDate } from '../../electron/lake/calendars/civilDate.ts'
import { SESSION_CHECKSUMS, type SessionChecksums } from './sessionChecksums.ts'

/*
 * What is left out of the comparison, and why:
 * - Eurex: the package opens at 8:00; Eurex trades from 7:50, since 10 December 2018 from 1:10 and in summer 2:10.
 * - XTKS until 2009: the package has no half days on the first and last session of a year, and closes on 6 May 1998,
 *   a substitute holiday by a law that came into force in 2007.
 * - XASX since 2010: the package ends half days with the auction at 14:10 and whole days before the one at 16:10.
 * - XCBO: the package's futures calendar has no early closes but the one after Thanksgiving.
 * - CME trade dates of 2018 and 2025: the package drops the days of mourning, on which CME traded and settled.
 * - XNSE in other years: sessions on Saturdays and Sundays, which the package cannot tell.
 */

function lines(id: string, year: number, compares: SessionChecksums['compares']): string[] {
  const calendar = calendarOf(id)
  if (!calendar) throw new Error(`no calendar ${id}`)
  const minute = (ms: number) => new Date(ms).toISOString().replace(':00.000Z', 'Z')
  const text: Readonly<Record<SessionChecksums['compares'], (session: Session) => string>> = {
    dates: ({ day }) => isoDate(day),
    hours: ({ day, openMs, closeMs }) => `${isoDate(day)} ${minute(openMs)} ${minute(closeMs)}`,
    closes: ({ day, closeMs }) => `${isoDate(day)} ${minute(closeMs)}`,
  }
  return calendar.sessions(epochDay(year, 1, 1), epochDay(year, 12, 31)).map(text[compares])
}

describe('sessions of whole years against two packages', () => {
  it.each(SESSION_CHECKSUMS)(
    '$id from $firstYear on has the $compares of $reference',
    ({ id, compares, firstYear, years }) => {
      const expected = years.trim().split(/\s+/)
      const own = Array.from({ length: expected.length / 2 }, (_, index) => {
        const sessions = lines(id, firstYear + index, compares)
        const hash = createHash('sha256').update(sessions.join('\n')).digest('hex').slice(0, 12)
        return [firstYear + index, `${sessions.length}`, hash]
      })
      expect(own).toEqual(own.map(([year], index) => [year, ...expected.slice(2 * index, 2 * index + 2)]))
    },
  )
})
