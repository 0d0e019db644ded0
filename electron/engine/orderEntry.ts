import { DeskError } from '../../shared/domain/deskError.ts'
import {
  type OrderType,
  orderTypeSchema,
  type TimeInForce,
  timeInForceSchema,
} from '../../shared/domain/order.ts'
import type { OrderOptions } from '../../shared/sdk/quarterdeck.d.ts'
import type { Ledger } from './ledger.ts'
import { type OrderBook, roundLimit, roundStop } from './orderBook.ts'
import type { SymbolCore } from './symbolCore.ts'
import type { OrderTerms, WorkingOrder } from './workingOrder.ts'

const PLAIN: OrderOptions = Object.freeze({})

/** Checks and takes a strategy's orders. Nothing is recorded before every check has been made. */
export class OrderEntry {
  /** Whether a hook that may order is running. */
  open = false
  timeMs = Number.NaN
  readonly #cores: readonly SymbolCore[]
  readonly #book: OrderBook
  readonly #ledger: Ledger
  readonly #allowShort: boolean
  readonly #maxLeverage: number

  constructor(
    cores: readonly SymbolCore[],
    book: OrderBook,
    ledger: Ledger,
    rules: { allowShort: boolean; maxLeverage: number },
  ) {
    this.#cores = cores
    this.#book = book
    this.#ledger = ledger
    this.#allowShort = rules.allowShort
    this.#maxLeverage = rules.maxLeverage
  }

  /**
   * Submits an order for a signed quantity; returns its id, 0 when it is less than one lot.
   * @throws DeskError BAD_INPUT for an order that makes no sense, which is a mistake in the strategy.
   */
  order(core: SymbolCore, signed: number, options: OrderOptions = PLAIN): number {
    if (!this.open) throw misuse('Orders can be placed from the first bar on, inside a hook.')
    if (!Number.isFinite(signed)) {
      throw misuse(`The quantity of an order for ${core.symbol} must be a finite number, not ${signed}.`)
    }
    const quantity = core.lots.towardZero(signed)
    if (quantity === 0) return 0
    const terms = checkTerms(core, quantity, options)
    const reason = this.#refusal(core, terms)
    if (reason !== undefined) return this.#book.refuse(core, terms, this.timeMs, reason).id
    return this.#book.submit(core, terms, this.timeMs).id
  }

  /** Orders what is missing to a signed target quantity; 0 when nothing is. */
  target(core: SymbolCore, target: number, options?: OrderOptions): number {
    const wanted = core.lots.towardZero(target)
    const missing = wanted - this.#ledger.quantity[core.id]! - core.pending
    if (missing === 0 && this.open) return 0
    return this.order(core, missing, options)
  }

  /** Cancels a symbol's working orders, or all. Returns how many. */
  cancelAll(core?: SymbolCore): number {
    let count = 0
    for (const each of core === undefined ? this.#cores : [core]) {
      for (const order of [...each.working]) {
        this.#book.end(order, 'cancelled', this.timeMs, 'cancelled by the strategy')
        count++
      }
    }
    return count
  }

  /** Cancels a working order; false when it no longer works. */
  cancel(orderId: number): boolean {
    const order = this.#book.find(orderId)
    if (order === undefined || !order.isWorking) return false
    this.#book.end(order, 'cancelled', this.timeMs, 'cancelled by the strategy')
    return true
  }

  #refusal(core: SymbolCore, terms: OrderTerms): string | undefined {
    if (Number.isNaN(core.price)) return 'no price is known yet'
    if (Number.isNaN(this.#ledger.scale[core.id]!)) {
      return `no conversion rate from ${core.instrument.currency} is known yet`
    }
    const immediate = terms.timeInForce === 'ioc' || terms.timeInForce === 'fok'
    if (immediate && (terms.type === 'stop' || terms.type === 'stop-limit')) {
      return `a ${terms.type} order waits for its price and cannot be ${terms.timeInForce}`
    }
    if (terms.sign > 0 || this.#allowShort) return undefined
    const sellable = this.#ledger.quantity[core.id]! + this.#pendingBuys(core)
    if (terms.quantity <= sellable + 1e-9 * core.instrument.lotSize) return undefined
    return `short selling is off and only ${sellable} can be sold`
  }

  #pendingBuys(core: SymbolCore): number {
    let quantity = 0
    for (const order of core.working) if (order.sign > 0 && !order.isContingent) quantity += order.remaining
    return quantity
  }

  /**
   * Checks the leverage of the orders that a step's hooks have submitted, all together at the last prices: those
   * that reduce a position first, so that the order in which a rebalance was written down does not matter.
   */
  admit(): void {
    const { submitted } = this.#book
    const projected = this.#projectedExposure(submitted)
    const limit = this.#maxLeverage * this.#ledger.equity * (1 + 1e-9)
    let gross = projected.gross
    for (const increasing of [false, true]) {
      for (const order of submitted) {
        if (order.admitted || !order.isWorking) continue
        const { core } = order
        const unit = Math.abs(core.price * this.#ledger.scale[core.id]!)
        const before = Math.abs(projected.quantity(core))
        const after = Math.abs(projected.quantity(core) + order.sign * order.remaining)
        if (after > before !== increasing) continue
        const reached = gross + (after - before) * unit
        if (increasing && reached > limit) {
          this.#book.end(order, 'rejected', this.timeMs, this.#tooMuch(reached))
          continue
        }
        order.admitted = true
        if (order.isContingent) continue
        gross = reached
        projected.add(core, order.sign * order.remaining)
      }
    }
    submitted.length = 0
  }

  #tooMuch(gross: number): string {
    const multiple =
      this.#ledger.equity > 0 ? `${(gross / this.#ledger.equity).toFixed(3)} x equity` : 'beyond equity'
    return `gross exposure would be ${multiple}, the limit is ${this.#maxLeverage}`
  }

  /** Positions as they will be once every order that was admitted before has filled. */
  #projectedExposure(submitted: readonly WorkingOrder[]): ProjectedExposure {
    const projection = new ProjectedExposure(this.#ledger)
    for (const core of this.#cores) if (core.pending !== 0) projection.add(core, core.pending)
    for (const order of submitted) {
      if (order.isWorking && !order.isContingent) projection.add(order.core, -order.sign * order.remaining)
    }
    projection.gross = 0
    for (const core of this.#cores) {
      const quantity = projection.quantity(core)
      if (quantity !== 0) projection.gross += Math.abs(quantity * core.price * this.#ledger.scale[core.id]!)
    }
    return projection
  }
}

class ProjectedExposure {
  gross = 0
  readonly #ledger: Ledger
  readonly #change = new Map<number, number>()

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  quantity(core: SymbolCore): number {
    return this.#ledger.quantity[core.id]! + (this.#change.get(core.id) ?? 0)
  }

  add(core: SymbolCore, signed: number): void {
    this.#change.set(core.id, (this.#change.get(core.id) ?? 0) + signed)
  }
}

function checkTerms(core: SymbolCore, quantity: number, options: OrderOptions): OrderTerms {
  const type: OrderType = options.type ?? impliedType(options)
  if (!orderTypeSchema.safeParse(type).success) throw misuse(`There is no order type '${type}'.`)
  const timeInForce: TimeInForce = options.timeInForce ?? 'gtc'
  if (!timeInForceSchema.safeParse(timeInForce).success)
    throw misuse(`There is no time in force '${timeInForce}'.`)
  const needsLimit = type === 'limit' || type === 'stop-limit'
  const needsStop = type === 'stop' || type === 'stop-limit'
  const sign = quantity > 0 ? 1 : -1
  const limitPrice = checkPrice(core, type, 'limitPrice', options.limitPrice, needsLimit)
  const stopPrice = checkPrice(core, type, 'stopPrice', options.stopPrice, needsStop)
  return {
    sign,
    type,
    timeInForce,
    quantity: Math.abs(quantity),
    limitPrice: needsLimit ? roundLimit(core, sign, limitPrice) : Number.NaN,
    stopPrice: needsStop ? roundStop(core, sign, stopPrice) : Number.NaN,
    tag: options.tag === undefined ? undefined : String(options.tag),
  }
}

/** The type that the prices given imply, so that `{ limitPrice: 10 }` is a limit order. */
function impliedType(options: OrderOptions): OrderType {
  if (options.stopPrice !== undefined) return options.limitPrice === undefined ? 'stop' : 'stop-limit'
  return options.limitPrice === undefined ? 'market' : 'limit'
}

function checkPrice(
  core: SymbolCore,
  type: OrderType,
  name: 'limitPrice' | 'stopPrice',
  price: number | undefined,
  needed: boolean,
): number {
  if (needed && !Number.isFinite(price)) {
    throw misuse(`A ${type} order for ${core.symbol} needs a finite ${name}, not ${price}.`)
  }
  if (!needed && price !== undefined) throw misuse(`A ${type} order has no ${name}.`)
  return price ?? Number.NaN
}

function misuse(message: string): DeskError {
  return new DeskError('BAD_INPUT', message, { where: 'strategy' })
}
