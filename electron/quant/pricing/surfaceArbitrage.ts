import type { Curve } from './monotoneCubic.ts'
import { normalisedBlack } from './normalisedBlack.ts'
import type { SmileSlice, VolatilitySurface } from './volatilitySurface.ts'

/** A place where the surface gives money away. */
export type SurfaceArbitrage =
  | {
      /** Total variance falls with time: a later option is worth less than an earlier one of the same moneyness. */
      readonly kind: 'calendar'
      readonly k: number
      readonly years: number
      readonly laterYears: number
      /** By how much total variance falls. */
      readonly amount: number
    }
  | {
      /** The density that the smile implies is below 0: a butterfly around the strike costs less than nothing. */
      readonly kind: 'butterfly'
      readonly k: number
      readonly years: number
      readonly strike: number
      /** Gatheral's g(k), below 0. */
      readonly amount: number
    }

/** Three neighbouring strikes whose quotes give money away by themselves, whatever curve is drawn through them. */
export interface QuoteArbitrage {
  /** `vertical`: a call of a higher strike costs more, or a spread more than it can pay. `butterfly`: not convex. */
  readonly kind: 'vertical' | 'butterfly'
  readonly years: number
  /** Strikes concerned, two of a vertical spread and three of a butterfly. */
  readonly strikes: readonly number[]
  /** What the trade earns at once, undiscounted, in the currency of the forward. */
  readonly amount: number
}

/**
 * Gatheral's g(k) = (1 - k w'/(2 w))^2 - w'^2/4 (1/w + 1/4) + w''/2: the density of the underlying is proportional to it
 * (Gatheral and Jacquier, "Arbitrage-free SVI volatility surfaces", 2014, equation 2.1).
 */
export function densityFactor(curve: Curve, k: number): number {
  const w = curve.value(k)
  const slope = curve.slope(k)
  return (1 - (k * slope) / (2 * w)) ** 2 - 0.25 * slope * slope * (1 / w + 0.25) + 0.5 * curve.bend(k)
}

/** Log-moneynesses to look at: `count` of them over the quoted range and half of it on either side. */
function gridOf(slices: readonly SmileSlice[], count: number): number[] {
  const from = Math.min(...slices.map((slice) => slice.points[0]!.k))
  const to = Math.max(...slices.map((slice) => slice.points.at(-1)!.k))
  const width = Math.max(to - from, 0.1)
  return Array.from({ length: count }, (_, i) => from - 0.5 * width + (2 * width * i) / (count - 1))
}

/** Violations that are no more than rounding do not count. */
const NOISE = 1e-10

/**
 * Butterfly arbitrage of one smile on a grid of `count` log-moneynesses, or at the given ones. A smile interpolated through
 * few points is looked at between its points alone: beyond them it is flat and at them it has corners.
 */
export function findButterflyArbitrage(slice: SmileSlice, count = 201): SurfaceArbitrage[] {
  const [low, high] = [slice.points[0]!.k, slice.points.at(-1)!.k]
  return gridOf([slice], count)
    .filter((k) => slice.svi !== undefined || (k > low && k < high))
    .map((k) => ({ k, amount: densityFactor(slice.curve, k) }))
    .filter(({ amount }) => !(amount >= -NOISE))
    .map(({ k, amount }) => ({
      kind: 'butterfly',
      k,
      years: slice.years,
      strike: slice.forward * Math.exp(k),
      amount,
    }))
}

/** Calendar arbitrage between two smiles on a grid of `count` log-moneynesses. */
export function findCalendarArbitrage(near: SmileSlice, far: SmileSlice, count = 201): SurfaceArbitrage[] {
  return gridOf([near, far], count)
    .map((k) => ({ k, amount: near.curve.value(k) - far.curve.value(k) }))
    .filter(({ amount }) => amount > NOISE)
    .map(({ k, amount }) => ({ kind: 'calendar', k, years: near.years, laterYears: far.years, amount }))
}

/** Every calendar and butterfly arbitrage of a surface, by time and then by log-moneyness. */
export function findSurfaceArbitrage(surface: VolatilitySurface, count = 201): SurfaceArbitrage[] {
  return surface.slices.flatMap((slice, place) => {
    const next = surface.slices[place + 1]
    const calendar = next === undefined ? [] : findCalendarArbitrage(slice, next, count)
    return [...findButterflyArbitrage(slice, count), ...calendar]
  })
}

/** Undiscounted price of a call from a point of a smile. */
function callAt(slice: SmileSlice, k: number, totalVariance: number): number {
  const outside = Math.exp(0.5 * k) * normalisedBlack(-Math.abs(k), Math.sqrt(totalVariance))
  return slice.forward * (Math.max(1 - Math.exp(k), 0) + outside)
}

/**
 * Arbitrage among the quotes of one expiry themselves: for neighbouring strikes call prices must fall, by no more than the
 * strikes differ, and be convex in the strike (Carr and Madan 2005). Names the strikes and what the trade earns.
 */
export function findQuoteArbitrage(slice: SmileSlice): QuoteArbitrage[] {
  const calls = slice.points.map((point) => ({
    strike: slice.forward * Math.exp(point.k),
    price: callAt(slice, point.k, point.totalVariance),
  }))
  const found: QuoteArbitrage[] = []
  const noise = NOISE * slice.forward
  for (const [place, here] of calls.entries()) {
    const next = calls[place + 1]
    if (next === undefined) break
    const fall = here.price - next.price
    const amount = Math.max(-fall, fall - (next.strike - here.strike))
    if (amount > noise) {
      found.push({ kind: 'vertical', years: slice.years, strikes: [here.strike, next.strike], amount })
    }
    const third = calls[place + 2]
    if (third === undefined) continue
    const share = (third.strike - next.strike) / (third.strike - here.strike)
    const gain = next.price - share * here.price - (1 - share) * third.price
    if (gain > noise) {
      const strikes = [here.strike, next.strike, third.strike]
      found.push({ kind: 'butterfly', years: slice.years, strikes, amount: gain })
    }
  }
  return found
}
