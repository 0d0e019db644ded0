import type { MaintenanceTier, TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import type { SymbolCore } from '../symbolCore.ts'
import type { MarginRule } from './marginRule.ts'

/** The bracket that a notional falls into; undefined where there are none. */
export function tierOf(tiers: readonly MaintenanceTier[], notional: number): MaintenanceTier | undefined {
  let found = tiers[0]
  for (const tier of tiers) {
    if (tier.fromNotional > notional) break
    found = tier
  }
  return found
}

/**
 * Margin of a perpetual by brackets of its notional at the mark price, as Binance, Bybit and OKX ask it: maintenance
 * is notional x rate - deduction, initial is notional / the largest leverage of the bracket, or / the leverage of an
 * isolated position where that is less.
 */
export class PerpetualMargin implements MarginRule {
  readonly closesInFull: boolean
  readonly isContinuous: boolean
  readonly #core: SymbolCore
  readonly #tiers: readonly MaintenanceTier[]
  readonly #leverage: number

  /** @param isolatedLeverage Of isolated positions, undefined where all positions share the account's margin. */
  constructor(core: SymbolCore, terms: TermsOf<'perpetual'>, isolatedLeverage: number | undefined) {
    this.#core = core
    this.#tiers = terms.maintenanceTiers
    this.#leverage = isolatedLeverage ?? Number.POSITIVE_INFINITY
    this.closesInFull = isolatedLeverage !== undefined
    this.isContinuous = terms.maintenanceTiers.length === 0
  }

  initial(quantity: number, price: number): number {
    const notional = this.#notional(quantity, price)
    const most = tierOf(this.#tiers, notional)?.maxLeverage ?? Number.POSITIVE_INFINITY
    return notional / Math.min(most, this.#leverage)
  }

  maintenance(quantity: number, price: number): number {
    const notional = this.#notional(quantity, price)
    const tier = tierOf(this.#tiers, notional)
    return tier === undefined ? 0 : Math.max(notional * tier.maintenanceRate - tier.deduction, 0)
  }

  #notional(quantity: number, price: number): number {
    return Math.abs(quantity * this.#core.worth(price)) * this.#core.instrument.multiplier
  }
}
