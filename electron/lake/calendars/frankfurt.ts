import { easterSunday, epochDay, epochDayOf, monthAndDay, yearOf } from './civilDate.ts'
import { ExchangeCalendar } from './exchangeCalendar.ts'
import { holidayTest, lastWeekday } from './holidayYears.ts'

/** Days on which the exchange was closed once. */
const SPECIAL_CLOSURES = new Set(
  [
    '2007-05-28', // Whit Monday
    '2017-10-31', // 500 years of the Reformation
  ].map(epochDayOf),
)

/** Holidays of both the exchange and its derivatives. */
const isHoliday = holidayTest((year) => [
  epochDay(year, 1, 1),
  easterSunday(year) - 2,
  easterSunday(year) + 1,
  epochDay(year, 5, 1),
  epochDay(year, 12, 24),
  epochDay(year, 12, 25),
  epochDay(year, 12, 26),
  epochDay(year, 12, 31),
])

/** Whit Monday was kept from 2015 to 2021, the Day of German Unity from 2014 to 2021. */
const isShareHoliday = holidayTest((year) => [
  ...(year >= 2015 && year <= 2021 ? [easterSunday(year) + 50] : []),
  ...(year >= 2014 && year <= 2021 ? [epochDay(year, 10, 3)] : []),
])

/** Since 2010 the last session of the year ends at 14:00. */
function isLastSession(day: number): boolean {
  return monthAndDay(day) > 1226 && yearOf(day) >= 2010 && day === lastWeekday(epochDay(yearOf(day), 12, 30))
}

/** Xetra since 3 November 2003, when the close was moved to 17:30: from 9:00, then the closing auction. */
export const xetra = new ExchangeCalendar({
  id: 'XETR',
  name: 'Xetra, Frankfurt',
  timeZone: 'Europe/Berlin',
  firstDay: epochDay(2003, 11, 3),
  lastDay: epochDay(2040, 12, 31),
  isClosed: (day) => SPECIAL_CLOSURES.has(day) || isHoliday(day) || isShareHoliday(day),
  hours(day) {
    const close = isLastSession(day) ? 14 * 60 : 17 * 60 + 30
    return { regular: [[9 * 60, close]], post: [[close, close + 15]], settlement: close + 5 }
  },
})

/** Trading was extended into the Asian morning. */
const ASIAN_HOURS = epochDay(2018, 12, 10)

/** Whether Central European Summer Time holds on a day: last Sunday of March to last Sunday of October. */
function isSummer(day: number): boolean {
  const lastSunday = (month: number) => {
    const last = epochDay(yearOf(day), month, 31)
    return last - ((new Date(last * 86_400_000).getUTCDay() + 7) % 7)
  }
  return day >= lastSunday(3) && day < lastSunday(10)
}

/**
 * Index futures of Eurex (FESX, FDAX) since 2010: 7:50 to 22:00, since 10 December 2018 from 1:10 in winter and 2:10 in
 * summer, which is 8:10 in Singapore (Eurex, trading hours; circular 088/18). The daily settlement is of 17:30.
 */
export const eurex = new ExchangeCalendar({
  id: 'XEUR',
  name: 'Eurex index futures',
  timeZone: 'Europe/Berlin',
  firstDay: epochDay(2010, 1, 1),
  lastDay: epochDay(2040, 12, 31),
  isClosed: isHoliday,
  hours(day) {
    const open = day < ASIAN_HOURS ? 7 * 60 + 50 : isSummer(day) ? 2 * 60 + 10 : 60 + 10
    return { regular: [[open, 22 * 60]], settlement: 17 * 60 + 30 }
  },
})
