import type { QuoteColumns } from '../../shared/domain/bar.ts'
import { FROM_CLOSE, FROM_GAP, FROM_LIMIT, FROM_OPEN } from './fillTable.ts'
import type { SymbolCore } from './symbolCore.ts'

/** An opportunity to trade, as the finder holds it. */
export interface Offer {
  readonly price: number
  /** The worst price the order allows, NaN when any will do. */
  readonly worst: number
  readonly source: number
}

/** Rounding of floating point that is forgiven, relative to the price. */
const SLACK = 1e-9

/**
 * The price at which quotes let an order trade in the newest bar: the ask for a purchase, the bid for a sale, of the open
 * or the close that it meets; at any other moment, for which the bar has no quote, the offered price and half of the
 * wider of its two spreads. NaN where the bar has no quotes.
 * @param sign 1 buys, -1 sells.
 */
export function quotedPrice({ quotes, index }: SymbolCore, { price, source }: Offer, sign: number): number {
  if (quotes === undefined) return Number.NaN
  let quote = Number.NaN
  if (source === FROM_OPEN || source === FROM_GAP)
    quote = (sign > 0 ? quotes.askOpen : quotes.bidOpen)[index]!
  else if (source === FROM_CLOSE) quote = (sign > 0 ? quotes.askClose : quotes.bidClose)[index]!
  return Number.isNaN(quote) ? price + sign * halfSpread(quotes, index) : quote
}

/**
 * Whether quotes come to an order's price in the newest bar: the ask to a purchase's, the bid to a sale's. Bars of quotes
 * show the middle, which is there half a spread earlier. True where nothing is known of quotes.
 */
export function isReachedByQuotes(core: SymbolCore, offer: Offer, sign: number): boolean {
  if (core.quotes === undefined) return true
  const slack = SLACK * Math.abs(offer.price)
  if (offer.source === FROM_LIMIT) {
    const half = halfSpread(core.quotes, core.index)
    const nearest = sign > 0 ? core.low[core.index]! + half : core.high[core.index]! - half
    return !(sign * (nearest - offer.price) > slack)
  }
  return !(sign * (quotedPrice(core, offer, sign) - offer.worst) > slack)
}

function halfSpread({ bidOpen, askOpen, bidClose, askClose }: QuoteColumns, index: number): number {
  const atOpen = askOpen[index]! - bidOpen[index]!
  const atClose = askClose[index]! - bidClose[index]!
  return (atOpen > atClose || Number.isNaN(atClose) ? atOpen : atClose) / 2
}
