import type { FillTiming } from '../../shared/domain/backtest.ts'
import { FROM_CLOSE, FROM_GAP, FROM_LIMIT, FROM_OPEN, FROM_STOP } from './fillTable.ts'
import type { OrderBook } from './orderBook.ts'
import { LIMIT, MARKET, MARKET_ON_CLOSE, STOP, STOP_LIMIT } from './orderTable.ts'
import type { SymbolCore } from './symbolCore.ts'

/** The moments of a bar at which orders meet prices, in their order. */
export const AT_OPEN = 0
export const AT_STOPS = 1
export const AT_LIMITS = 2
export const AT_CLOSE = 3

/**
 * Finds the price that a bar offers a working order. A bar's prices are taken at the nearest tick, since an order can
 * trade at no other and sources carry the noise of float arithmetic (1458.469971 for 1458.47). Gaps fill at the open; inside the range an order fills at its
 * own price; touching is enough. A stop-limit order that is triggered inside the range and whose limit lies beyond
 * the stop waits for the next bar, because the order of prices inside this one is not known.
 *
 * One finder serves a run, and its fields hold the last offer found, so that nothing is allocated per look.
 */
export class OpportunityFinder {
  /** Price of the last offer, a multiple of the tick. */
  price = Number.NaN
  /** The worst price the order allows, NaN when any will do. */
  worst = Number.NaN
  /** Code of where the price comes from. */
  source = FROM_OPEN
  readonly #book: OrderBook
  /** Whether market orders trade at the open, and not at a close. */
  readonly marketAtOpen: boolean

  constructor(book: OrderBook, timing: FillTiming) {
    this.#book = book
    this.marketAtOpen = timing === 'next-open'
  }

  /** Looks in one phase of the newest bar; true when the fields hold an offer. */
  find(id: number, core: SymbolCore, phase: number): boolean {
    const { ticks, index } = core
    switch (phase) {
      case AT_OPEN:
        return this.#atOpen(id, ticks.nearest(core.newestOpen))
      case AT_STOPS:
        return this.#atStop(id, ticks.nearest(core.high[index]!), ticks.nearest(core.low[index]!), index)
      case AT_LIMITS:
        return this.#atLimit(id, ticks.nearest(core.high[index]!), ticks.nearest(core.low[index]!), index)
      default:
        return (
          this.waitsForClose(id) && this.#offer(ticks.nearest(core.close[index]!), FROM_CLOSE, Number.NaN)
        )
    }
  }

  /** Whether an order can only trade at a close. */
  waitsForClose(id: number): boolean {
    const type = this.#book.orders.type[id]
    return type === MARKET_ON_CLOSE || (type === MARKET && !this.marketAtOpen)
  }

  #atOpen(id: number, open: number): boolean {
    const { orders } = this.#book
    const type = orders.type[id]
    if (type === MARKET) return this.marketAtOpen && this.#offer(open, FROM_OPEN, Number.NaN)
    const sign = orders.sign[id]!
    const limit = orders.limitPrice[id]!
    const throughStop = sign * (open - orders.stopPrice[id]!) >= 0
    const throughLimit = sign * (limit - open) >= 0
    if (type === LIMIT) return throughLimit && this.#offer(open, FROM_OPEN, limit)
    if (type === STOP) return throughStop && this.#offer(open, FROM_GAP, Number.NaN)
    if (type !== STOP_LIMIT) return false
    if (orders.triggered[id] === 0 && throughStop) this.#book.trigger(id)
    return orders.triggered[id] === 1 && throughLimit && this.#offer(open, FROM_OPEN, limit)
  }

  #atStop(id: number, high: number, low: number, bar: number): boolean {
    const { orders } = this.#book
    const type = orders.type[id]
    if ((type !== STOP && type !== STOP_LIMIT) || orders.triggered[id] === 1) return false
    const sign = orders.sign[id]!
    const stop = orders.stopPrice[id]!
    if (!(sign > 0 ? high >= stop : low <= stop)) return false
    if (type === STOP) return this.#offer(stop, FROM_STOP, Number.NaN)
    this.#book.trigger(id)
    const limit = orders.limitPrice[id]!
    if (sign * (limit - stop) >= 0) return this.#offer(stop, FROM_STOP, limit)
    orders.triggeredBar[id] = bar
    return false
  }

  #atLimit(id: number, high: number, low: number, bar: number): boolean {
    const { orders } = this.#book
    const type = orders.type[id]
    const rests =
      type === LIMIT || (type === STOP_LIMIT && orders.triggered[id] === 1 && orders.triggeredBar[id] !== bar)
    if (!rests) return false
    const limit = orders.limitPrice[id]!
    return (orders.sign[id]! > 0 ? low <= limit : high >= limit) && this.#offer(limit, FROM_LIMIT, limit)
  }

  #offer(price: number, source: number, worst: number): boolean {
    this.price = price
    this.source = source
    this.worst = worst
    return Number.isFinite(price)
  }
}
