import { easterSunday, epochDay, monthAndDay } from './civilDate.ts'
import { ExchangeCalendar, type ExchangeRules } from './exchangeCalendar.ts'
import { holidayTest } from './holidayYears.ts'

const isHoliday = holidayTest((year) => [
  epochDay(year, 1, 1),
  easterSunday(year) - 2,
  easterSunday(year) + 1,
  epochDay(year, 5, 1),
  epochDay(year, 12, 25),
  epochDay(year, 12, 26),
])

/** Christmas Eve and New Year's Eve close at 14:05. After the close follow the auction and trading at its price. */
const rules: Omit<ExchangeRules, 'id' | 'name' | 'timeZone'> = {
  firstDay: epochDay(2003, 1, 1),
  lastDay: epochDay(2040, 12, 31),
  isClosed: isHoliday,
  hours(day) {
    const date = monthAndDay(day)
    const close = date === 1224 || date === 1231 ? 14 * 60 + 5 : 17 * 60 + 30
    return { regular: [[9 * 60, close]], post: [[close, close + 10]], settlement: close + 5 }
  },
}

/** Euronext Paris since 2003: 9:00 to 17:30. */
export const paris = new ExchangeCalendar({
  ...rules,
  id: 'XPAR',
  name: 'Euronext Paris',
  timeZone: 'Europe/Paris',
})

/** Euronext Amsterdam since 2003, with the days and hours of Paris. */
export const amsterdam = new ExchangeCalendar({
  ...rules,
  id: 'XAMS',
  name: 'Euronext Amsterdam',
  timeZone: 'Europe/Amsterdam',
})

const isItalianHoliday = holidayTest((year) => [
  epochDay(year, 8, 15),
  epochDay(year, 12, 24),
  epochDay(year, 12, 31),
])

/** Borsa Italiana since 2003, closed on the eves and on 15 August besides. */
export const milan = new ExchangeCalendar({
  ...rules,
  id: 'XMIL',
  name: 'Borsa Italiana',
  timeZone: 'Europe/Rome',
  isClosed: (day) => isHoliday(day) || isItalianHoliday(day),
})
