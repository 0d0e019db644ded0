import type { BacktestConfig, FeeModel } from '../../shared/domain/backtest.ts'

/** Fees of a venue that asks other rates of who rests in the book than of who takes from it. */
export type VenueFees = Extract<FeeModel, { model: 'maker-taker' }>

/**
 * The rate of the traded value that a venue asks.
 * @param volume Value traded in the last 30 days, in the account's currency.
 */
export function venueRate(model: VenueFees, isMaker: boolean, volume: number): number {
  let { makerRate, takerRate } = model
  let reached = 0
  for (const tier of model.tiers) {
    if (tier.fromVolume > volume || tier.fromVolume < reached) continue
    reached = tier.fromVolume
    makerRate = tier.makerRate
    takerRate = tier.takerRate
  }
  return isMaker ? makerRate : takerRate
}

/** The third asset that a model's fees are paid in, such as BNB; undefined where they are paid in what is traded. */
export function feeAssetOf(model: FeeModel): string | undefined {
  if (model.model !== 'maker-taker' || model.feeIn === 'quote' || model.feeIn === 'base') return undefined
  return model.feeIn
}

/** Third assets that the fees of a run are paid in. */
export function feeAssetsOf({ fees, feesByAssetClass }: BacktestConfig): string[] {
  const assets = [fees, ...Object.values(feesByAssetClass)].map((model) => model && feeAssetOf(model))
  return [...new Set(assets.filter((asset) => asset !== undefined))]
}

/**
 * The fee of an order in the instrument's currency, before rounding. `quantity` and `value` (price x quantity x
 * multiplier, positive) are those of the whole order so far, so that a minimum is paid once per order.
 */
export function orderFee(model: FeeModel, quantity: number, value: number): number {
  switch (model.model) {
    case 'none':
      return 0
    case 'per-share': {
      const fee = Math.max(model.perShare * quantity, model.minimum)
      return model.maximumRate === undefined ? fee : Math.min(fee, model.maximumRate * value)
    }
    case 'percent':
      return Math.max(model.rate * value, model.minimum ?? 0)
    case 'per-contract':
      return model.perContract * quantity
    case 'maker-taker':
      return model.takerRate * value
  }
}
