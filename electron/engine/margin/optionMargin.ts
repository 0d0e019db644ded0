import { shortOptionCoinMargin } from '../../quant/margin/coinOptionMargin.ts'
import { stockMargin } from '../../quant/margin/stockMargin.ts'
import { type OptionHolding, underlyingMargin } from '../../quant/margin/underlyingMargin.ts'
import type { OptionOfCore } from '../options/optionOfCore.ts'
import type { UnderlyingPrice } from '../options/underlyingPrice.ts'
import type { SymbolCore } from '../symbolCore.ts'
import type { FutureMargin } from './futureMargin.ts'
import type { MarginGroup } from './marginGroup.ts'
import type { MarginRule } from './marginRule.ts'

/** Price of an underlying that margin is judged at; NaN where none is known. */
function priceIn(underlying: UnderlyingPrice, prices: Float64Array, timeMs: number): number {
  const { core } = underlying
  if (core === undefined) return underlying.closeAt(timeMs)
  const judged = prices[core.id]!
  return Number.isNaN(judged) ? core.price : judged
}

/**
 * Shares or an index and the options on them: long options in full, short ones by FINRA rule 4210 (f)(2) and Cboe rule
 * 10.3, with covers, spreads and straddles. An index counts as a broad one. What the shares themselves need is asked by
 * their own rule.
 */
export class UnderlyingMarginGroup implements MarginGroup {
  readonly members: readonly SymbolCore[]
  readonly #underlying: UnderlyingPrice
  readonly #options: readonly OptionOfCore[]

  constructor(underlying: UnderlyingPrice, options: readonly OptionOfCore[]) {
    const own = options.map(({ core }) => core)
    this.members = underlying.core === undefined ? own : [underlying.core, ...own]
    this.#underlying = underlying
    this.#options = options
  }

  initial(quantities: Float64Array, prices: Float64Array, timeMs: number): number {
    const { core, instrument } = this.#underlying
    const options: OptionHolding[] = []
    for (const option of this.#options) {
      const quantity = quantities[option.core.id]!
      if (quantity === 0) continue
      const judged = prices[option.core.id]!
      options.push({
        right: option.terms.right,
        strike: option.strike,
        price: Math.max(Number.isNaN(judged) ? option.core.price : judged, 0),
        units: quantity * option.core.instrument.multiplier,
        expiryMs: option.terms.expiryMs,
      })
    }
    if (options.length === 0) return 0
    const known = priceIn(this.#underlying, prices, timeMs)
    // Before the first price of the underlying an option is taken to be at the money.
    const price = known > 0 ? known : options[0]!.strike
    const shares = core === undefined ? 0 : quantities[core.id]! * core.instrument.multiplier
    const kind = instrument.assetClass === 'index' ? 'broadIndex' : 'equity'
    const needed = underlyingMargin({ underlying: kind, price, shares, options })
    return needed.initial - stockMargin(shares, price).initial
  }

  maintenance(quantities: Float64Array, prices: Float64Array, timeMs: number): number {
    return this.initial(quantities, prices, timeMs)
  }
}

/**
 * An option on a future where margin is asked per contract: long ones in full, short ones their price and the margin of
 * the future that they may become.
 */
export class FutureOptionMargin implements MarginRule {
  readonly closesInFull = false
  readonly isContinuous = false
  readonly #multiplier: number
  readonly #futures: number
  readonly #future: FutureMargin

  /** @param option On a future whose terms name margins. */
  constructor(option: OptionOfCore, future: FutureMargin) {
    this.#multiplier = option.core.instrument.multiplier
    this.#futures = this.#multiplier / option.underlying.instrument.multiplier
    this.#future = future
  }

  initial(quantity: number, price: number, timeMs: number): number {
    const future = quantity < 0 ? this.#future.initial(quantity * this.#futures, price, timeMs) : 0
    return Math.abs(quantity * price) * this.#multiplier + future
  }

  maintenance(quantity: number, price: number, timeMs: number): number {
    const future = quantity < 0 ? this.#future.maintenance(quantity * this.#futures, price, timeMs) : 0
    return Math.abs(quantity * price) * this.#multiplier + future
  }
}

/** An option on a coin by Deribit's standard margin: long ones in full, each short one on its own. */
export class CoinOptionMargin implements MarginRule {
  readonly closesInFull = false
  readonly isContinuous = false
  readonly #option: OptionOfCore

  constructor(option: OptionOfCore) {
    this.#option = option
  }

  initial(quantity: number, price: number, timeMs: number): number {
    return this.#needed('initial', quantity, price, timeMs)
  }

  maintenance(quantity: number, price: number, timeMs: number): number {
    return this.#needed('maintenance', quantity, price, timeMs)
  }

  #needed(kind: 'initial' | 'maintenance', quantity: number, price: number, timeMs: number): number {
    const { core, terms, strike, underlying } = this.#option
    const units = Math.abs(quantity) * core.instrument.multiplier
    if (quantity > 0) return units * price
    const known = underlying.priceAt(timeMs)
    const level = known > 0 ? known : strike
    // An option in dollars is asked the same of its coin, at the coin's price.
    const unit = terms.inverse ? 1 : level
    const margin = shortOptionCoinMargin(terms.right, strike, level, price / unit)
    return units * unit * margin[kind]
  }
}
