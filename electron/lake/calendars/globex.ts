import { epochDay, weekday } from './civilDate.ts'
import { ExchangeCalendar, type Minutes } from './exchangeCalendar.ts'
import {
  isChristmasEve,
  isDayAfterThanksgiving,
  isFridayBeforeHoliday,
  isGoodFriday,
  isNoTradeDate,
  isReportGoodFriday,
  isShortenedHoliday,
} from './globexHolidays.ts'
import { closesEarlyInNewYork } from './newYork.ts'

const FRIDAY = 4
const HOUR = 60
const DAY_MINUTES = 24 * HOUR
/** Trading begins at 17:00 of the evening before. */
const EVENING = -7 * HOUR

/** Equity and energy end at 16:00 instead of 16:15. */
const EARLIER_CLOSE = epochDay(2015, 9, 21)
/** Equity has no halt at 15:15 any more. */
const NO_HALT = epochDay(2021, 6, 28)
/** Equity settles at 15:00 instead of 15:15. */
const EARLIER_SETTLEMENT = epochDay(2020, 10, 26)
/** Currencies, energy and metals trade for longer on holidays. */
const LONGER_HOLIDAYS = epochDay(2022, 1, 1)
/** Halts of holidays were moved to noon: in 2014 from Memorial Day on, of energy and equity. */
const NOON_HALTS = epochDay(2014, 5, 1)
/** Currencies, energy and metals close later on the day after Thanksgiving. */
const LATER_FRIDAYS = epochDay(2025, 1, 1)
/** Fridays before holidays end as any other. */
const WHOLE_FRIDAYS = epochDay(2015, 6, 1)
/** Days of mourning on which equity futures ended with the opening of New York. */
const MOURNING: ReadonlySet<number> = new Set([epochDay(2018, 12, 5), epochDay(2025, 1, 9)])

/** What tells the products of CME Globex apart. Minutes of the day on Chicago's clock. */
interface GlobexGroup {
  readonly id: string
  readonly name: string
  /** Close of a trade date. */
  readonly close: (day: number) => number
  /** Halt within a trade date, where there is one. */
  readonly halt?: (day: number) => Minutes | undefined
  /** Halt of a holiday's shortened trading, which is counted to the next trade date. */
  readonly holidayHalt: (day: number) => number
  /** Halt on a Good Friday with an employment report; absent: closed on every Good Friday. */
  readonly reportHalt?: number
  readonly settlement: (day: number) => number
}

/** A calendar of Globex from 17:00 of the evening before, 2013 to 2035, with the trade dates of CME Group. */
function globex(group: GlobexGroup): ExchangeCalendar {
  const end = (day: number, tradeDate: number): number | undefined => {
    if (day === tradeDate) return group.close(day)
    if (weekday(day) > FRIDAY) return undefined
    if (isShortenedHoliday(day)) return group.holidayHalt(day)
    return isGoodFriday(day) && isReportGoodFriday(day) ? group.reportHalt : undefined
  }
  return new ExchangeCalendar({
    id: group.id,
    name: group.name,
    timeZone: 'America/Chicago',
    firstDay: epochDay(2013, 1, 2),
    lastDay: epochDay(2035, 12, 31),
    isClosed: isNoTradeDate,
    hours(day, before) {
      const regular: Minutes[] = []
      for (let date = before + 1; date <= day; date++) {
        const until = end(date, day)
        if (until === undefined) continue
        const shift = (date - day) * DAY_MINUTES
        const halt = date === day ? group.halt?.(day) : undefined
        if (halt && halt[0] < until) {
          regular.push([shift + EVENING, shift + halt[0]], [shift + halt[1], shift + until])
        } else regular.push([shift + EVENING, shift + until])
      }
      return { regular, settlement: Math.min(group.settlement(day), group.close(day)) }
    },
    dayBeginsBefore: -EVENING,
  })
}

const at = (hours: number, minutes = 0) => hours * HOUR + minutes

/** Index futures of CME and CBOT (ES, NQ, YM, RTY): to 16:00, 12:15 on the days on which New York closes early. */
export const globexEquity = globex({
  id: 'XCME-EQUITY',
  name: 'CME Globex equity index futures',
  close(day) {
    if (MOURNING.has(day)) return at(8, 30)
    if (closesEarlyInNewYork(day)) return at(12, 15)
    return day < EARLIER_CLOSE ? at(16, 15) : at(16)
  },
  halt: (day) => (day < NO_HALT ? [at(15, 15), at(15, 30)] : undefined),
  holidayHalt: (day) => (day < NOON_HALTS ? at(10, 30) : at(12)),
  reportHalt: at(8, 15),
  settlement: (day) => (day < EARLIER_SETTLEMENT ? at(15, 15) : at(15)),
})

/** Interest rate futures of CBOT and CME (ZN, ZB, SR3): to 16:00. */
export const globexRates = globex({
  id: 'XCBT-RATES',
  name: 'CME Globex interest rate futures',
  close(day) {
    if (isDayAfterThanksgiving(day) || isChristmasEve(day)) return at(12, 15)
    return isFridayBeforeHoliday(day) && day < WHOLE_FRIDAYS ? at(15, 15) : at(16)
  },
  holidayHalt: () => at(12),
  reportHalt: at(10, 15),
  settlement: () => at(14),
})

/** Whether a holiday's trading ends at noon because the weekend follows. */
function isLongWeekend(day: number): boolean {
  return weekday(day) === FRIDAY
}

/** Currency futures of CME (6E, 6J): to 16:00, on holidays too since 2022, but to noon on a Friday. */
export const globexCurrencies = globex({
  id: 'XCME-FX',
  name: 'CME Globex currency futures',
  close(day) {
    if (isDayAfterThanksgiving(day)) return day < LATER_FRIDAYS ? at(12, 15) : at(13, 45)
    if (isChristmasEve(day)) return day < LATER_FRIDAYS ? at(12, 15) : at(12, 45)
    return isFridayBeforeHoliday(day) && day < WHOLE_FRIDAYS ? at(15, 15) : at(16)
  },
  holidayHalt: (day) => (day < LONGER_HOLIDAYS || isLongWeekend(day) ? at(12) : at(16)),
  reportHalt: at(10, 15),
  settlement: () => at(14),
})

const energyAndMetals: Pick<GlobexGroup, 'close' | 'holidayHalt'> = {
  close(day) {
    if (isDayAfterThanksgiving(day)) return day < LATER_FRIDAYS ? at(12, 45) : at(13, 45)
    if (isChristmasEve(day)) return at(12, 45)
    return day < EARLIER_CLOSE ? at(16, 15) : at(16)
  },
  holidayHalt(day) {
    if (day < NOON_HALTS) return at(12, 15)
    return day < LONGER_HOLIDAYS || isLongWeekend(day) ? at(12) : at(13, 30)
  },
}

/** Energy futures of NYMEX (CL, NG): to 16:00, which is 17:00 in New York. */
export const globexEnergy = globex({
  ...energyAndMetals,
  id: 'XNYM',
  name: 'NYMEX energy futures',
  settlement: () => at(13, 30),
})

/** Metal futures of COMEX (GC, SI, HG), with the days and hours of NYMEX; gold settles at 12:30. */
export const globexMetals = globex({
  ...energyAndMetals,
  id: 'XCEC',
  name: 'COMEX metal futures',
  settlement: () => at(12, 30),
})
