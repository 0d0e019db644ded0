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
  /** Collocation points less one; the last of them is expiry. */
  readonly order: number
  /** Quadratures of the boundary's integrals and of the price's. */
  readonly inner: Quadrature
  readonly outer: Quadrature
  /** Share of sqrt(years) at which each point stands. */
  readonly shares: Float64Array
  /** Weights of the points' values in the interpolant at each node of each point's integral, row by row. */
  readonly innerBasis: Float64Array
  /** The same at the nodes of the price's integral, and at last at the full time to expiry. */
  readonly outerBasis: Float64Array
  /** Whether the densities (equation A of the paper) or the probabilities (B) are iterated. */
  readonly byDensity: boolean
  /** Largest relative change of the boundary that ends the iteration. The price's error is of its square. */
  readonly tolerance: number
}

/** Values at z of the polynomials that are 1 at one of Chebyshev's extrema and 0 at the others, in barycentric form. */
function interpolationWeights(order: number, z: number, out: Float64Array, from: number): void {
  let sum = 0
  for (let j = 0; j <= order; j++) {
    const distance = z - Math.cos((j * Math.PI) / order)
    if (distance === 0) {
      for (let k = 0; k <= order; k++) out[from + k] = k === j ? 1 : 0
      return
    }
    const weight = (j % 2 === 0 ? 1 : -1) * (j === 0 || j === order ? 0.5 : 1)
    out[from + j] = weight / distance
    sum += weight / distance
  }
  for (let j = 0; j <= order; j++) out[from + j] = out[from + j]! / sum
}

function scheme(order: number, inner: number, outer: number, byDensity: boolean, tolerance: number): Scheme {
  const [boundaryRule, priceRule] = [gaussLegendre(inner), gaussLegendre(outer)]
  const shares = Float64Array.from(
    { length: order + 1 },
    (_, i) => 0.5 * (1 + Math.cos((i * Math.PI) / order)),
  )
  const innerBasis = new Float64Array(order * inner * (order + 1))
  const outerBasis = new Float64Array((outer + 1) * (order + 1))
  const rest = (y: number) => Math.sqrt(1 - 0.25 * (1 + y) ** 2)
  for (let i = 0; i < order; i++) {
    for (let k = 0; k < inner; k++) {
      const z = 2 * shares[i]! * rest(boundaryRule.nodes[k]!) - 1
      interpolationWeights(order, z, innerBasis, (i * inner + k) * (order + 1))
    }
  }
  for (let k = 0; k < outer; k++) {
    interpolationWeights(order, 2 * rest(priceRule.nodes[k]!) - 1, outerBasis, k * (order + 1))
  }
  interpolationWeights(order, 1, outerBasis, outer * (order + 1))
  return {
    order,
    inner: boundaryRule,
    outer: priceRule,
    shares,
    innerBasis,
    outerBasis,
    byDensity,
    tolerance,
  }
}

/** Equation A converges in about five steps while rates are small against volatility; B always does, in about twenty. */
const CALM = scheme(8, 12, 32, true, 1e-5)
const STIFF = scheme(16, 32, 64, false, 1e-6)
/** Rate or yield times sqrt(years) over volatility, and volatility times sqrt(years), below which A is precise. */
const CALM_RATE = 0.3
const CALM_DEVIATION = 3
const ITERATIONS = 100

/** ln(boundary / top)^2 at the collocation points, of this step and of the step before. */
const squares = new Float64Array(17)
const squaresBefore = new Float64Array(17)

/** ln(boundary / top) by the interpolant through `values`, with the weights that stand at `from`. */
function logBoundary(order: number, values: Float64Array, basis: Float64Array, from: number): number {
  let square = 0
  for (let j = 0; j < order; j++) square += basis[from + j]! * values[j]!
  return square > 0 ? -Math.sqrt(square) : 0
}

/** What a boundary depends on, besides the strike, to which it is proportional. */
type Market = Omit<AmericanPut, 'spot' | 'strike'>

/**
 * Start of the boundary over the strike at `years` before expiry, by the closed form of Bjerksund and Stensland (1993) turned
 * to a put.
 */
function firstGuess(put: Market, years: number, top: number): number {
  const { rate, dividendYield, volatility } = put
  const variance = volatility * volatility
  const half = (rate - dividendYield) / variance - 0.5
  const root = -half - Math.sqrt(half * half + (2 * rate) / variance)
  const bottom = root / (root - 1)
  const exponent =
    ((rate - dividendYield) * years - 2 * volatility * Math.sqrt(years)) * (top / (top - bottom))
  return bottom + (top - bottom) * Math.exp(Math.min(exponent, 0))
}

/** One step of the fixed point: the boundary over the strike at one point from the interpolant of the step before. */
function improve(put: Market, plan: Scheme, top: number, point: number): number {
  const { years, rate, dividendYield, volatility } = put
  const { order, byDensity, innerBasis } = plan
  const { nodes, weights } = plan.inner
  const count = nodes.length
  const drift = rate - dividendYield
  const share = plan.shares[point]!
  const time = years * share * share
  const deviation = volatility * Math.sqrt(years) * share
  const logHere = -Math.sqrt(squaresBefore[point]!)
  const d = (logHere + Math.log(top) + drift * time) / deviation + 0.5 * deviation
  let upper = byDensity ? standardNormalDensity(d - deviation) / deviation : standardNormalCdf(d - deviation)
  let lower = standardNormalCdf(d) + (byDensity ? standardNormalDensity(d) / deviation : 0)
  for (let k = 0; k < count; k++) {
    const half = 0.5 * (1 + nodes[k]!)
    const left = time * half * half
    const spread = deviation * half
    const ratio = logHere - logBoundary(order, squaresBefore, innerBasis, (point * count + k) * (order + 1))
    const d1 = (ratio + drift * left) / spread + 0.5 * spread
    const weight = time * weights[k]! * half
    const first = byDensity ? standardNormalDensity(d1 - spread) / spread : standardNormalCdf(d1 - spread)
    upper += weight * rate * Math.exp(rate * (time - left)) * first
    if (dividendYield !== 0) {
      const second = standardNormalCdf(d1) + (byDensity ? standardNormalDensity(d1) / spread : 0)
      lower += weight * dividendYield * Math.exp(dividendYield * (time - left)) * second
    }
  }
  return (Math.exp(-drift * time) * upper) / lower
}

/** Finds the boundary into this module's `squares`. False where the iteration does not settle. */
function iterate(put: Market, plan: Scheme, top: number): boolean {
  const { order, shares } = plan
  for (let i = 0; i < order; i++) {
    squares[i] = Math.log(firstGuess(put, put.years * shares[i]! * shares[i]!, top) / top) ** 2
  }
  squares[order] = 0
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    squaresBefore.set(squares)
    let change = 0
    for (let i = 0; i < order; i++) {
      const logHere = -Math.sqrt(squaresBefore[i]!)
      const next = improve(put, plan, top, i)
      const logNext = next > 0 ? Math.min(Math.log(next / top), 0) : logHere - 0.5
      const step = Math.abs(logNext - logHere)
      if (!(step <= change)) change = step
      squares[i] = logNext * logNext
    }
    if (change < plan.tolerance) return true
    if (!Number.isFinite(change)) return false
  }
  return false
}

/** The market whose boundary stands in `squares`, and whether it settled. */
let known: Market = { years: 0, rate: 0, dividendYield: 0, volatility: 0 }
let isSettled = false

/**
 * The boundary for a strike of 1, unless it was the last one asked for: strikes of one volatility and the bumps of a spot
 * share it, and being made for a strike of 1 it has the same digits whichever of them asked first.
 */
function fitBoundary(put: Market, plan: Scheme, top: number): boolean {
  const { years, rate, dividendYield, volatility } = put
  const isKnown =
    years === known.years &&
    rate === known.rate &&
    dividendYield === known.dividendYield &&
    volatility === known.volatility
  if (!isKnown) {
    isSettled = iterate(put, plan, top)
    known = { years, rate, dividendYield, volatility }
  }
  return isSettled
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
  const isCalm = stiffness < CALM_RATE && volatility * Math.sqrt(years) < CALM_DEVIATION
  const plan = isCalm ? CALM : STIFF
  const top = dividendYield > rate ? rate / dividendYield : 1
  if (!fitBoundary(put, plan, top)) return undefined
  const { nodes, weights } = plan.outer
  const { order, outerBasis } = plan
  const logSpot = Math.log(spot / (strike * top))
  const deviation = volatility * Math.sqrt(years)
  let premium = 0
  for (let k = 0; k < nodes.length; k++) {
    const half = 0.5 * (1 + nodes[k]!)
    const left = years * half * half
    const spread = deviation * half
    const ratio = logSpot - logBoundary(order, squares, outerBasis, k * (order + 1))
    const d1 = (ratio + (rate - dividendYield) * left) / spread + 0.5 * spread
    const interest = rate * strike * Math.exp(-rate * left) * standardNormalCdf(spread - d1)
    const forgone = dividendYield * spot * Math.exp(-dividendYield * left) * standardNormalCdf(-d1)
    premium += years * weights[k]! * half * (interest - forgone)
  }
  const boundary =
    strike * top * Math.exp(logBoundary(order, squares, outerBasis, nodes.length * (order + 1)))
  return { premium, boundary }
}
