import { type CashFlowKind, cashFlowKindSchema } from '../../shared/domain/statement.ts'
import { RowTable } from './rowTable.ts'

const KINDS = cashFlowKindSchema.options
const WIDTH = 6
const [TIME, KIND, SYMBOL, CURRENCY, MINOR, FILLS] = [0, 1, 2, 3, 4, 5]

/** One movement of cash as the table gives it back. */
export interface CashFlow {
  readonly timeMs: number
  readonly kind: CashFlowKind
  /** -1 for the whole account. */
  readonly symbolId: number
  readonly currencyId: number
  readonly minor: number
  /** Fills there were before it, which places it among them. */
  readonly fillCount: number
  readonly text: string
}

/** Every movement of cash that is not a fill, in the order in which they happened. */
export class FlowTable {
  readonly #table = new RowTable(WIDTH)
  readonly #texts: string[] = []

  get count(): number {
    return this.#table.count
  }

  add(flow: CashFlow): void {
    const row = this.#table.add()
    const { rows } = this.#table
    rows[row + TIME] = flow.timeMs
    rows[row + KIND] = KINDS.indexOf(flow.kind)
    rows[row + SYMBOL] = flow.symbolId
    rows[row + CURRENCY] = flow.currencyId
    rows[row + MINOR] = flow.minor
    rows[row + FILLS] = flow.fillCount
    this.#texts.push(flow.text)
  }

  flow(place: number): CashFlow {
    const row = this.#table.row(place)
    return {
      timeMs: row[TIME]!,
      kind: KINDS[row[KIND]!]!,
      symbolId: row[SYMBOL]!,
      currencyId: row[CURRENCY]!,
      minor: row[MINOR]!,
      fillCount: row[FILLS]!,
      text: this.#texts[place]!,
    }
  }
}
