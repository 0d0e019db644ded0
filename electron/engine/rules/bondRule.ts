import type { AgendaEvent } from '../agenda.ts'
import type { BondOfCore } from '../bondOfCore.ts'
import type { Books } from '../books.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { earn } from './accruedPayment.ts'

const DAY_MS = 86_400_000

/** Lets a bond accrue its interest from one day to the next. */
class AccrualEvent implements AgendaEvent {
  readonly #books: Books
  readonly #bond: BondOfCore

  constructor(books: Books, bond: BondOfCore) {
    this.#books = books
    this.#bond = bond
  }

  happen(timeMs: number): void {
    this.#bond.accrued = this.#bond.terms.quotation === 'clean' ? this.#bond.accruedAt(timeMs) : 0
    this.#books.ledger.invalidate()
  }
}

/**
 * A coupon belongs to who holds the bond when trades begin to settle on or after the coupon date. It is equity from
 * then on, since the accrued interest falls by it, and cash on the day of payment.
 */
class CouponEvent implements AgendaEvent {
  readonly #books: Books
  readonly #core: SymbolCore
  readonly #percent: number
  readonly #paymentMs: number

  constructor(books: Books, core: SymbolCore, percent: number, paymentMs: number) {
    this.#books = books
    this.#core = core
    this.#percent = percent
    this.#paymentMs = paymentMs
  }

  happen(timeMs: number): void {
    const core = this.#core
    const held = this.#books.ledger.quantity[core.id]!
    if (held === 0) return
    const amount = held * this.#percent * core.instrument.multiplier
    const text = `coupon of ${this.#percent} % on ${held}`
    earn(this.#books, core, { kind: 'coupon', amount, payMs: this.#paymentMs, text }, timeMs)
  }
}

/** Nothing trades once a trade would settle at maturity or after it; the redemption comes after the last coupon. */
class LastTradeEvent implements AgendaEvent {
  readonly #books: Books
  readonly #core: SymbolCore

  readonly #redemptionMs: number

  constructor(books: Books, core: SymbolCore, redemptionMs: number) {
    this.#books = books
    this.#core = core
    this.#redemptionMs = redemptionMs
  }

  happen(timeMs: number): void {
    this.#books.retire(this.#core, timeMs, `${this.#core.symbol} is redeemed`)
    const redemption = new RedemptionEvent(this.#books, this.#core)
    this.#books.agenda.add(Math.max(timeMs, this.#redemptionMs), redemption)
  }
}

class RedemptionEvent implements AgendaEvent {
  readonly #books: Books
  readonly #core: SymbolCore

  constructor(books: Books, core: SymbolCore) {
    this.#books = books
    this.#core = core
  }

  happen(timeMs: number): void {
    const core = this.#core
    const held = this.#books.ledger.quantity[core.id]!
    if (held !== 0) this.#books.transfer(core, -held, 100, 'redemption', timeMs, `${held} redeemed at 100 %`)
  }
}

/** Puts a bond's accrual, coupons and redemption on the agenda. */
export function scheduleBond(books: Books, core: SymbolCore): void {
  const { endMs } = books.agenda
  const { bond } = core
  if (bond === undefined) return
  const { schedule } = bond
  const firstMs = Math.floor((core.time[core.range.first] ?? endMs) / DAY_MS) * DAY_MS
  const coupons = schedule.coupons.filter(
    ({ endMs: couponMs }) => couponMs > bond.settlementMs(firstMs - DAY_MS),
  )
  let next = 0
  for (let dateMs = firstMs; dateMs <= endMs; dateMs += DAY_MS) {
    const settlementMs = bond.settlementMs(dateMs)
    for (; next < coupons.length && coupons[next]!.endMs <= settlementMs; next++) {
      const { amount, paymentMs } = coupons[next]!
      books.agenda.add(dateMs, new CouponEvent(books, core, amount, paymentMs))
    }
    books.agenda.add(dateMs, new AccrualEvent(books, bond))
    if (settlementMs < schedule.maturityMs) continue
    books.agenda.add(dateMs, new LastTradeEvent(books, core, schedule.redemptionPaymentMs))
    return
  }
}
