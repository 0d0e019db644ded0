import type { BacktestConfig } from '../../shared/domain/backtest.ts'
import type { CashFlowKind } from '../../shared/domain/statement.ts'
import type { Agenda } from './agenda.ts'
import type { Assumptions } from './assumptions.ts'
import type { Execution } from './execution.ts'
import { FlowTable } from './flowTable.ts'
import type { Hierarchy } from './hierarchy.ts'
import type { Ledger } from './ledger.ts'
import { type MarkColumns, markPriceOf } from './margin/markColumns.ts'
import type { OptionsOfRun } from './options/optionsOfRun.ts'
import type { OrderBook } from './orderBook.ts'
import type { OrderEntry } from './orderEntry.ts'
import { CANCELLED } from './orderTable.ts'
import type { RoundTripBook } from './roundTripBook.ts'
import type { RunState } from './runState.ts'
import type { SymbolCore } from './symbolCore.ts'

/** The parts of a run that a market's rules work on. */
export interface BookParts {
  readonly config: BacktestConfig
  readonly cores: readonly SymbolCore[]
  readonly agenda: Agenda
  readonly ledger: Ledger
  readonly orders: OrderBook
  readonly entry: OrderEntry
  readonly execution: Execution
  readonly roundTrips: RoundTripBook
  readonly assumptions: Assumptions
  readonly state: RunState
  readonly hierarchy: Hierarchy
  readonly marks: readonly (MarkColumns | undefined)[]
  readonly options: OptionsOfRun
}

/**
 * The account's books as the rules of the markets write in them: every movement of cash goes through here, so that
 * ledger, round trips and statement tell the same story.
 */
export class Books {
  readonly config: BacktestConfig
  readonly cores: readonly SymbolCore[]
  readonly agenda: Agenda
  readonly ledger: Ledger
  readonly orders: OrderBook
  readonly entry: OrderEntry
  readonly execution: Execution
  readonly roundTrips: RoundTripBook
  readonly assumptions: Assumptions
  readonly state: RunState
  readonly hierarchy: Hierarchy
  readonly options: OptionsOfRun
  readonly flows = new FlowTable()
  readonly #marks: readonly (MarkColumns | undefined)[]

  constructor(parts: BookParts) {
    this.config = parts.config
    this.cores = parts.cores
    this.agenda = parts.agenda
    this.ledger = parts.ledger
    this.orders = parts.orders
    this.entry = parts.entry
    this.execution = parts.execution
    this.roundTrips = parts.roundTrips
    this.assumptions = parts.assumptions
    this.state = parts.state
    this.hierarchy = parts.hierarchy
    this.#marks = parts.marks
    this.options = parts.options
  }

  /** Mark price of a symbol at the close of its newest bar: its last price where it has no marks. */
  markPrice(core: SymbolCore): number {
    return markPriceOf(core, this.#marks[core.id])
  }

  /** Bars of a symbol for which its terms name a mark price and none is known; 0 where they name none. */
  barsWithoutMark({ id, range }: SymbolCore): number {
    const close = this.#marks[id]?.close.subarray(range.first, range.end)
    return close === undefined ? 0 : close.reduce((count, price) => count + (Number.isNaN(price) ? 1 : 0), 0)
  }

  /**
   * Pays an amount on a symbol's position and notes it.
   * @param amount In the instrument's currency, positive when received; rounded to its minor unit.
   */
  pay(core: SymbolCore, kind: CashFlowKind, amount: number, timeMs: number, text: string): void {
    const minor = this.ledger.toMinor(core, amount)
    this.ledger.flow(core, minor)
    this.roundTrips.onIncome(core, this.ledger.toUnits(core, minor))
    this.note(core, kind, minor, timeMs, text)
  }

  /** Pays an amount on the whole account, such as interest on cash, and notes it. */
  payAccount(currencyId: number, kind: CashFlowKind, amount: number, timeMs: number, text: string): void {
    const minor = Math.round(amount * this.ledger.minor[currencyId]!)
    this.ledger.accountFlow(currencyId, minor)
    const fillCount = this.execution.fills.count
    this.flows.add({ timeMs, kind, symbolId: -1, currencyId, minor, fillCount, text })
  }

  /** Exchanges money of one currency for another's and notes both sides before the newest fill, which needs it. */
  convert(
    from: { currencyId: number; minor: number },
    to: { currencyId: number; minor: number },
    timeMs: number,
  ): void {
    const { minor, currencies } = this.ledger
    const words = ({ currencyId, minor: amount }: typeof from): string =>
      `${amount / minor[currencyId]!} ${currencies[currencyId]!}`
    const fillCount = Math.max(this.execution.fills.count - 1, 0)
    for (const [{ currencyId, minor: amount }, sign] of [
      [from, -1],
      [to, 1],
    ] as const) {
      this.ledger.accountFlow(currencyId, sign * amount)
      const text = `${words(from)} to ${words(to)}`
      this.flows.add({
        ...{ timeMs, kind: 'conversion', symbolId: -1, currencyId, minor: sign * amount, fillCount, text },
      })
    }
  }

  /**
   * Trades off the market: a delivery, a redemption, an exchange of shares. Working orders and fees are not touched.
   * @param signed Units, positive when received.
   * @param price What a unit is booked at.
   */
  transfer(
    core: SymbolCore,
    signed: number,
    price: number,
    kind: CashFlowKind,
    timeMs: number,
    text: string,
  ): void {
    const { ledger, roundTrips } = this
    const before = ledger.quantity[core.id]!
    const cash = ledger.cash[core.currencyId]!
    const realized = ledger.toUnits(core, ledger.trade(core, signed, price, 0))
    const rate = ledger.rate[core.currencyId]!
    roundTrips.onFill(core, before, signed, price, 0, realized, timeMs, rate)
    this.note(core, kind, ledger.cash[core.currencyId]! - cash, timeMs, text)
  }

  /** Ends a symbol for good: its orders are cancelled and none are taken any more. */
  retire(core: SymbolCore, timeMs: number, reason: string): void {
    core.endedBy = reason
    for (const id of [...core.working]) this.orders.end(id, CANCELLED, timeMs, reason)
  }

  /** Settles a position on margin at a price: its profit so far becomes cash. */
  settle(core: SymbolCore, price: number, timeMs: number, text: string): void {
    const minor = this.ledger.settleVariation(core, price)
    this.roundTrips.onIncome(core, this.ledger.toUnits(core, minor))
    this.note(core, 'settlement', minor, timeMs, text)
  }

  /** Notes a movement of cash that the ledger has booked. */
  note(core: SymbolCore, kind: CashFlowKind, minor: number, timeMs: number, text: string): void {
    const fillCount = this.execution.fills.count
    const { id: symbolId, currencyId } = core
    this.flows.add({ timeMs, kind, symbolId, currencyId, minor, fillCount, text })
  }
}
