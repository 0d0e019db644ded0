import { normalisedBlack } from './normalisedBlack.ts'
import { standardNormalCdf, standardNormalDensity } from './standardNormal.ts'
import { type OptionTerms, signOf } from './vanillaOption.ts'

/** Sensitivities of one option on one unit of the underlying, per 1.00 of what moves; see greekUnits.ts for screens. */
export interface OptionGreeks {
  readonly price: number
  /** Change for a move of 1 in the spot. */
  readonly delta: number
  /** Change of delta for a move of 1 in the spot. */
  readonly gamma: number
  /** Change for a move of 1.00 (100 vol points) in volatility. */
  readonly vega: number
  /** Change as a year of calendar time passes at this instant's pace; negative where time decays the price. */
  readonly theta: number
  /** Change for a move of 1.00 in the rate while the yield rate - carry stays: shares, indices, currencies. */
  readonly rho: number
}

/** Greeks of a European option; `rho` splits into its two ways of acting. */
export interface EuropeanGreeks extends OptionGreeks {
  /** Change for a move of 1.00 in the cost of carry alone. Minus this is the sensitivity to a yield or a base rate. */
  readonly carryRho: number
  /** Change for a move of 1.00 in the rate while the carry stays: the rho of an option on a future. */
  readonly discountRho: number
}

function isValid({ spot, strike, years, rate, carry, volatility }: OptionTerms): boolean {
  return spot >= 0 && strike >= 0 && years >= 0 && volatility >= 0 && Number.isFinite(rate + carry)
}

/**
 * Price of a European option by the generalised formula of Black, Scholes and Merton with cost of carry (Haug, "The
 * Complete Guide to Option Pricing Formulas", 2007, chapter 1), in the currency of the spot.
 *
 * It is computed as discounted intrinsic value of the forward plus the option out of the money, which is precise to about
 * 1e-13 in relative terms far out of the money, too. At `years` = 0 or `volatility` = 0 it is that intrinsic value. NaN
 * where spot, strike, years or volatility are negative or not numbers.
 */
export function priceEuropean(terms: OptionTerms): number {
  if (!isValid(terms)) return Number.NaN
  const { kind, spot, strike, years, rate, carry, volatility } = terms
  const forward = spot * Math.exp(carry * years)
  const discount = Math.exp(-rate * years)
  const intrinsic = Math.max(signOf(kind) * (forward - strike), 0)
  const deviation = volatility * Math.sqrt(years)
  if (deviation === 0 || forward === 0 || strike === 0) return discount * intrinsic
  const outside = normalisedBlack(-Math.abs(Math.log(forward / strike)), deviation)
  return discount * (intrinsic + Math.sqrt(forward) * Math.sqrt(strike) * outside)
}

/**
 * Price and Greeks of a European option (Haug 2007, chapter 2), in the units that {@link EuropeanGreeks} says.
 *
 * At `years` = 0 or `volatility` = 0 they are the limits: delta is the carried indicator of being in the money (a half at
 * the kink), gamma and the decay of time value are 0. Exactly at the kink gamma has no finite limit; 0 is answered, so
 * that a sum over a book stays a number. NaN where {@link priceEuropean} is NaN.
 */
export function europeanGreeks(terms: OptionTerms): EuropeanGreeks {
  const price = priceEuropean(terms)
  const { kind, spot, strike, years, rate, carry, volatility } = terms
  const sign = signOf(kind)
  const discount = Math.exp(-rate * years)
  const forward = spot * Math.exp(carry * years)
  const rootYears = Math.sqrt(years)
  const deviation = volatility * rootYears
  // Without deviation d1 and d2 run to an infinity, or stay at 0 where forward and strike are equal.
  const distance = forward === strike ? 0 : Math.log(forward / strike)
  const d1 = distance === 0 ? 0.5 * deviation : distance / deviation + 0.5 * deviation
  const d2 = d1 - deviation
  const density = standardNormalDensity(d1)
  const spotPart = discount * forward * standardNormalCdf(sign * d1)
  const strikePart = discount * strike * standardNormalCdf(sign * d2)
  const carriedSpot = discount * forward
  const carriedUnit = Math.exp((carry - rate) * years)
  const spread = spot * deviation
  const decay = rootYears > 0 ? (carriedSpot * density * volatility) / (2 * rootYears) : 0
  const carryRho = sign * years * spotPart
  const discountRho = -years * price
  return {
    price,
    delta: Number.isNaN(price) ? Number.NaN : sign * carriedUnit * standardNormalCdf(sign * d1),
    gamma: spread > 0 && density > 0 ? (carriedUnit * density) / spread : spread >= 0 ? 0 : Number.NaN,
    vega: carriedSpot * density * rootYears,
    theta: -decay - sign * (carry - rate) * spotPart - sign * rate * strikePart,
    rho: carryRho + discountRho,
    carryRho,
    discountRho,
  }
}
