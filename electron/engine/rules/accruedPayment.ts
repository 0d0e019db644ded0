import type { CashFlowKind } from '../../../shared/domain/statement.ts'
import type { AgendaEvent } from '../agenda.ts'
import type { Books } from '../books.ts'
import type { SymbolCore } from '../symbolCore.ts'

/** The money of something that was earned before, a dividend or a coupon: it becomes cash and a line of the statement. */
class AccruedPayment implements AgendaEvent {
  readonly #books: Books
  readonly #core: SymbolCore
  readonly #kind: CashFlowKind
  readonly #minor: number
  readonly #text: string

  constructor(books: Books, core: SymbolCore, kind: CashFlowKind, minor: number, text: string) {
    this.#books = books
    this.#core = core
    this.#kind = kind
    this.#minor = minor
    this.#text = text
  }

  happen(timeMs: number): void {
    this.#books.ledger.receive(this.#core, this.#minor)
    this.#books.note(this.#core, this.#kind, this.#minor, timeMs, this.#text)
  }
}

/** What a position earns, or owes when it is negative, and when its money moves. */
export interface Earning {
  readonly kind: 'dividend' | 'coupon'
  /** In the instrument's currency. */
  readonly amount: number
  readonly payMs: number
  readonly text: string
}

/** Books what is earned at a time: equity has it at once, cash on the day of payment. */
export function earn(books: Books, core: SymbolCore, earning: Earning, timeMs: number): void {
  const { ledger, roundTrips, agenda } = books
  const { kind, amount, payMs, text } = earning
  const minor = ledger.toMinor(core, amount)
  ledger.accrue(core, minor, kind === 'dividend' ? ledger.dividends : ledger.income)
  roundTrips.onIncome(core, ledger.toUnits(core, minor))
  const payment = new AccruedPayment(books, core, kind, minor, text)
  if (payMs <= timeMs) payment.happen(timeMs)
  else agenda.add(payMs, payment)
}
