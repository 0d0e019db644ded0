import type { MarginRequirement, TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import type { MarginRule } from './marginRule.ts'

/**
 * Margin of a future: so much per contract as its exchange asked on the day, whatever its price. Days before the first
 * one recorded are asked what was asked then. Contracts of one product that stand against each other are margined each.
 */
export class FutureMargin implements MarginRule {
  readonly closesInFull = false
  readonly isContinuous: boolean
  readonly #margins: readonly MarginRequirement[]

  constructor(terms: TermsOf<'future'>) {
    this.#margins = terms.margins
    this.isContinuous = terms.margins.length === 1
  }

  initial(quantity: number, _price: number, timeMs: number): number {
    return Math.abs(quantity) * this.#asOf(timeMs).initial
  }

  maintenance(quantity: number, _price: number, timeMs: number): number {
    return Math.abs(quantity) * this.#asOf(timeMs).maintenance
  }

  #asOf(timeMs: number): MarginRequirement {
    const margins = this.#margins
    let low = 0
    let high = margins.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (margins[middle]!.fromMs <= timeMs) low = middle
      else high = middle - 1
    }
    return margins[low]!
  }
}
