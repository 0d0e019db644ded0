import type { OrderStatus } from '../../shared/domain/order.ts'
import type { Fill, Order } from '../../shared/sdk/quarterdeck.d.ts'
import type { SymbolCore } from './symbolCore.ts'
import { type OrderTerms, WorkingOrder } from './workingOrder.ts'

/** Something a strategy's hook is told. */
export type OrderEvent = { readonly order: Order } | { readonly fill: Fill }

/** Every order of a run, and which of them still work. */
export class OrderBook {
  readonly all: WorkingOrder[] = []
  /** Orders that have not yet passed the checks made when a step's decisions are complete. */
  readonly submitted: WorkingOrder[] = []
  /** What the hooks have not been told yet, oldest first. */
  events: OrderEvent[] = []
  /** How many orders work over all symbols. */
  workingCount = 0
  /** How many of them wait for a price or the close in the order's own type, and are no plain market orders. */
  readonly #tellsOrders: boolean
  readonly #tellsFills: boolean

  constructor(tells: { orders: boolean; fills: boolean }) {
    this.#tellsOrders = tells.orders
    this.#tellsFills = tells.fills
  }

  /** Takes an order on. */
  submit(core: SymbolCore, terms: OrderTerms, timeMs: number): WorkingOrder {
    const order = new WorkingOrder(this.all.length + 1, core, terms, timeMs)
    this.all.push(order)
    this.submitted.push(order)
    core.working.push(order)
    this.workingCount++
    if (!order.isContingent) core.pending += order.sign * order.quantity
    return order
  }

  /** Records an order that is refused at once. */
  refuse(core: SymbolCore, terms: OrderTerms, timeMs: number, reason: string): WorkingOrder {
    const order = new WorkingOrder(this.all.length + 1, core, terms, timeMs)
    this.all.push(order)
    order.status = 'rejected'
    order.reason = reason
    this.#tellOrder(order)
    return order
  }

  find(orderId: number): WorkingOrder | undefined {
    return this.all[orderId - 1]
  }

  /** Ends an order that still works. */
  end(order: WorkingOrder, status: OrderStatus, timeMs: number, reason?: string): void {
    if (!order.isWorking) return
    if (!order.isContingent) order.core.pending -= order.sign * order.remaining
    order.status = status
    order.updatedMs = Math.max(timeMs, order.submittedMs)
    order.reason = reason
    const { working } = order.core
    working.splice(working.indexOf(order), 1)
    this.workingCount--
    if (working.length === 0) order.core.pending = 0
    this.#tellOrder(order)
  }

  /** Books a fill on its order, which ends it when nothing remains. */
  fill(order: WorkingOrder, quantity: number, price: number, timeMs: number): void {
    order.filledQuantity = order.core.lots.nearest(order.filledQuantity + quantity)
    order.filledNotional += price * quantity
    order.core.pending -= order.sign * quantity
    if (order.remaining <= 0) {
      this.end(order, 'filled', timeMs)
      return
    }
    order.status = 'partially-filled'
    order.updatedMs = Math.max(timeMs, order.submittedMs)
    this.#tellOrder(order)
  }

  /** A stop-limit order whose stop was reached from now on counts as an order that will trade. */
  trigger(order: WorkingOrder): void {
    order.triggered = true
    order.core.pending += order.sign * order.remaining
  }

  /** Changes working orders for a split; one that no longer makes a lot is cancelled. */
  split(core: SymbolCore, ratio: number, timeMs: number): void {
    for (const order of [...core.working]) {
      const before = order.remaining
      order.filledQuantity = core.lots.nearest(order.filledQuantity * ratio)
      order.quantity = core.lots.nearest(order.filledQuantity + core.lots.towardZero(before * ratio))
      order.limitPrice = roundLimit(core, order.sign, order.limitPrice / ratio)
      order.stopPrice = roundStop(core, order.sign, order.stopPrice / ratio)
      if (!order.isContingent) core.pending += order.sign * (order.remaining - before)
      if (order.remaining <= 0) this.end(order, 'cancelled', timeMs, 'less than one lot after a split')
    }
  }

  tellFill(fill: Fill): void {
    if (this.#tellsFills) this.events.push({ fill })
  }

  #tellOrder(order: WorkingOrder): void {
    if (this.#tellsOrders) this.events.push({ order: order.snapshot() })
  }
}

/** A limit price on the grid of ticks, never worse than asked. */
export function roundLimit(core: SymbolCore, sign: number, price: number): number {
  return sign > 0 ? core.ticks.down(price) : core.ticks.up(price)
}

/** A stop price on the grid of ticks, never better than asked. */
export function roundStop(core: SymbolCore, sign: number, price: number): number {
  return sign > 0 ? core.ticks.up(price) : core.ticks.down(price)
}
