import type { SymbolCore } from '../symbolCore.ts'
import type { MarginRule } from './marginRule.ts'

/** Regulation T, 12 CFR 220.12 (a) and (c): of the value bought or sold short. */
const INITIAL_RATE = 0.5
/** FINRA rule 4210 (c)(1): of the value held long. */
const LONG_RATE = 0.25
/** FINRA rule 4210 (c)(2) and (3): short below 5 dollars, 2.50 a share or all of the value; else 5 a share or 30 %. */
const LOW_PRICE = 5
const SHORT_LOW = { perShare: 2.5, rate: 1 }
const SHORT_HIGH = { perShare: 5, rate: 0.3 }

/**
 * Margin of shares and funds by Regulation T and FINRA rule 4210. The amounts per share are dollars and are only asked
 * of instruments in dollars. The requirement is judged at present prices each time something is bought: gains are
 * buying power at once, losses are made good first, and there is no special memorandum account.
 */
export class ShareMargin implements MarginRule {
  readonly closesInFull = false
  readonly isContinuous = true
  readonly #multiplier: number
  readonly #perShare: number

  constructor(core: SymbolCore) {
    this.#multiplier = core.instrument.multiplier
    this.#perShare = core.instrument.currency === 'USD' ? 1 : 0
  }

  initial(quantity: number, price: number, _timeMs: number): number {
    return Math.max(
      Math.abs(quantity * price) * this.#multiplier * INITIAL_RATE,
      this.maintenance(quantity, price),
    )
  }

  maintenance(quantity: number, price: number): number {
    const value = Math.abs(quantity * price) * this.#multiplier
    if (quantity >= 0) return value * LONG_RATE
    const { perShare, rate } =
      price * this.#perShare < LOW_PRICE && this.#perShare > 0 ? SHORT_LOW : SHORT_HIGH
    return Math.max(value * rate, -quantity * this.#multiplier * perShare * this.#perShare)
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
