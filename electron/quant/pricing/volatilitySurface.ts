import { impliedVolatility } from './impliedVolatility.ts'
import { type Curve, monotoneCubic } from './monotoneCubic.ts'
import { fitSvi, type SmilePoint, type SviParameters, sviCurve } from './sviSmile.ts'
import { logMoneyness, type OptionKind } from './vanillaOption.ts'

/** One quote of a European option: its volatility, or its price, which is turned into one. */
export type SurfaceQuote = {
  readonly strike: number
  /** Weight in the fit of the smile, above 0; 1 where absent. A vega or the inverse of a spread are customary. */
  readonly weight?: number
} & ({ readonly volatility: number } | { readonly kind: OptionKind; readonly price: number })

/** The quotes of one expiry. */
export interface ExpiryQuotes {
  /** Time to expiry in years, ACT/365 fixed, above 0. */
  readonly years: number
  /** Forward price for the expiry, for example {@link forwardFromChain}'s. */
  readonly forward: number
  /** Discount factor to the expiry; needed where quotes are prices, 1 where absent. */
  readonly discountFactor?: number
  readonly quotes: readonly SurfaceQuote[]
}

/** A quote the surface does not stand on, and why. */
export interface UnusedQuote {
  readonly years: number
  readonly strike: number
  readonly reason: 'noImpliedVolatility' | 'invalidStrike' | 'invalidWeight'
}

/** The smile of one expiry. */
export interface SmileSlice {
  readonly years: number
  readonly forward: number
  /** Points it was made from, by rising log-moneyness. */
  readonly points: readonly SmilePoint[]
  /** SVI's parameters, or undefined where fewer than five strikes left only an interpolation. */
  readonly svi: SviParameters | undefined
  /** Root of the weighted mean of squared differences of total variance between points and curve. */
  readonly error: number
  /** Total variance over log-moneyness. */
  readonly curve: Curve
}

/** Volatility by strike and expiry. */
export interface VolatilitySurface {
  /** By rising time to expiry; never empty. */
  readonly slices: readonly SmileSlice[]
  readonly unused: readonly UnusedQuote[]
  /** Total variance volatility^2 years at log-moneyness ln(strike / forward). */
  totalVariance(k: number, years: number): number
  /** Forward price for any time, straight in its logarithm between expiries. */
  forward(years: number): number
  /** Volatility a year at a strike. */
  volatility(strike: number, years: number): number
}

function volatilityOf(quote: SurfaceQuote, { years, forward, discountFactor = 1 }: ExpiryQuotes): number {
  if ('volatility' in quote) return quote.volatility
  const { kind, strike, price } = quote
  const rate = -Math.log(discountFactor) / years
  return impliedVolatility({ kind, spot: forward, strike, years, rate, carry: 0 }, price)
}

/** Points of one expiry; several quotes of a strike (a call and a put) become their weighted mean. */
function pointsOf(expiry: ExpiryQuotes, unused: UnusedQuote[]): SmilePoint[] {
  const byStrike = new Map<number, { variance: number; weight: number }>()
  for (const quote of expiry.quotes) {
    const { strike, weight = 1 } = quote
    const leave = (reason: UnusedQuote['reason']) => unused.push({ years: expiry.years, strike, reason })
    if (!(strike > 0 && Number.isFinite(strike))) leave('invalidStrike')
    else if (!(weight > 0 && Number.isFinite(weight))) leave('invalidWeight')
    else {
      const volatility = volatilityOf(quote, expiry)
      if (!(volatility > 0 && Number.isFinite(volatility))) leave('noImpliedVolatility')
      else {
        const sum = byStrike.get(strike) ?? { variance: 0, weight: 0 }
        sum.variance += weight * volatility * volatility * expiry.years
        sum.weight += weight
        byStrike.set(strike, sum)
      }
    }
  }
  return [...byStrike]
    .sort(([a], [b]) => a - b)
    .map(([strike, { variance, weight }]) => ({
      k: logMoneyness(strike, expiry.forward),
      totalVariance: variance / weight,
      weight,
    }))
}

function sliceOf(expiry: ExpiryQuotes, unused: UnusedQuote[]): SmileSlice | undefined {
  const { years, forward } = expiry
  if (!(years > 0 && forward > 0 && Number.isFinite(years + forward))) {
    throw new RangeError(`an expiry needs years and a forward above 0, not ${years} and ${forward}`)
  }
  const points = pointsOf(expiry, unused)
  if (points.length === 0) return undefined
  const fit = fitSvi(points)
  const curve =
    fit === undefined
      ? monotoneCubic(
          points.map((point) => point.k),
          points.map((point) => point.totalVariance),
        )
      : sviCurve(fit.parameters)
  return { years, forward, points, svi: fit?.parameters, error: fit?.error ?? 0, curve }
}

/** Straight line through the values of the two slices around a time; constant in the value beyond them. */
function between(slices: readonly SmileSlice[], years: number): readonly [SmileSlice, SmileSlice, number] {
  const after = slices.findIndex((slice) => slice.years >= years)
  if (after <= 0) {
    const only = after === 0 ? slices[0]! : slices.at(-1)!
    return [only, only, 0]
  }
  const [near, far] = [slices[after - 1]!, slices[after]!]
  return [near, far, (years - near.years) / (far.years - near.years)]
}

/**
 * Volatility surface through the quotes of several expiries. Each expiry with at least five strikes has an SVI smile, one
 * with fewer a monotone cubic of total variance. Between expiries total variance is linear in time at constant
 * log-moneyness, which adds no calendar arbitrage where the smiles have none (Gatheral 2004); before the first and after
 * the last the volatility of that expiry is kept.
 *
 * Quotes without a volatility are listed in `unused`, expiries without a usable quote are left out, and two of the same
 * time are a mistake. `spot` is the price now, from which the forward runs to the first expiry. Undefined where no quote
 * at all is usable. Throws RangeError on a time, forward or spot that is not above 0.
 */
export function buildVolatilitySurface(
  spot: number,
  expiries: readonly ExpiryQuotes[],
): VolatilitySurface | undefined {
  if (!(spot > 0 && Number.isFinite(spot))) throw new RangeError(`a spot must be above 0, not ${spot}`)
  const unused: UnusedQuote[] = []
  const slices = expiries.flatMap((expiry) => sliceOf(expiry, unused) ?? []).sort((a, b) => a.years - b.years)
  const twin = slices.find((slice, place) => slice.years === slices[place - 1]?.years)
  if (twin !== undefined) throw new RangeError(`two expiries are ${twin.years} years away`)
  if (slices.length === 0) return undefined

  const totalVariance = (k: number, years: number): number => {
    const [near, far, share] = between(slices, years)
    if (near === far) return (near.curve.value(k) * years) / near.years
    return (1 - share) * near.curve.value(k) + share * far.curve.value(k)
  }
  const forward = (years: number): number => {
    const [near, far, share] = between(slices, years)
    if (near !== far) return near.forward * (far.forward / near.forward) ** share
    if (years <= near.years) return spot * (near.forward / spot) ** (years / near.years)
    const before = slices.at(-2)
    const [base, from] = before === undefined ? [spot, 0] : [before.forward, before.years]
    return near.forward * (near.forward / base) ** ((years - near.years) / (near.years - from))
  }
  const volatility = (strike: number, years: number): number => {
    const at = Math.max(years, 1e-9 * slices[0]!.years)
    return Math.sqrt(totalVariance(logMoneyness(strike, forward(at)), at) / at)
  }
  return { slices, unused, totalVariance, forward, volatility }
}
