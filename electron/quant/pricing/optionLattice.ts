import { normalisedBlack } from './normalisedBlack.ts'
import { intrinsicValue, type OptionTerms, signOf } from './vanillaOption.ts'

/** A dividend in cash of one unit of the underlying. */
export interface CashDividend {
  /** Years from now until the underlying trades without it. 0: it goes ex in the next instant, and exercise is still possible. */
  readonly years: number
  readonly amount: number
}

/** When the holder may exercise: at any time, or at expiry alone. */
export type ExerciseStyle = 'american' | 'european'

/** A plain option with its exercise and the dividends of its life. */
export interface LatticeOption extends OptionTerms {
  readonly exercise: ExerciseStyle
  /** In any order; those after expiry do not count. */
  readonly dividends: readonly CashDividend[]
}

/** What one lattice says at the spot. */
export interface LatticeSolution {
  /** The larger of continuation and exercise. */
  readonly price: number
  /** Worth of the option when it is not exercised now. */
  readonly continuation: number
  readonly delta: number
  readonly gamma: number
}

/** Standard deviations on either side that a lattice covers: what lies beyond weighs 6e-7. */
const WIDTH = 5

interface Segment {
  /** Years from now at its ends. */
  readonly from: number
  readonly years: number
  readonly steps: number
  /** Price in the middle of the lattice at its start. */
  readonly centre: number
  readonly spacing: number
  /** Nodes on either side of the middle. */
  readonly reach: number
  /** Dividend that goes ex at its end. */
  readonly dividend: number
}

/** The life of the option cut at its ex-dates, so that every one of them falls between two lattices. */
function segmentsOf(option: LatticeOption, spot: number, steps: number): Segment[] {
  const { years, carry, volatility } = option
  const amounts = new Map<number, number>()
  for (const dividend of option.dividends) {
    if (dividend.years <= 0 || dividend.years > years || dividend.amount === 0) continue
    amounts.set(dividend.years, (amounts.get(dividend.years) ?? 0) + dividend.amount)
  }
  const ends = [...amounts.keys()].filter((time) => time < years).sort((a, b) => a - b)
  let centre = spot
  let from = 0
  return [...ends, years].map((end) => {
    const length = end - from
    const count = Math.max(4, Math.round((steps * length) / years))
    const spacing = volatility * Math.sqrt((3 * length) / count)
    const width = WIDTH * volatility * Math.sqrt(end) + volatility * volatility * end
    const dividend = amounts.get(end) ?? 0
    const reach = Math.max(4, Math.ceil(width / spacing) + 2)
    const segment = { from, years: length, steps: count, centre, spacing, reach, dividend }
    centre = Math.max(centre * Math.exp(carry * length) - dividend, 1e-3 * spot)
    from = end
    return segment
  })
}

/** Value one step before expiry by Black's formula, which takes the kink of the payoff out of the lattice. */
function startValues(option: LatticeOption, segment: Segment, values: Float64Array): void {
  const { kind, rate, carry, volatility } = option
  const sign = signOf(kind)
  const { reach, spacing, steps, years, centre } = segment
  const step = years / steps
  const strike = option.strike + segment.dividend
  const drift = (carry - 0.5 * volatility * volatility) * (years - step)
  const discount = Math.exp(-rate * step)
  const deviation = volatility * Math.sqrt(step)
  for (let j = -reach; j <= reach; j++) {
    const price = centre * Math.exp(drift + j * spacing)
    const forward = price * Math.exp(carry * step)
    const x = -Math.abs(Math.log(forward / strike))
    const outside = Math.sqrt(forward * strike) * normalisedBlack(x, deviation)
    const value = discount * (Math.max(sign * (forward - strike), 0) + outside)
    values[j + reach] =
      option.exercise === 'american' ? Math.max(value, sign * (price - option.strike)) : value
  }
}

/** Cubic interpolation between the values of a lattice at its start, straight in the price beyond its edges. */
function valueAt(values: Float64Array, segment: Segment, price: number): number {
  const last = 2 * segment.reach
  const place = Math.log(price / segment.centre) / segment.spacing + segment.reach
  if (place <= 0 || place >= last) {
    const [edge, next] = place <= 0 ? [0, 1] : [last, last - 1]
    const at = (index: number) => segment.centre * Math.exp((index - segment.reach) * segment.spacing)
    const slope = (values[next]! - values[edge]!) / (at(next) - at(edge))
    return Math.max(0, values[edge]! + slope * (price - at(edge)))
  }
  const first = Math.min(Math.max(Math.floor(place) - 1, 0), last - 3)
  const u = place - first
  return (
    (-values[first]! * (u - 1) * (u - 2) * (u - 3)) / 6 +
    (values[first + 1]! * u * (u - 2) * (u - 3)) / 2 -
    (values[first + 2]! * u * (u - 1) * (u - 3)) / 2 +
    (values[first + 3]! * u * (u - 1) * (u - 2)) / 6
  )
}

/**
 * Where exercise and waiting cross between two nodes, the larger of the two has a kink, which a lattice sees only at its
 * nodes. The kink's part is averaged over the cell of the nearer node, so that the error shrinks smoothly with the steps.
 * `before` and `here` are the gains of exercise over waiting at the nodes `index` - 1 and `index`.
 */
function averageKink(values: Float64Array, index: number, before: number, here: number): void {
  const share = before / (before - here)
  const nearBefore = share < 0.5
  const distance = nearBefore ? share : 1 - share
  const gain = nearBefore ? before : here
  const inside = gain > 0 ? 0.5 + distance : 0.5 - distance
  const node = nearBefore ? index - 1 : index
  values[node] = values[node]! + 0.5 * Math.abs(here - before) * inside * inside - Math.max(gain, 0)
}

/**
 * Values on the eve of an ex-date from those after it. Where the holder of a call may prefer the dividend, exercise and
 * waiting cross with a kink, which is averaged over the cell it lies in: then the error shrinks smoothly with the steps.
 */
function crossDividend(
  option: LatticeOption,
  before: Segment,
  after: Segment,
  later: Float64Array,
  values: Float64Array,
): void {
  const sign = signOf(option.kind)
  const drift = (option.carry - 0.5 * option.volatility ** 2) * before.years
  const left = option.years - after.from
  const american = option.exercise === 'american'
  // A worthless underlying stays so: a put on it is worth its strike, at once or at expiry.
  const strikeLater = option.strike * Math.exp(-option.rate * left)
  const atZero = sign > 0 ? 0 : american ? Math.max(option.strike, strikeLater) : strikeLater
  let previous = 0
  for (let index = 0; index <= 2 * before.reach; index++) {
    const price = before.centre * Math.exp(drift + (index - before.reach) * before.spacing)
    const rest = price - before.dividend
    const wait = rest > 0 ? valueAt(later, after, rest) : atZero
    const gain = sign * (price - option.strike) - wait
    values[index] = american ? wait + Math.max(gain, 0) : wait
    if (american && index > 0 && gain > 0 !== previous > 0) averageKink(values, index, previous, gain)
    previous = gain
  }
}

/** Steps one lattice back to its start, in place. The very first instant, now, is left without exercise. */
function stepBack(option: LatticeOption, segment: Segment, values: Float64Array, fromStep: number): void {
  const sign = signOf(option.kind)
  const { reach, spacing, centre } = segment
  const step = segment.years / segment.steps
  const discount = Math.exp(-option.rate * step)
  const sides = discount / 6
  const middle = (2 * discount) / 3
  const drift = option.carry - 0.5 * option.volatility * option.volatility
  const up = Math.exp(spacing)
  const last = 2 * reach
  const powers = new Float64Array(last + 1)
  for (let index = 0; index <= last; index++) powers[index] = sign * Math.exp((index - reach) * spacing)
  const strike = sign * option.strike
  const narrow = segment.from === 0
  for (let i = fromStep - 1; i >= 0; i--) {
    const scale = centre * Math.exp(drift * step * i)
    const half = narrow ? Math.min(reach, i + 3) : reach
    const american = option.exercise === 'american' && !(narrow && i === 0)
    const start = Math.max(reach - half, 1)
    const end = Math.min(reach + half, last - 1)
    let below = values[start - 1]!
    for (let index = start; index <= end; index++) {
      const here = values[index]!
      const value = sides * (below + values[index + 1]!) + middle * here
      below = here
      if (american) {
        const exercise = scale * powers[index]! - strike
        values[index] = value > exercise ? value : exercise
      } else values[index] = value
    }
    if (half === reach) {
      values[0] = values[1]! + (values[1]! - values[2]!) / up
      values[last] = values[last - 1]! + (values[last - 1]! - values[last - 2]!) * up
    }
  }
}

/** Values at the start of the first lattice, the spot in the middle. */
function solveSegments(option: LatticeOption, segments: readonly Segment[]): Float64Array {
  let values = new Float64Array(0)
  for (let k = segments.length - 1; k >= 0; k--) {
    const segment = segments[k]!
    const after = segments[k + 1]
    const here = new Float64Array(2 * segment.reach + 1)
    if (after === undefined) startValues(option, segment, here)
    else crossDividend(option, segment, after, values, here)
    stepBack(option, segment, here, after === undefined ? segment.steps - 1 : segment.steps)
    values = here
  }
  return values
}

/** Best discounted exercise between two moments while the price follows its forward from `price`. */
function bestCertainExercise(option: LatticeOption, price: number, from: number, to: number): number {
  const { kind, strike, rate, carry } = option
  // The discounted payoff is stationary where its two parts decay at the same pace.
  const still = from + Math.log((rate * strike) / ((rate - carry) * price)) / carry
  let best = 0
  for (const moment of [from, still, to]) {
    if (!(moment >= from && moment <= to)) continue
    const forward = price * Math.exp(carry * (moment - from))
    best = Math.max(best, Math.exp(-rate * moment) * intrinsicValue(kind, forward, strike))
  }
  return best
}

/** Price without volatility: the spot follows its forward, less the dividends. */
function priceCertain(option: LatticeOption, spot: number): number {
  const { kind, strike, years, rate, carry } = option
  const paid = option.dividends.filter((dividend) => dividend.years > 0 && dividend.years <= years)
  let price = spot
  let from = 0
  let best = 0
  for (const end of [...paid].sort((a, b) => a.years - b.years).concat({ years, amount: 0 })) {
    if (option.exercise === 'american') {
      best = Math.max(best, bestCertainExercise(option, price, from, end.years))
    }
    price = Math.max(price * Math.exp(carry * (end.years - from)) - end.amount, 0)
    from = end.years
  }
  return Math.max(best, Math.exp(-rate * years) * intrinsicValue(kind, price, strike))
}

function solveCertain(option: LatticeOption, spot: number): LatticeSolution {
  const bump = 1e-6 * spot
  const price = priceCertain(option, spot)
  const delta = (priceCertain(option, spot + bump) - priceCertain(option, spot - bump)) / (2 * bump)
  return { price, continuation: price, delta, gamma: 0 }
}

/**
 * Solves one lattice of about `steps` steps for an option whose spot, strike, years and volatility are valid.
 *
 * The nodes stand sqrt(3) standard deviations of a step apart around the drifting logarithm of the price, which makes the
 * weights 1/6, 2/3, 1/6 match the first five moments of the normal step (Kamrad and Ritchken 1991 with lambda = sqrt 3).
 * Before an ex-date the values after it are read at the price less the dividend (Vellekoop and Nieuwenhuis 2006), so that
 * the price itself is lognormal between dividends: the model that options of different expiries agree on.
 */
export function solveLattice(option: LatticeOption, steps: number): LatticeSolution {
  const { kind, strike, spot, years, volatility } = option
  let due = 0
  for (const dividend of option.dividends) if (dividend.years === 0) due += dividend.amount
  const rest = spot - due
  const exercise = option.exercise === 'american' ? signOf(kind) * (spot - strike) : Number.NEGATIVE_INFINITY
  if (rest <= 0 || volatility * Math.sqrt(years) < 1e-9) {
    const certain = solveCertain({ ...option, volatility: 0 }, Math.max(rest, 0))
    return { ...certain, price: Math.max(certain.continuation, exercise) }
  }
  const segments = segmentsOf(option, rest, steps)
  const values = solveSegments(option, segments)
  const { reach, spacing } = segments[0]!
  const at = (node: number) => {
    const wait = values[reach + node]!
    if (option.exercise === 'european') return wait
    const price = rest * Math.exp(node * spacing) + due
    return Math.max(wait, signOf(kind) * (price - strike))
  }
  const continuation = values[reach]!
  const [down2, down, here, up, up2] = [at(-2), at(-1), at(0), at(1), at(2)] as const
  const slope = (8 * (up - down) - (up2 - down2)) / (12 * spacing)
  const bend = (16 * (up + down) - (up2 + down2) - 30 * here) / (12 * spacing * spacing)
  return { price: here, continuation, delta: slope / rest, gamma: (bend - slope) / (rest * rest) }
}
