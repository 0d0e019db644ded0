import type { Ledger } from '../ledger.ts'
import type { SymbolCore } from '../symbolCore.ts'
import type { MarginGroup } from './marginGroup.ts'

/** Which of a group's two requirements is meant. */
export type Requirement = 'initial' | 'maintenance'

/** The groups of an account, asked with quantities that are held or that would be. */
export class MarginGroups {
  readonly all: readonly MarginGroup[]
  readonly #byId: (MarginGroup | undefined)[]
  readonly #ledger: Ledger
  readonly #quantities: Float64Array

  /** @param groups A symbol is a member of one at most. */
  constructor(groups: readonly MarginGroup[], cores: readonly SymbolCore[], ledger: Ledger) {
    this.all = groups
    this.#byId = cores.map((core) => groups.find(({ members }) => members.includes(core)))
    this.#ledger = ledger
    this.#quantities = new Float64Array(cores.length)
  }

  has(core: SymbolCore): boolean {
    return this.#byId[core.id] !== undefined
  }

  of(core: SymbolCore): MarginGroup | undefined {
    return this.#byId[core.id]
  }

  /** What all groups need, in the account's currency, of what is held without one symbol. */
  total(
    kind: Requirement,
    prices: Float64Array,
    timeMs: number,
    excluded?: SymbolCore,
    held: Float64Array = this.#ledger.quantity,
  ): number {
    let total = 0
    for (const group of this.all) {
      total += this.#need(group, kind, prices, timeMs, held, excluded, 0)
    }
    return total
  }

  /**
   * What a quantity of a symbol adds to its group's requirement, in the account's currency; below 0 for a hedge.
   * @param held Quantities of the other members, by symbol id.
   */
  added(
    kind: Requirement,
    core: SymbolCore,
    quantity: number,
    prices: Float64Array,
    timeMs: number,
    held: Float64Array = this.#ledger.quantity,
  ): number {
    const group = this.#byId[core.id]
    if (group === undefined || quantity === 0) return 0
    const without = this.#need(group, kind, prices, timeMs, held, core, 0)
    return this.#need(group, kind, prices, timeMs, held, core, quantity) - without
  }

  #need(
    group: MarginGroup,
    kind: Requirement,
    prices: Float64Array,
    timeMs: number,
    held: Float64Array,
    changed: SymbolCore | undefined,
    quantity: number,
  ): number {
    const quantities = this.#quantities
    let isHeld = false
    for (const core of group.members) {
      const size = core === changed ? quantity : held[core.id]!
      quantities[core.id] = size
      if (size !== 0) isHeld = true
    }
    if (!isHeld) return 0
    return group[kind](quantities, prices, timeMs) * this.#ledger.rate[group.members[0]!.currencyId]!
  }
}
