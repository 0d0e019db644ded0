import type { CorporateAction } from '../../../shared/domain/bar.ts'
import type { AgendaEvent } from '../agenda.ts'
import type { Books } from '../books.ts'
import type { SymbolCore } from '../symbolCore.ts'

type Dividend = Extract<CorporateAction, { kind: 'dividend' }>

/**
 * A cash dividend: whoever holds the share over the ex-date has earned it, a short owes it. Equity has it from the
 * ex-date on, cash from the day of payment.
 */
export function payDividend(core: SymbolCore, dividend: Dividend, exMs: number, books: Books): void {
  const held = books.ledger.quantity[core.id]!
  if (held === 0) return
  const minor = books.ledger.toMinor(core, held * dividend.amount)
  books.ledger.accrue(core, minor, books.ledger.dividends)
  books.roundTrips.onIncome(core, books.ledger.toUnits(core, minor))
  const payment = new DividendPayment(books, core, minor, `${dividend.amount} a share on ${held}`)
  if (dividend.payMs === undefined || dividend.payMs <= exMs) payment.happen(exMs)
  else books.agenda.add(dividend.payMs, payment)
}

class DividendPayment implements AgendaEvent {
  readonly #books: Books
  readonly #core: SymbolCore
  readonly #minor: number
  readonly #text: string

  constructor(books: Books, core: SymbolCore, minor: number, text: string) {
    this.#books = books
    this.#core = core
    this.#minor = minor
    this.#text = text
  }

  happen(timeMs: number): void {
    this.#books.ledger.receive(this.#core, this.#minor)
    this.#books.note(this.#core, 'dividend', this.#minor, timeMs, this.#text)
  }
}
