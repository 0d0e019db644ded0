/**
 * What one position needs of the account, in its instrument's currency. Quantities are signed units, prices those that
 * the position is judged at: the mark price of a perpetual that has one, else the last price.
 */
export interface MarginRule {
  /** Whether a margin call closes all of the position; else only as much of it as is needed. */
  readonly closesInFull: boolean
  /** Whether the requirement changes without steps, and by no more than the value of the position does. */
  readonly isContinuous: boolean
  /** What must be there to open it or add to it. */
  initial(quantity: number, price: number, timeMs: number): number
  /** What must stay there to keep it. */
  maintenance(quantity: number, price: number, timeMs: number): number
}
