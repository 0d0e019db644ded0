import { impliedTotalDeviation } from './normalisedBlack.ts'
import { type OptionTerms, signOf } from './vanillaOption.ts'

/** The terms without the volatility that is sought. */
export type UnknownVolatility = Omit<OptionTerms, 'volatility'>

/**
 * Why a price has no implied volatility.
 * - `invalidInput`: spot, strike or years not positive, or something not a finite number.
 * - `belowIntrinsic`: below the discounted intrinsic value of the forward (of an American option: below exercise).
 * - `atIntrinsic`: equal to it, so that no volatility above 0 gives it; time value is lost in rounding.
 * - `aboveMaximum`: at or above what the option is worth at an infinite volatility: the discounted forward for a call,
 *   the discounted strike for a put.
 */
export type NoVolatilityReason = 'invalidInput' | 'belowIntrinsic' | 'atIntrinsic' | 'aboveMaximum'

/**
 * Volatility a year at which a European option has this price; see {@link impliedTotalDeviation} for the method. NaN where
 * there is none, and {@link whyNoVolatility} says why.
 *
 * The answer is as precise as the price lets it be: in the money, the time value is the price less the intrinsic value, and
 * the digits that subtraction loses are lost to any method.
 */
export function impliedVolatility(terms: UnknownVolatility, price: number): number {
  const { kind, spot, strike, years, rate, carry } = terms
  if (!(spot > 0 && strike > 0 && years > 0)) return Number.NaN
  const discount = Math.exp(-rate * years)
  const forward = spot * Math.exp(carry * years)
  const floor = discount * Math.max(signOf(kind) * (forward - strike), 0)
  if (!(price > floor && price < discount * (kind === 'call' ? forward : strike))) return Number.NaN
  const x = -Math.abs(Math.log(forward / strike))
  const value = (price - floor) / (discount * Math.sqrt(forward) * Math.sqrt(strike))
  return impliedTotalDeviation(x, value) / Math.sqrt(years)
}

/** What forbids a European option at this price to have an implied volatility, or undefined where it has one. */
export function whyNoVolatility(terms: UnknownVolatility, price: number): NoVolatilityReason | undefined {
  const { kind, spot, strike, years, rate, carry } = terms
  if (!(spot > 0 && strike > 0 && years > 0 && Number.isFinite(spot + strike + years + rate + carry))) {
    return 'invalidInput'
  }
  if (!Number.isFinite(price)) return 'invalidInput'
  if (!Number.isNaN(impliedVolatility(terms, price))) return undefined
  const discount = Math.exp(-rate * years)
  const forward = spot * Math.exp(carry * years)
  const floor = discount * Math.max(signOf(kind) * (forward - strike), 0)
  if (price < floor) return 'belowIntrinsic'
  return price > 0.5 * (floor + discount * (kind === 'call' ? forward : strike))
    ? 'aboveMaximum'
    : 'atIntrinsic'
}
