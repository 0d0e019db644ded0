import type { TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import type { AgendaEvent } from '../agenda.ts'
import type { Books } from '../books.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { type SessionEnd, sessionEnds } from './sessionEnds.ts'

const DAY_MS = 86_400_000

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
    core.settlementMs = timeMs
    const quantity = this.#books.ledger.quantity[core.id]!
    if (quantity === 0) return
    this.#books.settle(core, price, timeMs, `daily settlement of ${quantity} at ${price}`)
  }
}

/**
 * The end of a contract. Cash settlement closes what is held at the final settlement price, or at the last price where
 * none is recorded; a position in a contract that is delivered is closed at its last price, since the engine holds no
 * warehouses.
 */
class ExpiryEvent implements AgendaEvent {
  readonly #books: Books
  readonly #core: SymbolCore
  readonly #terms: TermsOf<'future'>
  readonly #price: number | undefined

  constructor(books: Books, core: SymbolCore, terms: TermsOf<'future'>, price: number | undefined) {
    this.#books = books
    this.#core = core
    this.#terms = terms
    this.#price = price
  }

  happen(timeMs: number): void {
    const books = this.#books
    const core = this.#core
    const isDelivered = this.#terms.settlement === 'physical'
    const held = books.ledger.quantity[core.id]!
    books.retire(core, timeMs, `${core.symbol} has expired`)
    if (held === 0) return
    const price = isDelivered ? core.price : (this.#price ?? core.price)
    const words = isDelivered ? 'closed before delivery' : 'final settlement'
    if (isDelivered) books.assumptions.closedBeforeDelivery.push(core.symbol)
    books.transfer(core, -held, price, 'settlement', timeMs, `${words} of ${held} at ${price}`)
  }
}

/** Puts the settlements of a future and its expiry on the agenda. */
export function scheduleFuture(books: Books, core: SymbolCore): void {
  const { terms } = core.instrument
  if (terms?.kind !== 'future') return
  sayMargins(books, core, terms)
  const official = core.events.filter((event) => event.kind === 'settlement')
  const { settlement, lastTradeMs, firstNoticeMs } = terms
  const endMs = settlement === 'physical' ? (firstNoticeMs ?? lastTradeMs) : lastTradeMs
  const ends = sessionEnds(core)
  for (const [place, end] of ends.entries()) {
    if (endMs !== undefined && end.timeMs >= endMs) break
    const price = official.find(({ timeMs }) => isOf(timeMs, end, ends[place + 1]))
    const timeMs = Math.max(end.timeMs, price?.timeMs ?? 0)
    books.agenda.add(timeMs, new SettlementEvent(books, core, price?.price))
  }
  if (endMs === undefined) return
  const dateMs = Math.floor((endMs - 1) / DAY_MS) * DAY_MS
  const final = official.find(({ timeMs }) => isOf(timeMs, { timeMs: endMs, dateMs }, undefined))
  books.agenda.add(Math.max(endMs, final?.timeMs ?? 0), new ExpiryEvent(books, core, terms, final?.price))
}

/** Says where the margin of a future is not that of its days. */
function sayMargins({ config, assumptions }: Books, core: SymbolCore, { margins }: TermsOf<'future'>): void {
  if (config.account.margin === 'off' || core.leg < 0) return
  const [first] = margins
  const firstMs = core.time[core.range.first]
  if (first === undefined) assumptions.withoutMargins.push(core.symbol)
  else if (firstMs !== undefined && firstMs < first.fromMs) assumptions.earlyMargins.push(core.symbol)
}

/** Whether an official price, recorded at midnight of its trade date or when it was published, is that of a session. */
function isOf(priceMs: number, { timeMs, dateMs }: SessionEnd, next: SessionEnd | undefined): boolean {
  if (priceMs % DAY_MS === 0) return priceMs === dateMs
  return priceMs >= timeMs && priceMs < (next?.timeMs ?? timeMs + DAY_MS)
}
