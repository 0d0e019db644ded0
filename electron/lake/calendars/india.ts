import { epochDay, epochDayOf, weekday } from './civilDate.ts'
import { ExchangeCalendar, type ExchangeRules, type Hours } from './exchangeCalendar.ts'
import { closureDays } from './holidayYears.ts'
import { INDIA_CLOSURES, MUHURAT_SESSIONS, WEEKEND_SESSIONS } from './indiaClosures.ts'

const years = Object.keys(INDIA_CLOSURES).map(Number)
const closed = closureDays(INDIA_CLOSURES)
const muhurat = new Map([...MUHURAT_SESSIONS].map(([date, minutes]) => [epochDayOf(date), minutes]))
const weekends = [...MUHURAT_SESSIONS.keys(), ...WEEKEND_SESSIONS]
  .map(epochDayOf)
  .filter((day) => weekday(day) >= 5)

const rules: Omit<ExchangeRules, 'id' | 'name' | 'hours'> = {
  timeZone: 'Asia/Kolkata',
  firstDay: epochDay(Math.min(...years), 1, 1),
  lastDay: epochDay(Math.max(...years), 12, 31),
  isClosed: (day) => closed.has(day) && !muhurat.has(day),
  openWeekends: new Set(weekends),
}

const OPEN = 9 * 60 + 15
const CLOSE = 15 * 60 + 30

function hours(day: number): Hours {
  const evening = muhurat.get(day)
  if (evening) return { regular: [evening] }
  return { pre: [[9 * 60, OPEN]], regular: [[OPEN, CLOSE]], post: [[15 * 60 + 40, 16 * 60]] }
}

/** A failure of the lines stopped the National Stock Exchange from 11:40 to 15:45; it then traded until 17:00. */
const LINE_FAILURE = epochDayOf('2021-02-24')

/** National Stock Exchange of India since 2011: 9:15 to 15:30, with the Muhurat sessions of Diwali. */
export const nationalIndia = new ExchangeCalendar({
  ...rules,
  id: 'XNSE',
  name: 'National Stock Exchange of India',
  hours: (day) =>
    day === LINE_FAILURE
      ? {
          pre: [[9 * 60, OPEN]],
          regular: [
            [OPEN, 11 * 60 + 40],
            [15 * 60 + 45, 17 * 60],
          ],
        }
      : hours(day),
})

/** BSE, Bombay keeps the days and hours of the National Stock Exchange. */
export const bombay = new ExchangeCalendar({ ...rules, id: 'XBOM', name: 'BSE, Mumbai', hours })
