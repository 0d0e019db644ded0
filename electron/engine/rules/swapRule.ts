import type { Books } from '../books.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { asOf } from './asOf.ts'
import type { NightlyRule } from './nightlyRules.ts'
import { percent } from './percent.ts'

const DAYS_IN_YEAR = 365
const [MONDAY, WEDNESDAY, THURSDAY, FRIDAY] = [1, 3, 4, 5]

/** Pairs that settle one day after the trade and not two, besides pairs of the Turkish lira and the rouble. */
const NEXT_DAY_PAIRS = new Set(['CADUSD'])
const NEXT_DAY_CURRENCIES = new Set(['TRY', 'RUB'])

/**
 * Nights that a position held over 17:00 New York is carried: its value date moves on by one business day, which is
 * three nights where it moves over the weekend, on Wednesday for pairs that settle after two days and on Thursday for
 * those that settle after one. Bank holidays are not known and count as business days.
 */
export function rolloverNights(base: string, quote: string, weekday: number): number {
  if (weekday < MONDAY || weekday > FRIDAY) return 0
  const isNextDay =
    NEXT_DAY_PAIRS.has([base, quote].sort().join('')) ||
    NEXT_DAY_CURRENCIES.has(base) ||
    NEXT_DAY_CURRENCIES.has(quote)
  return weekday === (isNextDay ? THURSDAY : WEDNESDAY) ? 3 : 1
}

/**
 * Rollover of a currency pair: position value x annual rate x nights / 365, with the rate of the position's side as of
 * the day, in the quote currency. This is how OANDA states its financing.
 */
export function swapOf(books: Books, core: SymbolCore): NightlyRule | undefined {
  const { terms, currency, multiplier } = core.instrument
  if (terms?.kind !== 'fx' || terms.swapRates.length === 0) return undefined
  return (timeMs, weekday) => {
    const quantity = books.ledger.quantity[core.id]!
    const nights = rolloverNights(terms.base, currency, weekday)
    const rates = asOf(terms.swapRates, timeMs)
    if (quantity === 0 || nights === 0 || rates === undefined) return
    const rate = quantity > 0 ? rates.longRate : rates.shortRate
    const amount = (Math.abs(quantity) * core.price * multiplier * rate * nights) / DAYS_IN_YEAR
    const text = `${nights} ${nights === 1 ? 'night' : 'nights'} at ${percent(rate)} of ${quantity} at ${core.price}`
    books.pay(core, 'swap', amount, timeMs, text)
  }
}
