import { addMonths, civilDateOf, DAY_MS, isMonthEnd, requireDate } from './civilDate.ts'

/** 0 for a security without coupons. */
export type CouponsPerYear = 0 | 1 | 2 | 4 | 12

/** Moves a date that is no business day; the identity where none is given. */
export type DateAdjustment = (dateMs: number) => number

/** Which day stands for one that is no business day (ISDA 2006, 4.12). */
export type BusinessDayRule = 'following' | 'modifiedFollowing' | 'preceding'

export interface CouponScheduleTerms {
  /** When interest starts to accrue, the dated date. */
  readonly issueMs: number
  readonly maturityMs: number
  readonly couponsPerYear: Exclude<CouponsPerYear, 0>
  /**
   * Whether every coupon falls on the last day of its month. Where it is left out: as soon as maturity does, as for
   * US Treasury securities.
   */
  readonly endOfMonth?: boolean
  /** What becomes of days before the first regular period: a coupon of their own, or a longer first one. */
  readonly firstStub?: 'short' | 'long'
  /** From the end of a period to the day of payment. */
  readonly adjust?: DateAdjustment
}

/** Days that a coupon is paid for. Interest accrues to `endMs` whatever day it is paid on ("unadjusted"). */
export interface CouponPeriod {
  readonly startMs: number
  readonly endMs: number
  readonly paymentMs: number
  /** Places of `endMs` among the regular dates. */
  readonly gridIndex: number
  /** Whether the period is neither longer nor shorter than the others. */
  readonly regular: boolean
}

export interface CouponSchedule {
  /** Regular dates, ascending: the first is the last one at or before the issue date, the last is maturity. */
  readonly gridMs: readonly number[]
  readonly periods: readonly CouponPeriod[]
  readonly endOfMonth: boolean
}

/**
 * Regular dates from maturity backwards to the last one at or before the issue date, ascending. Each is counted from
 * maturity itself, so that a short month on the way does not shift the earlier dates.
 *
 * @throws RangeError where maturity is not after the issue date, or a date has a time of day.
 */
export function regularDates(
  issueMs: number,
  maturityMs: number,
  couponsPerYear: number,
  endOfMonth: boolean,
): number[] {
  requireDate('the issue date', issueMs)
  requireDate('the maturity', maturityMs)
  if (maturityMs <= issueMs) throw new RangeError('the maturity is after the issue date')
  const dates = [maturityMs]
  for (let k = 1; dates[dates.length - 1]! > issueMs; k++) {
    dates.push(addMonths(maturityMs, (-12 / couponsPerYear) * k, endOfMonth))
  }
  return dates.reverse()
}

/** Coupon periods of a security, ascending. */
export function couponSchedule({
  issueMs,
  maturityMs,
  couponsPerYear,
  endOfMonth = isMonthEnd(maturityMs),
  firstStub = 'short',
  adjust = (dateMs) => dateMs,
}: CouponScheduleTerms): CouponSchedule {
  const gridMs = regularDates(issueMs, maturityMs, couponsPerYear, endOfMonth)
  const last = gridMs.length - 1
  const startsRegular = gridMs[0] === issueMs
  const firstEnd = !startsRegular && firstStub === 'long' ? Math.min(2, last) : 1
  const periods: CouponPeriod[] = []
  for (let k = firstEnd; k <= last; k++) {
    const first = k === firstEnd
    const endMs = gridMs[k]!
    periods.push({
      startMs: first ? issueMs : gridMs[k - 1]!,
      endMs,
      paymentMs: adjust(endMs),
      gridIndex: k,
      regular: !first || startsRegular,
    })
  }
  return { gridMs, periods, endOfMonth }
}

/** Adjustment by a rule and a calendar, which is a function that knows the business days. */
export function businessDayAdjustment(
  rule: BusinessDayRule,
  isBusinessDay: (dateMs: number) => boolean,
): DateAdjustment {
  const move = (dateMs: number, step: number): number => {
    let date = dateMs
    while (!isBusinessDay(date)) date += step
    return date
  }
  return (dateMs) => {
    if (rule === 'preceding') return move(dateMs, -DAY_MS)
    const following = move(dateMs, DAY_MS)
    const leavesMonth = civilDateOf(following).month !== civilDateOf(dateMs).month
    return rule === 'modifiedFollowing' && leavesMonth ? move(dateMs, -DAY_MS) : following
  }
}
