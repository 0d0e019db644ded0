import type { SymbolCore } from '../symbolCore.ts'

/**
 * What positions in several symbols need together, in the currency they have in common: options with what they are
 * written on, futures of one root. It comes on top of what a symbol's own rule asks.
 */
export interface MarginGroup {
  /** Symbols that it looks at; all in one currency. */
  readonly members: readonly SymbolCore[]
  /**
   * What must be there to open the positions or to add to them.
   * @param quantities Signed units by symbol id.
   * @param prices Prices that positions are judged at, by symbol id.
   */
  initial(quantities: Float64Array, prices: Float64Array, timeMs: number): number
  /** What must stay there to keep them. */
  maintenance(quantities: Float64Array, prices: Float64Array, timeMs: number): number
}
