import { minorDigits } from '../currencies.ts'
import type { Ledger } from '../ledger.ts'
import type { OrderTable } from '../orderTable.ts'
import type { SymbolCore } from '../symbolCore.ts'
import type { MarginGroup } from './marginGroup.ts'
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
  readonly #orders: OrderTable
  #submitted: readonly number[] = []
  /** Groups whose orders of the step have been judged together, and the orders that were taken so. */
  readonly #judged = new Set<MarginGroup>()
  readonly #taken = new Set<number>()

  constructor(model: MarginModel, ledger: Ledger, cores: readonly SymbolCore[], orders: OrderTable) {
    this.#orders = orders
    this.#model = model
    this.#ledger = ledger
    this.#cores = cores
    this.#projected = new Float64Array(cores.length)
  }

  /**
   * Adds up what is held and what was admitted in earlier steps.
   * @param submitted Ids of the orders that will be judged.
   */
  begin(timeMs: number, submitted: readonly number[]): void {
    const model = this.#model
    this.#submitted = submitted
    this.#judged.clear()
    this.#taken.clear()
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
  refusal(
    id: number,
    core: SymbolCore,
    signed: number,
    increases: boolean,
    isContingent: boolean,
  ): string | undefined {
    const group = this.#model.groups.of(core)
    if (group !== undefined && !this.#judged.has(group)) this.#takeTogether(group)
    if (this.#taken.has(id)) return undefined
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

  /** Takes all orders of a group at once where they fit together: legs of a spread need less than each of them. */
  #takeTogether(group: MarginGroup): void {
    this.#judged.add(group)
    const orders = this.#orders
    const ids = this.#submitted.filter(
      (id) => group.members.includes(orders.coreOf(id)) && orders.isWorking(id) && !orders.isContingent(id),
    )
    if (ids.length < 2) return
    const projected = this.#projected.slice()
    let needed = this.#used
    for (const id of ids) {
      const core = orders.coreOf(id)
      const signed = orders.sign[id]! * orders.remaining(id)
      needed += this.#change(core, this.#projected[core.id]!, signed)
      this.#projected[core.id]! += signed
    }
    if (fits(needed, this.#model.equity)) {
      this.#used = needed
      for (const id of ids) this.#taken.add(id)
    } else this.#projected.set(projected)
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
