import { erfcx } from './errorFunction.ts'
import { standardNormalCdf, standardNormalQuantile } from './standardNormal.ts'

/**
 * Black's formula without units: of the forward F, the strike K and the discount factor D only x = ln(F/K) and the total
 * deviation s = sigma sqrt(T) remain, and the price of the option out of the money is D sqrt(F K) b(x, s) with x <= 0.
 * P. Jaeckel, "Let's be rational" (2015), whose objective functions and order of iteration the inversion uses.
 */
const ROOT_TWO_PI = Math.sqrt(2 * Math.PI)
const ROOT_HALF_PI = Math.sqrt(Math.PI / 2)
const FAR = -10
const SMALL = 0.2

/**
 * Phi/phi at h + t less the same at h - t, for h + t <= -10: the asymptotic series of Mills' ratio with each difference
 * of powers built from positive terms, so that nothing cancels.
 */
function farDifference(h: number, t: number): number {
  const near = -1 / (h + t)
  const far = -1 / (h - t)
  const nearSquare = near * near
  const squares = 2 * t * near * far * (near + far)
  let difference = 2 * t * near * far
  let farPower = far
  let factor = 1
  let sum = difference
  for (let k = 1; k < 40; k++) {
    difference = nearSquare * difference + farPower * squares
    farPower *= far * far
    factor *= 1 - 2 * k
    const term = factor * difference
    sum += term
    if (Math.abs(term) <= 1e-17 * sum) break
  }
  return sum
}

/** The same for t < 0.2, as the odd part of a Taylor series around h. */
function smallDifference(h: number, t: number): number {
  const square = t * t
  let even = ROOT_HALF_PI * erfcx(-h * Math.SQRT1_2)
  let odd = 1 + h * even
  let power = t
  let sum = odd * t
  for (let n = 1; n <= 13; n += 2) {
    even = h * odd + n * even
    odd = h * even + (n + 1) * odd
    power *= square / ((n + 1) * (n + 2))
    sum += odd * power
  }
  return 2 * sum
}

/**
 * Normalised price b(x, s) = exp(x/2) Phi(x/s + s/2) - exp(-x/2) Phi(x/s - s/2) of the option out of the money, x <= 0.
 * Relative error about 1e-14 wherever the value is a normal double. 0 at s = 0.
 */
export function normalisedBlack(x: number, s: number): number {
  if (!(s > 0)) return s === 0 ? 0 : Number.NaN
  const h = x / s
  const t = 0.5 * s
  const scale = Math.exp(-0.5 * (h * h + t * t))
  if (h + t < FAR) return scale === 0 ? 0 : (scale / ROOT_TWO_PI) * farDifference(h, t)
  if (t < SMALL) return (scale / ROOT_TWO_PI) * smallDifference(h, t)
  const second = 0.5 * scale * erfcx((t - h) * Math.SQRT1_2)
  if (h + t < 0) return 0.5 * scale * erfcx(-(h + t) * Math.SQRT1_2) - second
  return Math.exp(0.5 * x) * standardNormalCdf(h + t) - second
}

/** Householder's step of third order for a root of f: `newton` is -f/f', the others f''/f' and f'''/f'. */
function householder(newton: number, second: number, third: number): number {
  return (newton * (1 + 0.5 * second * newton)) / (1 + newton * (second + (third * newton) / 6))
}

/**
 * Total deviation s with b(x, s) = value, for x <= 0 and 0 < value < exp(x/2); NaN outside.
 *
 * b is increasing in s and has one inflection at sqrt(2 |x|). Below it the root of 1/ln b is sought, above half of the
 * ceiling that of ln(exp(x/2) - b), between them that of b itself, each nearly linear there. Steps of order four stay
 * inside a bracket that shrinks with every evaluation and fall back to halving it, so the search always ends.
 */
export function impliedTotalDeviation(x: number, value: number): number {
  const ceiling = Math.exp(0.5 * x)
  if (!(value > 0 && value < ceiling && x <= 0)) return Number.NaN
  const inflection = Math.sqrt(-2 * x)
  const middle = normalisedBlack(x, inflection)
  const lower = value < middle
  const logValue = Math.log(value)
  let low = lower ? 0 : inflection
  let high = lower ? inflection : Number.POSITIVE_INFINITY
  let s: number
  if (lower) {
    s = inflection * Math.sqrt(Math.log(middle) / logValue)
  } else {
    const slope = Math.exp(-0.5 * ((x / inflection) ** 2 || 0) - inflection ** 2 / 8) / ROOT_TWO_PI
    const linear = inflection + (value - middle) / slope
    const far = -2 * standardNormalQuantile((ceiling - value) / (ceiling + 1 / ceiling))
    s = value > 0.5 * ceiling || x === 0 ? Math.max(far, linear) : linear
  }
  for (let iteration = 0; iteration < 200; iteration++) {
    const b = normalisedBlack(x, s)
    if (b < value) low = s
    else high = s
    let step: number
    const h = x / s
    const slope = Math.exp(-0.5 * h * h - (s * s) / 8) / ROOT_TWO_PI
    const bend = (h * h) / s - 0.25 * s
    const twist = bend * bend - (3 * h * h) / (s * s) - 0.25
    if (lower) {
      const log = Math.log(b)
      const rate = slope / b
      const newton = ((logValue - log) * log) / logValue / rate
      const pull = rate * (1 + 2 / log)
      step = householder(
        newton,
        bend - pull,
        twist + 2 * rate * rate * (1 + (3 / log) * (1 + 1 / log)) - 3 * bend * pull,
      )
    } else if (value > 0.5 * ceiling) {
      const left = ceiling - b
      const rate = slope / left
      const newton = Math.log(left / (ceiling - value)) / rate
      step = householder(newton, bend + rate, twist + rate * (2 * rate + 3 * bend))
    } else {
      step = householder((value - b) / slope, bend, twist)
    }
    const next = s + step
    if (next > low && next < high) {
      s = next
      if (Math.abs(step) <= 1e-5 * s) return s
    } else {
      const inside = high < Number.POSITIVE_INFINITY ? 0.5 * (low + high) : 2 * s
      if (b === value || inside === s || high - low <= 4e-16 * high) return s
      s = inside
    }
  }
  return s
}
