import type { EquitySeries } from '../../shared/domain/backtest.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { RuntimeDefinition } from '../../shared/sdk/strategyDefinition.ts'
import { drawdowns } from '../quant/statistics/drawdown.ts'
import { Xoshiro128 } from '../quant/xoshiro128.ts'
import { Assumptions } from './assumptions.ts'
import type { Backtest, BacktestOutcome } from './backtest.ts'
import { applyActions } from './corporateActions.ts'
import { Execution } from './execution.ts'
import { Ledger } from './ledger.ts'
import { Matching } from './matching.ts'
import { OpportunityFinder } from './opportunity.ts'
import { OrderBook } from './orderBook.ts'
import { type Clock, OrderEntry } from './orderEntry.ts'
import { reportOutcome } from './outcome.ts'
import type { PreparedRun } from './prepareRun.ts'
import { RoundTripBook } from './roundTripBook.ts'
import { RunState } from './runState.ts'
import { contextClassesFor, type RunContext } from './strategyContext.ts'
import type { SymbolCore } from './symbolCore.ts'

/** Rounds of orders that answer one another within a step before the run is given up. */
const MAX_ROUNDS = 1000

/** A run: takes the bars of each step through corporate actions, matching, marking and the strategy's hooks. */
export class BacktestRun implements Backtest {
  readonly #prepared: PreparedRun
  readonly #definition: RuntimeDefinition
  readonly #clock: Clock = { timeMs: Number.NaN }
  readonly #cores: readonly SymbolCore[]
  readonly #ledger: Ledger
  readonly #book: OrderBook
  readonly #entry: OrderEntry
  readonly #execution: Execution
  readonly #matching: Matching
  readonly #roundTrips: RoundTripBook
  readonly #assumptions: Assumptions
  readonly #state: RunState
  readonly #context: RunContext
  readonly #equity: Float64Array<ArrayBuffer>
  readonly #sameClose: boolean
  readonly #withBars: SymbolCore[] = []
  readonly #taskCursors: Int32Array
  #nextTaskStep = -1
  #step = 0
  #stepsHeld = 0
  #started = false
  #ended = false
  #outcome: BacktestOutcome | undefined

  constructor(prepared: PreparedRun) {
    const { config, cores } = prepared
    this.#prepared = prepared
    this.#definition = prepared.definition
    this.#cores = cores
    this.#assumptions = new Assumptions(config)
    this.#ledger = new Ledger(cores, prepared.tape, prepared.currencies, config.cash)
    this.#book = new OrderBook(cores, {
      orders: prepared.definition.onOrder !== undefined,
      fills: prepared.definition.onFill !== undefined,
    })
    this.#entry = new OrderEntry(this.#clock, cores, this.#book, this.#ledger, config)
    this.#roundTrips = new RoundTripBook(cores)
    this.#execution = new Execution(config, this.#ledger, this.#book, this.#roundTrips, this.#assumptions)
    const finder = new OpportunityFinder(this.#book, config.fillTiming)
    this.#matching = new Matching(this.#book, this.#execution, finder, this.#assumptions)
    this.#state = new RunState(
      this.#clock,
      cores,
      this.#ledger,
      this.#book,
      this.#entry,
      new Xoshiro128(config.seed),
    )
    const classes = contextClassesFor(prepared.indicatorNames)
    this.#context = new classes.Context(this.#state, prepared.parameters, classes.View)
    this.#equity = new Float64Array(prepared.order.closeMs.length)
    this.#sameClose = config.fillTiming === 'same-close'
    this.#taskCursors = new Int32Array(prepared.taskSteps.length)
    this.#findNextTask()
    for (const core of cores) {
      if (core.warmIndex >= core.range.end) this.#assumptions.neverWarm.push(core.symbol)
    }
  }

  get progress(): number {
    return this.#step / this.#equity.length
  }

  get timeMs(): number {
    return this.#state.timeMs
  }

  advance(maxBars: number): boolean {
    const { start } = this.#prepared.order
    if (!this.#started) this.#start()
    if (this.#step < this.#equity.length) {
      this.#entry.open = true
      this.#step = this.#runSteps(start[this.#step]! + maxBars)
      this.#entry.open = false
    }
    if (this.#step < this.#equity.length) return false
    if (!this.#ended) this.#end()
    return true
  }

  finish(): BacktestOutcome {
    this.#outcome ??= this.#report()
    return this.#outcome
  }

  #report(): BacktestOutcome {
    while (!this.advance(Number.POSITIVE_INFINITY));
    const { config, order, stepOpenMs, benchmark } = this.#prepared
    const equity: EquitySeries = {
      time: stepOpenMs,
      equity: this.#equity,
      drawdown: drawdowns(this.#equity, config.cash),
      benchmark,
    }
    return reportOutcome({
      prepared: this.#prepared,
      ledger: this.#ledger,
      book: this.#book,
      execution: this.#execution,
      roundTrips: this.#roundTrips,
      assumptions: this.#assumptions,
      log: this.#state.finishedLog(),
      equity,
      endMs: order.closeMs[order.closeMs.length - 1]!,
      stepsHeld: this.#stepsHeld,
    })
  }

  #start(): void {
    this.#started = true
    this.#clock.timeMs = this.#prepared.stepOpenMs[0]!
    this.#definition.onStart?.(this.#context)
  }

  #end(): void {
    this.#ended = true
    this.#entry.open = true
    this.#state.select(this.#cores[0]!)
    this.#definition.onEnd?.(this.#context)
    this.#entry.open = false
  }

  /**
   * The hot loop: whole steps until `untilSlot` bars of the time order are done. Everything it reads at each bar is
   * held in locals, and what is rare (actions, orders, tasks, events) is behind one comparison each. Returns the
   * step to go on with.
   */
  #runSteps(untilSlot: number): number {
    const { start, closeMs, symbolIds } = this.#prepared.order
    const { newest, origin, width } = this.#prepared.tape
    const convert = this.#prepared.currencies.length > 1
    const definition = this.#definition
    const decides = definition.onBar !== undefined
    const cores = this.#cores
    const ledger = this.#ledger
    const book = this.#book
    const state = this.#state
    const clock = this.#clock
    const context = this.#context
    const equity = this.#equity
    const steps = equity.length
    let step = this.#step
    let from = start[step]!
    for (; step < steps && from < untilSlot; step++) {
      const to = start[step + 1]!
      for (let slot = from; slot < to; slot++) {
        const id = symbolIds[slot]!
        const core = cores[id]!
        const index = core.index + 1
        newest[id] = origin + slot * width
        core.index = index
        if (index === core.nextActionIndex)
          applyActions(core, ledger, book, this.#roundTrips, this.#assumptions)
        if (core.isRevealed) core.reveal()
      }
      if (book.workingCount > 0) this.#match(step, from, to)
      if (convert) this.#convert(step)
      if (ledger.needsRevaluation || (ledger.heldCount > 0 && ledger.heldCount <= (to - from) * 2))
        ledger.revalue()
      else if (ledger.heldCount > 0) this.#mark(from, to)

      clock.timeMs = closeMs[step]!
      if (book.events.length > 0) this.#tell()
      if (decides) {
        for (let slot = from; slot < to; slot++) {
          const core = cores[symbolIds[slot]!]!
          if (core.index < core.warmIndex) continue
          state.select(core)
          definition.onBar?.(context)
        }
      }
      if (step === this.#nextTaskStep) this.#runTasks(step)
      if (book.submitted.length > 0 || book.events.length > 0) this.#conclude(from, to, closeMs[step]!)

      if (ledger.heldCount > 0) this.#stepsHeld++
      equity[step] = ledger.equity
      from = to
    }
    return step
  }

  /** Marks the positions whose symbols have a new bar, which is less work than all where few symbols have one. */
  #mark(from: number, to: number): void {
    const { symbolIds } = this.#prepared.order
    const ledger = this.#ledger
    for (let slot = from; slot < to; slot++) {
      const core = this.#cores[symbolIds[slot]!]!
      if (ledger.quantity[core.id] !== 0) ledger.mark(core.id, core.price)
    }
    ledger.settle()
  }

  #match(step: number, from: number, to: number): void {
    const { stepOpenMs, order } = this.#prepared
    const { symbolIds, closeMs } = order
    const active = this.#withBars
    active.length = 0
    for (let slot = from; slot < to; slot++) {
      const core = this.#cores[symbolIds[slot]!]!
      if (core.working.length > 0) active.push(core)
    }
    if (active.length > 0) this.#matching.match(active, stepOpenMs[step]!, closeMs[step]!)
  }

  #convert(step: number): void {
    for (const [currencyId, rates] of this.#prepared.rates.entries()) {
      if (rates !== undefined) this.#ledger.setRate(currencyId, rates[step]!)
    }
  }

  /** Admits the step's orders, fills those that trade at the close just seen, and tells the hooks what came of it. */
  #conclude(from: number, to: number, closeMs: number): void {
    this.#entry.admit()
    if (this.#sameClose) {
      const active = this.#withBars
      active.length = 0
      for (let slot = from; slot < to; slot++) {
        const core = this.#cores[this.#prepared.order.symbolIds[slot]!]!
        if (core.working.length > 0) active.push(core)
      }
      this.#matching.matchSameClose(active, closeMs)
      this.#ledger.revalue()
    }
    for (let round = 0; this.#book.events.length > 0 || this.#book.submitted.length > 0; round++) {
      if (round === MAX_ROUNDS) {
        throw new DeskError('RUN_FAILED', 'The strategy keeps answering its own orders without end.', {
          where: 'onOrder or onFill',
          hint: 'Do not send an order again at once when it was rejected or cancelled.',
        })
      }
      this.#tell()
      this.#entry.admit()
    }
  }

  #tell(): void {
    const events = this.#book.events
    this.#book.events = []
    for (const event of events) {
      if ('fill' in event) {
        this.#state.select(this.#state.coreOf(event.fill.symbol))
        this.#definition.onFill?.(this.#context, event.fill)
      } else {
        this.#state.select(this.#state.coreOf(event.order.symbol))
        this.#definition.onOrder?.(this.#context, event.order)
      }
    }
  }

  #runTasks(step: number): void {
    const { taskSteps } = this.#prepared
    for (const [task, steps] of taskSteps.entries()) {
      if (steps[this.#taskCursors[task]!] !== step) continue
      this.#taskCursors[task]!++
      this.#state.select(this.#cores[0]!)
      this.#definition.schedule?.[task]?.run(this.#context)
    }
    this.#findNextTask()
  }

  #findNextTask(): void {
    let next = -1
    for (const [task, steps] of this.#prepared.taskSteps.entries()) {
      const step = steps[this.#taskCursors[task]!]
      if (step !== undefined && (next < 0 || step < next)) next = step
    }
    this.#nextTaskStep = next
  }
}
