import type { FillTiming } from '../../shared/domain/backtest.ts'
import type { Assumptions } from './assumptions.ts'
import type { Execution } from './execution.ts'
import { type BarPhase, findOpportunity } from './opportunity.ts'
import type { OrderBook } from './orderBook.ts'
import type { SymbolCore } from './symbolCore.ts'
import type { WorkingOrder } from './workingOrder.ts'

const DAY_MS = 86_400_000
const PHASES: readonly BarPhase[] = ['open', 'stops', 'limits', 'close']

/**
 * Matches working orders against the bars of one step. Inside a step the phases follow one another over all
 * symbols, and in each phase fills that reduce a position come before those that increase one, so that the money of
 * a sale is there for the purchase it pays for.
 */
export class Matching {
  readonly #book: OrderBook
  readonly #execution: Execution
  readonly #timing: FillTiming
  readonly #assumptions: Assumptions

  constructor(book: OrderBook, execution: Execution, timing: FillTiming, assumptions: Assumptions) {
    this.#book = book
    this.#execution = execution
    this.#timing = timing
    this.#assumptions = assumptions
  }

  /**
   * @param cores Symbols with a new bar and working orders.
   * @param closeMs When these bars close.
   */
  match(cores: readonly SymbolCore[], closeMs: number): void {
    for (const core of cores) {
      core.tradedInBar = 0
      this.#beginSession(core, core.time[core.index]!)
    }
    for (const phase of PHASES) {
      this.#pass(cores, phase, closeMs, false)
      this.#pass(cores, phase, closeMs, true)
    }
    for (const core of cores) this.#endBar(core, closeMs)
  }

  /** Fills market orders at the close they were decided on. */
  matchSameClose(cores: readonly SymbolCore[], closeMs: number): void {
    for (const increasing of [false, true]) {
      for (const core of cores) {
        for (const order of [...core.working]) {
          if (order.type !== 'market' || this.#execution.increases(order) !== increasing) continue
          const offer = findOpportunity(order, 'close', this.#timing, this.#book)
          if (offer !== null) this.#execution.execute(order, offer, closeMs - 1)
          if (order.isWorking && isImmediate(order)) this.#cancelImmediate(order, closeMs)
        }
      }
    }
  }

  #pass(cores: readonly SymbolCore[], phase: BarPhase, closeMs: number, increasing: boolean): void {
    for (const core of cores) {
      const openMs = core.time[core.index]!
      let stopped = false
      for (const order of [...core.working]) {
        if (!order.isWorking || (phase !== 'close' && order.submittedMs > openMs)) continue
        if (phase === 'limits' && isImmediate(order)) continue
        if (this.#execution.increases(order) !== increasing) continue
        const offer = findOpportunity(order, phase, this.#timing, this.#book)
        if (offer === null) continue
        const traded = this.#execution.execute(order, offer, phase === 'open' ? openMs : closeMs - 1)
        if (traded && phase === 'stops') stopped = true
      }
      if (stopped && this.#couldHaveFilledLimit(core, openMs)) this.#assumptions.ambiguousBars++
    }
  }

  #couldHaveFilledLimit(core: SymbolCore, openMs: number): boolean {
    return core.working.some(
      (order) =>
        order.type === 'limit' &&
        order.submittedMs <= openMs &&
        findOpportunity(order, 'limits', this.#timing, this.#book) !== null,
    )
  }

  #beginSession(core: SymbolCore, openMs: number): void {
    const day = Math.floor(openMs / DAY_MS)
    for (const order of [...core.working]) {
      if (order.timeInForce !== 'day' || order.submittedMs > openMs) continue
      if (Number.isNaN(order.sessionDay)) order.sessionDay = day
      else if (day > order.sessionDay) this.#book.end(order, 'expired', openMs, 'its session has ended')
    }
  }

  #endBar(core: SymbolCore, closeMs: number): void {
    const openMs = core.time[core.index]!
    const day = Math.floor(closeMs / DAY_MS)
    for (const order of [...core.working]) {
      const waitsForClose = findsCloseOnly(order, this.#timing)
      if (order.submittedMs > openMs && !waitsForClose) continue
      if (isImmediate(order)) this.#cancelImmediate(order, closeMs)
      else if (order.timeInForce === 'day' && day > order.sessionDay) {
        this.#book.end(order, 'expired', closeMs, 'its session has ended')
      }
    }
  }

  #cancelImmediate(order: WorkingOrder, timeMs: number): void {
    this.#book.end(order, 'cancelled', timeMs, 'could not be filled at the first opportunity')
  }
}

function isImmediate(order: WorkingOrder): boolean {
  return order.timeInForce === 'ioc' || order.timeInForce === 'fok'
}

function findsCloseOnly(order: WorkingOrder, timing: FillTiming): boolean {
  return order.type === 'market-on-close' || (order.type === 'market' && timing !== 'next-open')
}
