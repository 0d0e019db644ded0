import type { SlippageModel } from '../../shared/domain/backtest.ts'

/**
 * The price an order gets in place of the reference price, before rounding to ticks.
 * @param sign 1 buys, -1 sells.
 * @param share Filled quantity over the bar's volume, for the volume-share model.
 */
export function slippedPrice(
  model: SlippageModel,
  reference: number,
  sign: number,
  tickSize: number,
  share: number,
): number {
  switch (model.model) {
    case 'none':
    // Quotes are prices, not a distance from one: `quotedPrice`.
    case 'quoted':
      return reference
    case 'spread':
      return reference + (sign * Math.abs(reference) * model.spreadRate) / 2
    case 'constant':
      return reference + sign * model.ticks * tickSize
    case 'volume-share':
      return reference + sign * Math.abs(reference) * model.priceImpact * share * share
  }
}

/** Largest quantity that one bar lets an account trade in a symbol. */
export function volumeCap(model: SlippageModel, volume: number): number {
  if (model.model !== 'volume-share') return Number.POSITIVE_INFINITY
  return volume > 0 ? volume * model.volumeLimit : 0
}
