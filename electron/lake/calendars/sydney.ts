import { easterSunday, epochDay, epochDayOf, monthAndDay, nthWeekday, yearOf } from './civilDate.ts'
import { ExchangeCalendar } from './exchangeCalendar.ts'
import { christmasAndBoxingDay, holidayTest, lastWeekday, orMonday } from './holidayYears.ts'

const MONDAY = 0

/** Days on which the exchange was closed once. */
const SPECIAL_CLOSURES = new Set(
  [
    '1999-12-31', // change of the millennium
    '2010-04-26', // Anzac Day on a Sunday
    '2011-04-26', // Anzac Day on Easter Monday
    '2022-09-22', // mourning for Queen Elizabeth II
  ].map(epochDayOf),
)

const isHoliday = holidayTest((year) => [
  orMonday(year, 1, 1),
  orMonday(year, 1, 26),
  easterSunday(year) - 2,
  easterSunday(year) + 1,
  epochDay(year, 4, 25),
  nthWeekday(year, 6, MONDAY, 2),
  ...christmasAndBoxingDay(year),
])

/** The last session before Christmas and the last one of the year, since 2010 but for 2022. */
function closesEarly(day: number): boolean {
  const year = yearOf(day)
  if (monthAndDay(day) < 1222 || year < 2010 || year === 2022) return false
  return day === lastWeekday(epochDay(year, 12, 24)) || day === lastWeekday(epochDay(year, 12, 31))
}

/**
 * Australian Securities Exchange since 1996: 10:00 to 16:00 and the closing auction at 16:10, two hours earlier on the
 * last session before Christmas and of the year.
 */
export const sydney = new ExchangeCalendar({
  id: 'XASX',
  name: 'Australian Securities Exchange',
  timeZone: 'Australia/Sydney',
  firstDay: epochDay(1996, 1, 1),
  lastDay: epochDay(2040, 12, 31),
  isClosed: (day) => SPECIAL_CLOSURES.has(day) || isHoliday(day),
  hours(day) {
    const close = closesEarly(day) ? 14 * 60 : 16 * 60
    return { regular: [[10 * 60, close]], post: [[close, close + 12]], settlement: close + 10 }
  },
})
