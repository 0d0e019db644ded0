import type { EquitySeries } from '../../shared/domain/backtest.ts'
import type { AssetClass } from '../../shared/domain/instrument.ts'
import type { Order } from '../../shared/domain/order.ts'
import { drawdowns } from '../quant/statistics/drawdown.ts'
import { Xoshiro128 } from '../quant/xoshiro128.ts'
import { Agenda } from './agenda.ts'
import { Assumptions } from './assumptions.ts'
import type { Backtest, BacktestOutcome } from './backtest.ts'
import { Books } from './books.ts'
import { Clock } from './clock.ts'
import { Execution } from './execution.ts'
import { Hierarchy } from './hierarchy.ts'
import { Knowledge } from './knowledge/knowledge.ts'
import { scheduleNews } from './knowledge/scheduleNews.ts'
import { Ledger } from './ledger.ts'
import { MarginAdmission } from './margin/marginAdmission.ts'
import { MarginModel } from './margin/marginModel.ts'
import { canBeCalled, MarginWatch } from './margin/marginWatch.ts'
import { Matching } from './matching.ts'
import { OpportunityFinder } from './opportunity.ts'
import { OptionDesk } from './options/optionDesk.ts'
import { OrderBook } from './orderBook.ts'
import { OrderEntry } from './orderEntry.ts'
import { reportOutcome } from './outcome.ts'
import { legsOf } from './positionLegs.ts'
import type { PreparedRun } from './prepareRun.ts'
import { RoundTripBook } from './roundTripBook.ts'
import { cashConversionOf } from './rules/cashConversion.ts'
import { scheduleMarketRules } from './rules/marketRules.ts'
import { RunState } from './runState.ts'
import { sessionSpreadsOf } from './sessionSpread.ts'
import { StepLoop } from './stepLoop.ts'
import { contextClassesFor, type RunContext } from './strategyContext.ts'

/** Most steps at whose close the exposure of each group is measured. */
const EXPOSURE_SAMPLES = 1024

/** A run from its first step to its report. */
export class BacktestRun implements Backtest {
  readonly #prepared: PreparedRun
  readonly #clock: Clock
  readonly #books: Books
  readonly #entry: OrderEntry
  readonly #state: RunState
  readonly #context: RunContext
  readonly #loop: StepLoop
  readonly #steps: number
  #step = 0
  #started = false
  #ended = false
  #outcome: BacktestOutcome | undefined

  constructor(prepared: PreparedRun) {
    const { config, cores, definition } = prepared
    this.#prepared = prepared
    this.#steps = prepared.order.closeMs.length
    const clock = new Clock(prepared.order.closeMs)
    this.#clock = clock
    const assumptions = new Assumptions(
      config,
      cores.some(({ isMargined }) => !isMargined),
    )
    assumptions.withoutTerms.push(...contractsWithoutTerms(prepared))
    const ledger = new Ledger(cores, prepared.tape, prepared.currencies, config.cash)
    const book = new OrderBook(cores, {
      orders: definition.onOrder !== undefined,
      fills: definition.onFill !== undefined,
    })
    const hierarchy = new Hierarchy(cores, ledger, config.exposureLimits)
    const entry = new OrderEntry(clock, cores, book, ledger, hierarchy, config)
    const roundTrips = new RoundTripBook(cores)
    const execution = new Execution(config, ledger, book, roundTrips, assumptions)
    const finder = new OpportunityFinder(book, config.fillTiming)
    const matching = new Matching(book, execution, finder, assumptions, prepared.hasOwnTimes)
    const state = new RunState(clock, cores, ledger, book, entry, new Xoshiro128(config.seed), hierarchy)
    const classes = contextClassesFor(prepared.indicatorNames)
    const knowledge = new Knowledge(clock, prepared.values, prepared.news)
    const context = new classes.Context(state, prepared.parameters, classes.View, knowledge, prepared)
    const books = new Books({
      ...{ config, cores, ledger, entry, execution, roundTrips, assumptions, state, hierarchy },
      agenda: new Agenda(prepared.order.closeMs),
      marks: prepared.marks,
      options: prepared.options,
      orders: book,
    })
    state.openOptionDesk(new OptionDesk(books))
    scheduleMarketRules(books)
    scheduleNews(prepared, books)
    this.#scheduleSamples(books)
    const margin = new MarginModel(config.account, cores, ledger, prepared.marks, prepared.options)
    const watch = canBeCalled(config, cores, margin)
      ? new MarginWatch(books, margin, prepared.order)
      : undefined
    execution.onTrade = cashConversionOf(books)
    if (config.slippage.model !== 'quoted') execution.spreads = sessionSpreadsOf(cores)
    assumptions.hasSessionSpreads = execution.spreads !== undefined
    if (margin.asks) {
      entry.margin = new MarginAdmission(margin, ledger, cores, book.orders)
      execution.margin = margin
      matching.onRange = () => watch?.inRange()
    }
    this.#loop = new StepLoop({
      ...{ watch },
      prepared,
      clock,
      ledger,
      book,
      entry,
      matching,
      books,
      state,
      context,
    })
    this.#books = books
    this.#entry = entry
    this.#state = state
    this.#context = context
    for (const core of cores) {
      if (core.leg >= 0 && core.warmIndex >= core.range.end) assumptions.neverWarm.push(core.symbol)
    }
  }

  get progress(): number {
    return this.#step / this.#steps
  }

  get timeMs(): number {
    return this.#state.timeMs
  }

  /** Bars of all symbols that are done. */
  get barsDone(): number {
    return this.#prepared.order.start[this.#step]! / legsOf(this.#prepared.cores[0]!)
  }

  /** Every order of the strategy so far with its present state and the terms it was submitted with, oldest first. */
  orders(): Order[] {
    const { orders, forced, beforeSplit } = this.#books.orders
    const ids = Array.from({ length: orders.count }, (_, place) => place + 1)
    return ids
      .filter((id) => !forced.has(id))
      .map((id) => {
        const order = orders.snapshot(id)
        const { quantity, limitPrice, stopPrice } = beforeSplit.get(id) ?? order
        return {
          ...order,
          quantity,
          ...(limitPrice === undefined ? {} : { limitPrice }),
          ...(stopPrice === undefined ? {} : { stopPrice }),
        }
      })
  }

  /** Calls back with the id of each order while the strategy is submitting it, so that its stack tells the line. */
  watchOrders(listener: (orderId: number) => void): void {
    const { orders } = this.#books
    const submit = orders.submit.bind(orders)
    orders.submit = (core, signed, terms, timeMs) => {
      const orderId = submit(core, signed, terms, timeMs)
      listener(orderId)
      return orderId
    }
  }

  advance(maxBars: number): boolean {
    const { start } = this.#prepared.order
    if (!this.#started) this.#start()
    if (this.#step < this.#steps) {
      this.#entry.open = true
      this.#step = this.#loop.run(this.#step, start[this.#step]! + maxBars * legsOf(this.#prepared.cores[0]!))
      this.#entry.open = false
    }
    if (this.#step < this.#steps) return false
    if (!this.#ended) this.#end()
    return true
  }

  finish(): BacktestOutcome {
    this.#outcome ??= this.#report()
    return this.#outcome
  }

  #report(): BacktestOutcome {
    while (!this.advance(Number.POSITIVE_INFINITY));
    const { config, order, benchmark } = this.#prepared
    const equity: EquitySeries = {
      time: this.#prepared.hasOwnTimes ? order.closeMs.slice() : order.openMs,
      equity: this.#loop.equity,
      drawdown: drawdowns(this.#loop.equity, config.cash),
      benchmark,
    }
    return reportOutcome({
      prepared: this.#prepared,
      books: this.#books,
      log: this.#state.finishedLog(),
      equity,
      endMs: order.closeMs[order.closeMs.length - 1]!,
      stepsHeld: this.#loop.stepsHeld,
    })
  }

  /** Puts the moments at which exposure is measured on the agenda: at most so many, evenly over the run. */
  #scheduleSamples({ agenda, hierarchy }: Books): void {
    const { closeMs } = this.#prepared.order
    const every = Math.ceil(closeMs.length / EXPOSURE_SAMPLES)
    for (let step = every - 1; step < closeMs.length; step += every) agenda.add(closeMs[step]!, hierarchy)
  }

  #start(): void {
    this.#started = true
    this.#clock.startMs = this.#prepared.order.openMs[0]!
    this.#prepared.definition.onStart?.(this.#context)
  }

  #end(): void {
    this.#ended = true
    this.#entry.open = true
    this.#state.select(this.#prepared.cores[0]!)
    this.#prepared.definition.onEnd?.(this.#context)
    this.#entry.open = false
  }
}

/** Symbols of futures, perpetuals and options that trade like a share for want of terms. */
function contractsWithoutTerms({ cores }: PreparedRun): string[] {
  return cores.flatMap(({ symbol, instrument: { assetClass, terms } }) =>
    terms === undefined && CONTRACT_CLASSES.has(assetClass) ? [symbol] : [],
  )
}

const CONTRACT_CLASSES: ReadonlySet<AssetClass> = new Set(['future', 'crypto-perpetual', 'option'])
