import type { Books } from '../books.ts'
import { FROM_MARGIN_CALL, MARGIN_CALL } from '../fillTable.ts'
import { CANCELLED, MARKET_TERMS } from '../orderTable.ts'
import { percent } from '../rules/percent.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { fits, type MarginModel } from './marginModel.ts'

/**
 * Closes positions in a margin call. Working orders are cancelled first; then the position with the largest maintenance
 * margin is reduced, by as much as is needed, before the next one; all are closed when equity is gone. What has no
 * price in the step stays until it has one.
 */
export class Liquidator {
  readonly #books: Books
  readonly #model: MarginModel
  #timeMs = Number.NaN
  #priceOf: (core: SymbolCore) => number = () => Number.NaN

  constructor(books: Books, model: MarginModel) {
    this.#books = books
    this.#model = model
  }

  /**
   * @param timeMs Time of the fills to come.
   * @param priceOf Price at which a symbol trades, NaN where it does not.
   */
  begin(timeMs: number, priceOf: (core: SymbolCore) => number): void {
    this.#timeMs = timeMs
    this.#priceOf = priceOf
  }

  /** Closes what stands on shared margin until the rest has margin again. */
  closeShared(timeMs: number): void {
    const { cores, ledger } = this.#books
    const model = this.#model
    for (const core of cores) if (!model.isAlone(core) || model.equity <= 0) this.#cancelOrders(core)
    const passed = new Set<SymbolCore>()
    for (;;) {
      const equity = model.sharedEquity
      const isGone = equity <= 0 || model.equity <= 0
      const need = model.sharedMaintenance(timeMs)
      if (!isGone && (need === 0 || fits(need, equity))) return
      const core = this.#largest(timeMs, passed, model.equity <= 0)
      if (core === undefined) return
      const all = Math.abs(ledger.quantity[core.id]!)
      const part = isGone ? all : this.#needed(core, timeMs)
      this.#close(core, part)
      if (part === all || ledger.quantity[core.id] !== 0) passed.add(core)
    }
  }

  /** Closes as much of the only position on shared margin as it needs to stand at the price in the model. */
  closeNeeded(core: SymbolCore, timeMs: number): void {
    for (const each of this.#books.cores) if (!this.#model.isAlone(each)) this.#cancelOrders(each)
    this.#close(core, this.#needed(core, timeMs))
  }

  /**
   * Closes an isolated position, never for less than its bankruptcy price, at which the margin posted for it is gone:
   * what a gap takes beyond it is borne by the venue's insurance fund. The liquidation fee takes what is left at most.
   */
  closeAlone(core: SymbolCore): void {
    this.#cancelOrders(core)
    const { ledger } = this.#books
    const traded = this.#priceOf(core)
    if (Number.isNaN(traded)) return
    const quantity = ledger.quantity[core.id]!
    const bankruptcy = this.#bankruptcyPrice(core)
    const isBeyond = quantity > 0 ? traded < bankruptcy : traded > bankruptcy
    const kept = this.#model.prices[core.id]!
    this.#model.prices[core.id] = isBeyond ? bankruptcy : traded
    const left = Math.max(this.#model.posted(core) + this.#model.openProfit(core), 0)
    this.#model.prices[core.id] = kept
    this.#fill(core, Math.abs(quantity), isBeyond ? bankruptcy : traded, left, bankruptcy)
  }

  #cancelOrders(core: SymbolCore): void {
    for (const id of [...core.working]) this.#books.orders.end(id, CANCELLED, this.#timeMs, MARGIN_CALL)
  }

  /** The position that can trade and needs most margin, the most valuable one where none is asked. */
  #largest(timeMs: number, passed: ReadonlySet<SymbolCore>, includesAlone: boolean): SymbolCore | undefined {
    const { ledger, cores } = this.#books
    const model = this.#model
    let found: SymbolCore | undefined
    let most = Number.NEGATIVE_INFINITY
    let mostValue = 0
    for (const core of cores) {
      const quantity = ledger.quantity[core.id]!
      if (quantity === 0 || passed.has(core) || Number.isNaN(this.#priceOf(core))) continue
      if (model.isAlone(core) && !includesAlone) continue
      const need = model.maintenanceOf(core, timeMs)
      const value = Math.abs(quantity * core.worth(model.prices[core.id]!) * ledger.scale[core.id]!)
      if (need > most || (need === most && value > mostValue)) {
        found = core
        most = need
        mostValue = value
      }
    }
    return found
  }

  /**
   * The smallest part of a position, in whole lots, that has to be closed at its price so that the rest has margin at
   * the price in the model.
   */
  #needed(core: SymbolCore, timeMs: number): number {
    const { ledger, execution } = this.#books
    const model = this.#model
    const held = ledger.quantity[core.id]!
    const sign = Math.sign(held)
    const size = Math.abs(held)
    const rule = model.rules[core.id]
    if (rule === undefined ? !model.groups.has(core) : rule.closesInFull) return size
    const price = this.#priceOf(core)
    const equity = model.sharedEquity
    const others = model.sharedMaintenance(timeMs) - model.maintenanceOf(core, timeMs)
    const gain = sign * (core.worth(price) - core.worth(model.prices[core.id]!)) * ledger.scale[core.id]!
    const lot = core.instrument.lotSize
    const rate = ledger.rate[core.currencyId]!
    const stands = (part: number): boolean => {
      const rest = core.lots.nearest(held - sign * part)
      const cost = execution.costOf(core, -sign * part, price, timeMs) + this.#feeOf(core, part, price) * rate
      const left = equity + gain * part - cost
      return left > 0 && fits(others + model.maintenanceOf(core, timeMs, rest), left)
    }
    let low = 0
    let high = Math.round(size / lot)
    if (!stands(size)) return size
    while (low < high - 1) {
      const middle = Math.floor((low + high) / 2)
      if (stands(core.lots.nearest(middle * lot))) high = middle
      else low = middle
    }
    return core.lots.nearest(high * lot)
  }

  /** Closes a part at its price; the liquidation fee takes what equity is left there at most. */
  #close(core: SymbolCore, part: number): void {
    const model = this.#model
    const price = this.#priceOf(core)
    const kept = model.prices[core.id]!
    model.prices[core.id] = price
    const left = Math.max(model.sharedEquity, 0)
    model.prices[core.id] = kept
    this.#fill(core, part, price, left, Number.NaN)
  }

  /** @param worst Price that slippage does not pass, NaN where there is none. */
  #fill(core: SymbolCore, part: number, price: number, feeLimit: number, worst: number): void {
    const { ledger, orders, execution } = this.#books
    const quantity = ledger.quantity[core.id]!
    const timeMs = this.#timeMs
    this.#payFee(core, part, price, feeLimit)
    const id = orders.force(core, quantity > 0 ? -part : part, MARKET_TERMS, timeMs)
    orders.orders.reasons.set(id, MARGIN_CALL)
    execution.executeAt(id, core, price, timeMs, FROM_MARGIN_CALL, worst)
  }

  /** Before the closing trade, so that it belongs to the position's round trip. */
  #payFee(core: SymbolCore, part: number, price: number, limit: number): void {
    const rate = this.#books.ledger.rate[core.currencyId]!
    const asked = this.#feeOf(core, part, price)
    const fee = Math.min(asked, limit / rate)
    if (!(fee > 0)) return
    const { terms } = core.instrument
    const feeRate = terms?.kind === 'perpetual' ? terms.liquidationFeeRate : 0
    const cut = fee < asked ? ', as far as the margin reached' : ''
    const text = `${percent(feeRate)} of ${part} at ${price}${cut}`
    this.#books.pay(core, 'liquidation-fee', -fee, this.#timeMs, text)
  }

  /** What a venue asks for closing a part, in the instrument's currency. */
  #feeOf(core: SymbolCore, part: number, price: number): number {
    const { terms, multiplier } = core.instrument
    if (terms?.kind !== 'perpetual') return 0
    return part * Math.abs(core.worth(price)) * multiplier * terms.liquidationFeeRate
  }

  /** Where the loss of an isolated position is the margin posted for it, at the tick that does not exceed it. */
  #bankruptcyPrice(core: SymbolCore): number {
    const { ledger, config } = this.#books
    const quantity = ledger.quantity[core.id]!
    const cost = ledger.toUnits(core, ledger.cost[core.id]!)
    const posted = Math.abs(cost) / config.account.isolatedLeverage
    const worth = (cost - posted) / (quantity * core.instrument.multiplier)
    const price = core.isInverse ? -1 / worth : worth
    return quantity > 0 ? core.ticks.up(price) : core.ticks.down(price)
  }
}
