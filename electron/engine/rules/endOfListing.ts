import type { CorporateAction } from '../../../shared/domain/bar.ts'
import type { AgendaEvent } from '../agenda.ts'
import type { Books } from '../books.ts'
import type { SymbolCore } from '../symbolCore.ts'

type Delisting = Extract<CorporateAction, { kind: 'delisting' }>
type Merger = Extract<CorporateAction, { kind: 'merger' }>

/** A delisting pays its holders what the action says, or the last price where it says nothing. */
class DelistingEvent implements AgendaEvent {
  readonly #books: Books
  readonly #core: SymbolCore
  readonly #delisting: Delisting

  constructor(books: Books, core: SymbolCore, delisting: Delisting) {
    this.#books = books
    this.#core = core
    this.#delisting = delisting
  }

  happen(timeMs: number): void {
    const books = this.#books
    const core = this.#core
    books.retire(core, timeMs, `${core.symbol} was delisted`)
    const held = books.ledger.quantity[core.id]!
    if (held === 0) return
    const price = this.#delisting.price ?? core.price
    if (this.#delisting.price === undefined) books.assumptions.soldAtLastPrice.push(core.symbol)
    books.transfer(core, -held, price, 'delisting', timeMs, `${held} paid out at ${price}`)
  }
}

/**
 * A merger exchanges each share for cash and shares of another company. Shares are booked at their last price, so
 * the exchange realises a profit; a part of a lot is paid in cash. Where the other company is not part of the run,
 * or is in another currency, the old share's last price is paid.
 */
class MergerEvent implements AgendaEvent {
  readonly #books: Books
  readonly #core: SymbolCore
  readonly #merger: Merger

  constructor(books: Books, core: SymbolCore, merger: Merger) {
    this.#books = books
    this.#core = core
    this.#merger = merger
  }

  happen(timeMs: number): void {
    const books = this.#books
    const core = this.#core
    const { cash, ratio, into } = this.#merger
    books.retire(core, timeMs, `${core.symbol} was merged${into === undefined ? '' : ` into ${into}`}`)
    const held = books.ledger.quantity[core.id]!
    if (held === 0) return
    const heir = books.cores.find(({ symbol }) => symbol === into)
    if (ratio === 0) {
      books.transfer(core, -held, cash, 'merger', timeMs, `${held} for ${cash} each`)
      return
    }
    const isKnown = heir !== undefined && heir.currencyId === core.currencyId && !Number.isNaN(heir.price)
    if (!isKnown) {
      books.assumptions.soldAtLastPrice.push(core.symbol)
      books.transfer(
        core,
        -held,
        core.price,
        'merger',
        timeMs,
        `${held} paid out at the last price ${core.price}`,
      )
      return
    }
    const terms = cash === 0 ? `${ratio} ${into} each` : `${ratio} ${into} and ${cash} each`
    books.transfer(core, -held, cash + ratio * heir.price, 'merger', timeMs, `${held} for ${terms}`)
    const received = heir.lots.towardZero(held * ratio)
    if (received === 0) return
    books.transfer(
      heir,
      received,
      heir.price,
      'merger',
      timeMs,
      `${received} from ${core.symbol} at ${heir.price}`,
    )
  }
}

/** Puts the end of a symbol's listing on the agenda. */
export function scheduleEndOfListing(books: Books, core: SymbolCore): void {
  for (const event of core.events) {
    if (event.kind === 'delisting') books.agenda.add(event.timeMs, new DelistingEvent(books, core, event))
    if (event.kind === 'merger') books.agenda.add(event.timeMs, new MergerEvent(books, core, event))
  }
}
