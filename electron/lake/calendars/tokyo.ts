import { epochDay, epochDayOf, monthAndDay, weekday, yearOf } from './civilDate.ts'
import { ExchangeCalendar } from './exchangeCalendar.ts'
import { holidayTest } from './holidayYears.ts'
import { japaneseHolidays } from './japaneseHolidays.ts'

/** The trading system failed for a whole day. */
const SYSTEM_FAILURE = epochDayOf('2020-10-01')
/** From this day on the morning ends at 11:30. */
const LONGER_MORNING = epochDayOf('2011-11-21')
/** From this day on trading ends at 15:30. */
const LONGER_AFTERNOON = epochDayOf('2024-11-05')
/** From this day on the first and last session of a year are whole ones. */
const WHOLE_CEREMONIES = epochDayOf('2009-12-30')

const isHoliday = holidayTest((year) => [...japaneseHolidays(year)])

function isClosed(day: number): boolean {
  const date = monthAndDay(day)
  return date === 1231 || date <= 103 || day === SYSTEM_FAILURE || isHoliday(day)
}

/** The first or the last session of a year. */
function isCeremony(day: number): boolean {
  const date = monthAndDay(day)
  const isFree = (other: number) => weekday(other) >= 5 || isClosed(other)
  const year = yearOf(day)
  if (date >= 1225) {
    for (let other = day + 1; yearOf(other) === year; other++) if (!isFree(other)) return false
    return true
  }
  if (date > 107) return false
  for (let other = day - 1; yearOf(other) === year; other--) if (!isFree(other)) return false
  return true
}

/**
 * Tokyo Stock Exchange since 1997, with its lunch break: 9:00 to 15:00, since 5 November 2024 to 15:30. Until the first
 * session of 2009 the first and last session of a year had a morning only.
 */
export const tokyo = new ExchangeCalendar({
  id: 'XTKS',
  name: 'Tokyo Stock Exchange',
  timeZone: 'Asia/Tokyo',
  firstDay: epochDay(1997, 1, 1),
  lastDay: epochDay(2040, 12, 31),
  isClosed,
  hours(day) {
    const noon = day < LONGER_MORNING ? 11 * 60 : 11 * 60 + 30
    if (day < WHOLE_CEREMONIES && isCeremony(day)) return { regular: [[9 * 60, noon]] }
    const close = day < LONGER_AFTERNOON ? 15 * 60 : 15 * 60 + 30
    return {
      regular: [
        [9 * 60, noon],
        [12 * 60 + 30, close],
      ],
    }
  },
})
