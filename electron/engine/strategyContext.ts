import type { PositionSide } from '../../shared/domain/order.ts'
import type { ParameterValues } from '../../shared/domain/strategy.ts'
import type {
  Account,
  Bars,
  BondMeasures,
  Exposure,
  Greeks,
  HierarchyLevel,
  ImpliedSurface,
  Instrument,
  KnownOptions,
  KnownValue,
  NewsItem,
  OptionContract,
  Order,
  OrderOptions,
  Position,
  SymbolView,
} from '../../shared/sdk/quarterdeck.d.ts'
import type { RuntimeContext } from '../../shared/sdk/strategyDefinition.ts'
import { AccountOfLedger } from './accountView.ts'
import type { Knowledge } from './knowledge/knowledge.ts'
import { NetPosition } from './netPosition.ts'
import { bothLegs, legOf, sideOf } from './positionLegs.ts'
import type { PreparedRun } from './prepareRun.ts'
import type { RunState } from './runState.ts'
import type { SymbolCore } from './symbolCore.ts'
import { newest, PositionOfCore, SymbolViewOfCore } from './symbolView.ts'

/**
 * What a strategy's hooks are given. One object for a whole run: its getters read the engine's state behind private
 * fields, so it can be neither looked through nor written to.
 */
export class RunContext implements RuntimeContext {
  readonly #run: RunState
  readonly #views: readonly SymbolView[]
  /** By core: what a symbol holds, and what each of its legs does. */
  readonly #positions: readonly Position[]
  readonly #legs: readonly Position[]
  readonly #account: Account
  readonly #symbols: readonly string[]
  readonly #parameters: ParameterValues
  readonly #knowledge: Knowledge
  readonly #adjusted: PreparedRun['adjusted']
  readonly #indexes: PreparedRun['indexes']
  readonly #warned = new Set<SymbolCore>()

  constructor(
    run: RunState,
    parameters: ParameterValues,
    View: typeof SymbolViewOfCore,
    knowledge: Knowledge,
    { adjusted, indexes }: Pick<PreparedRun, 'adjusted' | 'indexes'>,
  ) {
    this.#adjusted = adjusted
    this.#indexes = indexes
    this.#run = run
    this.#knowledge = knowledge
    this.#parameters = parameters
    this.#views = run.cores.map((core) => new View(core))
    this.#legs = run.cores.map((core) => new PositionOfCore(core, run.ledger))
    this.#positions = run.cores.map(({ id, opposite }) =>
      opposite === undefined ? this.#legs[id]! : new NetPosition(this.#legs[id]!, this.#legs[opposite.id]!),
    )
    this.#account = new AccountOfLedger(run.ledger)
    this.#symbols = Object.freeze(run.cores.filter(({ leg }) => leg >= 0).map((core) => core.symbol))
  }

  get symbol(): string {
    return this.#run.current.symbol
  }
  get index(): number {
    return this.#run.current.index
  }
  get barTimeMs(): number {
    return newest(this.#run.current.time, this.#run.current.index)
  }
  get open(): number {
    return newest(this.#run.current.shown.open, this.#run.current.index)
  }
  get high(): number {
    return newest(this.#run.current.shown.high, this.#run.current.index)
  }
  get low(): number {
    return newest(this.#run.current.shown.low, this.#run.current.index)
  }
  get close(): number {
    return this.#run.current.shownClose
  }
  get volume(): number {
    return newest(this.#run.current.shown.volume, this.#run.current.index)
  }
  get bars(): Bars {
    return this.#run.current.bars()
  }
  get parameters(): ParameterValues {
    return this.#parameters
  }
  get timeMs(): number {
    return this.#run.timeMs
  }
  get symbols(): readonly string[] {
    return this.#symbols
  }
  get account(): Account {
    return this.#account
  }

  of(symbol: string): SymbolView {
    return this.#views[this.#run.coreOf(symbol).id]!
  }
  instrument(symbol: string): Instrument {
    return this.#run.coreOf(symbol).instrument
  }
  position(symbol: string, side?: PositionSide): Position {
    if (side !== undefined) return this.#leg(symbol, side)
    return this.#positions[this.#run.coreOf(symbol).id]!
  }
  #leg(symbol: string, side: PositionSide): Position {
    return this.#legs[legOf(this.#run.coreOf(symbol), side).id]!
  }
  price(symbol: string): number {
    return this.#run.coreOf(symbol).price
  }
  adjustedBars(symbol: string): Bars {
    return this.#adjusted[this.#run.coreOf(symbol).id]!.now()
  }
  members(index: string): readonly string[] {
    return this.#indexes.at(index, this.#run.timeMs)
  }
  bid(symbol: string): number {
    return this.#run.coreOf(symbol).bid
  }
  ask(symbol: string): number {
    return this.#run.coreOf(symbol).ask
  }
  known(id: string, options?: KnownOptions): KnownValue | undefined {
    return this.#knowledge.known(id, options)
  }
  vintages(id: string, refMs: number): readonly KnownValue[] {
    return this.#knowledge.vintages(id, refMs)
  }
  news(sinceMs?: number): readonly NewsItem[] {
    return this.#knowledge.news(sinceMs)
  }
  openOrders(symbol?: string): readonly Order[] {
    const cores = symbol === undefined ? this.#run.cores : bothLegs(this.#run.coreOf(symbol))
    return cores
      .flatMap((core) => core.working)
      .sort((a, b) => a - b)
      .map((id) => this.#run.book.orders.snapshot(id))
  }

  order(symbol: string, quantity: number, options?: OrderOptions): number {
    return this.#run.entry.order(this.#run.legOf(symbol, options?.positionSide), quantity, options)
  }
  orderValue(symbol: string, value: number, options?: OrderOptions): number {
    const core = this.#run.legOf(symbol, options?.positionSide)
    const unit = core.unitValue
    return this.#isPriced(core, unit) ? this.#run.entry.order(core, value / unit, options) : 0
  }
  orderTarget(symbol: string, quantity: number, options?: OrderOptions): number {
    return this.#run.entry.target(this.#run.legOf(symbol, options?.positionSide), quantity, options)
  }
  orderTargetValue(symbol: string, value: number, options?: OrderOptions): number {
    const core = this.#run.legOf(symbol, options?.positionSide)
    const unit = core.unitValue
    return this.#isPriced(core, unit) ? this.#run.entry.target(core, value / unit, options) : 0
  }
  orderTargetPercent(symbol: string, fraction: number, options?: OrderOptions): number {
    const core = this.#run.legOf(symbol, options?.positionSide)
    const { ledger, entry } = this.#run
    const unit = core.unitValue * ledger.rate[core.currencyId]!
    return this.#isPriced(core, unit) ? entry.target(core, (fraction * ledger.equity) / unit, options) : 0
  }
  orderTargets(weights: Readonly<Record<string, number>>): number[] {
    const { cores, entry } = this.#run
    const named = new Map(
      Object.entries(weights).map(([symbol, weight]) => [this.#run.coreOf(symbol), weight]),
    )
    entry.cancelAll()
    const ids = cores.map((core) => {
      const weight = named.get(core.leg < 0 ? (core.opposite ?? core) : core) ?? 0
      if (weight === 0 || weight * core.leg < 0) return entry.target(core, 0)
      return this.orderTargetPercent(
        core.symbol,
        weight,
        core.leg === 0 ? undefined : { positionSide: sideOf(core) },
      )
    })
    return ids.filter((id) => id > 0)
  }
  exposure(level: HierarchyLevel, group: string): Exposure {
    return this.#run.hierarchy.exposure(level, group)
  }
  chain(underlying: string): readonly OptionContract[] {
    return this.#run.optionDesk.chain(underlying)
  }
  greeks(symbol: string): Greeks {
    return this.#run.optionDesk.greeks(this.#run.coreOf(symbol))
  }
  surface(underlying: string): ImpliedSurface | undefined {
    return this.#run.optionDesk.surface(underlying)
  }
  exercise(symbol: string, quantity: number): number {
    const { entry, optionDesk } = this.#run
    entry.requireOpen()
    return optionDesk.exercise(this.#run.coreOf(symbol), quantity)
  }
  bond(symbol: string): BondMeasures {
    return this.#run.bonds.of(this.#run.coreOf(symbol))
  }
  closePosition(symbol: string, side?: PositionSide): number {
    const { entry, ledger } = this.#run
    const core = this.#run.coreOf(symbol)
    let orderId = 0
    for (const leg of side === undefined ? bothLegs(core) : [legOf(core, side)]) {
      entry.cancelAll(leg)
      orderId = entry.order(leg, -ledger.quantity[leg.id]!) || orderId
    }
    return orderId
  }
  cancel(orderId: number): boolean {
    return this.#run.entry.cancel(orderId)
  }
  cancelAll(symbol?: string): number {
    if (symbol === undefined) return this.#run.entry.cancelAll()
    return bothLegs(this.#run.coreOf(symbol)).reduce((sum, leg) => sum + this.#run.entry.cancelAll(leg), 0)
  }

  log(message: string): void {
    this.#run.write('info', String(message).slice(0, 2000))
  }
  random(): number {
    return this.#run.random.next()
  }

  /** A size in money needs a price: without one nothing is ordered, and the log says so once. */
  #isPriced(core: SymbolCore, unit: number): boolean {
    return unit > 0 || unit < 0 || this.#warn(core)
  }

  #warn(core: SymbolCore): false {
    if (!this.#warned.has(core)) {
      this.#warned.add(core)
      this.#run.write('warning', `${core.symbol} has no price or conversion rate yet: nothing was ordered.`)
    }
    return false
  }

  /**
   * Getter of the indicator that was declared in place `slot`, for the symbol a hook is called for. The compiler inlines
   * getters last, with what the order functions have left of its budget: a byte more there can cost a call per bar here.
   */
  static indicatorGetter(slot: number): (this: RunContext) => number {
    const place = slot + 1
    return function indicator(this: RunContext): number {
      return this.#run.current.valueAt(place)
    }
  }
}

/** Context and view classes that carry a set of indicator names. */
export interface ContextClasses {
  readonly Context: typeof RunContext
  readonly View: typeof SymbolViewOfCore
}

const classesByNames = new Map<string, ContextClasses>()

/**
 * Classes with a getter for each indicator name, made once per set of names in a process: a class per run would make
 * every call site of the engine see a new shape.
 */
export function contextClassesFor(names: readonly string[]): ContextClasses {
  const key = names.join(' ')
  const known = classesByNames.get(key)
  if (known !== undefined) return known
  class Context extends RunContext {}
  class View extends SymbolViewOfCore {}
  for (const [slot, name] of names.entries()) {
    Object.defineProperty(Context.prototype, name, { get: RunContext.indicatorGetter(slot) })
    Object.defineProperty(View.prototype, name, { get: SymbolViewOfCore.indicatorGetter(slot) })
  }
  const classes = { Context, View }
  classesByNames.set(key, classes)
  return classes
}
