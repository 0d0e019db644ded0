import type { BacktestConfig } from '../../../shared/domain/backtest.ts'
import type { Books } from '../books.ts'
import { minorDigits } from '../currencies.ts'
import type { SymbolCore } from '../symbolCore.ts'
import type { TimeOrder } from '../timeOrder.ts'
import { Liquidator } from './liquidator.ts'
import { fits, type MarginModel } from './marginModel.ts'

/**
 * Holds the account against its maintenance margin: at each step's open before anything fills, inside the bar after
 * stops and after limits, and at the close. An account that is asked no margin is only looked at at the close, and
 * called when its equity is gone.
 *
 * Inside a bar only a single position is judged, at the worst price of the bar: an isolated one, or the only one on
 * shared margin. Where several positions share margin the order of their prices inside the bar is not known.
 */
export class MarginWatch {
  readonly #books: Books
  readonly #cores: readonly SymbolCore[]
  readonly #model: MarginModel
  readonly #order: TimeOrder
  readonly #liquidator: Liquidator
  readonly #liquidates: boolean
  readonly #asks: boolean
  /** Prices between which no call can come while nothing trades, for the quiet steps of a single symbol. */
  #lower = Number.NaN
  #upper = Number.NaN
  #step = -1
  #from = 0
  #to = 0
  /** Positions with margin of their own that lack it, and the account where it does. */
  readonly #called = new Set<SymbolCore | undefined>()
  /** Step of each symbol's newest bar. */
  readonly #stepOf: Int32Array
  readonly #openPrice = (core: SymbolCore): number =>
    this.#isInStep(core) ? core.ticks.nearest(core.newestOpen) : Number.NaN
  readonly #closePrice = (core: SymbolCore): number =>
    this.#isInStep(core) ? core.ticks.nearest(core.close[core.index]!) : Number.NaN

  constructor(books: Books, model: MarginModel, order: TimeOrder) {
    this.#books = books
    this.#cores = books.cores
    this.#model = model
    this.#order = order
    this.#liquidator = new Liquidator(books, model)
    this.#liquidates = books.config.account.marginCall === 'liquidate'
    this.#asks = model.asks
    this.#stepOf = new Int32Array(this.#cores.length).fill(-1)
  }

  /** A step's bars have opened. */
  atOpen(step: number, from: number, to: number): void {
    this.#step = step
    this.#from = from
    this.#to = to
    if (!this.#asks) return
    const { prices } = this.#model
    for (let slot = from; slot < to; slot++) {
      const core = this.#coreAt(slot)
      this.#stepOf[core.id] = step
      const mark = this.#model.marksOf(core)?.open[core.index]
      const open = mark === undefined || Number.isNaN(mark) ? core.newestOpen : mark
      if (!Number.isNaN(open)) prices[core.id] = open
    }
    if (this.#books.ledger.heldCount === 0) return
    const timeMs = this.#order.openMs[step]!
    this.#liquidator.begin(timeMs, this.#openPrice)
    this.#check(timeMs)
  }

  /** Prices have moved through the bars' ranges. */
  inRange(): void {
    const { ledger } = this.#books
    if (!this.#asks || ledger.heldCount === 0) return
    if (!this.#model.isIsolated && ledger.heldCount > 1) return
    const timeMs = this.#order.closeMs[this.#step]! - 1
    let shared: SymbolCore | undefined
    let sharedCount = 0
    for (const core of this.#heldCores()) {
      if (!this.#model.isAlone(core)) {
        shared = core
        sharedCount++
      } else if (this.#isInStep(core)) this.#checkRange(core, timeMs)
    }
    if (shared !== undefined && sharedCount === 1 && this.#isInStep(shared)) this.#checkRange(shared, timeMs)
  }

  /** Positions have been marked at the close. Returns whether any was closed, so that they are to be marked anew. */
  atClose(): boolean {
    const { ledger } = this.#books
    if (ledger.heldCount === 0) return false
    const timeMs = this.#order.closeMs[this.#step]!
    if (!this.#asks) {
      if (ledger.equity > 0) return false
      this.#model.atLastPrices()
      for (let slot = this.#from; slot < this.#to; slot++) this.#stepOf[this.#coreAt(slot).id] = this.#step
    } else {
      for (let slot = this.#from; slot < this.#to; slot++) {
        const core = this.#coreAt(slot)
        this.#model.prices[core.id] = this.#model.lastPrice(core)
      }
    }
    this.#liquidator.begin(timeMs - 1, this.#closePrice)
    this.#check(timeMs)
    return ledger.needsRevaluation
  }

  /**
   * Finds the prices of the run's only symbol between which no call can come while nothing trades. They leave room:
   * a requirement that grows with the price grows by no more than the position's value.
   */
  bound(): void {
    this.#lower = Number.NaN
    this.#upper = Number.NaN
    const core = this.#cores[0]!
    const model = this.#model
    const { ledger } = this.#books
    const rule = model.rules[0]
    if (model.marksOf(core) !== undefined || model.groups.has(core) || this.#called.size > 0) return
    if (core.bond !== undefined || (rule !== undefined && !rule.isContinuous)) return
    model.atLastPrices()
    const need = model.maintenanceOf(core, Number.NaN)
    const own = model.isAlone(core) ? model.posted(core) + model.openProfit(core) : Number.POSITIVE_INFINITY
    const slack = Math.min(ledger.equity - need, own - need)
    const quantity = ledger.quantity[0]!
    const reach = (slack * (1 - 1e-6)) / (2 * Math.abs(quantity) * ledger.scale[0]!)
    if (!(reach > 0)) return
    const worst = core.worth(core.price) - Math.sign(quantity) * reach
    const price = core.isInverse ? -1 / worst : worst
    this.#lower = quantity > 0 ? price : Number.NEGATIVE_INFINITY
    this.#upper = quantity > 0 || price < 0 ? Number.POSITIVE_INFINITY : price
  }

  /** Whether a call may come in a bar of the run's only symbol, after `bound`. */
  mayCall(index: number): boolean {
    const core = this.#cores[0]!
    return !(core.low[index]! > this.#lower && core.high[index]! < this.#upper)
  }

  #coreAt(slot: number): SymbolCore {
    return this.#cores[this.#order.symbolIds[slot]!]!
  }

  #isInStep(core: SymbolCore): boolean {
    return this.#stepOf[core.id] === this.#step
  }

  #heldCores(): SymbolCore[] {
    const { held, heldCount } = this.#books.ledger
    return Array.from(held.subarray(0, heldCount), (id) => this.#cores[id]!)
  }

  /** Holds every position against its margin, at the prices that stand in the model. */
  #check(timeMs: number): void {
    const model = this.#model
    const { ledger } = this.#books
    if (model.isIsolated) {
      for (const core of this.#heldCores()) {
        if (!model.isAlone(core)) continue
        if (this.#isBroken(core, timeMs)) {
          this.#report(core, this.#aloneWords(core, model.prices[core.id]!, timeMs))
          if (this.#liquidates) this.#liquidator.closeAlone(core)
        }
        if (ledger.quantity[core.id] === 0 || !this.#isBroken(core, timeMs)) this.#called.delete(core)
      }
    }
    if (ledger.heldCount === 0 || !this.#isShort(timeMs)) {
      this.#called.delete(undefined)
      return
    }
    this.#report(undefined, this.#sharedWords(model.sharedEquity, model.sharedMaintenance(timeMs)))
    if (!this.#liquidates) return
    this.#liquidator.closeShared(timeMs)
    // What has no price now is closed when it has one; until then it is the same call.
    if (ledger.heldCount === 0 || !this.#isShort(timeMs)) this.#called.delete(undefined)
  }

  /** Whether the account lacks margin or has nothing left. */
  #isShort(timeMs: number): boolean {
    const model = this.#model
    const equity = model.sharedEquity
    if (model.equity <= 0 || (equity <= 0 && this.#sharesMargin())) return true
    const need = model.sharedMaintenance(timeMs)
    return need !== 0 && !fits(need, equity)
  }

  /** Whether anything is held on shared margin. */
  #sharesMargin(): boolean {
    return this.#heldCores().some((core) => !this.#model.isAlone(core))
  }

  /** Holds one position against its margin at the worst price of its bar. */
  #checkRange(core: SymbolCore, timeMs: number): void {
    const model = this.#model
    const isLong = this.#books.ledger.quantity[core.id]! > 0
    const marks = model.marksOf(core)
    const isMarked = marks !== undefined && !Number.isNaN(marks.close[core.index]!)
    const columns = isMarked ? marks : core
    const worst = (isLong ? columns.low : columns.high)[core.index]!
    const reference = model.prices[core.id]!
    if (Number.isNaN(worst)) return
    model.prices[core.id] = worst
    if (this.#isBroken(core, timeMs)) {
      const price = this.#breakingPrice(core, reference, worst, timeMs)
      const isAlone = model.isAlone(core)
      model.prices[core.id] = price
      const words = isAlone
        ? this.#aloneWords(core, price, timeMs)
        : this.#sharedWords(model.sharedEquity, model.sharedMaintenance(timeMs))
      this.#report(isAlone ? core : undefined, words)
      if (this.#liquidates) {
        this.#called.delete(isAlone ? core : undefined)
        if (isAlone) {
          this.#liquidator.begin(timeMs, () => this.#withinBar(core, price))
          this.#liquidator.closeAlone(core)
        } else {
          model.prices[core.id] = worst
          this.#liquidator.begin(timeMs, () => this.#withinBar(core, price))
          this.#liquidator.closeNeeded(core, timeMs)
        }
      }
    }
    model.prices[core.id] = reference
  }

  /** Whether a position, alone or as the only one on shared margin, lacks margin at the price in the model. */
  #isBroken(core: SymbolCore, timeMs: number): boolean {
    const model = this.#model
    if (!model.isAlone(core)) {
      const equity = model.sharedEquity
      return equity <= 0 || !fits(model.sharedMaintenance(timeMs), equity)
    }
    return !fits(model.maintenanceOf(core, timeMs), model.posted(core) + model.openProfit(core))
  }

  /**
   * The first price on the way from the better of the bar's open and the entry to its worst price at which a position
   * lacks margin, at a tick. Found by halving, since requirements have brackets.
   */
  #breakingPrice(core: SymbolCore, open: number, worst: number, timeMs: number): number {
    const { prices } = this.#model
    const isLong = this.#books.ledger.quantity[core.id]! > 0
    const entry = this.#entryOf(core)
    let safe = isLong ? Math.max(open, entry) : Math.min(open, entry)
    let broken = worst
    prices[core.id] = safe
    if (this.#isBroken(core, timeMs)) return open
    for (let round = 0; round < 200; round++) {
      const middle = (safe + broken) / 2
      if (middle === safe || middle === broken) break
      prices[core.id] = middle
      if (this.#isBroken(core, timeMs)) broken = middle
      else safe = middle
    }
    const price = isLong ? core.ticks.down(broken) : core.ticks.up(broken)
    return isLong ? Math.max(price, worst) : Math.min(price, worst)
  }

  #entryOf(core: SymbolCore): number {
    const { ledger } = this.#books
    const worth =
      ledger.toUnits(core, ledger.cost[core.id]!) / (ledger.quantity[core.id]! * core.instrument.multiplier)
    return core.isInverse ? -1 / worth : worth
  }

  /** A price inside what was traded in the bar: mark prices may leave it. */
  #withinBar(core: SymbolCore, price: number): number {
    const within = Math.min(Math.max(price, core.low[core.index]!), core.high[core.index]!)
    return core.ticks.nearest(within)
  }

  /** Writes a call down, once for as long as it lasts. */
  #report(called: SymbolCore | undefined, words: string): void {
    if (this.#called.has(called)) return
    this.#called.add(called)
    this.#books.assumptions.marginCalls++
    this.#books.state.write('warning', words)
  }

  #sharedWords(equity: number, need: number): string {
    if (equity <= 0) return `Margin call: equity is ${this.#money(equity)}.`
    return `Margin call: equity of ${this.#money(equity)} is below the maintenance margin of ${this.#money(need)}.`
  }

  #aloneWords(core: SymbolCore, price: number, timeMs: number): string {
    const model = this.#model
    const left = this.#money(model.posted(core) + model.openProfit(core))
    const need = this.#money(model.maintenanceOf(core, timeMs))
    return `Margin call: ${core.symbol} at ${price} has ${left} left of its margin and needs ${need}.`
  }

  #money(amount: number): string {
    const currency = this.#books.ledger.currencies[0]!
    return `${amount.toFixed(minorDigits(currency))} ${currency}`
  }
}

/** Whether an account can lack margin or lose more than it has: with margin, shorts or credit. */
export function canBeCalled(
  config: BacktestConfig,
  cores: readonly SymbolCore[],
  model: MarginModel,
): boolean {
  return model.asks || config.allowShort || config.maxLeverage > 1 || cores.some((core) => core.isMargined)
}
