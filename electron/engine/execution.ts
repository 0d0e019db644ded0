import type { AccountRules } from '../../shared/domain/accountRules.ts'
import type { FeeModel, SlippageModel } from '../../shared/domain/backtest.ts'
import type { AssetClass } from '../../shared/domain/instrument.ts'
import type { Assumptions } from './assumptions.ts'
import { orderFee } from './fees.ts'
import { FillTable, FROM_LIMIT, FROM_OPEN } from './fillTable.ts'
import type { Ledger } from './ledger.ts'
import type { MarginModel } from './margin/marginModel.ts'
import type { OpportunityFinder } from './opportunity.ts'
import type { OrderBook } from './orderBook.ts'
import { CANCELLED, FOK, type OrderTable } from './orderTable.ts'
import { isReachedByQuotes, type Offer, quotedPrice } from './quotedPrice.ts'
import { isCoveredSecurity, regulatoryFee } from './regulatoryFees.ts'
import type { RoundTripBook } from './roundTripBook.ts'
import type { SessionSpread } from './sessionSpread.ts'
import { slippedPrice, volumeCap } from './slippage.ts'
import type { SymbolCore } from './symbolCore.ts'
import { isHalted, isLockedAtLimit } from './tradingHalts.ts'
import { VenueDesk } from './venueDesk.ts'

/** What limits and prices a run's fills. */
export interface ExecutionRules {
  readonly fees: FeeModel
  readonly feesByAssetClass: Partial<Readonly<Record<AssetClass, FeeModel>>>
  readonly regulatoryFees: boolean
  readonly slippage: SlippageModel
  readonly allowShort: boolean
  readonly maxLeverage: number
  readonly account: AccountRules
}

/** Relative slack of the leverage limit, against rounding in sums of floating point values. */
const LEVERAGE_SLACK = 1e-9

/** Turns opportunities into fills: how much trades, at which price, for which fee, and what that does to the books. */
export class Execution {
  readonly fills = new FillTable()
  /** What prices gave up against their references, and traded value, in the account's currency. */
  slippageCost = 0
  tradedValue = 0
  /** Asks the margin of what is filled; undefined where the run's account and instruments ask none. */
  margin: MarginModel | undefined
  /** Spreads of the day's sessions around prices that are mids, by symbol; undefined where no symbol has any. */
  spreads: readonly (SessionSpread | undefined)[] | undefined
  /** Called after each fill has been booked; undefined where nothing follows from one. */
  onTrade: ((timeMs: number) => void) | undefined
  /** Coins that the fee of a fill took, and a third asset's units that it was paid in, by the fill's place. */
  readonly coinFees = new Map<number, number>()
  readonly assetFees = new Map<number, number>()
  /** Accrued interest that a fill of a bond traded with, in percent of face value, by the fill's place. */
  readonly accruedInterest = new Map<number, number>()
  readonly #venue: VenueDesk
  readonly #isCash: boolean
  readonly #rules: ExecutionRules
  readonly #isQuoted: boolean
  readonly #hasClassFees: boolean
  readonly #ledger: Ledger
  readonly #book: OrderBook
  readonly #orders: OrderTable
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
    this.#venue = new VenueDesk(ledger)
    this.#isCash = rules.account.kind === 'cash'
    this.#isQuoted = rules.slippage.model === 'quoted'
    this.#hasClassFees = Object.keys(rules.feesByAssetClass).length > 0
    this.#ledger = ledger
    this.#book = book
    this.#orders = book.orders
    this.#roundTrips = roundTrips
    this.#assumptions = assumptions
  }

  /** Whether a trade of the order's remainder would make the position larger (in either direction). */
  increases(id: number): boolean {
    const orders = this.#orders
    const held = this.#ledger.quantity[orders.symbolId[id]!]!
    return Math.abs(held + orders.sign[id]! * orders.remaining(id)) > Math.abs(held)
  }

  /** Fills as much of an order as its bar, the position and the account allow. Returns whether anything traded. */
  execute(id: number, core: SymbolCore, offer: OpportunityFinder, timeMs: number): boolean {
    const sign = this.#orders.sign[id]!
    if (core.canHalt && this.#isStopped(core, sign, offer.price, timeMs)) return false
    if (this.#hasSpread && this.#isOutOfReach(core, sign, offer, timeMs)) return false
    const remaining = this.#orders.remaining(id)
    let quantity = remaining
    let shortfall: string | undefined

    const sellable =
      this.#rules.allowShort && core.isShortable ? Number.POSITIVE_INFINITY : this.#ledger.quantity[core.id]!
    if (sign < 0 && quantity > sellable) {
      quantity = Math.max(sellable, 0)
      shortfall = 'nothing left to sell, and short selling is off'
    }
    if (core.leg !== 0 && sign !== core.leg && quantity > Math.abs(this.#ledger.quantity[core.id]!)) {
      quantity = Math.abs(this.#ledger.quantity[core.id]!)
      shortfall = 'the position has no more to close'
    }
    let share = 0
    if (this.#rules.slippage.model === 'volume-share') {
      const volume = core.volume[core.index]!
      const cap = core.lots.towardZero(volumeCap(this.#rules.slippage, volume) - core.tradedInBar)
      if (quantity > cap) quantity = Math.max(cap, 0)
      share = quantity / volume
    }
    const price = this.#price(core, sign, offer, share, timeMs)
    let affordable = this.#affordable(id, core, quantity, price, offer.source, timeMs)
    if (this.margin !== undefined) {
      affordable = this.#marginable(id, core, affordable, price, offer.source, timeMs)
    }
    if (affordable < quantity) {
      quantity = affordable
      shortfall = 'the account can carry no more at this price'
      this.#assumptions.trimmedOrders++
    }
    if (quantity < remaining && this.#orders.timeInForce[id] === FOK) {
      this.#book.end(id, CANCELLED, timeMs, shortfall ?? 'the bar could not fill all of it at once')
      return false
    }
    if (quantity > 0) this.#trade(id, core, offer, quantity, price, timeMs)
    if (shortfall !== undefined) this.#book.end(id, CANCELLED, timeMs, shortfall)
    return quantity > 0
  }

  /** Whether the market is locked at its limit for the day, or halted. */
  #isStopped(core: SymbolCore, sign: number, price: number, timeMs: number): boolean {
    if (isLockedAtLimit(core, sign, price)) this.#assumptions.lockedAtLimit++
    else if (isHalted(core, timeMs)) this.#assumptions.haltedOrders++
    else return false
    return true
  }

  /**
   * Fills all that remains of an order at a price that is given and not found in a bar (a roll, a liquidation), less
   * what slippage concedes. Neither leverage nor margin limits it.
   * @param source Code of where the price comes from.
   * @param worst Price that slippage does not pass, NaN where there is none.
   */
  executeAt(
    id: number,
    core: SymbolCore,
    price: number,
    timeMs: number,
    source: number,
    worst = Number.NaN,
  ): void {
    const sign = this.#orders.sign[id]!
    const offer = { price, worst, source }
    const filled = this.#price(core, sign, offer, 0, timeMs)
    this.#trade(id, core, offer, this.#orders.remaining(id), filled, timeMs)
  }

  /** What a new market order would give up in fees and slippage at a price, in the account's currency. */
  costOf(core: SymbolCore, signed: number, price: number, timeMs: number): number {
    const quantity = Math.abs(signed)
    const offer = { price, worst: Number.NaN, source: FROM_OPEN }
    const filled = this.#price(core, Math.sign(signed), offer, 0, timeMs)
    const { multiplier } = core.instrument
    const fee = orderFee(
      this.#feeModelOf(core),
      quantity,
      Math.abs(core.worth(filled)) * quantity * multiplier,
    )
    const slippage = signed * (core.worth(filled) - core.worth(price)) * multiplier
    return (fee + slippage) * this.#ledger.rate[core.currencyId]!
  }

  /** The part of a trade whose initial margin the account can carry after its fee. */
  #marginable(
    id: number,
    core: SymbolCore,
    quantity: number,
    price: number,
    source: number,
    timeMs: number,
  ): number {
    const held = this.#ledger.quantity[core.id]!
    const sign = this.#orders.sign[id]!
    if (quantity === 0 || Math.abs(held + sign * quantity) <= Math.abs(held)) return quantity
    const rate = this.#ledger.rate[core.currencyId]!
    const feeOf = (part: number): number =>
      this.#ledger.toUnits(core, this.#feeMinor(id, core, part, price, source, timeMs)) * rate
    return this.margin?.largestFit(core, sign, quantity, price, timeMs, feeOf) ?? quantity
  }

  /** What a cash account cannot spend: money that has not come yet, and the rounding of conversions. */
  #reserved(): number {
    if (!this.#isCash) return 0
    const { receivable, minor, rate } = this.#ledger
    let total = 0
    for (let id = 0; id < minor.length; id++) {
      const kept = Math.max(receivable[id]!, 0) + (minor.length > 1 ? 2 : 0)
      if (kept > 0 && !Number.isNaN(rate[id]!)) total += (kept / minor[id]!) * rate[id]!
    }
    return total
  }

  #feeModelOf(core: SymbolCore): FeeModel {
    const { fees, feesByAssetClass } = this.#rules
    return this.#hasClassFees ? (feesByAssetClass[core.instrument.assetClass] ?? fees) : fees
  }

  /** Whether bids and asks stand beside the prices of bars. */
  get #hasSpread(): boolean {
    return this.#isQuoted || this.spreads !== undefined
  }

  /** Whether an order's limit lies between the mid that met it and the side of the quote that it would trade at. */
  #isOutOfReach(core: SymbolCore, sign: number, offer: Offer, timeMs: number): boolean {
    if (this.#isQuoted) return !isReachedByQuotes(core, offer, sign)
    const half = this.spreads?.[core.id]?.halfAt(timeMs) ?? 0
    if (half === 0 || Number.isNaN(offer.worst)) return false
    const range = sign > 0 ? core.low : core.high
    const best = offer.source === FROM_LIMIT ? range[core.index]! : offer.price
    return sign * (best + sign * half - offer.worst) > 1e-9 * core.instrument.tickSize
  }

  /** The price offered less what slippage concedes, which is rounded against the order; never beyond its limit. */
  #price(core: SymbolCore, sign: number, offer: Offer, share: number, timeMs: number): number {
    if (offer.source === FROM_LIMIT) return offer.price
    const reference = this.#hasSpread ? this.#sideOfQuote(core, sign, offer, timeMs) : offer.price
    const slipped = slippedPrice(this.#rules.slippage, reference, sign, core.instrument.tickSize, share)
    if (slipped === offer.price) return offer.price
    const rounded = sign > 0 ? core.ticks.up(slipped) : core.ticks.down(slipped)
    return sign * (rounded - offer.worst) > 0 ? offer.worst : rounded
  }

  /** The side of the quote that an order trades at, the offered price where none is known. */
  #sideOfQuote(core: SymbolCore, sign: number, offer: Offer, timeMs: number): number {
    if (!this.#isQuoted) return offer.price + sign * (this.spreads?.[core.id]?.halfAt(timeMs) ?? 0)
    const quoted = quotedPrice(core, offer, sign)
    return Number.isNaN(quoted) ? offer.price : quoted
  }

  /** The part of `quantity` that leaves gross exposure within the leverage limit after its fee. */
  #affordable(
    id: number,
    core: SymbolCore,
    quantity: number,
    price: number,
    source: number,
    timeMs: number,
  ): number {
    const ledger = this.#ledger
    const sign = this.#orders.sign[id]!
    const held = ledger.quantity[core.id]!
    if (Math.abs(held + sign * quantity) <= Math.abs(held)) return quantity
    const scale = ledger.scale[core.id]!
    const worth = core.worth(price)
    const unit = Math.abs(worth) * scale
    const others = ledger.gross - Math.abs(ledger.value[core.id]!)
    const equity = ledger.equity - ledger.value[core.id]! + held * worth * scale - this.#reserved()
    const closing = held !== 0 && held > 0 !== sign > 0 ? Math.abs(held) : 0
    const extending = closing > 0 ? 0 : Math.abs(held)
    let fits = quantity
    for (let attempt = 0; attempt < 8; attempt++) {
      const feeMinor = this.#feeMinor(id, core, fits, price, source, timeMs)
      const fee = ledger.toUnits(core, feeMinor) * ledger.rate[core.currencyId]!
      const exposure = this.#rules.maxLeverage * (equity - fee) * (1 + LEVERAGE_SLACK)
      const most = (exposure - others) / unit - extending + closing
      if (fits <= most) return fits
      fits = core.lots.towardZero(Math.min(most, fits - core.instrument.lotSize))
      if (!(fits > 0)) break
    }
    return Math.min(closing, quantity)
  }

  /** What a further fill of an order costs in minor units: the fee of all of it less what was paid before. */
  #feeMinor(
    id: number,
    core: SymbolCore,
    quantity: number,
    price: number,
    source: number,
    timeMs: number,
  ): number {
    const orders = this.#orders
    const model = this.#feeModelOf(core)
    if (model.model === 'maker-taker') {
      const traded = quantity * Math.abs(core.worth(price)) * core.instrument.multiplier
      return this.#ledger.toMinor(core, this.#venue.fee(model, core, traded, source, timeMs))
    }
    const total = orders.filledQuantity[id]! + quantity
    const value = this.#tradedValue(id, core, quantity, price)
    return this.#ledger.toMinor(core, orderFee(model, total, value)) - orders.feeMinor[id]!
  }

  /** What the SEC and FINRA take of a fill, in minor units: of sales of covered shares and funds. */
  regulatoryMinor(core: SymbolCore, signed: number, price: number, timeMs: number): number {
    if (!this.#rules.regulatoryFees || signed > 0 || !isCoveredSecurity(core.instrument)) return 0
    return this.#ledger.toMinor(core, regulatoryFee(-signed, -signed * price, timeMs))
  }

  /** Value of an order's fills together with a further one, in the instrument's currency. */
  #tradedValue(id: number, core: SymbolCore, quantity: number, price: number): number {
    const orders = this.#orders
    const total = orders.filledQuantity[id]! + quantity
    const notional = orders.filledNotional[id]! + price * quantity
    const average = core.isInverse ? core.worth(notional / total) * total : notional
    return Math.abs(average) * core.instrument.multiplier
  }

  #trade(id: number, core: SymbolCore, offer: Offer, quantity: number, price: number, timeMs: number): void {
    const ledger = this.#ledger
    const signed = this.#orders.sign[id]! * quantity
    const model = this.#feeModelOf(core)
    const atVenue = model.model === 'maker-taker'
    const commission = this.#feeMinor(id, core, quantity, price, offer.source, timeMs)
    if (this.#isQuoted && Number.isNaN(quotedPrice(core, offer, 1))) this.#assumptions.unquotedFills++
    const takenMinor = this.#rules.regulatoryFees ? this.regulatoryMinor(core, signed, price, timeMs) : 0
    const feeMinor = commission + takenMinor
    const before = ledger.quantity[core.id]!
    const coins = atVenue ? this.#venue.coins(model, core, signed, commission, price) : 0
    const profit = ledger.toUnits(core, ledger.trade(core, signed, price, coins > 0 ? 0 : feeMinor))
    if (coins > 0) {
      ledger.payInKind(core, coins, feeMinor, price)
      this.coinFees.set(this.fills.count, coins)
    }
    const fee = ledger.toUnits(core, feeMinor)
    const { multiplier } = core.instrument
    const rate = ledger.rate[core.currencyId]!
    const slippage = signed * (core.worth(price) - core.worth(offer.price)) * multiplier + 0
    const traded = Math.abs(core.worth(price)) * quantity * multiplier * rate
    this.slippageCost += slippage * rate
    this.tradedValue += traded
    if (atVenue) {
      this.#venue.note(model, timeMs, traded)
      const units = this.#venue.assetUnits(model, core, commission)
      if (units > 0) this.assetFees.set(this.fills.count, units)
    }
    if (core.bond !== undefined) this.accruedInterest.set(this.fills.count, core.bond.accrued)
    core.tradedInBar += quantity
    this.#orders.feeMinor[id]! += commission
    this.fills.add(id, timeMs, quantity, price, fee, slippage, profit, offer.source)
    this.#roundTrips.onFill(core, before, signed, price, fee, profit, timeMs, rate)
    this.onTrade?.(timeMs)
    if (this.#book.tellsFills) this.#book.tellFill(this.fills.fill(this.fills.count - 1, this.#orders))
    this.#book.fill(id, quantity, price, timeMs)
  }
}
