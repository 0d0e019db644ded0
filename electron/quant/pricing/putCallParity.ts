/** Prices of the call and the put of one strike and expiry. */
export interface ParityPair {
  readonly strike: number
  readonly call: number
  readonly put: number
}

function isUsable({ strike, call, put }: ParityPair): boolean {
  return strike > 0 && call >= 0 && put >= 0 && Number.isFinite(strike + call + put)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : 0.5 * (sorted[half - 1]! + sorted[half]!)
}

/** Forward at which call - put = discount (forward - strike) holds for one strike (Stoll 1969). European options only. */
export function parityForward({ strike, call, put }: ParityPair, discountFactor: number): number {
  return strike + (call - put) / discountFactor
}

/**
 * Forward of an expiry from its chain of European options: the median of the parity forwards of the `count` strikes where
 * call and put differ least. There both are out of the money or near it and trade most, and a median does not follow one
 * stale quote. NaN where no strike has both prices.
 */
export function forwardFromChain(pairs: readonly ParityPair[], discountFactor: number, count = 5): number {
  const nearest = pairs
    .filter(isUsable)
    .sort((a, b) => Math.abs(a.call - a.put) - Math.abs(b.call - b.put))
    .slice(0, count)
  return nearest.length === 0
    ? Number.NaN
    : median(nearest.map((pair) => parityForward(pair, discountFactor)))
}

/** Forward and discount factor that a chain of European options implies. */
export interface ImpliedForward {
  readonly forward: number
  readonly discountFactor: number
}

/**
 * Forward and discount factor of an expiry when the rate is unknown, too: call - put is a straight line in the strike of
 * slope -discount, fitted by the median of the slopes of all pairs of strikes (Theil 1950, Sen 1968), which bears more
 * than a quarter of wrong quotes. Undefined with fewer than two strikes, or where the slope is not a discount.
 */
export function forwardAndDiscountFromChain(pairs: readonly ParityPair[]): ImpliedForward | undefined {
  const usable = pairs.filter(isUsable)
  const slopes = usable.flatMap((first, place) =>
    usable
      .slice(place + 1)
      .filter((second) => second.strike !== first.strike)
      .map((second) => (second.call - second.put - first.call + first.put) / (second.strike - first.strike)),
  )
  const discountFactor = slopes.length === 0 ? Number.NaN : -median(slopes)
  if (!(discountFactor > 0)) return undefined
  return { discountFactor, forward: median(usable.map((pair) => parityForward(pair, discountFactor))) }
}

/** The call's price that the put's implies, and the other way round: `sign` 1 asks for the call, -1 for the put. */
export function parityPrice(
  sign: 1 | -1,
  otherPrice: number,
  forward: number,
  strike: number,
  discountFactor: number,
): number {
  return otherPrice + sign * discountFactor * (forward - strike)
}

/** Bounds between which call - put of two American options on a share must lie. */
export interface ParityBounds {
  readonly low: number
  readonly high: number
}

/**
 * Bounds of call - put for American options on a share whose dividends until expiry are worth `dividendValue` today:
 * spot - dividendValue - strike <= call - put <= spot - strike exp(-rate years), for a rate of at least 0 (Hull, "Options,
 * Futures, and Other Derivatives", 11th ed., section 11.7).
 */
export function americanParityBounds(
  spot: number,
  strike: number,
  rate: number,
  years: number,
  dividendValue = 0,
): ParityBounds {
  return { low: spot - dividendValue - strike, high: spot - strike * Math.exp(-rate * years) }
}
