import type { TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import type { AgendaEvent } from '../agenda.ts'
import type { Books } from '../books.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { type SessionEnd, sessionEnds } from './sessionEnds.ts'

/** Daily settlement: the profit since the last one becomes cash, at the official price or at the last one traded. */
class SettlementEvent implements AgendaEvent {
  readonly #books: Books
  readonly #core: SymbolCore
  readonly #price: number | undefined

  constructor(books: Books, core: SymbolCore, price: number | undefined) {
    this.#books = books
    this.#core = core
    this.#price = price
  }

  happen(timeMs: number): void {
    const core = this.#core
    const price = this.#price ?? core.price
    core.settlementPrice = price
    const quantity = this.#books.ledger.quantity[core.id]!
    if (quantity === 0) return
    this.#books.settle(core, price, timeMs, `daily settlement of ${quantity} at ${price}`)
  }
}

/**
 * The end of a contract. Cash settlement closes what is held at the final settlement price; a position in a contract
 * that is delivered is closed at its last price, since the engine holds no warehouses.
 */
class ExpiryEvent implements AgendaEvent {
  readonly #books: Books
  readonly #core: SymbolCore
  readonly #terms: TermsOf<'future'>

  constructor(books: Books, core: SymbolCore, terms: TermsOf<'future'>) {
    this.#books = books
    this.#core = core
    this.#terms = terms
  }

  happen(timeMs: number): void {
    const books = this.#books
    const core = this.#core
    const isDelivered = this.#terms.settlement === 'physical'
    const held = books.ledger.quantity[core.id]!
    books.retire(core, timeMs, `${core.symbol} has expired`)
    if (held === 0) return
    const price = this.#finalPrice(timeMs)
    const words = isDelivered ? 'closed before delivery' : 'final settlement'
    if (isDelivered) books.assumptions.closedBeforeDelivery.push(core.symbol)
    books.transfer(core, -held, price, 'settlement', timeMs, `${words} of ${held} at ${price}`)
  }

  /** The settlement price of the last day of trading, else the last price. */
  #finalPrice(timeMs: number): number {
    for (const event of this.#core.events) {
      if (event.kind === 'settlement' && Math.abs(event.timeMs - timeMs) < 86_400_000) return event.price
    }
    return this.#core.price
  }
}

/** Puts the settlements of a future and its expiry on the agenda. */
export function scheduleFuture(books: Books, core: SymbolCore): void {
  const { terms } = core.instrument
  if (terms?.kind !== 'future') return
  const official = core.events.filter((event) => event.kind === 'settlement')
  const ends = sessionEnds(core)
  for (const [place, { timeMs, dateMs }] of ends.entries()) {
    const nextMs = ends[place + 1]?.timeMs ?? Number.POSITIVE_INFINITY
    const price = official.find((event) => isOf(event.timeMs, timeMs, dateMs, nextMs))
    books.agenda.add(
      Math.max(timeMs, price?.timeMs ?? timeMs),
      new SettlementEvent(books, core, price?.price),
    )
  }
  const endMs =
    terms.settlement === 'physical' ? (terms.firstNoticeMs ?? terms.lastTradeMs) : terms.lastTradeMs
  if (endMs !== undefined) books.agenda.add(endMs, new ExpiryEvent(books, core, terms))
}

/** Whether an official price, recorded at a time or at its trade date's midnight, is that of a session. */
function isOf(priceMs: number, closeMs: number, dateMs: SessionEnd['dateMs'], nextMs: number): boolean {
  return priceMs === dateMs || (priceMs >= closeMs && priceMs < nextMs)
}
