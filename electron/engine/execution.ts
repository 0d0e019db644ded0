import type { FeeModel, SlippageModel } from '../../shared/domain/backtest.ts'
import type { Fill } from '../../shared/domain/order.ts'
import type { Assumptions } from './assumptions.ts'
import { orderFee } from './fees.ts'
import type { Ledger } from './ledger.ts'
import type { Opportunity } from './opportunity.ts'
import type { OrderBook } from './orderBook.ts'
import type { RoundTripBook } from './roundTripBook.ts'
import { slippedPrice, volumeCap } from './slippage.ts'
import type { WorkingOrder } from './workingOrder.ts'

/** What limits and prices a run's fills. */
export interface ExecutionRules {
  readonly fees: FeeModel
  readonly slippage: SlippageModel
  readonly allowShort: boolean
  readonly maxLeverage: number
}

/** Relative slack of the leverage limit, against rounding in sums of floating point values. */
const LEVERAGE_SLACK = 1e-9

/** Turns opportunities into fills: how much trades, at which price, for which fee, and what that does to the books. */
export class Execution {
  readonly fills: Fill[] = []
  /** What prices gave up against their references, and traded value, in the account's currency. */
  slippageCost = 0
  tradedValue = 0
  readonly #rules: ExecutionRules
  readonly #ledger: Ledger
  readonly #book: OrderBook
  readonly #roundTrips: RoundTripBook
  readonly #assumptions: Assumptions

  constructor(
    rules: ExecutionRules,
    ledger: Ledger,
    book: OrderBook,
    roundTrips: RoundTripBook,
    assumptions: Assumptions,
  ) {
    this.#rules = rules
    this.#ledger = ledger
    this.#book = book
    this.#roundTrips = roundTrips
    this.#assumptions = assumptions
  }

  /** Whether a trade of the order's remainder would make the position larger (in either direction). */
  increases(order: WorkingOrder): boolean {
    const held = this.#ledger.quantity[order.core.id]!
    return Math.abs(held + order.sign * order.remaining) > Math.abs(held)
  }

  /** Fills as much of an order as its bar, the position and the account allow. Returns whether anything traded. */
  execute(order: WorkingOrder, offer: Opportunity, timeMs: number): boolean {
    const { core, sign } = order
    let quantity = order.remaining
    let shortfall: string | undefined

    const sellable = this.#rules.allowShort ? Infinity : this.#ledger.quantity[core.id]!
    if (sign < 0 && quantity > sellable) {
      quantity = Math.max(sellable, 0)
      shortfall = 'nothing left to sell, and short selling is off'
    }
    const volume = core.volume[core.index]!
    const cap = core.lots.towardZero(volumeCap(this.#rules.slippage, volume) - core.tradedInBar)
    const capped = quantity > cap
    if (capped) quantity = Math.max(cap, 0)

    const price = this.#price(order, offer, quantity, volume)
    const affordable = this.#affordable(order, quantity, price)
    if (affordable < quantity) {
      quantity = affordable
      shortfall = `the account can carry no more at ${price}`
      this.#assumptions.trimmedOrders++
    }
    if (order.timeInForce === 'fok' && quantity < order.remaining) {
      this.#book.end(order, 'cancelled', timeMs, shortfall ?? 'the bar could not fill all of it at once')
      return false
    }
    if (quantity > 0) this.#trade(order, offer, quantity, price, timeMs)
    if (shortfall !== undefined && order.isWorking) this.#book.end(order, 'cancelled', timeMs, shortfall)
    return quantity > 0
  }

  #price(order: WorkingOrder, offer: Opportunity, quantity: number, volume: number): number {
    const { core, sign } = order
    const resting = offer.source === 'limit'
    const share = quantity / volume
    const slipped = resting
      ? offer.price
      : slippedPrice(this.#rules.slippage, offer.price, sign, core.instrument.tickSize, share)
    const rounded = sign > 0 ? core.ticks.up(slipped) : core.ticks.down(slipped)
    return sign * (rounded - offer.worst) > 0 ? offer.worst : rounded
  }

  /** The part of `quantity` that leaves gross exposure within the leverage limit after its fee. */
  #affordable(order: WorkingOrder, quantity: number, price: number): number {
    const { core, sign } = order
    const ledger = this.#ledger
    const held = ledger.quantity[core.id]!
    if (Math.abs(held + sign * quantity) <= Math.abs(held)) return quantity
    const unit = Math.abs(price) * ledger.scale[core.id]!
    const others = ledger.grossExposure() - Math.abs(ledger.value[core.id]!)
    const equity = ledger.equity - ledger.value[core.id]! + held * price * ledger.scale[core.id]!
    const closing = held !== 0 && held > 0 !== sign > 0 ? Math.abs(held) : 0
    const extending = closing > 0 ? 0 : Math.abs(held)
    const limit = this.#rules.maxLeverage
    const room = (traded: number): number => {
      const fee = this.#feeMinor(order, traded, price) / ledger.minor[core.currencyId]!
      const spendable = equity - fee * ledger.rate[core.currencyId]!
      return (limit * spendable * (1 + LEVERAGE_SLACK) - others) / unit - extending + closing
    }
    let fits = quantity
    for (let attempt = 0; attempt < 8; attempt++) {
      const most = room(fits)
      if (fits <= most) return fits
      const next = core.lots.towardZero(Math.min(most, fits - core.instrument.lotSize))
      if (!(next > 0)) return Math.min(closing, quantity)
      fits = next
    }
    return fits <= room(fits) ? fits : Math.min(closing, quantity)
  }

  /** What a further fill of an order costs in minor units: the fee of all of it less what was paid before. */
  #feeMinor(order: WorkingOrder, quantity: number, price: number): number {
    const { core } = order
    const total = order.filledQuantity + quantity
    const value = Math.abs(order.filledNotional + price * quantity) * core.instrument.multiplier
    return this.#ledger.toMinor(core, orderFee(this.#rules.fees, total, value)) - order.feeMinor
  }

  #trade(order: WorkingOrder, offer: Opportunity, quantity: number, price: number, timeMs: number): void {
    const { core, sign } = order
    const ledger = this.#ledger
    const feeMinor = this.#feeMinor(order, quantity, price)
    const signed = sign * quantity
    const before = ledger.quantity[core.id]!
    const realizedMinor = ledger.trade(core, signed, price, feeMinor)
    const { multiplier } = core.instrument
    const rate = ledger.rate[core.currencyId]!
    const slippage = signed * (price - offer.price) * multiplier
    this.slippageCost += slippage * rate
    this.tradedValue += Math.abs(price) * quantity * multiplier * rate
    core.tradedInBar += quantity
    order.feeMinor += feeMinor
    const fill: Fill = Object.freeze({
      orderId: order.id,
      symbol: core.symbol,
      side: sign > 0 ? ('buy' as const) : ('sell' as const),
      timeMs,
      quantity,
      price,
      fee: ledger.toUnits(core, feeMinor),
      slippage: slippage + 0,
      realizedProfit: ledger.toUnits(core, realizedMinor),
      priceSource: offer.source,
      ...(order.tag === undefined ? {} : { tag: order.tag }),
    })
    this.fills.push(fill)
    this.#roundTrips.onFill(core, before, signed, price, fill.fee, fill.realizedProfit, timeMs, rate)
    this.#book.fill(order, quantity, price, timeMs)
    this.#book.tellFill(fill)
  }
}
