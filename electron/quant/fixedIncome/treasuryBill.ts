import { addMonths, daysBetween, requireDate } from './civilDate.ts'

/*
 * Bills of the US Treasury, which are quoted by their discount from 100. Formulas: 31 CFR part 356, appendix B, VI.
 * Rates are annual and fractions, prices for 100 of face value, days are calendar days to maturity.
 */

/**
 * Price at a discount rate: `100 (1 - d r / 360)`.
 *
 * @throws RangeError without days to maturity.
 */
export function billPrice(discountRate: number, days: number): number {
  requireDays(days)
  return 100 * (1 - (discountRate * days) / 360)
}

/** Discount rate at a price: `(100 - P) / 100 x 360 / r`. */
export function billDiscountRate(price: number, days: number): number {
  requireDays(days)
  return ((100 - price) / 100) * (360 / days)
}

/** Simple rate over the price on 360 days, by which bills compare with deposits: `(100 - P) / P x 360 / r`. */
export function billMoneyMarketYield(price: number, days: number): number {
  requireDays(days)
  requirePrice(price)
  return ((100 - price) / price) * (360 / days)
}

/**
 * Bond-equivalent yield, the Treasury's investment rate. Up to half a year: `(100 - P) / P x y / r`. Beyond it a
 * coupon's reinvestment is allowed for: the root of `P (1 + (r - y/2) i/y) (1 + i/2) = 100`.
 *
 * @param yearDays Days of the year from the issue date: `billYearDays`.
 */
export function billBondEquivalentYield(price: number, days: number, yearDays: 365 | 366): number {
  requireDays(days)
  requirePrice(price)
  if (2 * days <= yearDays) return ((100 - price) / price) * (yearDays / days)
  const a = days / (2 * yearDays) - 0.25
  const b = days / yearDays
  const c = (price - 100) / price
  // (-b + sqrt(b2 - 4ac)) / 2a without its cancellation, which is total where a bill has just over half a year.
  return (-2 * c) / (b + Math.sqrt(b * b - 4 * a * c))
}

/** Price at a bond-equivalent yield: the inverse of `billBondEquivalentYield`. */
export function billPriceFromBondEquivalentYield(
  yieldRate: number,
  days: number,
  yearDays: 365 | 366,
): number {
  requireDays(days)
  if (2 * days <= yearDays) return 100 / (1 + (yieldRate * days) / yearDays)
  return 100 / ((1 + ((days - yearDays / 2) * yieldRate) / yearDays) * (1 + yieldRate / 2))
}

/** Days of the year that follows an issue date: 366 where it has a 29 February, else 365. */
export function billYearDays(issueMs: number): 365 | 366 {
  requireDate('the issue date', issueMs)
  return daysBetween(issueMs, addMonths(issueMs, 12)) === 366 ? 366 : 365
}

function requireDays(days: number): void {
  if (!(days > 0)) throw new RangeError(`a bill has at least a day to maturity, not ${days}`)
}

function requirePrice(price: number): void {
  if (!(price > 0)) throw new RangeError(`the price of a bill is above 0, not ${price}`)
}
