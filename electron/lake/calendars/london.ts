import { easterSunday, epochDay, epochDayOf, monthAndDay, nthWeekday, yearOf } from './civilDate.ts'
import { ExchangeCalendar } from './exchangeCalendar.ts'
import { christmasAndBoxingDay, holidayTest, lastWeekday, orMonday } from './holidayYears.ts'

const MONDAY = 0

/** Bank holidays that were added to the usual ones. */
const SPECIAL_CLOSURES = new Set(
  [
    '2002-06-03', // golden jubilee
    '2002-06-04', // spring holiday, moved
    '2011-04-29', // royal wedding
    '2012-06-04', // spring holiday, moved
    '2012-06-05', // diamond jubilee
    '2020-05-08', // early May holiday, moved to 75 years after the end of the war in Europe
    '2022-06-02', // spring holiday, moved
    '2022-06-03', // platinum jubilee
    '2022-09-19', // funeral of Queen Elizabeth II
    '2023-05-08', // coronation of King Charles III
  ].map(epochDayOf),
)

const isHoliday = holidayTest((year) => [
  orMonday(year, 1, 1),
  easterSunday(year) - 2,
  easterSunday(year) + 1,
  ...(year === 2020 ? [] : [nthWeekday(year, 5, MONDAY, 1)]),
  ...([2002, 2012, 2022].includes(year) ? [] : [nthWeekday(year, 5, MONDAY, -1)]),
  nthWeekday(year, 8, MONDAY, -1),
  ...christmasAndBoxingDay(year),
])

/** The last session before Christmas and the last one of the year have a morning only. */
function closesEarly(day: number): boolean {
  if (monthAndDay(day) < 1222) return false
  const year = yearOf(day)
  return day === lastWeekday(epochDay(year, 12, 24)) || day === lastWeekday(epochDay(year, 12, 31))
}

/** London Stock Exchange since 2000: 8:00 to 16:30, half days to 12:30, then the closing auction and its price. */
export const london = new ExchangeCalendar({
  id: 'XLON',
  name: 'London Stock Exchange',
  timeZone: 'Europe/London',
  firstDay: epochDay(2000, 1, 1),
  lastDay: epochDay(2040, 12, 31),
  isClosed: (day) => SPECIAL_CLOSURES.has(day) || isHoliday(day),
  hours(day) {
    const close = closesEarly(day) ? 12 * 60 + 30 : 16 * 60 + 30
    return { regular: [[8 * 60, close]], post: [[close, close + 10]], settlement: close + 5 }
  },
})
