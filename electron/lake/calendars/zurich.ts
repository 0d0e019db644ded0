import { easterSunday, epochDay } from './civilDate.ts'
import { ExchangeCalendar } from './exchangeCalendar.ts'
import { holidayTest } from './holidayYears.ts'

/** SIX Swiss Exchange since 2003: 9:00 to 17:30, the closing auction being its last ten minutes. */
export const zurich = new ExchangeCalendar({
  id: 'XSWX',
  name: 'SIX Swiss Exchange',
  timeZone: 'Europe/Zurich',
  firstDay: epochDay(2003, 1, 1),
  lastDay: epochDay(2040, 12, 31),
  isClosed: holidayTest((year) => [
    epochDay(year, 1, 1),
    epochDay(year, 1, 2),
    easterSunday(year) - 2,
    easterSunday(year) + 1,
    epochDay(year, 5, 1),
    easterSunday(year) + 39,
    easterSunday(year) + 50,
    epochDay(year, 8, 1),
    epochDay(year, 12, 24),
    epochDay(year, 12, 25),
    epochDay(year, 12, 26),
    epochDay(year, 12, 31),
  ]),
  hours: () => ({ regular: [[9 * 60, 17 * 60 + 30]], post: [[17 * 60 + 30, 17 * 60 + 40]] }),
})
