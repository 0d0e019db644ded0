import type { Position } from '../../shared/sdk/quarterdeck.d.ts'

/** Both legs of a symbol taken together, always at their present state. */
export class NetPosition implements Position {
  readonly #long: Position
  readonly #short: Position

  constructor(long: Position, short: Position) {
    this.#long = long
    this.#short = short
  }

  get symbol(): string {
    return this.#long.symbol
  }
  get quantity(): number {
    return this.#long.quantity + this.#short.quantity
  }
  /** That of the only leg held; 0 where both are. */
  get averagePrice(): number {
    if (this.#short.quantity === 0) return this.#long.averagePrice
    return this.#long.quantity === 0 ? this.#short.averagePrice : 0
  }
  get marketValue(): number {
    return this.#long.marketValue + this.#short.marketValue
  }
  get unrealizedProfit(): number {
    return this.#long.unrealizedProfit + this.#short.unrealizedProfit
  }
  get realizedProfit(): number {
    return this.#long.realizedProfit + this.#short.realizedProfit
  }
}
