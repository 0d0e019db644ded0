import { valueAtYield, type YieldConvention } from './bondYield.ts'
import type { FixedRateBond } from './fixedRateBond.ts'

/** How a bond's price answers its yield. */
export interface BondSensitivity {
  /** Years until the payments, each weighed by its present value (Macaulay 1938). */
  readonly macaulayDuration: number
  /** `-(dP/dy) / P`, in years, P with accrued interest (Hicks 1939). */
  readonly modifiedDuration: number
  /** `(d2P/dy2) / P`, in years squared. */
  readonly convexity: number
  /** Fall of the price of 100 of face value per basis point of yield: `-(dP/dy) / 10,000`. */
  readonly dv01: number
}

/**
 * Duration, convexity and DV01 at a yield, from the closed form of the price's derivatives (Fabozzi, The Handbook of
 * Fixed Income Securities, chapter "Measuring Interest-Rate Risk"). Where the yield compounds in the broken period,
 * the modified duration is the Macaulay duration over `1 + y/m`.
 *
 * @param yieldRate Annual, as a fraction; see `valueAtYield` for what is refused.
 */
export function bondSensitivity(
  bond: FixedRateBond,
  settlementMs: number,
  yieldRate: number,
  convention: YieldConvention = 'street',
): BondSensitivity {
  const value = valueAtYield(bond, settlementMs, yieldRate, convention)
  return {
    macaulayDuration: value.timeWeighted / value.dirtyPrice,
    modifiedDuration: -value.slope / value.dirtyPrice,
    convexity: value.curvature / value.dirtyPrice,
    dv01: -value.slope / 10_000,
  }
}
