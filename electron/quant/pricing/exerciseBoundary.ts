import { gaussLegendre, type Quadrature } from './gaussLegendre.ts'
import { standardNormalCdf, standardNormalDensity } from './standardNormal.ts'

/** A put on an underlying with a continuous yield; a call is the put with price and strike, rate and yield exchanged. */
export interface AmericanPut {
  readonly spot: number
  readonly strike: number
  readonly years: number
  /** Above 0: without interest on the strike a put is never exercised early, or on a bounded band that this does not know. */
  readonly rate: number
  readonly dividendYield: number
  readonly volatility: number
}

/** How finely a boundary is collocated, and by which of the two equations. */
interface Scheme {
  /** Points of the interpolant less one. */
  readonly order: number
  /** Quadratures of the boundary's integrals and of the price's. */
  readonly inner: Quadrature
  readonly outer: Quadrature
  /** cos(k i pi / order), row by row. */
  readonly cosines: Float64Array
  /** Whether the densities (equation A of the paper) or the probabilities (B) are iterated. */
  readonly byDensity: boolean
  /** Largest relative change of the boundary that ends the iteration. The price's error is of its square. */
  readonly tolerance: number
}

function scheme(order: number, inner: number, outer: number, byDensity: boolean, tolerance: number): Scheme {
  const cosines = Float64Array.from({ length: (order + 1) ** 2 }, (_, place) => {
    const row = Math.floor(place / (order + 1))
    return Math.cos((row * (place % (order + 1)) * Math.PI) / order)
  })
  return { order, inner: gaussLegendre(inner), outer: gaussLegendre(outer), cosines, byDensity, tolerance }
}

/** Equation A converges in about four steps while rates are small against volatility; B always does, in about twenty. */
const CALM = scheme(10, 16, 32, true, 1e-6)
const STIFF = scheme(16, 32, 64, false, 1e-6)
const STIFF_FROM = 0.3
const ITERATIONS = 100

/** ln(boundary / top)^2 at the collocation points, and the coefficients of Chebyshev's interpolant through them. */
const transformed = new Float64Array(17)
const coefficients = new Float64Array(17)

function fitChebyshev({ order, cosines }: Scheme): void {
  for (let k = 0; k <= order; k++) {
    let sum = 0
    for (let i = 0; i <= order; i++) {
      const weight = i === 0 || i === order ? 0.5 : 1
      sum += weight * transformed[i]! * cosines[k * (order + 1) + i]!
    }
    coefficients[k] = (sum * (k === 0 || k === order ? 1 : 2)) / order
  }
}

/** ln(boundary / top) at z in [-1, 1], from the interpolant by Clenshaw's recurrence. */
function logBoundary(order: number, z: number): number {
  let first = 0
  let second = 0
  for (let k = order; k >= 1; k--) {
    const next = 2 * z * first - second + coefficients[k]!
    second = first
    first = next
  }
  const square = z * first - second + coefficients[0]!
  return square > 0 ? -Math.sqrt(square) : 0
}

/** Start of the boundary at `years` before expiry, by the closed form of Bjerksund and Stensland (1993) turned to a put. */
function firstGuess(put: AmericanPut, years: number, top: number): number {
  const { strike, rate, dividendYield, volatility } = put
  const variance = volatility * volatility
  const half = (rate - dividendYield) / variance - 0.5
  const root = -half - Math.sqrt(half * half + (2 * rate) / variance)
  const bottom = (strike * root) / (root - 1)
  const exponent =
    ((rate - dividendYield) * years - 2 * volatility * Math.sqrt(years)) * (top / (top - bottom))
  return bottom + (top - bottom) * Math.exp(Math.min(exponent, 0))
}

/** One step of the fixed point: the boundary at `time` before expiry from the interpolant of the step before. */
function improve(put: AmericanPut, plan: Scheme, top: number, time: number, logHere: number): number {
  const { strike, years, rate, dividendYield, volatility } = put
  const { order, byDensity } = plan
  const { nodes, weights } = plan.inner
  const drift = rate - dividendYield
  const deviation = volatility * Math.sqrt(time)
  const d = (logHere + Math.log(top / strike) + drift * time) / deviation + 0.5 * deviation
  let upper = byDensity ? standardNormalDensity(d - deviation) / deviation : standardNormalCdf(d - deviation)
  let lower = standardNormalCdf(d) + (byDensity ? standardNormalDensity(d) / deviation : 0)
  for (let k = 0; k < nodes.length; k++) {
    const y = nodes[k]!
    const left = 0.25 * time * (1 + y) ** 2
    const at = time - left
    const spread = volatility * Math.sqrt(left)
    const ratio = logHere - logBoundary(order, 2 * Math.sqrt(at / years) - 1)
    const d1 = (ratio + drift * left) / spread + 0.5 * spread
    const weight = 0.5 * time * weights[k]! * (1 + y)
    const first = byDensity ? standardNormalDensity(d1 - spread) / spread : standardNormalCdf(d1 - spread)
    upper += weight * rate * Math.exp(rate * at) * first
    if (dividendYield !== 0) {
      const second = standardNormalCdf(d1) + (byDensity ? standardNormalDensity(d1) / spread : 0)
      lower += weight * dividendYield * Math.exp(dividendYield * at) * second
    }
  }
  return (strike * Math.exp(-drift * time) * upper) / lower
}

/** Fits the boundary into this module's coefficients. False where the iteration does not settle. */
function fitBoundary(put: AmericanPut, plan: Scheme, top: number): boolean {
  const { order, cosines } = plan
  const timeAt = (i: number) => put.years * (0.5 * (1 + cosines[order + 1 + i]!)) ** 2
  for (let i = 0; i < order; i++) transformed[i] = Math.log(firstGuess(put, timeAt(i), top) / top) ** 2
  transformed[order] = 0
  fitChebyshev(plan)
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    let change = 0
    for (let i = 0; i < order; i++) {
      const logHere = -Math.sqrt(transformed[i]!)
      const next = improve(put, plan, top, timeAt(i), logHere)
      const logNext = next > 0 ? Math.min(Math.log(next / top), 0) : logHere - 0.5
      const step = Math.abs(logNext - logHere)
      if (!(step <= change)) change = step
      transformed[i] = logNext * logNext
    }
    fitChebyshev(plan)
    if (change < plan.tolerance) return true
    if (!Number.isFinite(change)) return false
  }
  return false
}

/** What the boundary says of one put. */
export interface EarlyExercise {
  /** Worth of the right to exercise before expiry: American less European price. */
  readonly premium: number
  /** Price of the underlying at and below which the put is to be exercised at once. */
  readonly boundary: number
}

/**
 * Premium and boundary of early exercise of an American put by the spectral collocation of Andersen, Lake and Offengenden,
 * "High-performance American option pricing" (Journal of Computational Finance, 2016): the boundary is a Chebyshev
 * polynomial of the root of the time to expiry, found as the fixed point of their equation A or B, and the premium is
 * Kim's integral over it (1990), right where the spot is above the boundary. Undefined where no boundary was found.
 */
export function earlyExerciseOfPut(put: AmericanPut): EarlyExercise | undefined {
  const { spot, strike, years, rate, dividendYield, volatility } = put
  const stiffness = (Math.max(rate, Math.abs(dividendYield)) * Math.sqrt(years)) / volatility
  const plan = stiffness < STIFF_FROM ? CALM : STIFF
  const top = dividendYield > rate ? (strike * rate) / dividendYield : strike
  if (!fitBoundary(put, plan, top)) return undefined
  const { nodes, weights } = plan.outer
  const logSpot = Math.log(spot / top)
  let premium = 0
  for (let k = 0; k < nodes.length; k++) {
    const left = 0.25 * years * (1 + nodes[k]!) ** 2
    const spread = volatility * Math.sqrt(left)
    const ratio = logSpot - logBoundary(plan.order, 2 * Math.sqrt(1 - left / years) - 1)
    const d1 = (ratio + (rate - dividendYield) * left) / spread + 0.5 * spread
    const interest = rate * strike * Math.exp(-rate * left) * standardNormalCdf(spread - d1)
    const forgone = dividendYield * spot * Math.exp(-dividendYield * left) * standardNormalCdf(-d1)
    premium += 0.5 * years * weights[k]! * (1 + nodes[k]!) * (interest - forgone)
  }
  return { premium, boundary: top * Math.exp(logBoundary(plan.order, 1)) }
}
