import type { AgendaEvent } from '../agenda.ts'
import type { Books } from '../books.ts'
import { exerciseContracts } from '../options/exerciseContracts.ts'
import type { OptionOfCore } from '../options/optionOfCore.ts'
import type { UnderlyingDividend, UnderlyingPrice } from '../options/underlyingPrice.ts'
import { firstOpenMs } from './newYorkClose.ts'

const DAY_MS = 86_400_000

/** The Options Clearing Corporation exercises what is at least so much in the money at its expiry (OCC Rule 805). */
const AUTOMATIC_EXERCISE = 0.01

/** The end of an option: what is in the money is exercised or assigned, the rest is worth nothing. */
class OptionExpiry implements AgendaEvent {
  readonly #books: Books
  readonly #option: OptionOfCore
  readonly #price: number

  constructor(books: Books, option: OptionOfCore, price: number) {
    this.#books = books
    this.#option = option
    this.#price = price
  }

  happen(timeMs: number): void {
    const books = this.#books
    const { core } = this.#option
    const price = this.#price
    const held = books.ledger.quantity[core.id]!
    books.retire(core, timeMs, `${core.symbol} has expired`)
    if (held === 0) return
    if (Number.isNaN(price)) {
      books.assumptions.soldAtLastPrice.push(core.symbol)
      const text = `${held} at the last price ${core.price}, none of ${this.#option.underlying.symbol} is known`
      books.transfer(core, -held, core.price, 'exercise', timeMs, text)
    } else if (this.#option.inTheMoney(price) > AUTOMATIC_EXERCISE * (1 - 1e-9)) {
      exerciseContracts(books, this.#option, held, price, timeMs)
    } else {
      const text = `${held} expired worthless, ${this.#option.underlying.symbol} at ${price}`
      books.transfer(core, -held, 0, 'exercise', timeMs, text)
    }
  }
}

/** Contracts that their holder exercises before expiry: at the last price, before the next bar opens. */
class NoticedExercise implements AgendaEvent {
  readonly #books: Books
  readonly #option: OptionOfCore
  readonly #contracts: number

  constructor(books: Books, option: OptionOfCore, contracts: number) {
    this.#books = books
    this.#option = option
    this.#contracts = contracts
  }

  happen(timeMs: number): void {
    const { core, underlying } = this.#option
    this.#option.noticed -= this.#contracts
    const contracts = Math.min(this.#contracts, Math.max(this.#books.ledger.quantity[core.id]!, 0))
    if (contracts === 0 || core.endedBy !== '') return
    exerciseContracts(this.#books, this.#option, contracts, underlying.priceAt(timeMs), timeMs)
  }
}

/** Holders of calls exercise on the eve of an ex-date what would be worth less without the dividend. */
class DividendEve implements AgendaEvent {
  readonly #books: Books
  readonly #calls: readonly OptionOfCore[]
  readonly #dividend: UnderlyingDividend

  constructor(books: Books, calls: readonly OptionOfCore[], dividend: UnderlyingDividend) {
    this.#books = books
    this.#calls = calls
    this.#dividend = dividend
  }

  happen(timeMs: number): void {
    for (const call of this.#calls) assignEarly(this.#books, call, timeMs, this.#dividend.amount)
  }
}

/** Day by day, holders of what pays nothing for waiting (puts, options on futures) exercise at the model's boundary. */
class EveningReview implements AgendaEvent {
  readonly #books: Books
  readonly #options: readonly OptionOfCore[]

  constructor(books: Books, options: readonly OptionOfCore[]) {
    this.#books = books
    this.#options = options
  }

  happen(timeMs: number): void {
    for (const option of this.#options) assignEarly(this.#books, option, timeMs, 0)
    this.#books.agenda.add(timeMs + DAY_MS, this)
  }
}

/** Assigns a short position whose holders exercise by {@link OptionOfCore.isExercised}. */
function assignEarly(books: Books, option: OptionOfCore, timeMs: number, dividend: number): void {
  const { core, terms } = option
  const held = books.ledger.quantity[core.id]!
  if (held >= 0 || timeMs >= terms.expiryMs || core.endedBy !== '') return
  if (!option.isExercised(timeMs, dividend)) return
  books.assumptions.earlyAssignments++
  exerciseContracts(books, option, held, option.underlying.priceAt(timeMs), timeMs)
}

/** Puts the expiries of the run's options, and the days on which short ones may be assigned early, on the agenda. */
export function scheduleOptions(books: Books): void {
  const { options, agenda } = books
  for (const option of options.all) {
    const { price, knownMs } = option.underlying.settlementAt(option.terms.expiryMs)
    agenda.add(knownMs, new OptionExpiry(books, option, price))
    if (option.missedSplit !== undefined) books.assumptions.unadjustedOptions.push(option.core.symbol)
  }
  const american = options.all.filter(({ isAmerican }) => isAmerican)
  const fromMs = firstOpenMs(books.cores)
  if (american.length === 0 || !Number.isFinite(fromMs)) return
  for (const underlying of options.underlyings) scheduleDividendEves(books, underlying, american, fromMs)
  const reviewed = american.filter(({ terms }) => terms.right === 'put' || terms.model === 'future')
  if (reviewed.length > 0)
    agenda.add((Math.floor(fromMs / DAY_MS) + 1) * DAY_MS, new EveningReview(books, reviewed))
}

function scheduleDividendEves(
  books: Books,
  underlying: UnderlyingPrice,
  american: readonly OptionOfCore[],
  fromMs: number,
): void {
  const calls = american.filter((option) => option.underlying === underlying && option.terms.right === 'call')
  if (calls.length === 0) return
  for (const dividend of underlying.dividends) {
    if (dividend.timeMs > fromMs) books.agenda.add(dividend.timeMs, new DividendEve(books, calls, dividend))
  }
}

/**
 * Takes a holder's notice of exercise; it is carried out before the next bar opens, for what is still held then.
 * @returns The contracts it counts for.
 */
export function giveNotice(books: Books, option: OptionOfCore, contracts: number, timeMs: number): number {
  const { core } = option
  const free = Math.max(books.ledger.quantity[core.id]!, 0) - option.noticed
  const taken = core.endedBy === '' ? core.lots.towardZero(Math.min(contracts, free)) : 0
  if (taken <= 0) return 0
  option.noticed += taken
  books.agenda.add(timeMs, new NoticedExercise(books, option, taken))
  return taken
}
