import type { MaintenanceTier, TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import { maintenanceMargin, perpetualInitialMargin } from '../../quant/margin/perpetualMargin.ts'
import type { SymbolCore } from '../symbolCore.ts'
import type { MarginRule } from './marginRule.ts'

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
    this.isContinuous = joinWithoutSteps(terms.maintenanceTiers)
  }

  initial(quantity: number, price: number): number {
    const notional = this.#notional(quantity, price)
    let most = this.#tiers[0]?.maxLeverage ?? Number.POSITIVE_INFINITY
    for (const tier of this.#tiers) if (tier.fromNotional <= notional) most = tier.maxLeverage
    return perpetualInitialMargin(notional, Math.max(Math.min(most, this.#leverage), 1))
  }

  maintenance(quantity: number, price: number): number {
    return Math.max(maintenanceMargin(this.#tiers, this.#notional(quantity, price)), 0)
  }

  #notional(quantity: number, price: number): number {
    return Math.abs(quantity * this.#core.worth(price)) * this.#core.instrument.multiplier
  }
}

/** Whether the requirement of each bracket goes over into that of the next one at its floor, as Binance's do. */
function joinWithoutSteps(tiers: readonly MaintenanceTier[]): boolean {
  return tiers.every(({ fromNotional, maintenanceRate, deduction }, place) => {
    const below = tiers[place - 1]
    if (below === undefined) return fromNotional === 0 && deduction === 0 && maintenanceRate <= 1
    const step = fromNotional * (maintenanceRate - below.maintenanceRate) - (deduction - below.deduction)
    return maintenanceRate <= 1 && Math.abs(step) <= 1e-9 * fromNotional
  })
}
