import { DeskError } from '../../shared/domain/deskError.ts'
import { type OrderType, orderTypeSchema, timeInForceSchema } from '../../shared/domain/order.ts'
import type { OrderOptions } from '../../shared/sdk/quarterdeck.d.ts'
import { clear } from './clear.ts'
import type { Clock } from './clock.ts'
import type { Hierarchy } from './hierarchy.ts'
import type { Ledger } from './ledger.ts'
import type { MarginAdmission } from './margin/marginAdmission.ts'
import { type OrderBook, roundLimit, roundStop } from './orderBook.ts'
import { CANCELLED, IOC, MARKET_TERMS, type OrderTerms, REJECTED, STOP, STOP_LIMIT } from './orderTable.ts'
import { sideOf } from './positionLegs.ts'
import type { SymbolCore } from './symbolCore.ts'

const STOP_WAITS = 'a stop order waits for its price and cannot be ioc or fok'

/** Checks and takes a strategy's orders. Nothing is recorded before every check has been made. */
export class OrderEntry {
  /** Whether a hook that may order is running. */
  open = false
  /** Asks the initial margin of orders; undefined where the run's account and instruments ask none. */
  margin: MarginAdmission | undefined
  readonly #clock: Clock
  readonly #cores: readonly SymbolCore[]
  readonly #book: OrderBook
  readonly #ledger: Ledger
  readonly #allowShort: boolean
  readonly #maxLeverage: number
  readonly #hierarchy: Hierarchy
  readonly #hasGroupLimits: boolean

  constructor(
    clock: Clock,
    cores: readonly SymbolCore[],
    book: OrderBook,
    ledger: Ledger,
    hierarchy: Hierarchy,
    rules: { allowShort: boolean; maxLeverage: number },
  ) {
    this.#clock = clock
    this.#cores = cores
    this.#book = book
    this.#ledger = ledger
    this.#hierarchy = hierarchy
    this.#hasGroupLimits = hierarchy.hasLimits
    this.#allowShort = rules.allowShort
    this.#maxLeverage = rules.maxLeverage
  }

  /** @throws DeskError BAD_INPUT where no hook that may order is running. */
  requireOpen(): void {
    if (!this.open) throw misuse('Orders can be placed from the first bar on, inside a hook.')
  }

  /**
   * Submits an order for a signed quantity; returns its id, 0 when it is less than one lot.
   * @throws DeskError BAD_INPUT for an order that makes no sense, which is a mistake in the strategy.
   */
  order(core: SymbolCore, signed: number, options?: OrderOptions): number {
    this.requireOpen()
    if (!Number.isFinite(signed)) throw notFinite(core, signed)
    const quantity = core.lots.towardZero(signed)
    if (quantity === 0) return 0
    const terms = options === undefined ? MARKET_TERMS : checkTerms(core, quantity, options)
    const reason = this.#refusal(core, quantity, terms)
    if (reason !== undefined) return this.#book.refuse(core, quantity, terms, this.#clock.timeMs, reason)
    return this.#book.submit(core, quantity, terms, this.#clock.timeMs)
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
      for (const id of [...each.working]) if (this.cancel(id)) count++
    }
    return count
  }

  /** Cancels a working order; false when it no longer works. */
  cancel(orderId: number): boolean {
    const { orders } = this.#book
    if (!(orderId >= 1 && orderId <= orders.count) || !orders.isWorking(orderId)) return false
    this.#book.end(orderId, CANCELLED, this.#clock.timeMs, 'cancelled by the strategy')
    return true
  }

  #refusal(core: SymbolCore, signed: number, terms: OrderTerms): string | undefined {
    if (core.endedBy !== '') return core.endedBy
    if (Number.isNaN(core.price)) return 'no price is known yet'
    if (Number.isNaN(this.#ledger.scale[core.id]!)) return noRate(core)
    if (terms.timeInForce >= IOC && (terms.type === STOP || terms.type === STOP_LIMIT)) return STOP_WAITS
    if (core.leg !== 0 && signed * core.leg < 0) return this.#closingRefusal(core, signed)
    if (signed > 0 || (this.#allowShort && core.isShortable)) return undefined
    const sellable = this.#ledger.quantity[core.id]! + this.#pending(core, 1)
    if (-signed <= sellable + 1e-9 * core.instrument.lotSize) return undefined
    return this.#notSellable(core, sellable)
  }

  #notSellable({ symbol }: SymbolCore, sellable: number): string {
    const why = this.#allowShort ? `${symbol} cannot be borrowed` : 'short selling is off'
    return `${why} and only ${sellable} can be sold`
  }

  /** Why an order would close more than its side of a hedged symbol has. */
  #closingRefusal(core: SymbolCore, signed: number): string | undefined {
    const closable = Math.abs(this.#ledger.quantity[core.id]!) + this.#pending(core, core.leg)
    if (Math.abs(signed) <= closable + 1e-9 * core.instrument.lotSize) return undefined
    return `only ${closable} of the ${sideOf(core)} position can be closed`
  }

  /** What working orders of one direction may still trade. */
  #pending(core: SymbolCore, sign: number): number {
    const { orders } = this.#book
    let quantity = 0
    for (const id of core.working) {
      if (orders.sign[id] === sign && !orders.isContingent(id)) quantity += orders.remaining(id)
    }
    return quantity
  }

  /**
   * Checks the leverage of the orders that a step's hooks have submitted, all together at the last prices: those
   * that reduce a position first, so that the order in which a rebalance was written down does not matter.
   */
  admit(): void {
    const { submitted } = this.#book
    if (submitted.length === 0) return
    let gross = this.#projectedExposure()
    this.margin?.begin(this.#clock.timeMs, submitted)
    if (submitted.length === 1) this.#admitOrder(submitted[0]!, this.#change(submitted[0]!), gross)
    else {
      gross = this.#admitPass(gross, false)
      this.#admitPass(gross, true)
    }
    clear(submitted)
  }

  #admitPass(exposure: number, increasing: boolean): number {
    let gross = exposure
    for (const id of this.#book.submitted) {
      if (this.#book.orders.admitted[id] === 1) continue
      const change = this.#change(id)
      if (change > 0 === increasing) gross = this.#admitOrder(id, change, gross)
    }
    return gross
  }

  /** What an order will change in the size of its symbol's position, once those admitted before it have filled. */
  #change(id: number): number {
    const { orders } = this.#book
    const core = orders.coreOf(id)
    const projected = this.#ledger.quantity[core.id]! + core.admitted
    return Math.abs(projected + orders.sign[id]! * orders.remaining(id)) - Math.abs(projected)
  }

  /** Admits or rejects an order that still works; returns the gross exposure there will be then. */
  #admitOrder(id: number, change: number, gross: number): number {
    const book = this.#book
    const { orders } = book
    if (!orders.isWorking(id)) return gross
    const core = orders.coreOf(id)
    const reached = gross + change * Math.abs(core.worth(core.price) * this.#ledger.scale[core.id]!)
    if (change > 0 && reached > this.#maxLeverage * this.#ledger.equity * (1 + 1e-9)) {
      book.end(id, REJECTED, this.#clock.timeMs, this.#tooMuch(reached))
      return gross
    }
    if ((this.#hasGroupLimits || this.margin !== undefined) && this.#isBeyond(id, core, change)) return gross
    book.admit(id)
    return orders.isContingent(id) ? gross : reached
  }

  /** Rejects an order that its groups or the margin do not allow. */
  #isBeyond(id: number, core: SymbolCore, change: number): boolean {
    const { orders } = this.#book
    let reason = change > 0 ? this.#hierarchy.refusal(core, change) : undefined
    if (reason === undefined) {
      const signed = orders.sign[id]! * orders.remaining(id)
      reason = this.margin?.refusal(id, core, signed, change > 0, orders.isContingent(id))
    }
    if (reason === undefined) return false
    this.#book.end(id, REJECTED, this.#clock.timeMs, reason)
    return true
  }

  #tooMuch(gross: number): string {
    const { equity } = this.#ledger
    const multiple =
      equity > 0 ? `${Number((gross / equity).toPrecision(6))} x equity` : 'beyond an equity of 0'
    return `gross exposure would be ${multiple}, the limit is ${this.#maxLeverage}`
  }

  /** Gross exposure once every order that was admitted before has filled at the last price. */
  #projectedExposure(): number {
    const ledger = this.#ledger
    let { gross } = ledger
    if (this.#book.workingCount <= this.#book.submitted.length) return gross
    for (const core of this.#cores) {
      if (core.admitted === 0) continue
      const held = ledger.quantity[core.id]!
      gross +=
        (Math.abs(held + core.admitted) - Math.abs(held)) *
        Math.abs(core.worth(core.price) * ledger.scale[core.id]!)
    }
    return gross
  }
}

function checkTerms(core: SymbolCore, signed: number, options: OrderOptions): OrderTerms {
  const word = options.type ?? impliedType(options)
  const type = orderTypeSchema.options.indexOf(word)
  if (type < 0) throw misuse(`There is no order type '${word}'.`)
  const timeInForce = timeInForceSchema.options.indexOf(options.timeInForce ?? 'gtc')
  if (timeInForce < 0) throw misuse(`There is no time in force '${options.timeInForce}'.`)
  const needsLimit = word === 'limit' || word === 'stop-limit'
  const needsStop = word === 'stop' || word === 'stop-limit'
  const limitPrice = checkPrice(core, word, 'limitPrice', options.limitPrice, needsLimit)
  const stopPrice = checkPrice(core, word, 'stopPrice', options.stopPrice, needsStop)
  return {
    type,
    timeInForce,
    limitPrice: needsLimit ? roundLimit(core, signed, limitPrice) : Number.NaN,
    stopPrice: needsStop ? roundStop(core, signed, stopPrice) : Number.NaN,
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

function noRate({ instrument }: SymbolCore): string {
  return `no conversion rate from ${instrument.currency} is known yet`
}

function notFinite({ symbol }: SymbolCore, quantity: number): DeskError {
  return misuse(`The quantity of an order for ${symbol} must be a finite number, not ${quantity}.`)
}

function misuse(message: string): DeskError {
  return new DeskError('BAD_INPUT', message, { where: 'strategy' })
}
