import { minorDigits } from '../currencies.ts'
import type { Ledger } from '../ledger.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { fits, type MarginModel } from './marginModel.ts'

/** Judges the initial margin of the orders of a step, all together at the last prices. */
export class MarginAdmission {
  readonly #model: MarginModel
  readonly #ledger: Ledger
  readonly #cores: readonly SymbolCore[]
  #timeMs = Number.NaN
  /** Initial margin of the account once every order admitted before has filled at the last price. */
  #used = 0
  /** What will be held of each symbol then. */
  readonly #projected: Float64Array

  constructor(model: MarginModel, ledger: Ledger, cores: readonly SymbolCore[]) {
    this.#model = model
    this.#ledger = ledger
    this.#cores = cores
    this.#projected = new Float64Array(cores.length)
  }

  /** Adds up what is held and what was admitted in earlier steps. */
  begin(timeMs: number): void {
    const model = this.#model
    this.#timeMs = timeMs
    model.atLastPrices()
    this.#used = model.initialOfOthers(undefined, timeMs)
    this.#projected.set(this.#ledger.quantity)
    for (const core of this.#cores) {
      if (core.admitted === 0) continue
      this.#used += this.#change(core, this.#ledger.quantity[core.id]!, core.admitted)
      this.#projected[core.id]! += core.admitted
    }
  }

  /**
   * Why an order's initial margin is more than the account has, in words; undefined where it is not.
   * @param increases Whether it makes a position larger; what reduces one is never refused, unless it hedges others.
   * @param isContingent Whether it waits for a price and may never trade, so that it uses no margin yet.
   */
  refusal(core: SymbolCore, signed: number, increases: boolean, isContingent: boolean): string | undefined {
    const needed = this.#used + this.#change(core, this.#projected[core.id]!, signed)
    const { equity } = this.#model
    const opens = increases || (this.#model.groups.has(core) && needed > this.#used)
    if (opens && !fits(needed, equity)) {
      return `initial margin would be ${this.#money(needed)}, equity is ${this.#money(equity)}`
    }
    if (!isContingent) {
      this.#used = needed
      this.#projected[core.id]! += signed
    }
    return undefined
  }

  #change(core: SymbolCore, quantity: number, signed: number): number {
    const model = this.#model
    const price = model.prices[core.id]!
    return (
      model.initialOf(core, quantity + signed, price, this.#timeMs, this.#projected) -
      model.initialOf(core, quantity, price, this.#timeMs, this.#projected)
    )
  }

  #money(amount: number): string {
    const currency = this.#ledger.currencies[0]!
    return `${amount.toFixed(minorDigits(currency))} ${currency}`
  }
}
