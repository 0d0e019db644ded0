import { epochDay, weekday, yearOf } from './civilDate.ts'

const SATURDAY = 5
const SUNDAY = 6

/** Whether a day is one of the holidays that a rule gives for its year. Each year is computed once. */
export function holidayTest(ofYear: (year: number) => readonly number[]): (day: number) => boolean {
  const years = new Map<number, ReadonlySet<number>>()
  return (day) => {
    const year = yearOf(day)
    let days = years.get(year)
    if (!days) {
      days = new Set(ofYear(year))
      years.set(year, days)
    }
    return days.has(day)
  }
}

/** A date of a year that is moved to Monday where it is a Saturday or Sunday. */
export function orMonday(year: number, month: number, day: number): number {
  const date = epochDay(year, month, day)
  const on = weekday(date)
  return on === SATURDAY ? date + 2 : on === SUNDAY ? date + 1 : date
}

/** A date of a year that is moved to Friday where it is a Saturday, and to Monday where it is a Sunday. */
export function nearestWeekday(year: number, month: number, day: number): number {
  const date = epochDay(year, month, day)
  const on = weekday(date)
  return on === SATURDAY ? date - 1 : on === SUNDAY ? date + 1 : date
}

/** Christmas and Boxing Day; where one is a Saturday or Sunday, the next free weekday is kept for it too. */
export function christmasAndBoxingDay(year: number): number[] {
  const christmas = epochDay(year, 12, 25)
  const boxing = christmas + 1
  const on = weekday(christmas)
  const substitutes = on >= SATURDAY ? [christmas + 2] : []
  return [christmas, boxing, ...substitutes, ...(weekday(boxing) >= SATURDAY ? [boxing + 2] : [])]
}

/** The last weekday up to a date. */
export function lastWeekday(day: number): number {
  return day - Math.max(0, weekday(day) - 4)
}

/** Days of a table of closures: by year the dates as month and day, `0101 0704`. */
export function closureDays(table: Readonly<Record<number, string>>): ReadonlySet<number> {
  return new Set(
    Object.entries(table).flatMap(([year, days]) =>
      days
        .split(' ')
        .filter((day) => day !== '')
        .map((day) => epochDay(Number(year), Number(day.slice(0, 2)), Number(day.slice(2)))),
    ),
  )
}
