import {
  type Order as DomainOrder,
  orderStatusSchema,
  orderTypeSchema,
  timeInForceSchema,
} from '../../shared/domain/order.ts'
import type { Order } from '../../shared/sdk/quarterdeck.d.ts'
import { sideOf } from './positionLegs.ts'
import type { SymbolCore } from './symbolCore.ts'

const TYPES = orderTypeSchema.options
const TIMES_IN_FORCE = timeInForceSchema.options
const STATUSES = orderStatusSchema.options

/** Codes of the columns `type`, `timeInForce` and `status`: places in the domain's lists of words. */
export const MARKET = TYPES.indexOf('market')
export const LIMIT = TYPES.indexOf('limit')
export const STOP = TYPES.indexOf('stop')
export const STOP_LIMIT = TYPES.indexOf('stop-limit')
export const MARKET_ON_CLOSE = TYPES.indexOf('market-on-close')
export const DAY = TIMES_IN_FORCE.indexOf('day')
export const GTC = TIMES_IN_FORCE.indexOf('gtc')
export const IOC = TIMES_IN_FORCE.indexOf('ioc')
export const FOK = TIMES_IN_FORCE.indexOf('fok')
export const NEW = STATUSES.indexOf('new')
export const PARTIALLY_FILLED = STATUSES.indexOf('partially-filled')
export const FILLED = STATUSES.indexOf('filled')
export const CANCELLED = STATUSES.indexOf('cancelled')
export const REJECTED = STATUSES.indexOf('rejected')
export const EXPIRED = STATUSES.indexOf('expired')

/** What an order is made of besides its quantity; prices are NaN where its type has none. */
export interface OrderTerms {
  readonly type: number
  readonly timeInForce: number
  readonly limitPrice: number
  readonly stopPrice: number
  readonly tag: string | undefined
}

/** A market order that is good till cancelled. */
export const MARKET_TERMS: OrderTerms = Object.freeze({
  type: MARKET,
  timeInForce: GTC,
  limitPrice: Number.NaN,
  stopPrice: Number.NaN,
  tag: undefined,
})

/** Every order of a run as columns, by order id from 1. Nothing is allocated per order but room in the columns. */
export class OrderTable {
  symbolId = new Uint16Array(0)
  type = new Uint8Array(0)
  timeInForce = new Uint8Array(0)
  status = new Uint8Array(0)
  /** 1 once a stop-limit order's stop has been reached. */
  triggered = new Uint8Array(0)
  /** 1 once the checks made when a step's decisions are complete have been passed. */
  admitted = new Uint8Array(0)
  /** 1 buys, -1 sells. */
  sign = new Int8Array(0)
  /** Bar in which a stop was reached at a price beyond the limit, or -1. */
  triggeredBar = new Int32Array(0)
  quantity = new Float64Array(0)
  filledQuantity = new Float64Array(0)
  /** Sum of price x quantity over the fills. */
  filledNotional = new Float64Array(0)
  /** Fees so far in minor units. */
  feeMinor = new Float64Array(0)
  limitPrice = new Float64Array(0)
  stopPrice = new Float64Array(0)
  submittedMs = new Float64Array(0)
  updatedMs = new Float64Array(0)
  /** Trading day that a day order works in, as `tradingDayAt` counts them; NaN until it has begun. */
  sessionDay = new Float64Array(0)
  readonly reasons = new Map<number, string>()
  readonly tags = new Map<number, string>()
  /** Orders so far, which is also the newest order's id. */
  count = 0
  readonly #cores: readonly SymbolCore[]

  constructor(cores: readonly SymbolCore[]) {
    this.#cores = cores
    this.#grow(1024)
  }

  /** Adds an order and returns its id. */
  add(symbolId: number, sign: number, quantity: number, terms: OrderTerms, timeMs: number): number {
    const id = ++this.count
    if (id === this.quantity.length) this.#grow(id * 4)
    this.symbolId[id] = symbolId
    this.sign[id] = sign
    this.type[id] = terms.type
    this.timeInForce[id] = terms.timeInForce
    this.quantity[id] = quantity
    this.limitPrice[id] = terms.limitPrice
    this.stopPrice[id] = terms.stopPrice
    this.submittedMs[id] = timeMs
    this.updatedMs[id] = timeMs
    this.sessionDay[id] = Number.NaN
    this.triggeredBar[id] = -1
    this.status[id] = NEW
    if (terms.tag !== undefined) this.tags.set(id, terms.tag)
    return id
  }

  #grow(size: number): void {
    this.symbolId = grown(this.symbolId, new Uint16Array(size))
    this.type = grown(this.type, new Uint8Array(size))
    this.timeInForce = grown(this.timeInForce, new Uint8Array(size))
    this.status = grown(this.status, new Uint8Array(size))
    this.triggered = grown(this.triggered, new Uint8Array(size))
    this.admitted = grown(this.admitted, new Uint8Array(size))
    this.sign = grown(this.sign, new Int8Array(size))
    this.triggeredBar = grown(this.triggeredBar, new Int32Array(size))
    this.quantity = grown(this.quantity, new Float64Array(size))
    this.filledQuantity = grown(this.filledQuantity, new Float64Array(size))
    this.filledNotional = grown(this.filledNotional, new Float64Array(size))
    this.feeMinor = grown(this.feeMinor, new Float64Array(size))
    this.limitPrice = grown(this.limitPrice, new Float64Array(size))
    this.stopPrice = grown(this.stopPrice, new Float64Array(size))
    this.submittedMs = grown(this.submittedMs, new Float64Array(size))
    this.updatedMs = grown(this.updatedMs, new Float64Array(size))
    this.sessionDay = grown(this.sessionDay, new Float64Array(size))
  }

  coreOf(id: number): SymbolCore {
    return this.#cores[this.symbolId[id]!]!
  }

  isWorking(id: number): boolean {
    return this.status[id]! <= PARTIALLY_FILLED
  }

  /** Whether it waits for a stop price and may never trade. */
  isContingent(id: number): boolean {
    const type = this.type[id]
    return (type === STOP || type === STOP_LIMIT) && this.triggered[id] === 0
  }

  /** Whether it is to fill at the first opportunity or not at all. */
  isImmediate(id: number): boolean {
    return this.timeInForce[id]! >= IOC
  }

  remaining(id: number): number {
    const filled = this.filledQuantity[id]!
    return filled === 0 ? this.quantity[id]! : this.coreOf(id).lots.nearest(this.quantity[id]! - filled)
  }

  /** The order as it stands, for a result or for the strategy. */
  snapshot(id: number): DomainOrder & Order {
    const limitPrice = this.limitPrice[id]!
    const stopPrice = this.stopPrice[id]!
    const filledQuantity = this.filledQuantity[id]!
    const reason = this.reasons.get(id)
    const tag = this.tags.get(id)
    return Object.freeze({
      id,
      symbol: this.coreOf(id).symbol,
      side: this.sign[id]! > 0 ? ('buy' as const) : ('sell' as const),
      ...(this.coreOf(id).leg === 0 ? {} : { positionSide: sideOf(this.coreOf(id)) }),
      type: TYPES[this.type[id]!]!,
      timeInForce: TIMES_IN_FORCE[this.timeInForce[id]!]!,
      quantity: this.quantity[id]!,
      ...(Number.isNaN(limitPrice) ? {} : { limitPrice }),
      ...(Number.isNaN(stopPrice) ? {} : { stopPrice }),
      status: STATUSES[this.status[id]!]!,
      filledQuantity,
      ...(filledQuantity > 0 ? { averagePrice: this.filledNotional[id]! / filledQuantity } : {}),
      submittedMs: this.submittedMs[id]!,
      updatedMs: this.updatedMs[id]!,
      ...(reason === undefined ? {} : { reason }),
      ...(tag === undefined ? {} : { tag }),
    })
  }
}

interface Column {
  set(values: this): void
}

function grown<T extends Column>(old: T, wider: T): T {
  wider.set(old)
  return wider
}
