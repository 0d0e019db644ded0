import { epochDay, nthWeekday, weekday } from './civilDate.ts'

const MONDAY = 0
const SUNDAY = 6

/** Day of March and of September on which day and night are equal in Tokyo, 1980 to 2099 (Japan Coast Guard's formula). */
function equinox(year: number, base: number): number {
  return Math.floor(base + 0.242194 * (year - 1980)) - Math.floor((year - 1980) / 4)
}

/** National holidays as the law names them (Act on National Holidays of 1948 with its changes), from 1997 on. */
function namedHolidays(year: number): number[] {
  const on = (month: number, day: number) => epochDay(year, month, day)
  const olympics = year === 2020 || year === 2021
  return [
    on(1, 1),
    year < 2000 ? on(1, 15) : nthWeekday(year, 1, MONDAY, 2),
    on(2, 11),
    ...(year >= 2020 ? [on(2, 23)] : []),
    on(3, equinox(year, 20.8431)),
    on(4, 29),
    on(5, 3),
    ...(year >= 2007 ? [on(5, 4)] : []),
    on(5, 5),
    ...(olympics ? [] : [year < 2003 ? on(7, 20) : nthWeekday(year, 7, MONDAY, 3)]),
    ...(year >= 2016 && !olympics ? [on(8, 11)] : []),
    year < 2003 ? on(9, 15) : nthWeekday(year, 9, MONDAY, 3),
    on(9, equinox(year, 23.2488)),
    ...(olympics ? [] : [year < 2000 ? on(10, 10) : nthWeekday(year, 10, MONDAY, 2)]),
    on(11, 3),
    on(11, 23),
    ...(year <= 2018 ? [on(12, 23)] : []),
    // The Olympic games of Tokyo moved three holidays; the accession of an emperor added two.
    ...(year === 2020 ? [on(7, 23), on(7, 24), on(8, 10)] : []),
    ...(year === 2021 ? [on(7, 22), on(7, 23), on(8, 8)] : []),
    ...(year === 2019 ? [on(5, 1), on(10, 22)] : []),
  ]
}

/**
 * Holidays of Japan in a year, as epoch days: the named ones, the next free day for one on a Sunday, and a day between
 * two of them.
 */
export function japaneseHolidays(year: number): ReadonlySet<number> {
  const named = new Set(namedHolidays(year))
  const days = new Set(named)
  for (const day of named) {
    if (weekday(day) !== SUNDAY) continue
    let next = day + 1
    while (named.has(next)) next++
    // Until 2006 only the Monday itself could be the substitute.
    if (year >= 2007 || next === day + 1) days.add(next)
  }
  for (const day of named) {
    const between = day + 1
    if (!days.has(between) && named.has(day + 2) && weekday(between) !== SUNDAY) days.add(between)
  }
  return days
}
