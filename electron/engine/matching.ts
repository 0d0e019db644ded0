import type { Assumptions } from './assumptions.ts'
import type { Execution } from './execution.ts'
import { AT_CLOSE, AT_LIMITS, AT_OPEN, AT_STOPS, type OpportunityFinder } from './opportunity.ts'
import type { OrderBook } from './orderBook.ts'
import { CANCELLED, DAY, EXPIRED, LIMIT, MARKET, type OrderTable } from './orderTable.ts'
import type { SymbolCore } from './symbolCore.ts'
import { tradingDayAt } from './tradingDay.ts'

/** Which fills a pass makes: those that reduce a position, those that increase one, or any. */
const REDUCING = 0
const INCREASING = 1
const ANY = 2

/**
 * Matches working orders against the bars of one step. Inside a step the phases follow one another over all
 * symbols, and in each phase fills that reduce a position come before those that increase one, so that the money of
 * a sale is there for the purchase it pays for.
 */
export class Matching {
  readonly #book: OrderBook
  readonly #orders: OrderTable
  readonly #execution: Execution
  readonly #finder: OpportunityFinder
  readonly #assumptions: Assumptions
  /** Called once prices have gone through the range of the bars: after stops, and again after limits. */
  onRange: (() => void) | undefined
  readonly #hasOwnTimes: boolean

  /** @param hasOwnTimes Whether bars of one step may have opened at different times, having no length in common. */
  constructor(
    book: OrderBook,
    execution: Execution,
    finder: OpportunityFinder,
    assumptions: Assumptions,
    hasOwnTimes: boolean,
  ) {
    this.#book = book
    this.#orders = book.orders
    this.#execution = execution
    this.#finder = finder
    this.#assumptions = assumptions
    this.#hasOwnTimes = hasOwnTimes
  }

  /**
   * @param cores Symbols with a new bar and working orders.
   * @param openMs When these bars opened.
   * @param closeMs When these bars close.
   */
  match(cores: readonly SymbolCore[], openMs: number, closeMs: number): void {
    for (const core of cores) {
      core.tradedInBar = 0
      if (this.#book.dayCount > 0) this.#beginSession(core, this.#openOf(core, openMs))
    }
    const onlyMarket = this.#book.pricedCount === 0
    const atOpen = this.#finder.marketAtOpen
    if (!onlyMarket || atOpen) this.#phase(cores, AT_OPEN, openMs, closeMs)
    if (!onlyMarket) {
      this.#phase(cores, AT_STOPS, openMs, closeMs)
      this.onRange?.()
      this.#phase(cores, AT_LIMITS, openMs, closeMs)
    }
    this.onRange?.()
    if (!onlyMarket || !atOpen) this.#phase(cores, AT_CLOSE, openMs, closeMs)
    for (const core of cores)
      if (core.working.length > 0) this.#endBar(core, this.#openOf(core, openMs), closeMs)
  }

  /** Fills market orders at the close they were decided on. */
  matchSameClose(cores: readonly SymbolCore[], closeMs: number): void {
    for (const kind of [REDUCING, INCREASING]) {
      for (const core of cores) {
        for (const id of [...core.working]) {
          if (this.#orders.type[id] !== MARKET || this.#execution.increases(id) !== (kind === INCREASING))
            continue
          if (this.#finder.find(id, core, AT_CLOSE))
            this.#execution.execute(id, core, this.#finder, this.#withinMs(core, closeMs))
          if (this.#orders.isImmediate(id)) this.#cancelImmediate(id, closeMs)
        }
      }
    }
  }

  #phase(cores: readonly SymbolCore[], phase: number, openMs: number, closeMs: number): void {
    if (cores.length === 1 && cores[0]!.working.length === 1) {
      this.#pass(cores, phase, openMs, closeMs, ANY)
      return
    }
    this.#pass(cores, phase, openMs, closeMs, REDUCING)
    this.#pass(cores, phase, openMs, closeMs, INCREASING)
  }

  #pass(cores: readonly SymbolCore[], phase: number, openMs: number, closeMs: number, kind: number): void {
    for (const core of cores) {
      const { working } = core
      let stopped = false
      for (let place = 0; place < working.length; ) {
        const id = working[place]!
        if (this.#tryFill(id, core, phase, kind, openMs, closeMs) && phase === AT_STOPS) stopped = true
        if (working[place] === id) place++
      }
      if (stopped && this.#couldHaveFilledLimit(core, this.#openOf(core, openMs)))
        this.#assumptions.ambiguousBars++
    }
  }

  #tryFill(
    id: number,
    core: SymbolCore,
    phase: number,
    kind: number,
    openMs: number,
    closeMs: number,
  ): boolean {
    const openedMs = this.#openOf(core, openMs)
    if (phase !== AT_CLOSE && this.#orders.submittedMs[id]! > openedMs) return false
    if (phase === AT_LIMITS && this.#orders.isImmediate(id)) return false
    if (kind !== ANY && this.#execution.increases(id) !== (kind === INCREASING)) return false
    if (!this.#finder.find(id, core, phase)) return false
    return this.#execution.execute(
      id,
      core,
      this.#finder,
      phase === AT_OPEN ? openedMs : this.#withinMs(core, closeMs),
    )
  }

  #openOf(core: SymbolCore, openMs: number): number {
    return this.#hasOwnTimes ? core.time[core.index]! : openMs
  }

  /** A time of a fill inside the newest bar: a millisecond before its close, but not before its open. */
  #withinMs(core: SymbolCore, closeMs: number): number {
    return this.#hasOwnTimes ? Math.max(core.time[core.index]!, closeMs - 1) : closeMs - 1
  }

  #couldHaveFilledLimit(core: SymbolCore, openMs: number): boolean {
    return core.working.some(
      (id) =>
        this.#orders.type[id] === LIMIT &&
        this.#orders.submittedMs[id]! <= openMs &&
        this.#finder.find(id, core, AT_LIMITS),
    )
  }

  #beginSession(core: SymbolCore, openMs: number): void {
    const orders = this.#orders
    const day = tradingDayAt(core.sessions, openMs)
    for (const id of [...core.working]) {
      if (orders.timeInForce[id] !== DAY || orders.submittedMs[id]! > openMs) continue
      if (Number.isNaN(orders.sessionDay[id]!)) orders.sessionDay[id] = day
      else if (day > orders.sessionDay[id]!) this.#book.end(id, EXPIRED, openMs, 'its session has ended')
    }
  }

  #endBar(core: SymbolCore, openMs: number, closeMs: number): void {
    const orders = this.#orders
    const day = this.#book.dayCount > 0 ? tradingDayAt(core.sessions, closeMs) : 0
    for (const id of [...core.working]) {
      if (orders.submittedMs[id]! > openMs && !this.#finder.waitsForClose(id)) continue
      if (orders.isImmediate(id)) this.#cancelImmediate(id, closeMs)
      else if (orders.timeInForce[id] === DAY && day > orders.sessionDay[id]!) {
        this.#book.end(id, EXPIRED, closeMs, 'its session has ended')
      }
    }
  }

  #cancelImmediate(id: number, timeMs: number): void {
    this.#book.end(id, CANCELLED, timeMs, 'could not be filled at the first opportunity')
  }
}
