import { easterSunday, epochDay, epochDayOf, isoDate, nthWeekday, weekday } from './civilDate.ts'
import { ExchangeCalendar, type Hours } from './exchangeCalendar.ts'

const MONDAY = 0
const THURSDAY = 3
const FRIDAY = 4
const SATURDAY = 5
const SUNDAY = 6

/** Closures that no rule gives: days of mourning, the attacks of September 2001, hurricane Sandy. */
const SPECIAL_CLOSURES = new Set(
  [
    '1994-04-27',
    '2001-09-11',
    '2001-09-12',
    '2001-09-13',
    '2001-09-14',
    '2004-06-11',
    '2007-01-02',
    '2012-10-29',
    '2012-10-30',
    '2018-12-05',
    '2025-01-09',
  ].map(epochDayOf),
)

/** Early closes that no rule gives. */
const SPECIAL_EARLY_CLOSES = new Set(['1997-12-26', '1999-12-31', '2003-12-26'].map(epochDayOf))

/** A holiday of fixed date: on a Saturday it is kept on Friday, on a Sunday on Monday. */
function observed(day: number): number {
  if (weekday(day) === SATURDAY) return day - 1
  return weekday(day) === SUNDAY ? day + 1 : day
}

const holidays = new Map<number, ReadonlySet<number>>()

/** Holidays of the New York Stock Exchange (rule 7.2) in a year, as epoch days. */
function holidaysOf(year: number): ReadonlySet<number> {
  const known = holidays.get(year)
  if (known) return known
  const newYear = epochDay(year, 1, 1)
  const days = new Set([
    // A new year on a Saturday is not kept on the Friday, which is the end of the accounting year.
    weekday(newYear) === SUNDAY ? newYear + 1 : newYear,
    nthWeekday(year, 2, MONDAY, 3),
    easterSunday(year) - 2,
    nthWeekday(year, 5, MONDAY, -1),
    observed(epochDay(year, 7, 4)),
    nthWeekday(year, 9, MONDAY, 1),
    nthWeekday(year, 11, THURSDAY, 4),
    observed(epochDay(year, 12, 25)),
    ...(year >= 1998 ? [nthWeekday(year, 1, MONDAY, 3)] : []),
    ...(year >= 2022 ? [observed(epochDay(year, 6, 19))] : []),
  ])
  holidays.set(year, days)
  return days
}

function yearOf(day: number): number {
  return Number(isoDate(day).slice(0, 4))
}

/** Whether trading ends early: the day after Thanksgiving, Christmas Eve, the day before or after 4 July. */
function closesEarly(day: number, year: number): boolean {
  if (SPECIAL_EARLY_CLOSES.has(day) || day === epochDay(year, 12, 24)) return true
  if (year >= 1992 && day === nthWeekday(year, 11, THURSDAY, 4) + 1) return true
  const fourth = epochDay(year, 7, 4)
  const fourthOn = weekday(fourth)
  if (year < 1995 || fourthOn === MONDAY || fourthOn >= SATURDAY) return false
  if (fourthOn === THURSDAY && year < 2013) return day === fourth + 1
  return day === fourth - 1 && weekday(day) <= FRIDAY
}

/** New York Stock Exchange since 1990: 9:30 to 16:00, early closes at 13:00 (at 14:00 until 1992). */
export const newYork = new ExchangeCalendar({
  id: 'XNYS',
  timeZone: 'America/New_York',
  firstDay: epochDay(1990, 1, 1),
  lastDay: epochDay(2035, 12, 31),
  isClosed: (day) => SPECIAL_CLOSURES.has(day) || holidaysOf(yearOf(day)).has(day),
  hours(day): Hours {
    const year = yearOf(day)
    return { open: 9 * 60 + 30, close: closesEarly(day, year) ? (year < 1993 ? 14 : 13) * 60 : 16 * 60 }
  },
})
