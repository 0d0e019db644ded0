import type { TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import type { SymbolCore } from '../symbolCore.ts'
import type { MarginRule } from './marginRule.ts'

/**
 * Margin of a currency pair: its value over the largest leverage (50 for major pairs, 20 for others after CFTC rule
 * 5.9). The position is closed out, in full, when equity has fallen to half of the margin in use, which is OANDA's
 * margin close-out rule.
 */
export class CurrencyMargin implements MarginRule {
  readonly closesInFull = true
  readonly isContinuous = true
  readonly #multiplier: number
  readonly #maxLeverage: number

  constructor(core: SymbolCore, terms: TermsOf<'fx'>) {
    this.#multiplier = core.instrument.multiplier
    this.#maxLeverage = terms.maxLeverage
  }

  initial(quantity: number, price: number): number {
    return (Math.abs(quantity * price) * this.#multiplier) / this.#maxLeverage
  }

  maintenance(quantity: number, price: number): number {
    return this.initial(quantity, price) / 2
  }
}
