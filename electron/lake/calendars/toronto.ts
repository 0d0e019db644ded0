import { easterSunday, epochDay, epochDayOf, monthAndDay, nthWeekday, weekday, yearOf } from './civilDate.ts'
import { ExchangeCalendar } from './exchangeCalendar.ts'
import { christmasAndBoxingDay, holidayTest, orMonday } from './holidayYears.ts'

const MONDAY = 0

/** Closed after the attacks of 11 September 2001. */
const SPECIAL_CLOSURES = new Set(['2001-09-11', '2001-09-12'].map(epochDayOf))

const isHoliday = holidayTest((year) => {
  const mayDay = epochDay(year, 5, 24)
  return [
    orMonday(year, 1, 1),
    ...(year >= 2008 ? [nthWeekday(year, 2, MONDAY, 3)] : []),
    easterSunday(year) - 2,
    mayDay - weekday(mayDay),
    orMonday(year, 7, 1),
    nthWeekday(year, 8, MONDAY, 1),
    nthWeekday(year, 9, MONDAY, 1),
    nthWeekday(year, 10, MONDAY, 2),
    ...christmasAndBoxingDay(year),
  ]
})

/** Toronto Stock Exchange since 1990: 9:30 to 16:00, since 2010 to 13:00 on Christmas Eve; trading at the close to 17:00. */
export const toronto = new ExchangeCalendar({
  id: 'XTSE',
  name: 'Toronto Stock Exchange',
  timeZone: 'America/Toronto',
  firstDay: epochDay(1990, 1, 1),
  lastDay: epochDay(2040, 12, 31),
  isClosed: (day) => SPECIAL_CLOSURES.has(day) || isHoliday(day),
  hours(day) {
    const early = monthAndDay(day) === 1224 && yearOf(day) >= 2010
    return early
      ? { regular: [[9 * 60 + 30, 13 * 60]] }
      : { regular: [[9 * 60 + 30, 16 * 60]], post: [[16 * 60, 17 * 60]] }
  },
})
