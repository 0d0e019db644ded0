import { epochDay } from './civilDate.ts'
import { ExchangeCalendar, type ExchangeRules } from './exchangeCalendar.ts'
import { closureDays } from './holidayYears.ts'
import { SHANGHAI_CLOSURES } from './shanghaiClosures.ts'

const years = Object.keys(SHANGHAI_CLOSURES).map(Number)
const closed = closureDays(SHANGHAI_CLOSURES)

const rules: Omit<ExchangeRules, 'id' | 'name'> = {
  timeZone: 'Asia/Shanghai',
  firstDay: epochDay(Math.min(...years), 1, 1),
  lastDay: epochDay(Math.max(...years), 12, 31),
  isClosed: (day) => closed.has(day),
  hours: () => ({
    pre: [[9 * 60 + 15, 9 * 60 + 25]],
    regular: [
      [9 * 60 + 30, 11 * 60 + 30],
      [13 * 60, 15 * 60],
    ],
  }),
}

/** Shanghai Stock Exchange since 2005: 9:30 to 15:00 with a lunch break, after the opening auction. */
export const shanghai = new ExchangeCalendar({ ...rules, id: 'XSHG', name: 'Shanghai Stock Exchange' })

/** Shenzhen keeps the days and hours of Shanghai. */
export const shenzhen = new ExchangeCalendar({ ...rules, id: 'XSHE', name: 'Shenzhen Stock Exchange' })
