import type { Fill } from '../../shared/domain/order.ts'
import type { OrderTable } from './orderTable.ts'
import { sideOf } from './positionLegs.ts'
import { RowTable } from './rowTable.ts'

/** What a fill of a margin call says of its price. */
export const MARGIN_CALL = 'margin call'

/** Where a fill's price came from, as the result says it. */
const SOURCES = ['open', 'open, gap through the stop', 'stop', 'limit', 'close', 'roll', MARGIN_CALL] as const
export const FROM_OPEN = 0
export const FROM_GAP = 1
export const FROM_STOP = 2
export const FROM_LIMIT = 3
export const FROM_CLOSE = 4
/** Both prices of a continuous future's change of contracts. */
export const FROM_ROLL = 5
/** The price at which a margin call closes a position. */
export const FROM_MARGIN_CALL = 6

const WIDTH = 8
const [ORDER, TIME, QUANTITY, PRICE, FEE, SLIPPAGE, PROFIT, SOURCE] = [0, 1, 2, 3, 4, 5, 6, 7]

/** The fills of a run as rows of numbers, in the order in which they happened. */
export class FillTable {
  readonly #table = new RowTable(WIDTH)

  get count(): number {
    return this.#table.count
  }

  /** Money in the instrument's currency. */
  add(
    orderId: number,
    timeMs: number,
    quantity: number,
    price: number,
    fee: number,
    slippage: number,
    realizedProfit: number,
    source: number,
  ): void {
    const row = this.#table.add()
    const { rows } = this.#table
    rows[row + ORDER] = orderId
    rows[row + TIME] = timeMs
    rows[row + QUANTITY] = quantity
    rows[row + PRICE] = price
    rows[row + FEE] = fee
    rows[row + SLIPPAGE] = slippage
    rows[row + PROFIT] = realizedProfit
    rows[row + SOURCE] = source
  }

  /** A fill as the strategy and the result have it. */
  fill(place: number, orders: OrderTable): Fill {
    const row = this.#table.row(place)
    const orderId = row[ORDER]!
    const tag = orders.tags.get(orderId)
    const core = orders.coreOf(orderId)
    return Object.freeze({
      orderId,
      symbol: core.symbol,
      side: orders.sign[orderId]! > 0 ? ('buy' as const) : ('sell' as const),
      timeMs: row[TIME]!,
      quantity: row[QUANTITY]!,
      price: row[PRICE]!,
      fee: row[FEE]!,
      slippage: row[SLIPPAGE]!,
      realizedProfit: row[PROFIT]!,
      priceSource: SOURCES[row[SOURCE]!]!,
      ...(core.leg === 0 ? {} : { positionSide: sideOf(core) }),
      ...(tag === undefined ? {} : { tag }),
    })
  }

  all(orders: OrderTable): Fill[] {
    return Array.from({ length: this.count }, (_, place) => this.fill(place, orders))
  }
}
