import { epochDay } from './civilDate.ts'
import { ExchangeCalendar } from './exchangeCalendar.ts'

/**
 * The interbank currency market: open from Sunday 17:00 to Friday 17:00 in New York. A session is a trade date, from
 * 17:00 the day before to 17:00. It has no holidays of its own: brokers close on 25 December and 1 January, each at
 * other hours.
 */
export const foreignExchange = new ExchangeCalendar({
  id: '24x5',
  name: 'Currency market, Sunday to Friday 17:00 in New York',
  timeZone: 'America/New_York',
  firstDay: epochDay(1971, 1, 1),
  lastDay: epochDay(2040, 12, 31),
  isClosed: () => false,
  hours: () => ({ regular: [[-7 * 60, 17 * 60]] }),
  dayBeginsBefore: 7 * 60,
})
