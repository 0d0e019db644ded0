import { FLOW_WORDS } from '../../../shared/domain/cashFlowWords.ts'
import type { CashFlowKind, CashFlowTotal, StatementLine } from '../../../shared/domain/statement.ts'

/** What of a statement is shown; '' for all. */
export interface StatementFilter {
  readonly kind: CashFlowKind | ''
  readonly symbol: string
  readonly currency: string
  /** Words that a line has in what it says. */
  readonly search: string
}

/** Lines that a filter lets through. */
export function filterStatement<L extends StatementLine>(
  lines: readonly L[],
  { kind, symbol, currency, search }: StatementFilter,
): readonly L[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (kind === '' && symbol === '' && currency === '' && words.length === 0) return lines
  return lines.filter((line) => {
    if (kind !== '' && line.kind !== kind) return false
    if (symbol !== '' && line.symbol !== symbol) return false
    if (currency !== '' && line.currency !== currency) return false
    if (words.length === 0) return true
    const text = `${FLOW_WORDS[line.kind]} ${line.symbol ?? ''} ${line.currency} ${line.text}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Sums by kind and currency, in the order in which they first occur. */
export function statementTotals(lines: readonly StatementLine[]): CashFlowTotal[] {
  const groups = Map.groupBy(lines, ({ kind, currency }) => `${kind} ${currency}`)
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const amount = own.reduce((sum, line) => sum + line.amount, 0)
    return [{ kind: first.kind, currency: first.currency, amount, count: own.length }]
  })
}

/** Sums by currency. */
export function sumsByCurrency(lines: readonly StatementLine[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const { currency, amount } of lines) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  return sums
}
