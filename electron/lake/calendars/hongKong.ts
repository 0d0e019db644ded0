import { epochDay, epochDayOf, monthAndDay } from './civilDate.ts'
import { ExchangeCalendar, type Hours } from './exchangeCalendar.ts'
import { closureDays } from './holidayYears.ts'
import { HONG_KONG_CLOSURES, LUNAR_NEW_YEAR_EVES } from './hongKongClosures.ts'

const years = Object.keys(HONG_KONG_CLOSURES).map(Number)
const closed = closureDays(HONG_KONG_CLOSURES)
const lunarEves = new Set([...LUNAR_NEW_YEAR_EVES].map(epochDayOf))
const first = epochDay(Math.min(...years), 1, 1)
const last = epochDay(Math.max(...years), 12, 31)

/** On this day trading began half an hour earlier. */
const LONGER_MORNING = epochDayOf('2011-03-07')
/** The lunch break of the futures was shortened to an hour. */
const SHORTER_LUNCH = epochDayOf('2012-03-05')
/** The closing auction came, and the day session of the futures was extended to 16:30. */
const CLOSING_AUCTION = epochDayOf('2016-07-25')

/** Christmas Eve, New Year's Eve and the eve of the lunar new year have a morning only. */
function isHalfDay(day: number): boolean {
  const date = monthAndDay(day)
  return date === 1224 || date === 1231 || lunarEves.has(day)
}

/**
 * Stock Exchange of Hong Kong since 1990, with its lunch break: 10:00 to 16:00, from 7 March 2011 on 9:30 to 16:00.
 * Christmas Eve, New Year's Eve and the eve of the lunar new year (from 2011 on) have a morning only.
 */
export const hongKong = new ExchangeCalendar({
  id: 'XHKG',
  name: 'Stock Exchange of Hong Kong',
  timeZone: 'Asia/Hong_Kong',
  firstDay: first,
  lastDay: last,
  isClosed: (day) => closed.has(day),
  hours(day): Hours {
    const open = day < LONGER_MORNING ? 10 * 60 : 9 * 60 + 30
    const half = isHalfDay(day)
    const noon = half && day < LONGER_MORNING ? 12 * 60 + 30 : 12 * 60
    const close = half ? noon : 16 * 60
    return {
      pre: [[open - 30, open]],
      regular: half
        ? [[open, noon]]
        : [
            [open, noon],
            [13 * 60, close],
          ],
      ...(day < CLOSING_AUCTION ? {} : { post: [[close, close + 10]], settlement: close + 10 }),
    }
  },
})

/** Close of the after-hours session, in minutes from midnight of the day it began on, by the first day of each rule. */
const AFTER_HOURS: readonly (readonly [from: number, open: number, close: number])[] = [
  [epochDayOf('2019-06-17'), 17 * 60 + 15, 27 * 60],
  [epochDayOf('2017-11-06'), 17 * 60 + 15, 25 * 60],
  [epochDayOf('2016-07-25'), 17 * 60 + 15, 23 * 60 + 45],
  [epochDayOf('2014-11-03'), 17 * 60, 23 * 60 + 45],
  [epochDayOf('2013-04-08'), 17 * 60, 23 * 60],
]

/**
 * Index futures of HKEX (HSI, HHI, MHI) since 7 March 2011: 9:15 to 16:30 with a lunch break, to 16:15 until July 2016.
 * The after-hours session (17:00 to 23:00 from 8 April 2013 on, now 17:15 to 3:00) is counted to the next trading day.
 * There is none after a half day.
 */
export const hongKongFutures = new ExchangeCalendar({
  id: 'XHKF',
  name: 'HKEX index futures',
  timeZone: 'Asia/Hong_Kong',
  firstDay: LONGER_MORNING,
  lastDay: last,
  isClosed: (day) => closed.has(day),
  hours(day, before): Hours {
    const open = 9 * 60 + 15
    const rule = AFTER_HOURS.find(([from]) => before >= from)
    const shift = (before - day) * 24 * 60
    const evening = rule && !isHalfDay(before) ? { pre: [[shift + rule[1], shift + rule[2]] as const] } : {}
    if (isHalfDay(day)) return { ...evening, regular: [[open, 12 * 60]] }
    const afternoon = day < SHORTER_LUNCH ? 13 * 60 + 30 : 13 * 60
    const close = day < CLOSING_AUCTION ? 16 * 60 + 15 : 16 * 60 + 30
    return {
      ...evening,
      regular: [
        [open, 12 * 60],
        [afternoon, close],
      ],
    }
  },
})
