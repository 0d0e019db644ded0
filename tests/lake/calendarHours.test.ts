import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../electron/lake/calendars/calendar.ts'
import { CALENDARS, calendarOf, requireKnownCalendar } from '../../electron/lake/calendars/calendarOf.ts'
import {
  epochDay,
  epochDayOf,
  isoDate,
  monthAndDay,
  yearOf,
} from '../../electron/lake/calendars/civilDate.ts'

const DAY = 86_400_000

function calendar(id: string): Calendar {
  const found = calendarOf(id)
  if (!found) throw new Error(`no calendar ${id}`)
  return found
}

/** The parts of a session on the market's clock, such as `pre 04:00-09:30`. */
function parts(id: string, date: string): string[] {
  const own = calendar(id)
  const [session] = own.sessions(epochDayOf(date), epochDayOf(date))
  const clock = (ms: number) => {
    const text = Temporal.Instant.fromEpochMilliseconds(ms)
      .toZonedDateTimeISO(own.timeZone)
      .toPlainDateTime()
      .toString()
    return text.startsWith(date) ? text.slice(11, 16) : text.slice(5, 16).replace('T', ' ')
  }
  return (session?.parts ?? []).map(({ phase, fromMs, toMs }) => `${phase} ${clock(fromMs)}-${clock(toMs)}`)
}

function dateOf(id: string, instant: string): string {
  return isoDate(calendar(id).sessionDays(Float64Array.of(Date.parse(instant)))[0] ?? 0)
}

describe('hours that the exchanges publish', () => {
  it.each([
    ['XNYS', '2025-03-10', ['pre 04:00-09:30', 'regular 09:30-16:00', 'post 16:00-20:00']],
    ['XNAS', '2025-11-28', ['pre 04:00-09:30', 'regular 09:30-13:00', 'post 13:00-17:00']],
    ['XCBO', '2025-03-10', ['pre 03-09 19:15-08:15', 'regular 08:30-15:15', 'post 15:15-16:00']],
    ['XLON', '2024-12-24', ['regular 08:00-12:30', 'post 12:30-12:40']],
    ['XPAR', '2024-12-31', ['regular 09:00-14:05', 'post 14:05-14:15']],
    ['XEUR', '2025-03-28', ['regular 01:10-22:00']],
    ['XEUR', '2025-03-31', ['regular 02:10-22:00']],
    ['XHKG', '2025-12-24', ['pre 09:00-09:30', 'regular 09:30-12:00', 'post 12:00-12:10']],
    ['XTKS', '2024-11-01', ['regular 09:00-11:30', 'regular 12:30-15:00']],
    ['XTKS', '2024-11-05', ['regular 09:00-11:30', 'regular 12:30-15:30']],
    ['XASX', '2025-12-24', ['regular 10:00-14:00', 'post 14:00-14:12']],
    ['XNSE', '2024-11-01', ['regular 18:00-19:00']],
    ['XSHG', '2025-10-09', ['pre 09:15-09:25', 'regular 09:30-11:30', 'regular 13:00-15:00']],
    ['XCBT-GRAINS', '2025-03-10', ['regular 03-09 19:00-07:45', 'regular 08:30-13:20']],
    ['SIFMA-US', '2025-11-28', ['regular 07:00-14:00']],
  ])('%s on %s', (id, date, expected) => {
    expect(parts(id, date)).toEqual(expected)
  })

  it('change with the years on Globex: close at 16:15 and a halt, close at 16:00, no halt', () => {
    expect(parts('XCME-EQUITY', '2014-03-11')).toEqual(['regular 03-10 17:00-15:15', 'regular 15:30-16:15'])
    expect(parts('XCME-EQUITY', '2019-03-12')).toEqual(['regular 03-11 17:00-15:15', 'regular 15:30-16:00'])
    expect(parts('XCME-EQUITY', '2022-03-08')).toEqual(['regular 03-07 17:00-16:00'])
  })

  it('change with the years for index futures in Hong Kong, whose evening begins the next session', () => {
    expect(parts('XHKF', '2011-06-08')).toEqual(['regular 09:15-12:00', 'regular 13:30-16:15'])
    expect(parts('XHKF', '2013-06-05')[0]).toBe('pre 06-04 17:00-06-04 23:00')
    expect(parts('XHKF', '2018-06-05')[0]).toBe('pre 06-04 17:15-01:00')
    expect(parts('XHKF', '2025-06-09')).toEqual([
      'pre 06-06 17:15-06-07 03:00',
      'regular 09:15-12:00',
      'regular 13:00-16:30',
    ])
  })
})

describe('trade dates', () => {
  it('count a Globex evening to the next day, and Friday evening to nobody', () => {
    expect(dateOf('XCME-EQUITY', '2025-03-09T22:30:00Z')).toBe('2025-03-10')
    expect(dateOf('XCME-EQUITY', '2025-03-10T20:30:00Z')).toBe('2025-03-10')
    expect(dateOf('XCME-EQUITY', '2025-03-10T22:30:00Z')).toBe('2025-03-11')
    expect(calendar('XCME-EQUITY').phaseAt(Date.parse('2025-03-14T22:30:00Z'))).toBe('closed')
  })

  it('count the short trading of a holiday to the day after it', () => {
    // Labor Day 2025: to 12:00 in Chicago, on at 17:00.
    expect(parts('XCME-EQUITY', '2025-09-01')).toEqual([])
    expect(parts('XCME-EQUITY', '2025-09-02')).toEqual([
      'regular 08-31 17:00-09-01 12:00',
      'regular 09-01 17:00-16:00',
    ])
    expect(dateOf('XCME-EQUITY', '2025-09-01T14:00:00Z')).toBe('2025-09-02')
    // Independence Day on a Friday: the weekend lies in the break.
    expect(parts('XNYM', '2025-07-07')).toEqual([
      'regular 07-03 17:00-07-04 12:00',
      'regular 07-06 17:00-16:00',
    ])
  })

  it('count the evening of Hong Kong on a Friday to Monday', () => {
    expect(dateOf('XHKF', '2025-06-06T15:00:00Z')).toBe('2025-06-09')
  })
})

describe('the phase of a market', () => {
  const phases = (id: string, date: string, ...clocks: string[]) =>
    clocks.map((clock) => calendar(id).phaseAt(Date.parse(`${date}T${clock}Z`)))

  it('is regular, pre, post, break or closed', () => {
    expect(phases('XNYS', '2025-01-15', '08:59', '09:00', '14:30', '21:00', '01:00')).toEqual([
      'closed',
      'pre',
      'regular',
      'post',
      'closed',
    ])
    expect(phases('XTKS', '2025-01-15', '00:00', '02:29', '02:30', '03:30', '06:30')).toEqual([
      'regular',
      'regular',
      'break',
      'regular',
      'closed',
    ])
    expect(phases('XCME-EQUITY', '2025-09-01', '16:59', '17:00', '22:00')).toEqual([
      'regular',
      'break',
      'regular',
    ])
    expect(phases('24x7', '2025-01-01', '00:00')).toEqual(['regular'])
  })

  it('tells the next open and close over a weekend and a holiday', () => {
    const friday = Date.parse('2025-01-17T21:00:00Z')
    expect(calendar('XNYS').nextOpen(friday)).toBe(Date.parse('2025-01-21T14:30:00Z'))
    expect(calendar('XNYS').nextClose(friday)).toBe(Date.parse('2025-01-21T21:00:00Z'))
    expect(calendar('XNYS').nextClose(friday - 1)).toBe(friday)
    expect(calendar('XNYS').nextOpen(Date.UTC(2050, 0, 1))).toBeUndefined()
  })
})

describe('sessions between two instants', () => {
  it('are columns: open, close, break, extended hours, settlement and date', () => {
    const table = calendar('XHKF').sessionsBetween(
      Date.parse('2025-06-06T10:00:00Z'),
      Date.parse('2025-06-10T01:00:00Z'),
    )
    const text = (column: Float64Array) => Array.from(column, (ms) => new Date(ms).toISOString().slice(0, 16))
    expect(text(table.dateMs)).toEqual(['2025-06-09T00:00'])
    expect(text(table.openMs)).toEqual(['2025-06-09T01:15'])
    expect(text(table.breakStartMs)).toEqual(['2025-06-09T04:00'])
    expect(text(table.breakEndMs)).toEqual(['2025-06-09T05:00'])
    expect(text(table.closeMs)).toEqual(['2025-06-09T08:30'])
    expect(text(table.extendedOpenMs)).toEqual(['2025-06-06T09:15'])
    expect(text(table.settlementMs)).toEqual(['2025-06-09T08:30'])
  })

  it('have the settlement of their product', () => {
    const settles = (id: string) => {
      const [session] = calendar(id).sessions(epochDayOf('2025-03-11'), epochDayOf('2025-03-11'))
      return new Date(session?.settlementMs ?? 0).toISOString().slice(11, 16)
    }
    // Chicago 15:00, 14:00, 13:30 and 12:30; London 16:35; Hong Kong 16:10.
    expect(['XCME-EQUITY', 'XCBT-RATES', 'XNYM', 'XCEC', 'XLON', 'XHKG', 'XNYS'].map(settles)).toEqual([
      '20:00',
      '19:00',
      '18:30',
      '17:30',
      '16:35',
      '08:10',
      '20:00',
    ])
  })
})

describe('every calendar', () => {
  it('has an id and a name of its own, and hours that are ascending and do not overlap', () => {
    expect(new Set(CALENDARS.map(({ id }) => id)).size).toBe(CALENDARS.length)
    expect(new Set(CALENDARS.map(({ name }) => name)).size).toBe(CALENDARS.length)
    for (const own of CALENDARS) {
      let last = Number.NEGATIVE_INFINITY
      for (const session of own.sessions(epochDay(2010, 1, 1), epochDay(2026, 12, 31))) {
        expect(session.openMs).toBeLessThan(session.closeMs)
        expect(session.settlementMs).toBeLessThanOrEqual(session.parts.at(-1)?.toMs ?? 0)
        for (const { fromMs, toMs } of session.parts) {
          if (fromMs < last || toMs <= fromMs) throw new Error(`${own.id} on ${isoDate(session.day)}`)
          last = toMs
        }
      }
    }
  })

  it('agrees with itself on an instant: phase, session date and next close', () => {
    const calendars = fc.constantFrom(...CALENDARS)
    const instants = fc.integer({ min: Date.UTC(2016, 3, 1), max: Date.UTC(2026, 10, 30) })
    fc.assert(
      fc.property(calendars, instants, (own, at) => {
        const phase = own.phaseAt(at)
        const day = own.sessionDays(Float64Array.of(at))[0] ?? 0
        const [session] = own.sessions(day, day)
        const part = session?.parts.find(({ fromMs, toMs }) => fromMs <= at && at < toMs)
        expect(part?.phase ?? 'none').toBe(phase === 'break' || phase === 'closed' ? 'none' : phase)
        const isInside = session !== undefined && session.openMs <= at && at < session.closeMs
        expect(isInside).toBe(phase === 'regular' || phase === 'break')
        if (isInside) expect(own.nextClose(at)).toBe(session.closeMs)
      }),
      { seed: 41, numRuns: 3000 },
    )
  })

  it('is named in the error for one that is not known', () => {
    expect(() => requireKnownCalendar('XNYS')).not.toThrow()
    expect(() => requireKnownCalendar('unknown')).not.toThrow()
    expect(() => requireKnownCalendar('XKRX')).toThrow("There is no trading calendar 'XKRX'.")
  })
})

it('counts years, months and days as the language does', () => {
  fc.assert(
    fc.property(fc.integer({ min: -200_000, max: 200_000 }), (day) => {
      const date = new Date(day * DAY)
      expect(yearOf(day)).toBe(date.getUTCFullYear())
      expect(monthAndDay(day)).toBe((date.getUTCMonth() + 1) * 100 + date.getUTCDate())
    }),
    { seed: 7 },
  )
})
