import type { CorporateAction } from '../../../shared/domain/bar.ts'
import type { AgendaEvent } from '../agenda.ts'
import type { Books } from '../books.ts'
import type { SymbolCore } from '../symbolCore.ts'

type Funding = Extract<CorporateAction, { kind: 'funding' }>

/**
 * Funding of a perpetual at the venue's times: longs pay shorts position value x rate, at the mark price where the
 * record or the run has one, else at the last price.
 */
class FundingEvent implements AgendaEvent {
  readonly #books: Books
  readonly #core: SymbolCore
  readonly #funding: Funding

  constructor(books: Books, core: SymbolCore, funding: Funding) {
    this.#books = books
    this.#core = core
    this.#funding = funding
  }

  happen(timeMs: number): void {
    const { ledger } = this.#books
    const core = this.#core
    const quantity = ledger.quantity[core.id]!
    if (quantity === 0) return
    const { rate, markPrice = this.#books.markPrice(core) } = this.#funding
    const value = Math.abs(quantity * core.worth(markPrice) * core.instrument.multiplier)
    const amount = quantity > 0 ? -value * rate : value * rate
    const text = `${(rate * 100).toFixed(6)} % of ${quantity} at ${markPrice}`
    this.#books.pay(core, 'funding', amount, timeMs, text)
  }
}

export function scheduleFunding(books: Books, core: SymbolCore): void {
  const unmarked = core.leg < 0 ? 0 : books.barsWithoutMark(core)
  if (unmarked > 0) books.assumptions.withoutMark.push(`${core.symbol} (${unmarked} bars)`)
  for (const event of core.events) {
    if (event.kind === 'funding') books.agenda.add(event.timeMs, new FundingEvent(books, core, event))
  }
}
