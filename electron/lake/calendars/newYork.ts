import { easterSunday, epochDay, epochDayOf, nthWeekday, weekday, yearOf } from './civilDate.ts'
import { ExchangeCalendar, type ExchangeRules, type Hours } from './exchangeCalendar.ts'
import { holidayTest, nearestWeekday } from './holidayYears.ts'

const MONDAY = 0
const THURSDAY = 3
const FRIDAY = 4
const SATURDAY = 5
const SUNDAY = 6

/** Closures that no rule gives. */
const SPECIAL_CLOSURES = new Set(
  [
    '1994-04-27', // mourning for President Nixon
    '2001-09-11', // attacks on New York, to 14 September
    '2001-09-12',
    '2001-09-13',
    '2001-09-14',
    '2004-06-11', // mourning for President Reagan
    '2007-01-02', // mourning for President Ford
    '2012-10-29', // hurricane Sandy
    '2012-10-30',
    '2018-12-05', // mourning for President Bush
    '2025-01-09', // mourning for President Carter
  ].map(epochDayOf),
)

/** Early closes that no rule gives: around Christmas and at the turn of the millennium. */
const SPECIAL_EARLY_CLOSES = new Set(['1997-12-26', '1999-12-31', '2003-12-26'].map(epochDayOf))

const isHoliday = holidayTest((year) => {
  const newYear = epochDay(year, 1, 1)
  return [
    // A new year on a Saturday is not kept on the Friday, which is the end of the accounting year.
    weekday(newYear) === SUNDAY ? newYear + 1 : newYear,
    nthWeekday(year, 2, MONDAY, 3),
    easterSunday(year) - 2,
    nthWeekday(year, 5, MONDAY, -1),
    nearestWeekday(year, 7, 4),
    nthWeekday(year, 9, MONDAY, 1),
    nthWeekday(year, 11, THURSDAY, 4),
    nearestWeekday(year, 12, 25),
    ...(year >= 1998 ? [nthWeekday(year, 1, MONDAY, 3)] : []),
    ...(year >= 2022 ? [nearestWeekday(year, 6, 19)] : []),
  ]
})

/** Whether the New York exchanges do not trade on a weekday: holidays (NYSE rule 7.2) and special closures. */
export function isNewYorkClosed(day: number): boolean {
  return SPECIAL_CLOSURES.has(day) || isHoliday(day)
}

/** Whether the New York exchanges close early: the day after Thanksgiving, Christmas Eve, the day before or after 4 July. */
export function closesEarlyInNewYork(day: number): boolean {
  const year = yearOf(day)
  if (SPECIAL_EARLY_CLOSES.has(day) || day === epochDay(year, 12, 24)) return true
  if (year >= 1992 && day === nthWeekday(year, 11, THURSDAY, 4) + 1) return true
  const fourth = epochDay(year, 7, 4)
  const fourthOn = weekday(fourth)
  if (year < 1995 || fourthOn === MONDAY || fourthOn >= SATURDAY) return false
  if (fourthOn === THURSDAY && year < 2013) return day === fourth + 1
  return day === fourth - 1 && weekday(day) <= FRIDAY
}

/** Extended trading from 4:00 to 20:00, to 17:00 after an early close, is told for all years alike. */
function hours(day: number): Hours {
  const early = closesEarlyInNewYork(day)
  const close = early ? (day < epochDay(1993, 1, 1) ? 14 : 13) * 60 : 16 * 60
  return {
    pre: [[4 * 60, 9 * 60 + 30]],
    regular: [[9 * 60 + 30, close]],
    post: [[close, (early ? 17 : 20) * 60]],
  }
}

const rules: Omit<ExchangeRules, 'id' | 'name'> = {
  timeZone: 'America/New_York',
  firstDay: epochDay(1990, 1, 1),
  lastDay: epochDay(2035, 12, 31),
  isClosed: isNewYorkClosed,
  hours,
}

/** New York Stock Exchange since 1990: 9:30 to 16:00, early closes at 13:00 (at 14:00 until 1992). */
export const newYork = new ExchangeCalendar({ ...rules, id: 'XNYS', name: 'New York Stock Exchange' })

/** Nasdaq keeps the days and hours of the New York Stock Exchange. */
export const nasdaq = new ExchangeCalendar({ ...rules, id: 'XNAS', name: 'Nasdaq' })
