import { type AmericanOption, priceAmerican } from './americanOption.ts'
import { europeanGreeks } from './europeanOption.ts'
import { impliedVolatility, type NoVolatilityReason } from './impliedVolatility.ts'

/** An American option without the volatility that is sought. */
export type AmericanUnknownVolatility = Omit<AmericanOption, 'volatility'>

const HIGHEST = 20
const ITERATIONS = 80

/** Worth at an infinite volatility: all of the underlying, or all of the strike, at the better of the two ends of time. */
function ceilingOf({ kind, spot, strike, years, rate, carry }: AmericanUnknownVolatility): number {
  return kind === 'call'
    ? spot * Math.max(1, Math.exp((carry - rate) * years))
    : strike * Math.max(1, Math.exp(-rate * years))
}

/** What forbids an American option at this price to have an implied volatility, or undefined where it has one. */
export function whyNoAmericanVolatility(
  option: AmericanUnknownVolatility,
  price: number,
): NoVolatilityReason | undefined {
  const floor = priceAmerican({ ...option, volatility: 0 })
  if (!Number.isFinite(floor) || !Number.isFinite(price) || option.years === 0) return 'invalidInput'
  const noise = 1e-12 * option.strike
  if (price < floor - noise) return 'belowIntrinsic'
  if (price <= floor + noise) return 'atIntrinsic'
  return price >= ceilingOf(option) ? 'aboveMaximum' : undefined
}

/**
 * Volatility a year at which an American option has this price, cash dividends included. NaN where there is none:
 * {@link whyNoAmericanVolatility} says why, or where it would be above 2000%.
 *
 * The price does not fall as volatility rises, so a bracket holds the root. The first step is Newton's with the European
 * vega, the following are secants, and one that leaves the bracket is replaced by its middle, so the search ends. In the
 * region where exercise is best at once every volatility gives the same price, and the answer is NaN.
 */
export function americanImpliedVolatility(option: AmericanUnknownVolatility, price: number): number {
  if (whyNoAmericanVolatility(option, price) !== undefined) return Number.NaN
  const tolerance = 1e-11 * option.strike
  const gap = (volatility: number) => priceAmerican({ ...option, volatility }) - price
  let low = 0
  let high = HIGHEST
  const european = impliedVolatility(option, price)
  let volatility = european > 0 && european < HIGHEST ? european : 0.3
  let before = Number.NaN
  let gapBefore = Number.NaN
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const here = gap(volatility)
    if (Math.abs(here) <= tolerance) return volatility
    if (here < 0) low = volatility
    else high = volatility
    const slope =
      iteration === 0
        ? europeanGreeks({ ...option, volatility }).vega
        : (here - gapBefore) / (volatility - before)
    const next = volatility - here / slope
    before = volatility
    gapBefore = here
    volatility = next > low && next < high ? next : 0.5 * (low + high)
    if (Math.abs(volatility - before) <= 1e-13 * volatility || high - low <= 1e-12) break
  }
  return volatility < HIGHEST - 1e-9 ? volatility : Number.NaN
}
