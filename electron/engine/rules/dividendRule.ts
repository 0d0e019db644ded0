import type { CorporateAction } from '../../../shared/domain/bar.ts'
import type { Books } from '../books.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { earn } from './accruedPayment.ts'

type Dividend = Extract<CorporateAction, { kind: 'dividend' }>

/**
 * A cash dividend: whoever holds the share over the ex-date has earned it, a short owes it. Equity has it from the
 * ex-date on, cash from the day of payment.
 */
export function payDividend(core: SymbolCore, dividend: Dividend, exMs: number, books: Books): void {
  const held = books.ledger.quantity[core.id]!
  if (held === 0) return
  const { amount, payMs = exMs } = dividend
  const text = `${amount} a share on ${held}`
  earn(books, core, { kind: 'dividend', amount: held * amount, payMs, text }, exMs)
}
