import type { AgendaEvent } from '../agenda.ts'
import type { Books } from '../books.ts'
import { borrowOf } from './borrowRule.ts'
import { interestOf } from './interestRule.ts'
import { firstOpenMs, NewYorkClose } from './newYorkClose.ts'
import { swapOf } from './swapRule.ts'

/** Something that is due at 17:00 New York. */
export type NightlyRule = (timeMs: number, weekday: number) => void

/** Lets the rules happen night after night, in the order given. */
class Night implements AgendaEvent {
  readonly #books: Books
  readonly #close: NewYorkClose
  readonly #rules: readonly NightlyRule[]

  constructor(books: Books, close: NewYorkClose, rules: readonly NightlyRule[]) {
    this.#books = books
    this.#close = close
    this.#rules = rules
  }

  happen(timeMs: number): void {
    const weekday = this.#close.weekday(timeMs)
    for (const rule of this.#rules) rule(timeMs, weekday)
    this.#books.agenda.add(this.#close.after(timeMs), this)
  }
}

/** Puts on the agenda what is paid by the night: rollover of currency pairs, borrowed shares, interest on cash. */
export function scheduleNights(books: Books): void {
  const rules = [
    ...books.cores.map((core) => swapOf(books, core)),
    ...books.cores.map((core) => borrowOf(books, core)),
    interestOf(books),
  ].filter((rule) => rule !== undefined)
  const fromMs = firstOpenMs(books.cores)
  if (rules.length === 0 || !Number.isFinite(fromMs)) return
  const close = new NewYorkClose()
  books.agenda.add(close.after(fromMs), new Night(books, close, rules))
}
