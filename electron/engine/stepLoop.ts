import { DeskError } from '../../shared/domain/deskError.ts'
import type { RuntimeDefinition } from '../../shared/sdk/strategyDefinition.ts'
import type { Agenda } from './agenda.ts'
import type { Books } from './books.ts'
import { clear } from './clear.ts'
import type { Clock } from './clock.ts'
import { applyActions } from './corporateActions.ts'
import type { Ledger } from './ledger.ts'
import type { MarginWatch } from './margin/marginWatch.ts'
import type { Matching } from './matching.ts'
import type { OrderBook } from './orderBook.ts'
import type { OrderEntry } from './orderEntry.ts'
import type { PreparedRun } from './prepareRun.ts'
import type { RunState } from './runState.ts'
import type { RunContext } from './strategyContext.ts'
import type { SymbolCore } from './symbolCore.ts'

/** Rounds of orders that answer one another within a step before the run is given up. */
const MAX_ROUNDS = 1000

/** Quiet steps in one go: what they read is still in the cache when their equity is drawn. */
const LONGEST_QUIET = 4096

/** The parts of a run that a step goes through. */
export interface StepParts {
  readonly prepared: PreparedRun
  readonly clock: Clock
  readonly ledger: Ledger
  readonly book: OrderBook
  readonly entry: OrderEntry
  readonly matching: Matching
  readonly books: Books
  readonly state: RunState
  readonly context: RunContext
  /** Undefined where the account can neither lack margin nor owe anything. */
  readonly watch: MarginWatch | undefined
}

/** Takes the bars of each step through corporate actions, matching, marking and the strategy's hooks. */
export class StepLoop {
  /** Equity at the close of each step. */
  readonly equity: Float64Array<ArrayBuffer>
  /** Steps at whose end a position was held. */
  stepsHeld = 0
  readonly #prepared: PreparedRun
  readonly #definition: RuntimeDefinition
  readonly #clock: Clock
  readonly #cores: readonly SymbolCore[]
  readonly #ledger: Ledger
  readonly #book: OrderBook
  readonly #entry: OrderEntry
  readonly #matching: Matching
  readonly #books: Books
  readonly #agenda: Agenda
  readonly #state: RunState
  readonly #context: RunContext
  readonly #watch: MarginWatch | undefined
  readonly #sameClose: boolean
  readonly #converts: boolean
  readonly #withBars: SymbolCore[] = []
  readonly #taskCursors: Int32Array
  #nextTaskStep = -1

  constructor(parts: StepParts) {
    const { prepared } = parts
    this.#prepared = prepared
    this.#definition = prepared.definition
    this.#clock = parts.clock
    this.#cores = prepared.cores
    this.#ledger = parts.ledger
    this.#book = parts.book
    this.#entry = parts.entry
    this.#matching = parts.matching
    this.#books = parts.books
    this.#agenda = parts.books.agenda
    this.#state = parts.state
    this.#context = parts.context
    this.#watch = parts.watch
    this.#converts = prepared.currencies.length > 1
    this.#sameClose = prepared.config.fillTiming === 'same-close'
    this.equity = new Float64Array(prepared.order.closeMs.length)
    this.#taskCursors = new Int32Array(prepared.taskSteps.length)
    this.#findNextTask()
  }

  /** Works through whole steps until `untilSlot` bars of the time order are done. Returns the step to go on with. */
  run(from: number, untilSlot: number): number {
    const { start } = this.#prepared.order
    const steps = this.equity.length
    if (this.#cores.length > 1) return this.#runSteps(from, steps, untilSlot)
    let step = from
    while (step < steps && start[step]! < untilSlot) {
      const end = Math.min(this.#endOfQuiet(step), steps, untilSlot, step + LONGEST_QUIET)
      step = end > step ? this.#runQuietSteps(step, end) : this.#runSteps(step, step + 1, untilSlot)
    }
    return step
  }

  /** The first step from `step` on, of a run over one symbol, in which more may happen than marking and `onBar`. */
  #endOfQuiet(step: number): number {
    if (this.#book.workingCount > 0 || this.#book.hasNews) return step
    if (this.#ledger.needsRevaluation || this.#converts) return step
    const { nextActionIndex, range } = this.#cores[0]!
    if (this.#watch !== undefined && this.#ledger.heldCount > 0) {
      this.#watch.bound()
      if (this.#watch.mayCall(range.first + step)) return step
    }
    const dueStep = this.#agenda.nextStep
    const actionStep = nextActionIndex < 0 ? dueStep : Math.min(dueStep, nextActionIndex - range.first)
    return this.#nextTaskStep < 0 ? actionStep : Math.min(actionStep, this.#nextTaskStep)
  }

  /**
   * The same as `#runSteps` for one symbol while nothing works, is due or was told: then a step is the newest bar and
   * `onBar`. The ledger marks when it is asked, which most bars do not, and the equity curve is drawn afterwards. Ends
   * at `until`, before a bar in which a margin call may come, or after the step in which the strategy orders something.
   */
  #runQuietSteps(from: number, until: number): number {
    const { origin, width } = this.#prepared.tape
    const definition = this.#definition
    const core = this.#cores[0]!
    const { first } = core.range
    const warmStep = core.warmIndex - first
    const book = this.#book
    const clock = this.#clock
    const context = this.#context
    const ledger = this.#ledger
    const isHeld = ledger.heldCount > 0
    const watch = isHeld ? this.#watch : undefined
    let end = until
    let step = from
    this.#state.select(core)
    for (; step < end; step++) {
      if (watch?.mayCall(first + step)) {
        end = step
        break
      }
      core.row = origin + step * width
      core.index = first + step
      clock.step = step
      if (core.isRevealed) core.reveal()
      if (isHeld) ledger.outdate()
      if (step < warmStep) continue
      definition.onBar?.(context)
      if (book.hasNews) break
    }
    return this.#endQuiet(from, step, step < end)
  }

  /** What quiet steps have put off, and what follows when the last of them has ordered. Returns the step to go on with. */
  #endQuiet(from: number, step: number, hasOrdered: boolean): number {
    this.#ledger.bringUpToDate()
    if (this.#ledger.heldCount > 0) this.stepsHeld += step - from
    if (!hasOrdered) {
      this.#drawEquity(from, step)
      return step
    }
    this.#drawEquity(from, step + 1)
    this.#conclude(step, step + 1)
    this.#record(step)
    return step + 1
  }

  /** The equity curve of the only symbol over steps in which nothing was traded. */
  #drawEquity(from: number, end: number): void {
    const { values, origin, width } = this.#prepared.tape
    const { equity } = this
    const ledger = this.#ledger
    if (ledger.heldCount === 0) {
      const worth = ledger.equity
      for (let step = from; step < end; step++) equity[step] = worth
      return
    }
    if (this.#cores[0]!.hasOwnWorth) {
      this.#drawOwnWorth(from, end)
      return
    }
    const base = ledger.cashValue - ledger.carried
    const size = ledger.quantity[0]! * ledger.scale[0]!
    for (let step = from; step < end; step++) equity[step] = base + values[origin + step * width]! * size
  }

  /** The same where a unit is worth something else than its price. */
  #drawOwnWorth(from: number, end: number): void {
    const { values, origin, width } = this.#prepared.tape
    const { equity } = this
    const ledger = this.#ledger
    const core = this.#cores[0]!
    const base = ledger.cashValue - ledger.carried
    const size = ledger.quantity[0]! * ledger.scale[0]!
    for (let step = from; step < end; step++) {
      equity[step] = base + core.worth(values[origin + step * width]!) * size
    }
  }

  /** Notes what a step ends with. */
  #record(step: number): void {
    if (this.#ledger.heldCount > 0) this.stepsHeld++
    this.equity[step] = this.#ledger.equity
  }

  /**
   * Steps from `from` up to, not including, `end`, whatever may happen in them, until `untilSlot` bars are done.
   * Everything that is read at each bar is held in locals, and what is rare (actions, orders, tasks, events) is
   * behind one comparison each. Returns the step to go on with.
   */
  #runSteps(from: number, end: number, untilSlot: number): number {
    const { start, symbolIds, openMs, closeMs } = this.#prepared.order
    const { origin, width } = this.#prepared.tape
    const converts = this.#converts
    const definition = this.#definition
    const decides = definition.onBar !== undefined
    const cores = this.#cores
    const ledger = this.#ledger
    const book = this.#book
    const state = this.#state
    const clock = this.#clock
    const context = this.#context
    const agenda = this.#agenda
    const watch = this.#watch
    const beforeClose = this.#sameClose ? -1 : 0
    let step = from
    let slotFrom = start[step]!
    for (; step < end && slotFrom < untilSlot; step++) {
      const slotTo = start[step + 1]!
      if (step >= agenda.nextStep) agenda.run(openMs[step]!)
      for (let slot = slotFrom; slot < slotTo; slot++) {
        const core = cores[symbolIds[slot]!]!
        const index = core.index + 1
        core.row = origin + slot * width
        core.index = index
        if (index === core.nextActionIndex) applyActions(core, this.#books)
        if (core.isRevealed) core.reveal()
      }
      watch?.atOpen(step, slotFrom, slotTo)
      if (book.workingCount > 0) this.#match(step, slotFrom, slotTo)
      else watch?.inRange()
      if (converts) this.#convert(step)
      if (step >= agenda.nextStep) agenda.run(beforeClose + closeMs[step]!)
      if (ledger.needsRevaluation || ledger.heldCount > 0) this.#mark(slotFrom, slotTo)
      if (watch?.atClose()) ledger.revalue()

      clock.step = step
      if (book.events.length > 0) {
        this.#tell()
        book.hasNews = book.events.length > 0 || book.submitted.length > 0
      }
      if (decides) {
        for (let slot = slotFrom; slot < slotTo; slot++) {
          const core = cores[symbolIds[slot]!]!
          if (core.index < core.warmIndex) continue
          state.select(core)
          definition.onBar?.(context)
        }
      }
      if (step === this.#nextTaskStep) this.#runTasks(step)
      if (book.hasNews) this.#conclude(slotFrom, slotTo)
      if (step >= agenda.nextStep) this.#runAtClose(closeMs[step]!)
      this.#record(step)
      slotFrom = slotTo
    }
    return step
  }

  /** What is due at the very close comes after orders that are filled at it, which carry the millisecond before. */
  #runAtClose(closeMs: number): void {
    this.#agenda.run(closeMs)
    if (this.#ledger.needsRevaluation) this.#ledger.revalue()
  }

  /**
   * Brings equity up to date: all of it anew, or where few of many positions have a new price, by what these have
   * changed.
   */
  #mark(from: number, to: number): void {
    const { symbolIds } = this.#prepared.order
    const { origin, width } = this.#prepared.tape
    const ledger = this.#ledger
    if (ledger.needsRevaluation || ledger.heldCount <= (to - from) * 2) {
      if (this.#converts) ledger.revalue()
      else ledger.revalueRows(symbolIds, from, to, origin + from * width, width)
      return
    }
    for (let slot = from; slot < to; slot++) {
      const core = this.#cores[symbolIds[slot]!]!
      if (ledger.quantity[core.id] !== 0) ledger.mark(core.id, core.price)
    }
    ledger.settle()
  }

  #match(step: number, from: number, to: number): void {
    const { symbolIds, openMs, closeMs } = this.#prepared.order
    const active = this.#withBars
    clear(active)
    for (let slot = from; slot < to; slot++) {
      const core = this.#cores[symbolIds[slot]!]!
      if (core.working.length > 0) active.push(core)
    }
    if (active.length > 0) this.#matching.match(active, openMs[step]!, closeMs[step]!)
    else this.#watch?.inRange()
  }

  #convert(step: number): void {
    for (const [currencyId, rates] of this.#prepared.rates.entries()) {
      if (rates !== undefined) this.#ledger.setRate(currencyId, rates[step]!)
    }
  }

  /** Admits the step's orders, fills those that trade at the close just seen, and tells the hooks what came of it. */
  #conclude(from: number, to: number): void {
    this.#entry.admit()
    if (this.#sameClose) {
      const active = this.#withBars
      clear(active)
      for (let slot = from; slot < to; slot++) {
        const core = this.#cores[this.#prepared.order.symbolIds[slot]!]!
        if (core.working.length > 0) active.push(core)
      }
      this.#matching.matchSameClose(active, this.#clock.timeMs)
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
    this.#book.hasNews = false
  }

  #tell(): void {
    const events = this.#book.events
    this.#book.events = []
    for (const event of events) {
      if ('fill' in event) {
        this.#state.select(this.#state.coreOf(event.fill.symbol))
        this.#definition.onFill?.(this.#context, event.fill)
      } else if ('order' in event) {
        this.#state.select(this.#state.coreOf(event.order.symbol))
        this.#definition.onOrder?.(this.#context, event.order)
      } else {
        this.#state.select(this.#cores[0]!)
        this.#definition.onNews?.(this.#context, event.news)
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
