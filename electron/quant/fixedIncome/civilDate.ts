/*
 * Dates of fixed income are civil dates without a time of day. They are numbers here: milliseconds since 1970-01-01 at
 * midnight UTC, the clock of the engine, so that a date needs no conversion on its way in.
 */

/** Milliseconds of a civil day; UTC has no daylight saving time. */
export const DAY_MS = 86_400_000

/** Year, month 1 to 12 and day of the month. */
export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Whether February has 29 days in a year of the Gregorian calendar. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Days of a month, 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/**
 * Date of a year, month 1 to 12 and day of the month.
 *
 * @throws RangeError for a date that no calendar has, such as 30 February.
 */
export function dateMs(year: number, month: number, day: number): number {
  const exists =
    Number.isInteger(year) &&
    year >= 1000 &&
    year <= 9999 &&
    Number.isInteger(month) &&
    month >= 1 &&
    month <= 12 &&
    Number.isInteger(day) &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  if (!exists) throw new RangeError(`no calendar has the date ${year}-${month}-${day}`)
  return Date.UTC(year, month - 1, day)
}

/** Date of an ISO text, YYYY-MM-DD. Throws a RangeError for anything else. */
export function dateMsOf(isoDate: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(isoDate)
  if (match === null) throw new RangeError(`'${isoDate}' is no date of the form YYYY-MM-DD`)
  return dateMs(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** ISO text of a date, YYYY-MM-DD. */
export function isoDateOf(date: number): string {
  return new Date(date).toISOString().slice(0, 10)
}

/** Year, month and day of a date. */
export function civilDateOf(date: number): CivilDate {
  const moment = new Date(date)
  return { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, day: moment.getUTCDate() }
}

/** Throws a RangeError that names `what` unless the number is a civil date: a whole day at midnight UTC. */
export function requireDate(what: string, date: number): void {
  if (!Number.isFinite(date) || date % DAY_MS !== 0) {
    throw new RangeError(`${what} is a civil date in milliseconds at midnight UTC, not ${date}`)
  }
}

/** Calendar days from one date to another, negative backwards. */
export function daysBetween(startMs: number, endMs: number): number {
  return (endMs - startMs) / DAY_MS
}

/** Whether a date is the last day of its month. */
export function isMonthEnd(date: number): boolean {
  return civilDateOf(date + DAY_MS).day === 1
}

/** Whether a date is 28 or 29 February, the last of the month. */
export function isFebruaryEnd({ year, month, day }: CivilDate): boolean {
  return month === 2 && day === daysInMonth(year, 2)
}

/**
 * Date some months later, or earlier where `months` is negative; a day that the month does not have becomes its last.
 *
 * @param monthEnd Whether the result is the last day of its month whatever the day of `date`.
 */
export function addMonths(date: number, months: number, monthEnd = false): number {
  const { year, month, day } = civilDateOf(date)
  const count = year * 12 + month - 1 + months
  const toYear = Math.floor(count / 12)
  const toMonth = count - toYear * 12 + 1
  const last = daysInMonth(toYear, toMonth)
  return Date.UTC(toYear, toMonth - 1, monthEnd ? last : Math.min(day, last))
}
