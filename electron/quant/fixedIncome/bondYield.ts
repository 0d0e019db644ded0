import { fallingRoot } from './bracketedNewton.ts'
import { accruedInterest, type FixedRateBond, requireLiving, settlementPlace } from './fixedRateBond.ts'

/**
 * How a yield discounts over the part of a period before the next regular date; whole periods compound in each.
 *
 * - `street`: the part compounds, but in the last period before maturity interest is simple (SIFMA, Standard
 *   Securities Calculation Methods, volume 1; the US market's quotation).
 * - `treasury`: interest over the part is simple in every period (31 CFR part 356, appendix B, II; auctions).
 * - `compounded`: the part compounds in every period (ICMA Rule 252; Eurobonds, most government bonds).
 */
export type YieldConvention = 'street' | 'treasury' | 'compounded'

/** Value of a bond at a yield and how it changes, for 100 of face value. */
export interface YieldValuation {
  readonly dirtyPrice: number
  /** First derivative of the price by the yield as a fraction; negative. */
  readonly slope: number
  /** Second derivative of the price by the yield as a fraction. */
  readonly curvature: number
  /** Sum over the payments of present value x years until it. */
  readonly timeWeighted: number
}

/**
 * Value at a yield to maturity.
 *
 * A payment k periods after the next regular date, which is w periods away, is worth `(1 + y/m)^-(k + w)`, or
 * `(1 + y/m)^-k / (1 + w y/m)` where interest over the part is simple; m is `periodsPerYear` of the bond.
 *
 * @param yieldRate Annual, as a fraction, compounding m times a year; above -m.
 * @throws RangeError for a settlement outside the bond's life or a yield at which nothing has a value.
 */
export function valueAtYield(
  bond: FixedRateBond,
  settlementMs: number,
  yieldRate: number,
  convention: YieldConvention = 'street',
): YieldValuation {
  requireLiving(bond, settlementMs)
  const m = bond.periodsPerYear
  const { nextIndex, periodsToNext: w } = settlementPlace(bond, settlementMs)
  const last = bond.gridMs.length - 1
  const simple = isSimple(convention, nextIndex, last)
  const whole = 1 + yieldRate / m
  const part = 1 + (w * yieldRate) / m
  const lastIsNext = simple && nextIndex === last
  if (!(lastIsNext ? part > 0 : whole > 0)) {
    throw new RangeError(`a yield of ${yieldRate} is below the lowest at which the bond has a value`)
  }
  // The log of the discount factor, its first and its second derivative, by the yield.
  const partLog = simple ? -Math.log(part) : -w * Math.log(whole)
  const partSlope = simple ? -w / m / part : -w / m / whole
  const partBend = simple ? (w / m / part) ** 2 : w / (m * whole) ** 2
  let dirtyPrice = 0
  let slope = 0
  let curvature = 0
  let timeWeighted = 0
  const pay = (gridIndex: number, amount: number): void => {
    const k = gridIndex - nextIndex
    const value = amount * (k === 0 ? Math.exp(partLog) : Math.exp(partLog - k * Math.log(whole)))
    const rate = k === 0 ? partSlope : partSlope - k / m / whole
    const bend = k === 0 ? partBend : partBend + k / (m * whole) ** 2
    dirtyPrice += value
    slope += value * rate
    curvature += value * (rate * rate + bend)
    timeWeighted += (value * (k + w)) / m
  }
  for (const { endMs, gridIndex, amount } of bond.coupons) if (endMs > settlementMs) pay(gridIndex, amount)
  pay(last, bond.redemption)
  return { dirtyPrice, slope, curvature, timeWeighted }
}

/** Price that is paid, with accrued interest, for 100 of face value at a yield; see `valueAtYield`. */
export function dirtyPriceFromYield(
  bond: FixedRateBond,
  settlementMs: number,
  yieldRate: number,
  convention: YieldConvention = 'street',
): number {
  return valueAtYield(bond, settlementMs, yieldRate, convention).dirtyPrice
}

/** Price that is quoted, without accrued interest, for 100 of face value at a yield; see `valueAtYield`. */
export function cleanPriceFromYield(
  bond: FixedRateBond,
  settlementMs: number,
  yieldRate: number,
  convention: YieldConvention = 'street',
): number {
  return (
    valueAtYield(bond, settlementMs, yieldRate, convention).dirtyPrice - accruedInterest(bond, settlementMs)
  )
}

/**
 * Yield to maturity at a clean price for 100 of face value. The price falls in the yield from infinity to zero, so
 * every dirty price above zero has one yield; it is negative where the price is above all that is paid.
 *
 * @throws RangeError where the dirty price is not above zero, or for a settlement outside the bond's life.
 */
export function yieldFromCleanPrice(
  bond: FixedRateBond,
  settlementMs: number,
  cleanPrice: number,
  convention: YieldConvention = 'street',
): number {
  return yieldFromDirtyPrice(bond, settlementMs, cleanPrice + accruedInterest(bond, settlementMs), convention)
}

/** Yield to maturity at a price with accrued interest; see `yieldFromCleanPrice`. */
export function yieldFromDirtyPrice(
  bond: FixedRateBond,
  settlementMs: number,
  dirtyPrice: number,
  convention: YieldConvention = 'street',
): number {
  requireLiving(bond, settlementMs)
  if (!(dirtyPrice > 0) || !Number.isFinite(dirtyPrice)) {
    throw new RangeError(`a price with accrued interest is above 0, not ${dirtyPrice}`)
  }
  const { nextIndex, periodsToNext } = settlementPlace(bond, settlementMs)
  const last = bond.gridMs.length - 1
  const m = bond.periodsPerYear
  const lowest = nextIndex === last && isSimple(convention, nextIndex, last) ? -m / periodsToNext : -m
  return fallingRoot(
    `the yield at a price of ${dirtyPrice}`,
    (yieldRate) => {
      // Of the logs, which are nearly straight where the price itself bends by orders of magnitude.
      const { dirtyPrice: price, slope } = valueAtYield(bond, settlementMs, yieldRate, convention)
      return { value: Math.log(price / dirtyPrice), slope: slope / price }
    },
    bond.couponRate,
    lowest,
  )
}

/** Coupon of a year over the clean price, as a fraction. */
export function currentYield(bond: FixedRateBond, cleanPrice: number): number {
  return (100 * bond.couponRate) / cleanPrice
}

function isSimple(convention: YieldConvention, nextIndex: number, last: number): boolean {
  return convention === 'treasury' || (convention === 'street' && nextIndex === last)
}
