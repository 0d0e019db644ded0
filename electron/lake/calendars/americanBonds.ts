import { easterSunday, epochDay, nthWeekday, weekday, yearOf } from './civilDate.ts'
import { ExchangeCalendar } from './exchangeCalendar.ts'
import { holidayTest, lastWeekday, nearestWeekday, orMonday } from './holidayYears.ts'

const MONDAY = 0
const THURSDAY = 3
const SATURDAY = 5

/** Whether Good Friday is the first Friday of its month, on which the employment report appears. */
function isReportFriday(goodFriday: number): boolean {
  return new Date(goodFriday * 86_400_000).getUTCDate() <= 7
}

/** A holiday of fixed date: on a Sunday it is kept on Monday, on a Saturday not at all. */
function orMondayAfterSunday(year: number, month: number, day: number): number {
  const date = epochDay(year, month, day)
  return weekday(date) === SATURDAY ? date : orMonday(year, month, day)
}

const isHoliday = holidayTest((year) => {
  const goodFriday = easterSunday(year) - 2
  return [
    orMondayAfterSunday(year, 1, 1),
    nthWeekday(year, 1, MONDAY, 3),
    nthWeekday(year, 2, MONDAY, 3),
    ...(isReportFriday(goodFriday) ? [] : [goodFriday]),
    nthWeekday(year, 5, MONDAY, -1),
    ...(year >= 2022 ? [nearestWeekday(year, 6, 19)] : []),
    nearestWeekday(year, 7, 4),
    nthWeekday(year, 9, MONDAY, 1),
    nthWeekday(year, 10, MONDAY, 2),
    orMondayAfterSunday(year, 11, 11),
    nthWeekday(year, 11, THURSDAY, 4),
    nearestWeekday(year, 12, 25),
  ]
})

/** Recommended early closes at 14:00: the last weekday before a holiday, but for those that are always on a Monday. */
const closesEarly = holidayTest((year) => {
  const goodFriday = easterSunday(year) - 2
  return [
    ...(isReportFriday(goodFriday) ? [] : [goodFriday - 1]),
    nthWeekday(year, 5, MONDAY, -1) - 3,
    lastWeekday(nearestWeekday(year, 7, 4) - 1),
    nthWeekday(year, 11, THURSDAY, 4) + 1,
    lastWeekday(nearestWeekday(year, 12, 25) - 1),
    lastWeekday(epochDay(year, 12, 31)),
  ]
})

/**
 * The cash market of United States government bonds since 2013, after the holiday schedule that SIFMA recommends:
 * 7:00 to 17:30 in New York, 14:00 on the days before holidays, noon on a Good Friday with an employment report. SIFMA
 * recommends days and early closes; the open and the usual close are the custom of the dealers.
 */
export const americanBonds = new ExchangeCalendar({
  id: 'SIFMA-US',
  name: 'United States bond market (SIFMA)',
  timeZone: 'America/New_York',
  firstDay: epochDay(2013, 1, 1),
  lastDay: epochDay(2035, 12, 31),
  isClosed: isHoliday,
  hours(day) {
    const goodFriday = easterSunday(yearOf(day)) - 2
    const close = day === goodFriday ? 12 * 60 : closesEarly(day) ? 14 * 60 : 17 * 60 + 30
    return { regular: [[7 * 60, close]] }
  },
})
