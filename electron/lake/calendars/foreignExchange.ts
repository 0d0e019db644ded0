import { epochDay } from './civilDate.ts'
import { ExchangeCalendar } from './exchangeCalendar.ts'

/**
 * The interbank currency market: open from Sunday 17:00 to Friday 17:00 in New York. A session is a trade date, from
 * 17:00 the day before to 17:00.
 */
export const foreignExchange = new ExchangeCalendar({
  id: '24x5',
  timeZone: 'America/New_York',
  firstDay: epochDay(1971, 1, 1),
  lastDay: epochDay(2040, 12, 31),
  isClosed: () => false,
  hours: () => ({ open: -7 * 60, close: 17 * 60 }),
  dayBeginsBefore: 7 * 60,
})
