import type { Books } from '../books.ts'
import type { NightlyRule } from './nightlyRules.ts'
import { percent } from './percent.ts'

const DAYS_IN_YEAR = 360

/**
 * Interest on the account's cash, by currency: balance x annual rate / 360 for each night, weekends included, posted
 * every night so that equity shows it at once. A positive balance earns the credit rate of its currency, a negative
 * one pays the debit rate. What a night's amount has beyond whole minor units is carried into the next one.
 */
export function interestOf(books: Books): NightlyRule | undefined {
  const { ledger, config } = books
  const { creditRates, debitRates } = config.account
  books.assumptions.hasCurrencies = ledger.currencies.length > 1
  const credit = ledger.currencies.map((currency) => creditRates[currency] ?? 0)
  const debit = ledger.currencies.map((currency) => debitRates[currency] ?? 0)
  if (![...credit, ...debit].some((rate) => rate !== 0)) return undefined
  const carried = new Float64Array(ledger.currencies.length)
  return (timeMs) => {
    for (const [id, minorUnits] of ledger.minor.entries()) {
      const cash = ledger.cash[id]!
      const rate = (cash > 0 ? credit : debit)[id]!
      if (cash === 0 || rate === 0) continue
      const due = (cash * rate) / DAYS_IN_YEAR + carried[id]!
      const paid = Math.round(due)
      carried[id] = due - paid
      if (paid === 0) continue
      const text = `1 night at ${percent(rate)} of ${cash / minorUnits}`
      books.payAccount(id, 'interest', paid / minorUnits, timeMs, text)
    }
  }
}
