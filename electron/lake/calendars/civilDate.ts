const DAY = 86_400_000

/** Days since 1970-01-01 of a date. */
export function epochDay(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY
}

/** Days since 1970-01-01 of an ISO date. */
export function epochDayOf(isoDate: string): number {
  return Date.parse(`${isoDate}T00:00:00Z`) / DAY
}

/** ISO date of days since 1970-01-01. */
export function isoDate(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** Day of the week, 0 for Monday to 6 for Sunday; day 0 was a Thursday. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** The n-th of a weekday in a month, or the last one where n is -1. */
export function nthWeekday(year: number, month: number, day: number, n: number): number {
  if (n === -1) {
    const last = epochDay(year, month + 1, 1) - 1
    return last - ((weekday(last) - day + 7) % 7)
  }
  const first = epochDay(year, month, 1)
  return first + ((day - weekday(first) + 7) % 7) + 7 * (n - 1)
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  return epochDay(year, month, ((h + l - 7 * m + 114) % 31) + 1)
}

/** Year of days since 1970-01-01. */
export function yearOf(day: number): number {
  return Math.floor(civil(day) / 10_000)
}

/** Month, 1 to 12, and day of the month as one number: 1224 for 24 December. */
export function monthAndDay(day: number): number {
  return civil(day) % 10_000
}

/** A date from year 0 on as one number, 20241224 (Hinnant, "chrono-Compatible Low-Level Date Algorithms"); a Date is ten times slower. */
function civil(day: number): number {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return year * 10_000 + month * 100 + date
}
