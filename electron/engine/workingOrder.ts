import type { Order as DomainOrder, OrderStatus, OrderType, TimeInForce } from '../../shared/domain/order.ts'
import type { Order } from '../../shared/sdk/quarterdeck.d.ts'
import type { SymbolCore } from './symbolCore.ts'

/** What an order is made of; prices are NaN where its type has none. */
export interface OrderTerms {
  readonly sign: 1 | -1
  readonly type: OrderType
  readonly timeInForce: TimeInForce
  readonly quantity: number
  readonly limitPrice: number
  readonly stopPrice: number
  readonly tag: string | undefined
}

/** An order from its submission to its end. Its status only moves forward. */
export class WorkingOrder {
  readonly id: number
  readonly core: SymbolCore
  readonly sign: 1 | -1
  readonly type: OrderType
  readonly timeInForce: TimeInForce
  readonly tag: string | undefined
  readonly submittedMs: number
  quantity: number
  limitPrice: number
  stopPrice: number
  filledQuantity = 0
  /** Sum of price x quantity over the fills. */
  filledNotional = 0
  /** Fees so far, in minor units. */
  feeMinor = 0
  status: OrderStatus = 'new'
  updatedMs: number
  reason: string | undefined = undefined
  /** A stop-limit order whose stop has been reached. */
  triggered = false
  /** Bar in which the stop was reached at a price beyond the limit, or -1. */
  triggeredInBar = -1
  /** Has passed the checks that are made when a step's decisions are complete. */
  admitted = false
  /** UTC day (days since the epoch) of the session a day order trades in, NaN until it has begun. */
  sessionDay = Number.NaN

  constructor(id: number, core: SymbolCore, terms: OrderTerms, submittedMs: number) {
    this.id = id
    this.core = core
    this.sign = terms.sign
    this.type = terms.type
    this.timeInForce = terms.timeInForce
    this.quantity = terms.quantity
    this.limitPrice = terms.limitPrice
    this.stopPrice = terms.stopPrice
    this.tag = terms.tag
    this.submittedMs = submittedMs
    this.updatedMs = submittedMs
  }

  get isWorking(): boolean {
    return this.status === 'new' || this.status === 'partially-filled'
  }

  /** Whether it waits for a stop price and may never trade. */
  get isContingent(): boolean {
    return (this.type === 'stop' || this.type === 'stop-limit') && !this.triggered
  }

  get remaining(): number {
    return this.core.lots.nearest(this.quantity - this.filledQuantity)
  }

  /** The order as it stands, for a result or for the strategy. */
  snapshot(): DomainOrder & Order {
    return Object.freeze({
      id: this.id,
      symbol: this.core.symbol,
      side: this.sign > 0 ? ('buy' as const) : ('sell' as const),
      type: this.type,
      timeInForce: this.timeInForce,
      quantity: this.quantity,
      ...(Number.isNaN(this.limitPrice) ? {} : { limitPrice: this.limitPrice }),
      ...(Number.isNaN(this.stopPrice) ? {} : { stopPrice: this.stopPrice }),
      status: this.status,
      filledQuantity: this.filledQuantity,
      ...(this.filledQuantity > 0 ? { averagePrice: this.filledNotional / this.filledQuantity } : {}),
      submittedMs: this.submittedMs,
      updatedMs: this.updatedMs,
      ...(this.reason === undefined ? {} : { reason: this.reason }),
      ...(this.tag === undefined ? {} : { tag: this.tag }),
    })
  }
}
