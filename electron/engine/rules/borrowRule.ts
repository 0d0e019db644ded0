import type { Books } from '../books.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { asOf } from './asOf.ts'
import type { NightlyRule } from './nightlyRules.ts'
import { percent } from './percent.ts'

const DAYS_IN_YEAR = 360

/**
 * The fee for what is borrowed to be sold short: value at the last price x annual rate / 360 for each night, weekends
 * included. The rate is that of the instrument as of the day, else the account's. What a night's amount has beyond
 * whole minor units is carried into the next one.
 */
export function borrowOf(books: Books, core: SymbolCore): NightlyRule | undefined {
  const { terms, multiplier } = core.instrument
  if (core.isMargined || terms?.kind === 'option') return undefined
  books.assumptions.canBorrow = true
  const rates = terms?.kind === 'equity' ? terms.borrowRates : []
  const { borrowRate } = books.config.account
  if (!books.config.allowShort || (rates.length === 0 && borrowRate === 0)) return undefined
  if (rates.length > 0) books.assumptions.borrowIsCharged = true
  let carried = 0
  return (timeMs) => {
    const { ledger } = books
    const quantity = ledger.quantity[core.id]!
    const rate = asOf(rates, timeMs)?.rate ?? borrowRate
    if (quantity >= 0 || rate === 0) return
    const minor = ledger.minor[core.currencyId]!
    const due = (quantity * core.price * multiplier * rate * minor) / DAYS_IN_YEAR + carried
    const paid = Math.round(due)
    carried = due - paid
    if (paid === 0) return
    const text = `1 night at ${percent(rate)} of ${-quantity} borrowed at ${core.price}`
    books.pay(core, 'borrow', paid / minor, timeMs, text)
  }
}
