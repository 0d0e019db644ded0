import type { TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import type { SymbolCore } from '../symbolCore.ts'
import type { MarginRule } from './marginRule.ts'

/** FINRA rule 4210 (e)(2)(C)(ii): of the market value, and at least of the principal. */
const VALUE_RATE = 0.2
const PRINCIPAL_RATE = 0.07

/** Margin of bonds, whoever their issuer is: the rule for non-equity securities without an investment grade. */
export class BondMargin implements MarginRule {
  readonly closesInFull = false
  readonly isContinuous = true
  readonly #multiplier: number
  readonly #faceValue: number

  constructor(core: SymbolCore, terms: TermsOf<'bond'>) {
    this.#multiplier = core.instrument.multiplier
    this.#faceValue = terms.faceValue
  }

  initial(quantity: number, price: number): number {
    const value = Math.abs(quantity * price) * this.#multiplier
    return Math.max(value * VALUE_RATE, Math.abs(quantity) * this.#faceValue * PRINCIPAL_RATE)
  }

  maintenance(quantity: number, price: number): number {
    return this.initial(quantity, price)
  }
}
