import { epochDay, monthAndDay, weekday, yearOf } from './civilDate.ts'
import { ExchangeCalendar, type Minutes } from './exchangeCalendar.ts'
import {
  isChristmas,
  isDayAfterThanksgiving,
  isIndependenceDay,
  isNewYear,
  isNoTradeDate,
  isThanksgiving,
} from './globexHolidays.ts'
import { lastWeekday } from './holidayYears.ts'

const HOUR = 60
const at = (hours: number, minutes = 0) => hours * HOUR + minutes

/** The hours of grains since the shortening of the night session. */
const GRAINS_FIRST_DAY = epochDay(2013, 4, 8)
/** Grains close at 13:20 instead of 13:15, and early closes are at 12:05 instead of 12:00. */
const LATER_CLOSE = epochDay(2015, 7, 6)

/** Christmas Eve; until 2020 the last trade date before Christmas where that was earlier. */
function isBeforeChristmas(day: number): boolean {
  const date = monthAndDay(day)
  if (date < 1222 || date > 1224) return false
  if (yearOf(day) > 2020) return date === 1224
  const eve = lastWeekday(epochDay(yearOf(day), 12, 24))
  return day === (isChristmas(eve) ? eve - 1 : eve)
}

/** The last trade date before Independence Day, until 2020 a short one where it was no Friday. */
function isShortBeforeIndependenceDay(day: number): boolean {
  if (yearOf(day) > 2020 || weekday(day) === 4) return false
  return isIndependenceDay(day + 1)
}

/** After these days there is no night session: trading goes on at 8:30 of the next day. */
function hasNoEvening(day: number): boolean {
  return isChristmas(day) || isNewYear(day) || isIndependenceDay(day) || isThanksgiving(day)
}

/**
 * Grains and oilseeds of CBOT (ZC, ZS, ZW) since 8 April 2013: from 19:00 of the evening before to 7:45, and from 8:30
 * to 13:20 (to 13:15 until July 2015). They do not trade on holidays.
 */
export const globexGrains = new ExchangeCalendar({
  id: 'XCBT-GRAINS',
  name: 'CBOT grain and oilseed futures',
  timeZone: 'America/Chicago',
  firstDay: GRAINS_FIRST_DAY,
  lastDay: epochDay(2035, 12, 31),
  isClosed: isNoTradeDate,
  hours(day) {
    const early = isDayAfterThanksgiving(day) || isBeforeChristmas(day) || isShortBeforeIndependenceDay(day)
    const later = day >= LATER_CLOSE
    const close = early ? at(12, later ? 5 : 0) : at(13, later ? 20 : 15)
    const morning: Minutes = [at(8, 30), close]
    const night: Minutes = [-at(5), at(7, 45)]
    return {
      regular: hasNoEvening(day - 1) ? [morning] : [night, morning],
      settlement: early ? close : at(13, 15),
    }
  },
  dayBeginsBefore: 5 * HOUR,
})

/** Live cattle, feeder cattle and lean hogs of CME since 29 February 2016: 8:30 to 13:05, early closes at 12:05. */
export const globexLivestock = new ExchangeCalendar({
  id: 'XCME-LIVESTOCK',
  name: 'CME livestock futures',
  timeZone: 'America/Chicago',
  firstDay: epochDay(2016, 2, 29),
  lastDay: epochDay(2035, 12, 31),
  isClosed: isNoTradeDate,
  hours(day) {
    const early = isDayAfterThanksgiving(day) || isBeforeChristmas(day) || isShortBeforeIndependenceDay(day)
    const close = early ? (yearOf(day) < 2020 ? at(12, 15) : at(12, 5)) : at(13, 5)
    return { regular: [[at(8, 30), close]], settlement: Math.min(close, at(13)) }
  },
})
