import { daysBetween, isMonthEnd, requireDate } from './civilDate.ts'
import {
  type CouponPeriod,
  type CouponsPerYear,
  couponSchedule,
  type DateAdjustment,
  regularDates,
} from './couponSchedule.ts'
import { type DayCount, dayCountDays, yearFraction } from './dayCount.ts'

/** What a bond pays. Prices, coupons and accrued interest are for 100 of face value everywhere in this folder. */
export interface FixedRateBondTerms {
  readonly issueMs: number
  readonly maturityMs: number
  /** Annual, as a fraction of the face value. */
  readonly couponRate: number
  readonly couponsPerYear: CouponsPerYear
  readonly dayCount: DayCount
  /** Paid at maturity for 100 of face value; 100 where it is left out. */
  readonly redemption?: number
  /** See `CouponScheduleTerms`. */
  readonly endOfMonth?: boolean
  readonly firstStub?: 'short' | 'long'
  readonly adjust?: DateAdjustment
  /** Compounding of the yield of a bond without coupons; 2, the bond equivalent, where it is left out. */
  readonly zeroYieldsPerYear?: 1 | 2 | 4 | 12
}

/** A bond with its dates and amounts laid out once; made by `fixedRateBond`. */
export interface FixedRateBond {
  readonly issueMs: number
  readonly maturityMs: number
  readonly couponRate: number
  readonly dayCount: DayCount
  readonly redemption: number
  readonly endOfMonth: boolean
  /** How often the yield compounds: the coupons of a year, or `zeroYieldsPerYear`. */
  readonly periodsPerYear: number
  /** Regular dates, ascending, from the last one at or before the issue date to maturity. */
  readonly gridMs: readonly number[]
  /** Ascending; empty without coupons. */
  readonly coupons: readonly BondCoupon[]
  /** Day on which the redemption is paid. */
  readonly redemptionPaymentMs: number
}

export interface BondCoupon extends CouponPeriod {
  /** For 100 of face value. */
  readonly amount: number
}

/** Where a settlement date lies among the regular dates. */
export interface SettlementPlace {
  /** Index of the next regular date. */
  readonly nextIndex: number
  /** Part of a period from the settlement to that date, above 0 and at most 1. */
  readonly periodsToNext: number
}

/**
 * Lays a bond out. A regular coupon is the rate over the coupons of a year under `30/360`, `30/360 ISDA`, `30E/360`
 * and `ACT/ACT ICMA`; under the other conventions, and in an irregular first period, it is rate x year fraction.
 *
 * @throws RangeError for dates in the wrong order or with a time of day, a negative coupon or no redemption.
 */
export function fixedRateBond(terms: FixedRateBondTerms): FixedRateBond {
  const { issueMs, maturityMs, couponRate, couponsPerYear, dayCount, redemption = 100 } = terms
  const { endOfMonth = isMonthEnd(maturityMs), adjust = (dateMs) => dateMs } = terms
  if (!(couponRate >= 0) || !Number.isFinite(couponRate)) {
    throw new RangeError(`a coupon rate is a fraction of at least 0, not ${couponRate}`)
  }
  if (!(redemption > 0)) throw new RangeError(`a redemption is above 0, not ${redemption}`)
  const periodsPerYear = couponsPerYear === 0 ? (terms.zeroYieldsPerYear ?? 2) : couponsPerYear
  const bare = {
    issueMs,
    maturityMs,
    couponRate: couponsPerYear === 0 ? 0 : couponRate,
    dayCount,
    redemption,
    endOfMonth,
    periodsPerYear,
    redemptionPaymentMs: adjust(maturityMs),
  }
  if (couponsPerYear === 0) {
    return { ...bare, gridMs: regularDates(issueMs, maturityMs, periodsPerYear, endOfMonth), coupons: [] }
  }
  const { gridMs, periods } = couponSchedule({ ...terms, couponsPerYear, endOfMonth, adjust })
  const accrues = dayCount === 'ACT/365' || dayCount === 'ACT/360' || dayCount === 'ACT/ACT ISDA'
  const coupons = periods.map((period): BondCoupon => {
    const share =
      period.regular && !accrues
        ? 1 / couponsPerYear
        : accrualFraction({ ...bare, gridMs }, period.startMs, period.endMs)
    return { ...period, amount: 100 * couponRate * share }
  })
  return { ...bare, gridMs, coupons }
}

/**
 * Interest that the buyer owes the seller at settlement, for 100 of face value; 0 on a coupon date.
 *
 * `30/360` counts February as 30 days, so shortly before a coupon on 29, 30 or 31 it can reach a day beyond the coupon.
 *
 * @throws RangeError unless settlement is from the issue date to maturity.
 */
export function accruedInterest(bond: FixedRateBond, settlementMs: number): number {
  requireSettlement(bond, settlementMs)
  for (const { startMs, endMs } of bond.coupons) {
    if (settlementMs >= startMs && settlementMs < endMs) {
      return 100 * bond.couponRate * accrualFraction(bond, startMs, settlementMs)
    }
  }
  return 0
}

/**
 * Place of a settlement date among the regular dates. Under the 30/360 conventions the part that is gone is days over
 * 360 / periods of a year (SIFMA: DSC = E - A); under every other one it is calendar days over those of the period,
 * so that the yield of a bond does not depend on the days its coupon is counted in.
 */
export function settlementPlace(bond: FixedRateBond, settlementMs: number): SettlementPlace {
  requireSettlement(bond, settlementMs)
  const { gridMs, dayCount, periodsPerYear } = bond
  let nextIndex = 1
  while (nextIndex < gridMs.length - 1 && gridMs[nextIndex]! <= settlementMs) nextIndex++
  const startMs = gridMs[nextIndex - 1]!
  const thirty = dayCount === '30/360' || dayCount === '30/360 ISDA' || dayCount === '30E/360'
  const gone = thirty
    ? (dayCountDays(dayCount, startMs, settlementMs, bond.endOfMonth) * periodsPerYear) / 360
    : daysBetween(startMs, settlementMs) / daysBetween(startMs, gridMs[nextIndex]!)
  // A day of 30/360 before a coupon at a month end may count as the coupon date: a day of the period is left then.
  return { nextIndex, periodsToNext: gone < 1 ? 1 - gone : periodsPerYear / 360 }
}

/** Throws a RangeError unless settlement is from the issue date to before maturity, where nothing is left to price. */
export function requireLiving(bond: FixedRateBond, settlementMs: number): void {
  requireSettlement(bond, settlementMs)
  if (settlementMs === bond.maturityMs) {
    throw new RangeError('a bond has no price at maturity: settlement is before it')
  }
}

function requireSettlement(bond: FixedRateBond, settlementMs: number): void {
  requireDate('the settlement', settlementMs)
  if (settlementMs < bond.issueMs || settlementMs > bond.maturityMs) {
    throw new RangeError('the settlement is from the issue date to maturity')
  }
}

function accrualFraction(
  bond: Pick<FixedRateBond, 'dayCount' | 'endOfMonth' | 'gridMs' | 'periodsPerYear'>,
  startMs: number,
  endMs: number,
): number {
  const { dayCount, endOfMonth, gridMs, periodsPerYear } = bond
  if (dayCount !== 'ACT/ACT ICMA') return yearFraction(dayCount, startMs, endMs, { endOfMonth })
  // Over the bond's own regular dates: laid out from any other end they could drift by a day at short months.
  let fraction = 0
  for (let k = 1; k < gridMs.length && gridMs[k - 1]! < endMs; k++) {
    const fromMs = Math.max(gridMs[k - 1]!, startMs)
    const untilMs = Math.min(gridMs[k]!, endMs)
    if (untilMs > fromMs) {
      fraction += daysBetween(fromMs, untilMs) / (daysBetween(gridMs[k - 1]!, gridMs[k]!) * periodsPerYear)
    }
  }
  return fraction
}
