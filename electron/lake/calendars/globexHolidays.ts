import { easterSunday, epochDay, nthWeekday, weekday } from './civilDate.ts'
import { holidayTest, nearestWeekday } from './holidayYears.ts'

const MONDAY = 0
const THURSDAY = 3
const SATURDAY = 5
const SUNDAY = 6

/** New Year's Day as CME Group keeps it: on Monday after a Sunday, on no weekday after a Saturday. */
function newYear(year: number): number {
  const day = epochDay(year, 1, 1)
  return weekday(day) === SUNDAY ? day + 1 : day
}

export const isNewYear = holidayTest((year) => [newYear(year)])
export const isChristmas = holidayTest((year) => [nearestWeekday(year, 12, 25)])
export const isGoodFriday = holidayTest((year) => [easterSunday(year) - 2])
export const isIndependenceDay = holidayTest((year) => [nearestWeekday(year, 7, 4)])
export const isThanksgiving = holidayTest((year) => [nthWeekday(year, 11, THURSDAY, 4)])

/** Holidays of the United States on which Globex trades for some hours, which are counted to the next trade date. */
export const isShortenedHoliday = holidayTest((year) => [
  nthWeekday(year, 1, MONDAY, 3),
  nthWeekday(year, 2, MONDAY, 3),
  nthWeekday(year, 5, MONDAY, -1),
  ...(year >= 2022 ? [nearestWeekday(year, 6, 19)] : []),
  nearestWeekday(year, 7, 4),
  nthWeekday(year, 9, MONDAY, 1),
  nthWeekday(year, 11, THURSDAY, 4),
])

/** Whether CME Group has no trade date on a weekday. */
export function isNoTradeDate(day: number): boolean {
  return isNewYear(day) || isChristmas(day) || isGoodFriday(day) || isShortenedHoliday(day)
}

/** Christmas Eve on a weekday that is a trade date. */
export const isChristmasEve = holidayTest((year) => {
  const eve = epochDay(year, 12, 24)
  return weekday(eve) >= SATURDAY || isChristmas(eve) ? [] : [eve]
})

export const isDayAfterThanksgiving = holidayTest((year) => [nthWeekday(year, 11, THURSDAY, 4) + 1])

/** Fridays before the holidays of a Monday: Martin Luther King, Presidents', Memorial and Labor Day. */
export const isFridayBeforeHoliday = holidayTest((year) => [
  nthWeekday(year, 1, MONDAY, 3) - 3,
  nthWeekday(year, 2, MONDAY, 3) - 3,
  nthWeekday(year, 5, MONDAY, -1) - 3,
  nthWeekday(year, 9, MONDAY, 1) - 3,
])

/** Good Fridays on which the employment report appears: financial futures trade on the morning. */
const REPORT_GOOD_FRIDAYS: ReadonlySet<number> = new Set([
  epochDay(2015, 4, 3),
  epochDay(2021, 4, 2),
  epochDay(2023, 4, 7),
  epochDay(2026, 4, 3),
])

/** Whether financial futures trade on the morning of a Good Friday. */
export function isReportGoodFriday(day: number): boolean {
  return REPORT_GOOD_FRIDAYS.has(day)
}
