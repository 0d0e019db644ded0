import { feeAssetOf, type VenueFees, venueRate } from './fees.ts'
import { FROM_LIMIT } from './fillTable.ts'
import type { Ledger } from './ledger.ts'
import { RollingVolume } from './rollingVolume.ts'
import type { SymbolCore } from './symbolCore.ts'

/**
 * The fees of venues with makers and takers. A fill is a maker's when its order rested and was met at its limit. The
 * value traded in the last 30 days is counted for each model on its own, as venues do for their markets.
 */
export class VenueDesk {
  readonly #ledger: Ledger
  readonly #volumes = new Map<VenueFees, RollingVolume>()

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  /** The fee of a fill in the instrument's currency, negative where makers are paid; a third asset's discount is off. */
  fee(model: VenueFees, core: SymbolCore, tradedValue: number, source: number, timeMs: number): number {
    const volume = this.#volumes.get(model)?.at(timeMs) ?? 0
    const full = tradedValue * venueRate(model, source === FROM_LIMIT, volume)
    return this.#paysInAsset(model, core) ? full * (1 - model.discountRate) : full
  }

  /** Counts a fill. */
  note(model: VenueFees, timeMs: number, tradedValue: number): void {
    if (model.tiers.length === 0) return
    const volume = this.#volumes.get(model) ?? new RollingVolume()
    this.#volumes.set(model, volume)
    volume.add(timeMs, tradedValue)
  }

  /**
   * Coins that a purchase's fee takes of those bought; 0 where it is paid in money: a sale, a fee in another asset, or
   * a purchase that does not leave a whole lot of coins.
   */
  coins(model: VenueFees, core: SymbolCore, signed: number, feeMinor: number, price: number): number {
    if (model.feeIn !== 'base' || core.instrument.terms?.kind !== 'crypto-spot') return 0
    const held = this.#ledger.quantity[core.id]!
    if (signed < 0 || held < 0 || feeMinor <= 0) return 0
    const coins = this.#ledger.toUnits(core, feeMinor) / (price * core.instrument.multiplier)
    return core.lots.towardZero(held + signed - coins) > 0 ? coins : 0
  }

  /** Units of a third asset that a fee is paid in, bought at the rate of the moment; 0 where there is none. */
  assetUnits(model: VenueFees, core: SymbolCore, feeMinor: number): number {
    if (feeMinor <= 0 || !this.#paysInAsset(model, core)) return 0
    const { currencies, rate, minor } = this.#ledger
    const assetId = currencies.indexOf(feeAssetOf(model) ?? '')
    const units = (this.#ledger.toUnits(core, feeMinor) * rate[core.currencyId]!) / rate[assetId]!
    return Math.round(units * minor[assetId]!) / minor[assetId]!
  }

  /** Whether the fee is paid in a third asset whose rate is known; before its first rate it is paid in money, in full. */
  #paysInAsset(model: VenueFees, core: SymbolCore): boolean {
    const asset = feeAssetOf(model)
    if (asset === undefined) return false
    const assetId = this.#ledger.currencies.indexOf(asset)
    return this.#ledger.rate[assetId]! > 0 && this.#ledger.rate[core.currencyId]! > 0
  }
}
