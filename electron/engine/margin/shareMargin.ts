import { stockMargin } from '../../quant/margin/stockMargin.ts'
import type { SymbolCore } from '../symbolCore.ts'
import type { MarginRule } from './marginRule.ts'

/** FINRA rule 4210 (c) without its amounts in dollars: of the value held long, and short. */
const LONG_RATE = 0.25
const SHORT_RATE = 0.3
/** Regulation T, 12 CFR 220.12. */
const INITIAL_RATE = 0.5

/**
 * Margin of shares and funds by Regulation T and FINRA rule 4210. The amounts per share are dollars and are only asked
 * of instruments in dollars. The requirement is judged at present prices each time something is bought: gains are
 * buying power at once, losses are made good first, and there is neither a special memorandum account nor the least
 * equity of 2,000 dollars.
 */
export class ShareMargin implements MarginRule {
  readonly closesInFull = false
  readonly isContinuous = true
  readonly #multiplier: number
  readonly #isInDollars: boolean

  constructor(core: SymbolCore) {
    this.#multiplier = core.instrument.multiplier
    this.#isInDollars = core.instrument.currency === 'USD'
  }

  initial(quantity: number, price: number): number {
    if (this.#isInDollars) return stockMargin(quantity, Math.max(price, 0)).initial * this.#multiplier
    return Math.abs(quantity * price) * this.#multiplier * INITIAL_RATE
  }

  maintenance(quantity: number, price: number): number {
    if (this.#isInDollars) return stockMargin(quantity, Math.max(price, 0)).maintenance * this.#multiplier
    return Math.abs(quantity * price) * this.#multiplier * (quantity < 0 ? SHORT_RATE : LONG_RATE)
  }
}

/** What is bought on credit nowhere (coins) or has rules of its own that are not modelled: all of its value. */
export class FullMargin implements MarginRule {
  readonly closesInFull = false
  readonly isContinuous = true
  readonly #multiplier: number

  constructor(core: SymbolCore) {
    this.#multiplier = core.instrument.multiplier
  }

  initial(quantity: number, price: number): number {
    return Math.abs(quantity * price) * this.#multiplier
  }

  maintenance(quantity: number, price: number): number {
    return this.initial(quantity, price)
  }
}
