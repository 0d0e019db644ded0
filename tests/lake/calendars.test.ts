import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Session } from '../../electron/lake/calendars/calendar.ts'
import { calendarOf } from '../../electron/lake/calendars/calendarOf.ts'
import { easterSunday, epochDayOf, isoDate } from '../../electron/lake/calendars/civilDate.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'

function calendar(id: string) {
  const found = calendarOf(id)
  if (!found) throw new Error(`no calendar ${id}`)
  return found
}

/** A session as one line of the reference files of the Python package exchange_calendars. */
function line(session: Session): string {
  const at = (ms: number | undefined) =>
    ms === undefined ? '' : new Date(ms).toISOString().replace('.000', '')
  return [
    `${isoDate(session.day)}T00:00:00Z`,
    at(session.openMs),
    at(session.closeMs),
    at(session.breakStartMs),
    at(session.breakEndMs),
  ].join(',')
}

describe.skipIf(!hasSharedData)('exchange calendars against exchange_calendars', () => {
  it.each([
    { id: 'XNYS', file: 'xnys', sessions: 8324, from: '1990-01-02', to: '2023-01-13' },
    { id: 'XHKG', file: 'xhkg', sessions: 8803, from: '1990-01-02', to: '2025-09-05' },
  ])(
    '$id has exactly the $sessions sessions from $from to $to, each with the same open, close and break',
    (row) => {
      const csv = gunzipSync(readFileSync(sharedData(`calendars/${row.file}_sessions.csv.gz`))).toString(
        'utf8',
      )
      const expected = csv.trim().split(/\r?\n/).slice(1)
      expect(expected).toHaveLength(row.sessions)
      const sessions = calendar(row.id).sessions(epochDayOf('1990-01-01'), epochDayOf(row.to))
      expect(sessions.map(line)).toEqual(expected)
    },
  )
})

describe('exchange calendars beyond the reference', () => {
  it('knows the New York holidays and early closes that the exchange has published for 2025', () => {
    const sessions = calendar('XNYS').sessions(epochDayOf('2025-01-01'), epochDayOf('2025-12-31'))
    const dates = new Set(sessions.map(({ day }) => isoDate(day)))
    for (const holiday of [
      '01-01',
      '01-09',
      '01-20',
      '02-17',
      '04-18',
      '05-26',
      '06-19',
      '07-04',
      '09-01',
      '11-27',
      '12-25',
    ]) {
      expect(dates.has(`2025-${holiday}`)).toBe(false)
    }
    expect(sessions).toHaveLength(250)
    const early = sessions.filter(({ openMs, closeMs }) => closeMs - openMs < 6.5 * 3_600_000)
    expect(early.map(({ day }) => isoDate(day))).toEqual(['2025-07-03', '2025-11-28', '2025-12-24'])
  })

  it('finds Easter where the tables have it', () => {
    expect([1961, 2000, 2011, 2024, 2038].map((year) => isoDate(easterSunday(year)))).toEqual([
      '1961-04-02',
      '2000-04-23',
      '2011-04-24',
      '2024-03-31',
      '2038-04-25',
    ])
  })

  it('opens the currency market on Sunday at 17:00 in New York, in summer and in winter', () => {
    const [winter] = calendar('24x5').sessions(epochDayOf('2024-01-15'), epochDayOf('2024-01-15'))
    const [summer] = calendar('24x5').sessions(epochDayOf('2024-07-15'), epochDayOf('2024-07-15'))
    expect(winter && new Date(winter.openMs).toISOString()).toBe('2024-01-14T22:00:00.000Z')
    expect(summer && new Date(summer.openMs).toISOString()).toBe('2024-07-14T21:00:00.000Z')
    expect(summer && new Date(summer.closeMs).toISOString()).toBe('2024-07-15T21:00:00.000Z')
  })

  it('counts a Sunday evening in New York to Monday', () => {
    const [day] = calendar('24x5').sessionDays(Float64Array.of(Date.parse('2024-01-14T22:30:00Z')))
    expect(isoDate(day ?? 0)).toBe('2024-01-15')
  })

  it('gives no sessions for years that it does not cover', () => {
    expect(calendar('XHKG').sessions(epochDayOf('2040-01-01'), epochDayOf('2040-12-31'))).toEqual([])
    expect(calendarOf('XKRX')).toBeUndefined()
  })
})
