import { LocalClock } from '../../localClock.ts'
import { type Kernel, type ParameterRange, whole } from '../defineIndicator.ts'

/** Zones an indicator can be asked for, by their place. */
export const TIME_ZONES = [
  'UTC',
  'America/New_York',
  'America/Chicago',
  'America/Toronto',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Asia/Tokyo',
  'Asia/Hong_Kong',
  'Asia/Shanghai',
  'Asia/Singapore',
  'Asia/Kolkata',
  'Australia/Sydney',
] as const

/** The zone whose clock counts. */
export const zone: ParameterRange = whole(
  0,
  0,
  TIME_ZONES.length - 1,
  TIME_ZONES.map((name, place) => `${place} ${name}`).join(', '),
)

export const DAY_MS = 86_400_000
export const MINUTE_MS = 60_000

/** Wall-clock time and date of an instant in one zone, in the proleptic Gregorian calendar. */
export class LocalTime {
  readonly #clock: LocalClock
  /** Days since 1970-01-01. */
  day = 0
  msOfDay = 0
  year = 0
  /** 1 to 12. */
  month = 0
  dayOfMonth = 0

  constructor(place: number) {
    this.#clock = new LocalClock(TIME_ZONES[place] ?? 'UTC')
  }

  /** @param startMs Time of day at which a day begins; what is before belongs to the day before. */
  set(timeMs: number, startMs = 0): this {
    const localMs = this.#clock.localMs(timeMs) - startMs
    this.day = Math.floor(localMs / DAY_MS)
    this.msOfDay = localMs - this.day * DAY_MS
    // Eras of 400 years that begin on 1 March, after Howard Hinnant's chrono-compatible date algorithms.
    const days = this.day + 719_468
    const era = Math.floor(days / 146_097)
    const ofEra = days - era * 146_097
    const yearOfEra = Math.floor(
      (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
    )
    const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
    const monthFromMarch = Math.floor((5 * ofYear + 2) / 153)
    this.dayOfMonth = ofYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
    this.month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    this.year = yearOfEra + era * 400 + (this.month <= 2 ? 1 : 0)
    return this
  }

  /** 0 Monday to 6 Sunday. */
  get weekday(): number {
    return weekdayOf(this.day)
  }

  get daysInMonth(): number {
    if (this.month === 2) return this.isLeapYear ? 29 : 28
    return this.month === 4 || this.month === 6 || this.month === 9 || this.month === 11 ? 30 : 31
  }

  get isLeapYear(): boolean {
    return (this.year % 4 === 0 && this.year % 100 !== 0) || this.year % 400 === 0
  }

  /** 1 to 366. */
  get dayOfYear(): number {
    const { month } = this
    const before = Math.floor((367 * month - 362) / 12)
    const short = month <= 2 ? 0 : this.isLeapYear ? 1 : 2
    return before - short + this.dayOfMonth
  }

  /** Monday to Friday days from the first of the month to this day, both included. */
  get weekdaysSinceMonthStart(): number {
    return weekdaysBetween(this.day - this.dayOfMonth + 1, this.day)
  }

  /** Monday to Friday days after this one in its month. */
  get weekdaysToMonthEnd(): number {
    return weekdaysBetween(this.day + 1, this.day - this.dayOfMonth + this.daysInMonth)
  }

  /** The third Friday of this month, in days since 1970-01-01. */
  get thirdFriday(): number {
    return thirdFridayFrom(this.day - this.dayOfMonth + 1)
  }
}

/** 0 Monday to 6 Sunday; 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** @param first The first day of a month. */
export function thirdFridayFrom(first: number): number {
  return first + ((11 - weekdayOf(first)) % 7) + 14
}

function weekdaysBetween(first: number, last: number): number {
  let count = 0
  for (let day = first; day <= last; day++) if (weekdayOf(day) < 5) count++
  return count
}

/** A value of single bars that follows from their time; NaN where the time is unknown. */
export function timeKernel(place: number, value: (time: LocalTime) => number): Kernel {
  const time = new LocalTime(place)
  return { update: (timeMs) => (Number.isNaN(timeMs) ? Number.NaN : value(time.set(timeMs))) }
}
