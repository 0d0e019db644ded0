import type { RunLogEntry } from '../../shared/domain/backtest.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { PositionSide } from '../../shared/domain/order.ts'
import type { Xoshiro128 } from '../quant/xoshiro128.ts'
import { BondView } from './bondView.ts'
import type { Clock } from './clock.ts'
import type { Hierarchy } from './hierarchy.ts'
import type { Ledger } from './ledger.ts'
import type { OptionDesk } from './options/optionDesk.ts'
import type { OrderBook } from './orderBook.ts'
import type { OrderEntry } from './orderEntry.ts'
import { legOf } from './positionLegs.ts'
import type { SymbolCore } from './symbolCore.ts'

/** Lines a run's log holds; what comes after is counted and left out. */
const LOG_LIMIT = 20_000

/** What the context of a strategy stands on: the engine's side of a run at the current time. */
export class RunState {
  readonly cores: readonly SymbolCore[]
  readonly ledger: Ledger
  readonly book: OrderBook
  readonly entry: OrderEntry
  readonly random: Xoshiro128
  readonly hierarchy: Hierarchy
  readonly log: RunLogEntry[] = []
  readonly bonds = new BondView(() => this.timeMs)
  /** The symbol a hook is called for; set by `select`. */
  current: SymbolCore
  #optionDesk: OptionDesk | undefined
  readonly #clock: Clock
  readonly #bySymbol: ReadonlyMap<string, SymbolCore>
  #unwritten = 0

  constructor(
    clock: Clock,
    cores: readonly SymbolCore[],
    ledger: Ledger,
    book: OrderBook,
    entry: OrderEntry,
    random: Xoshiro128,
    hierarchy: Hierarchy,
  ) {
    this.#clock = clock
    this.cores = cores
    this.ledger = ledger
    this.book = book
    this.entry = entry
    this.random = random
    this.hierarchy = hierarchy
    this.current = cores[0]!
    this.#bySymbol = new Map(cores.filter(({ leg }) => leg >= 0).map((core) => [core.symbol, core]))
  }

  /** Makes a symbol the one that hooks are called for. */
  select(core: SymbolCore): void {
    this.current = core
  }

  /** What can be asked of options, given once the books are open. */
  get optionDesk(): OptionDesk {
    if (this.#optionDesk === undefined) throw new Error('the option desk is opened with the books')
    return this.#optionDesk
  }

  openOptionDesk(desk: OptionDesk): void {
    this.#optionDesk = desk
  }

  get timeMs(): number {
    return this.#clock.timeMs
  }

  /** @throws DeskError BAD_INPUT for a symbol that is not part of the run. */
  coreOf(symbol: string): SymbolCore {
    const { current } = this
    return symbol === current.symbol ? current : this.coreNamed(symbol)
  }

  /** The same for a symbol that is probably not the current one. */
  coreNamed(symbol: string): SymbolCore {
    const core = this.#bySymbol.get(symbol)
    if (core !== undefined) return core
    throw new DeskError('BAD_INPUT', `'${String(symbol)}' is not a symbol of this run.`, {
      where: 'strategy',
      hint: `The run has ${listed(this.cores)}.`,
    })
  }

  /**
   * The core that an order for a symbol is meant for: its leg on a hedging account.
   * @throws DeskError BAD_INPUT for a symbol that is not part of the run, and for a side that is missing or not there.
   */
  legOf(symbol: string, side: PositionSide | undefined): SymbolCore {
    const core = this.coreOf(symbol)
    return side === undefined && core.leg === 0 ? core : legOf(core, side)
  }

  write(level: RunLogEntry['level'], message: string): void {
    if (this.log.length < LOG_LIMIT) this.log.push({ timeMs: this.timeMs, level, message })
    else this.#unwritten++
  }

  /** The log with a last line about what did not fit. */
  finishedLog(): RunLogEntry[] {
    if (this.#unwritten === 0) return this.log
    const message = `${this.#unwritten} further lines were left out.`
    return [...this.log, { timeMs: this.timeMs, level: 'warning', message }]
  }
}

function listed(cores: readonly SymbolCore[]): string {
  const names = cores.slice(0, 10).map((core) => core.symbol)
  return cores.length > 10 ? `${names.join(', ')} and ${cores.length - 10} more` : names.join(', ')
}
