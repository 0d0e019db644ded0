import type { FeeModel } from '../../shared/domain/backtest.ts'

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
