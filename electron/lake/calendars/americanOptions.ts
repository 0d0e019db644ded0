import { epochDay } from './civilDate.ts'
import { ExchangeCalendar } from './exchangeCalendar.ts'
import { closesEarlyInNewYork, isNewYorkClosed } from './newYork.ts'

/** Global trading hours were extended to the evening before. */
const EVENING_SESSION = epochDay(2021, 11, 22)
const MORNING_SESSION = epochDay(2015, 3, 2)
/** Trading after the regular close began. */
const CURB_SESSION = epochDay(2022, 4, 25)

/**
 * Index options of Cboe (SPX, VIX) since 2013: 8:30 to 15:15 in Chicago, 12:15 where New York closes early. Global
 * trading hours run from 2:00 (2 March 2015 on) and from 19:15 of the evening before (22 November 2021 on) to 8:15, the curb
 * session to 16:00 (25 April 2022 on).
 */
export const cboeIndexOptions = new ExchangeCalendar({
  id: 'XCBO',
  name: 'Cboe index options (SPX, VIX)',
  timeZone: 'America/Chicago',
  firstDay: epochDay(2013, 1, 1),
  lastDay: epochDay(2035, 12, 31),
  isClosed: isNewYorkClosed,
  hours(day) {
    const early = closesEarlyInNewYork(day)
    const close = early ? 12 * 60 + 15 : 15 * 60 + 15
    const globalOpen = day >= EVENING_SESSION ? -(4 * 60 + 45) : 2 * 60
    return {
      ...(day >= MORNING_SESSION ? { pre: [[globalOpen, 8 * 60 + 15]] } : {}),
      regular: [[8 * 60 + 30, close]],
      ...(day >= CURB_SESSION && !early ? { post: [[close, 16 * 60]] } : {}),
    }
  },
  dayBeginsBefore: 4 * 60 + 45,
})

/** Options on shares and funds in the United States: 9:30 to 16:00 in New York, 13:00 on early closes. */
export const equityOptions = new ExchangeCalendar({
  id: 'XCBO-EQUITY',
  name: 'Options on United States shares and funds',
  timeZone: 'America/New_York',
  firstDay: epochDay(1990, 1, 1),
  lastDay: epochDay(2035, 12, 31),
  isClosed: isNewYorkClosed,
  hours: (day) => ({ regular: [[9 * 60 + 30, closesEarlyInNewYork(day) ? 13 * 60 : 16 * 60]] }),
})
