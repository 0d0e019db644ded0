import { addMonths, civilDateOf, daysBetween, isFebruaryEnd, isLeapYear } from './civilDate.ts'

/**
 * How days become a fraction of a year.
 *
 * - `30/360`: US bond basis after SIFMA (Standard Securities Calculation Methods, volume 2): the rules of February
 *   hold for a security that pays at month ends, and only for it.
 * - `30/360 ISDA`: bond basis after ISDA 2006, 4.16(f): the same without the rules of February.
 * - `30E/360`: Eurobond basis, ISDA 2006, 4.16(g).
 * - `ACT/ACT ICMA`: ICMA Rule 251; days over the days of the regular coupon period, times the coupons of a year.
 * - `ACT/ACT ISDA`: ISDA 2006, 4.16(b); days in leap years over 366, the others over 365.
 * - `ACT/365`: ISDA 2006, 4.16(d), "fixed".
 * - `ACT/360`: ISDA 2006, 4.16(e).
 */
export type DayCount =
  | '30/360'
  | '30/360 ISDA'
  | '30E/360'
  | 'ACT/ACT ICMA'
  | 'ACT/ACT ISDA'
  | 'ACT/365'
  | 'ACT/360'

/** A regular coupon period, which `ACT/ACT ICMA` measures by. */
export interface RegularPeriod {
  readonly startMs: number
  readonly endMs: number
  readonly couponsPerYear: number
}

export interface DayCountContext {
  /** Whether the security pays at month ends; read by `30/360`, and by `ACT/ACT ICMA` beyond the period. */
  readonly endOfMonth?: boolean
  /** Needed by `ACT/ACT ICMA`. */
  readonly period?: RegularPeriod
}

/**
 * Days from one date to another as the convention counts them: the numerator of the fraction.
 *
 * @param startMs Counted, `endMs` is not.
 */
export function dayCountDays(dayCount: DayCount, startMs: number, endMs: number, endOfMonth = false): number {
  switch (dayCount) {
    case '30/360':
      return thirtyDayMonths(startMs, endMs, endOfMonth)
    case '30/360 ISDA':
      return thirtyDayMonths(startMs, endMs, false)
    case '30E/360': {
      const start = civilDateOf(startMs)
      const end = civilDateOf(endMs)
      return (
        360 * (end.year - start.year) +
        30 * (end.month - start.month) +
        Math.min(end.day, 30) -
        Math.min(start.day, 30)
      )
    }
    default:
      return daysBetween(startMs, endMs)
  }
}

/**
 * Fraction of a year from one date to another.
 *
 * @throws RangeError where the end is before the start, or `ACT/ACT ICMA` is not told the coupon period.
 */
export function yearFraction(
  dayCount: DayCount,
  startMs: number,
  endMs: number,
  { endOfMonth = false, period }: DayCountContext = {},
): number {
  if (endMs < startMs) throw new RangeError('a day count runs forward: the end is before the start')
  switch (dayCount) {
    case 'ACT/ACT ICMA':
      if (period === undefined) throw new RangeError('ACT/ACT ICMA needs the regular coupon period')
      return icmaFraction(startMs, endMs, period, endOfMonth)
    case 'ACT/ACT ISDA':
      return isdaFraction(startMs, endMs)
    case 'ACT/365':
      return daysBetween(startMs, endMs) / 365
    default:
      return dayCountDays(dayCount, startMs, endMs, endOfMonth) / 360
  }
}

/** The rules in the order in which SIFMA states them; each looks at what the former left. */
function thirtyDayMonths(startMs: number, endMs: number, endOfMonth: boolean): number {
  const start = civilDateOf(startMs)
  const end = civilDateOf(endMs)
  let startDay = start.day
  let endDay = end.day
  if (endOfMonth && isFebruaryEnd(start)) {
    if (isFebruaryEnd(end)) endDay = 30
    startDay = 30
  }
  if (endDay === 31 && startDay >= 30) endDay = 30
  if (startDay === 31) startDay = 30
  return 360 * (end.year - start.year) + 30 * (end.month - start.month) + endDay - startDay
}

function isdaFraction(startMs: number, endMs: number): number {
  const first = civilDateOf(startMs).year
  const last = civilDateOf(endMs).year
  let fraction = 0
  for (let year = first; year <= last; year++) {
    const from = Math.max(startMs, Date.UTC(year, 0, 1))
    const until = Math.min(endMs, Date.UTC(year + 1, 0, 1))
    fraction += daysBetween(from, until) / (isLeapYear(year) ? 366 : 365)
  }
  return fraction
}

/** Sum over the regular periods that the dates touch; those beside the given one are laid out from its ends. */
function icmaFraction(startMs: number, endMs: number, period: RegularPeriod, endOfMonth: boolean): number {
  const months = 12 / period.couponsPerYear
  const edge = (k: number): number => {
    if (k === 0) return period.startMs
    if (k === 1) return period.endMs
    return k < 0
      ? addMonths(period.startMs, k * months, endOfMonth)
      : addMonths(period.endMs, (k - 1) * months, endOfMonth)
  }
  let k = 0
  while (edge(k) > startMs) k--
  while (edge(k + 1) <= startMs) k++
  let fraction = 0
  for (; edge(k) < endMs; k++) {
    const days = daysBetween(Math.max(edge(k), startMs), Math.min(edge(k + 1), endMs))
    fraction += days / (daysBetween(edge(k), edge(k + 1)) * period.couponsPerYear)
  }
  return fraction
}
