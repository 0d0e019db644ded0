import {
  inTheMoney,
  type ListedOption,
  type OptionUnderlying,
  shortOptionRequirement,
  spreadRequirement,
} from './shortOptionMargin.ts'
import { type MarginRequirement, stockMargin } from './stockMargin.ts'

/** Options of one series that are held. */
export interface OptionHolding extends ListedOption {
  /** Units of the underlying, contracts x multiplier, negative for short. */
  readonly units: number
  readonly expiryMs: number
}

/** Everything that is held on one underlying. */
export interface UnderlyingHoldings {
  readonly underlying: OptionUnderlying
  readonly price: number
  /** Shares, negative for short; 0 for an index. */
  readonly shares: number
  readonly options: readonly OptionHolding[]
}

/**
 * Equity required by everything held on one underlying, where equity counts cash, shares and options at their market
 * value, short ones below 0. To open and to keep.
 */
export interface UnderlyingMargin extends MarginRequirement {
  /** How the requirement came about, in units. */
  readonly coveredUnits: number
  readonly spreadUnits: number
  readonly straddleUnits: number
  readonly uncoveredUnits: number
}

interface Lot {
  readonly option: OptionHolding
  /** Requirement of a unit on its own, the option's price included. */
  readonly alone: number
  left: number
}

/**
 * Margin of shares and options on one underlying, by the rules of `shortOptionMargin` and `hedgedStockMargin`: short
 * calls are covered by long shares and short puts by short shares first, then spreads are formed, then what is short
 * on both sides is paired as straddles; the rest is uncovered. Within a step the options with the highest requirement
 * go first. The rules let a broker choose the pairs; another choice can need less, none of these steps adds to what the
 * options need alone.
 *
 * A long option is paid in full and carries no loan value, so its market value is required.
 */
export function underlyingMargin({
  underlying,
  price,
  shares,
  options,
}: UnderlyingHoldings): UnderlyingMargin {
  const lots = (sign: number): Lot[] =>
    options
      .filter(({ units }) => units * sign > 0)
      .map((option) => ({
        option,
        alone: shortOptionRequirement(option, price, underlying),
        left: Math.abs(option.units),
      }))
      .sort((a, b) => b.alone - b.option.price - (a.alone - a.option.price))
  const shorts = lots(-1)
  const longs = lots(1)

  const stock = stockMargin(shares, price)
  let required = longs.reduce((sum, { option, left }) => sum + option.price * left, 0)
  let coveredUnits = 0
  let sharesLeft = Math.abs(shares)
  for (const lot of shorts) {
    if (lot.option.right !== (shares > 0 ? 'call' : 'put')) continue
    const units = Math.min(lot.left, sharesLeft)
    // The shares count for no better than the strike, and the short option for nothing instead of its market value.
    required += units * (inTheMoney(lot.option, price) - lot.option.price)
    coveredUnits += units
    sharesLeft -= units
    lot.left -= units
  }

  let spreadUnits = 0
  for (const short of shorts) {
    const partners = longs
      .filter(({ option }) => option.right === short.option.right && option.expiryMs >= short.option.expiryMs)
      .map((long) => ({ long, spread: spreadRequirement(long.option, short.option, price, underlying) }))
      .filter(({ spread }) => spread < short.alone)
      .sort((a, b) => a.spread - b.spread)
    for (const { long, spread } of partners) {
      const units = Math.min(short.left, long.left)
      required += units * (spread - short.option.price)
      spreadUnits += units
      short.left -= units
      long.left -= units
    }
  }

  let straddleUnits = 0
  const calls = shorts.filter(({ option }) => option.right === 'call')
  const puts = shorts.filter(({ option }) => option.right === 'put')
  for (const call of calls) {
    for (const put of puts) {
      const units = Math.min(call.left, put.left)
      required += units * Math.max(call.alone - call.option.price, put.alone - put.option.price)
      straddleUnits += units
      call.left -= units
      put.left -= units
    }
  }

  let uncoveredUnits = 0
  for (const { option, alone, left } of shorts) {
    required += left * (alone - option.price)
    uncoveredUnits += left
  }
  return {
    initial: stock.initial + required,
    maintenance: stock.maintenance + required,
    coveredUnits,
    spreadUnits,
    straddleUnits,
    uncoveredUnits,
  }
}
