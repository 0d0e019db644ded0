import { fallingRoot } from './bracketedNewton.ts'
import { daysBetween } from './civilDate.ts'
import { type DiscountCurve, discountFactor, zeroRate } from './discountCurve.ts'
import { accruedInterest, type FixedRateBond, requireLiving } from './fixedRateBond.ts'

/** A discount curve that starts on a date; its times are calendar days over 365. */
export interface DatedCurve {
  readonly curve: DiscountCurve
  readonly dateMs: number
}

/** A constant spread over the zero rates of a curve. */
export interface ZeroSpread {
  /** Annual, as a fraction. */
  readonly rate: number
  /** How often rate and spread compound in a year; 0 for continuously. */
  readonly compoundingPerYear: number
}

/**
 * Price with accrued interest at settlement, for 100 of face value: the payments after it, discounted on the day each
 * is paid to the settlement.
 *
 * @throws RangeError where settlement is outside the bond's life or before the curve's date.
 */
export function dirtyPriceFromCurve(
  bond: FixedRateBond,
  settlementMs: number,
  dated: DatedCurve,
  spread: ZeroSpread = { rate: 0, compoundingPerYear: 0 },
): number {
  return valueAtSpread(bond, settlementMs, dated, spread).value
}

/** Price without accrued interest; see `dirtyPriceFromCurve`. */
export function cleanPriceFromCurve(
  bond: FixedRateBond,
  settlementMs: number,
  dated: DatedCurve,
  spread: ZeroSpread = { rate: 0, compoundingPerYear: 0 },
): number {
  return valueAtSpread(bond, settlementMs, dated, spread).value - accruedInterest(bond, settlementMs)
}

/**
 * Z-spread: the constant spread over the zero rates at which the curve gives a clean price (Fabozzi, The Handbook of
 * Fixed Income Securities, "zero-volatility spread").
 *
 * @param compoundingPerYear How often rate and spread compound in a year; 0 for continuously.
 * @returns Annual, as a fraction.
 */
export function zSpread(
  bond: FixedRateBond,
  settlementMs: number,
  cleanPrice: number,
  dated: DatedCurve,
  compoundingPerYear = 0,
): number {
  const dirtyPrice = cleanPrice + accruedInterest(bond, settlementMs)
  if (!(dirtyPrice > 0)) throw new RangeError(`a price with accrued interest is above 0, not ${dirtyPrice}`)
  let lowest = Number.NEGATIVE_INFINITY
  if (compoundingPerYear > 0) {
    lowest = -compoundingPerYear
    for (const { timeYears } of payments(bond, settlementMs, dated)) {
      lowest = Math.max(lowest, -compoundingPerYear - periodicRate(dated, timeYears, compoundingPerYear))
    }
  }
  return fallingRoot(
    `the Z-spread at a price of ${cleanPrice}`,
    (rate) => {
      const { value, slope } = valueAtSpread(bond, settlementMs, dated, { rate, compoundingPerYear })
      return { value: Math.log(value / dirtyPrice), slope: slope / value }
    },
    0,
    lowest,
  )
}

function* payments(
  bond: FixedRateBond,
  settlementMs: number,
  { dateMs }: DatedCurve,
): Generator<{ timeYears: number; amount: number }> {
  for (const { endMs, paymentMs, amount } of bond.coupons) {
    if (endMs > settlementMs) yield { timeYears: daysBetween(dateMs, paymentMs) / 365, amount }
  }
  yield { timeYears: daysBetween(dateMs, bond.redemptionPaymentMs) / 365, amount: bond.redemption }
}

/** Zero rate of the curve, compounded as the spread is. */
function periodicRate({ curve }: DatedCurve, timeYears: number, compoundingPerYear: number): number {
  return compoundingPerYear * Math.expm1(zeroRate(curve, timeYears) / compoundingPerYear)
}

/** Value at settlement and its derivative by the spread. */
function valueAtSpread(
  bond: FixedRateBond,
  settlementMs: number,
  dated: DatedCurve,
  { rate, compoundingPerYear: m }: ZeroSpread,
): { value: number; slope: number } {
  requireLiving(bond, settlementMs)
  const discountAt = (timeYears: number): { log: number; slope: number } => {
    if (m === 0) {
      return { log: Math.log(discountFactor(dated.curve, timeYears)) - rate * timeYears, slope: -timeYears }
    }
    const growth = 1 + (periodicRate(dated, timeYears, m) + rate) / m
    return { log: -m * timeYears * Math.log(growth), slope: -timeYears / growth }
  }
  const start = discountAt(daysBetween(dated.dateMs, settlementMs) / 365)
  let value = 0
  let slope = 0
  for (const { timeYears, amount } of payments(bond, settlementMs, dated)) {
    const discount = discountAt(timeYears)
    const worth = amount * Math.exp(discount.log - start.log)
    value += worth
    slope += worth * (discount.slope - start.slope)
  }
  return { value, slope }
}
