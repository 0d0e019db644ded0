import { epochDay, epochDayOf, isoDate } from './civilDate.ts'
import { ExchangeCalendar, type Hours } from './exchangeCalendar.ts'
import { HONG_KONG_CLOSURES, LUNAR_NEW_YEAR_EVES } from './hongKongClosures.ts'

const years = Object.keys(HONG_KONG_CLOSURES).map(Number)
const closed = new Set(
  Object.entries(HONG_KONG_CLOSURES).flatMap(([year, days]) =>
    days.split(' ').map((day) => epochDay(Number(year), Number(day.slice(0, 2)), Number(day.slice(2)))),
  ),
)
/** On this day trading began half an hour earlier. */
const LONGER_MORNING = epochDayOf('2011-03-07')

/**
 * Stock Exchange of Hong Kong since 1990, with its lunch break: 10:00 to 16:00, from 7 March 2011 on 9:30 to 16:00.
 * Christmas Eve, New Year's Eve and the eve of the lunar new year (from 2011 on) have a morning only.
 */
export const hongKong = new ExchangeCalendar({
  id: 'XHKG',
  timeZone: 'Asia/Hong_Kong',
  firstDay: epochDay(Math.min(...years), 1, 1),
  lastDay: epochDay(Math.max(...years), 12, 31),
  isClosed: (day) => closed.has(day),
  hours(day): Hours {
    const date = isoDate(day)
    const open = day < LONGER_MORNING ? 10 * 60 : 9 * 60 + 30
    if (date.endsWith('-12-24') || date.endsWith('-12-31') || LUNAR_NEW_YEAR_EVES.has(date)) {
      return { open, close: day < LONGER_MORNING ? 12 * 60 + 30 : 12 * 60 }
    }
    return { open, breakStart: 12 * 60, breakEnd: 13 * 60, close: 16 * 60 }
  },
})
