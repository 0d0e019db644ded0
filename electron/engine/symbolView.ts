import type { Bars, Position, SymbolView } from '../../shared/sdk/quarterdeck.d.ts'
import type { Ledger } from './ledger.ts'
import type { SymbolCore } from './symbolCore.ts'

/** What a strategy sees of a symbol: the newest bar and those before it. The engine's columns are out of its reach. */
export class SymbolViewOfCore implements SymbolView {
  readonly #core: SymbolCore

  constructor(core: SymbolCore) {
    this.#core = core
  }

  get symbol(): string {
    return this.#core.symbol
  }
  get index(): number {
    return this.#core.index
  }
  get barTimeMs(): number {
    return newest(this.#core.time, this.#core.index)
  }
  get open(): number {
    return newest(this.#core.shown.open, this.#core.index)
  }
  get high(): number {
    return newest(this.#core.shown.high, this.#core.index)
  }
  get low(): number {
    return newest(this.#core.shown.low, this.#core.index)
  }
  get close(): number {
    return this.#core.shownClose
  }
  get volume(): number {
    return newest(this.#core.shown.volume, this.#core.index)
  }
  get bars(): Bars {
    return this.#core.bars()
  }

  /** Getter of the indicator that was declared in place `slot`. */
  static indicatorGetter(slot: number): (this: SymbolViewOfCore) => number {
    const place = slot + 1
    return function indicator(this: SymbolViewOfCore): number {
      return this.#core.valueAt(place)
    }
  }
}

/** A column's value at the newest bar, NaN before the first. */
export function newest(column: Float64Array, index: number): number {
  return index < 0 ? Number.NaN : column[index]!
}

/** A position as the strategy sees it, always at its present state. */
export class PositionOfCore implements Position {
  readonly #core: SymbolCore
  readonly #ledger: Ledger

  constructor(core: SymbolCore, ledger: Ledger) {
    this.#core = core
    this.#ledger = ledger
  }

  get symbol(): string {
    return this.#core.symbol
  }
  get quantity(): number {
    return this.#ledger.quantity[this.#core.id]!
  }
  get averagePrice(): number {
    const { quantity } = this
    if (quantity === 0) return 0
    const core = this.#core
    const paid = this.#ledger.cost[core.id]! - this.#ledger.settled[core.id]!
    const worth = this.#ledger.toUnits(core, paid) / (quantity * core.instrument.multiplier)
    return core.isInverse ? -1 / worth : worth
  }
  get marketValue(): number {
    const core = this.#core
    const { quantity } = this
    return quantity === 0 ? 0 : quantity * Math.abs(core.worth(core.price)) * core.instrument.multiplier
  }
  get unrealizedProfit(): number {
    const core = this.#core
    return this.#ledger.unrealized(core) + this.#ledger.toUnits(core, this.#ledger.settled[core.id]!)
  }
  get realizedProfit(): number {
    const { id } = this.#core
    return this.#ledger.toUnits(this.#core, this.#ledger.realized[id]! - this.#ledger.settled[id]!)
  }
}
