import type { Fill, NewsItem, Order } from '../../shared/sdk/quarterdeck.d.ts'
import {
  CANCELLED,
  DAY,
  FILLED,
  MARKET,
  OrderTable,
  type OrderTerms,
  PARTIALLY_FILLED,
  REJECTED,
} from './orderTable.ts'
import type { SymbolCore } from './symbolCore.ts'

/** Something a strategy's hook is told. */
export type OrderEvent = { readonly order: Order } | { readonly fill: Fill } | { readonly news: NewsItem }

/** Takes orders from their submission to their end, and knows which of them still work. */
export class OrderBook {
  readonly orders: OrderTable
  /** Ids of orders that have not yet passed the checks made when a step's decisions are complete. */
  readonly submitted: number[] = []
  /** Orders that a split has changed, as they were before the first one. */
  readonly beforeSplit = new Map<number, Order>()
  /** Orders that no strategy has placed. */
  readonly forced = new Set<number>()
  /** What the hooks have not been told yet, oldest first. */
  events: OrderEvent[] = []
  /** Whether there are orders to admit or hooks to tell: one look for both. */
  hasNews = false
  /** How many orders work over all symbols. */
  workingCount = 0
  /** How many of them are not plain market orders. */
  pricedCount = 0
  /** How many of them end with their session. */
  dayCount = 0
  readonly #tellsOrders: boolean
  readonly #tellsFills: boolean

  constructor(cores: readonly SymbolCore[], tells: { orders: boolean; fills: boolean }) {
    this.orders = new OrderTable(cores)
    this.#tellsOrders = tells.orders
    this.#tellsFills = tells.fills
  }

  get tellsFills(): boolean {
    return this.#tellsFills
  }

  /** Takes an order on and returns its id. */
  submit(core: SymbolCore, signed: number, terms: OrderTerms, timeMs: number): number {
    const { orders } = this
    const id = orders.add(core.id, signed > 0 ? 1 : -1, Math.abs(signed), terms, timeMs)
    this.submitted.push(id)
    this.hasNews = true
    core.working.push(id)
    this.workingCount++
    if (terms.type !== MARKET) this.pricedCount++
    if (terms.timeInForce === DAY) this.dayCount++
    if (!orders.isContingent(id)) core.pending += signed
    return id
  }

  /** Records an order that is refused at once. */
  refuse(core: SymbolCore, signed: number, terms: OrderTerms, timeMs: number, reason: string): number {
    const id = this.orders.add(core.id, signed > 0 ? 1 : -1, Math.abs(signed), terms, timeMs)
    this.orders.status[id] = REJECTED
    this.orders.reasons.set(id, reason)
    this.#tellOrder(id)
    return id
  }

  /** Takes on an order that the market or the broker makes (a roll, a margin call): no check holds it up. */
  force(core: SymbolCore, signed: number, terms: OrderTerms, timeMs: number): number {
    const id = this.submit(core, signed, terms, timeMs)
    this.admit(id)
    this.forced.add(id)
    return id
  }

  /** An order has passed the checks of the step it was submitted in. */
  admit(id: number): void {
    const { orders } = this
    orders.admitted[id] = 1
    if (!orders.isContingent(id)) orders.coreOf(id).admitted += orders.sign[id]! * orders.remaining(id)
  }

  /** Ends an order that still works. */
  end(id: number, status: number, timeMs: number, reason?: string): void {
    const { orders } = this
    if (!orders.isWorking(id)) return
    const core = orders.coreOf(id)
    this.#expect(id, core, -orders.sign[id]! * orders.remaining(id))
    orders.status[id] = status
    orders.updatedMs[id] = Math.max(timeMs, orders.submittedMs[id]!)
    if (reason !== undefined) orders.reasons.set(id, reason)
    remove(core.working, id)
    this.workingCount--
    if (orders.type[id] !== MARKET) this.pricedCount--
    if (orders.timeInForce[id] === DAY) this.dayCount--
    if (core.working.length === 0) {
      core.pending = 0
      core.admitted = 0
    }
    if (this.#tellsOrders) this.#tellOrder(id)
  }

  /** Books a fill on its order, which ends it when nothing remains. */
  fill(id: number, quantity: number, price: number, timeMs: number): void {
    const { orders } = this
    const core = orders.coreOf(id)
    this.#expect(id, core, -orders.sign[id]! * quantity)
    orders.filledQuantity[id] = core.lots.nearest(orders.filledQuantity[id]! + quantity)
    orders.filledNotional[id]! += price * quantity
    if (orders.remaining(id) <= 0) {
      this.end(id, FILLED, timeMs)
      return
    }
    orders.status[id] = PARTIALLY_FILLED
    orders.updatedMs[id] = Math.max(timeMs, orders.submittedMs[id]!)
    if (this.#tellsOrders) this.#tellOrder(id)
  }

  /** From now on a stop-limit order whose stop was reached counts as one that will trade. */
  trigger(id: number): void {
    const { orders } = this
    orders.triggered[id] = 1
    this.#expect(id, orders.coreOf(id), orders.sign[id]! * orders.remaining(id))
  }

  /** Changes what a symbol's orders are still expected to trade. */
  #expect(id: number, core: SymbolCore, signed: number): void {
    if (this.orders.isContingent(id)) return
    core.pending += signed
    if (this.orders.admitted[id] === 1) core.admitted += signed
  }

  /** Changes working orders for a split; one that no longer makes a lot is cancelled. */
  split(core: SymbolCore, ratio: number, timeMs: number): void {
    const { orders } = this
    for (const id of [...core.working]) {
      const before = orders.remaining(id)
      const sign = orders.sign[id]!
      if (!this.beforeSplit.has(id)) this.beforeSplit.set(id, orders.snapshot(id))
      orders.filledQuantity[id] = core.lots.nearest(orders.filledQuantity[id]! * ratio)
      orders.quantity[id] = core.lots.nearest(
        orders.filledQuantity[id]! + core.lots.towardZero(before * ratio),
      )
      orders.limitPrice[id] = roundLimit(core, sign, orders.limitPrice[id]! / ratio)
      orders.stopPrice[id] = roundStop(core, sign, orders.stopPrice[id]! / ratio)
      this.#expect(id, core, sign * (orders.remaining(id) - before))
      if (orders.remaining(id) <= 0) this.end(id, CANCELLED, timeMs, 'less than one lot after a split')
    }
  }

  tellFill(fill: Fill): void {
    this.events.push({ fill })
    this.hasNews = true
  }

  tellNews(news: NewsItem): void {
    this.events.push({ news })
    this.hasNews = true
  }

  #tellOrder(id: number): void {
    if (!this.#tellsOrders) return
    this.events.push({ order: this.orders.snapshot(id) })
    this.hasNews = true
  }
}

/** Removes one id, keeping the others in order. */
function remove(ids: number[], id: number): void {
  let place = ids.indexOf(id)
  for (; place < ids.length - 1; place++) ids[place] = ids[place + 1]!
  ids.pop()
}

/** A limit price on the grid of ticks, never worse than asked. */
export function roundLimit(core: SymbolCore, sign: number, price: number): number {
  return sign > 0 ? core.ticks.down(price) : core.ticks.up(price)
}

/** A stop price on the grid of ticks, never better than asked. */
export function roundStop(core: SymbolCore, sign: number, price: number): number {
  return sign > 0 ? core.ticks.up(price) : core.ticks.down(price)
}
