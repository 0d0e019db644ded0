import type { MarginRequirement } from './stockMargin.ts'

/** Part of a coin that an option at the money needs to be opened, least part, and part to be kept. */
const OPENING_RATE = 0.15
const LEAST_OPENING_RATE = 0.1
const KEEPING_RATE = 0.075

/**
 * Margin of one short option on a coin by Deribit's standard margin, in coins: a call needs max(0.15 - out of the money
 * amount / underlying price, 0.1) + mark price to be opened and 0.075 + mark price to be kept; a put max(0.075, 0.075 x
 * mark price) + mark price to be kept, and to be opened no less than that (Deribit, "Margin requirements: options").
 *
 * @param markPrice In coins.
 * @throws RangeError for an underlying price that is not above 0.
 */
export function shortOptionCoinMargin(
  right: 'call' | 'put',
  strike: number,
  underlyingPrice: number,
  markPrice: number,
): MarginRequirement {
  if (!(underlyingPrice > 0)) throw new RangeError('an underlying has a price above 0')
  const outside = Math.max(right === 'call' ? strike - underlyingPrice : underlyingPrice - strike, 0)
  const opening = Math.max(OPENING_RATE - outside / underlyingPrice, LEAST_OPENING_RATE) + markPrice
  if (right === 'call') return { initial: opening, maintenance: KEEPING_RATE + markPrice }
  const maintenance = Math.max(KEEPING_RATE, KEEPING_RATE * markPrice) + markPrice
  return { initial: Math.max(opening, maintenance), maintenance }
}
