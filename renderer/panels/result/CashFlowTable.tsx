import { cashDigits, FLOW_WORDS } from '../../../shared/domain/cashFlowWords.ts'
import type { CashFlowTotal } from '../../../shared/domain/statement.ts'
import { changeClass, formatCount, formatNumber } from '../../kit/format.ts'
import { EmptyState } from '../../kit/States.tsx'

/** Sums of a statement: a block for each currency, whose last line is the cash at the end where it is all of it. */
export function CashFlowTable({ totals, isAll }: { totals: readonly CashFlowTotal[]; isAll: boolean }) {
  if (totals.length === 0) {
    return isAll ? (
      <EmptyState title="No movements">No cash has moved on this account.</EmptyState>
    ) : (
      <EmptyState title="No line of this kind">No movement is what was chosen and searched for.</EmptyState>
    )
  }
  const currencies = [...new Set(totals.map(({ currency }) => currency))]
  return (
    <div className="table-frame">
      <table className="plain-table" aria-label="Totals of the statement">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" className="num">
              Lines
            </th>
            <th scope="col" className="num">
              Amount
            </th>
            <th scope="col">Currency</th>
          </tr>
        </thead>
        {currencies.map((currency) => (
          <CurrencyBlock
            key={currency}
            currency={currency}
            isAll={isAll}
            totals={totals.filter((total) => total.currency === currency)}
          />
        ))}
      </table>
    </div>
  )
}

function CurrencyBlock({
  currency,
  totals,
  isAll,
}: {
  currency: string
  totals: readonly CashFlowTotal[]
  isAll: boolean
}) {
  const digits = cashDigits(currency)
  const money = (amount: number) => formatNumber(amount, { digits })
  const sum = totals.reduce((total, { amount }) => total + amount, 0)
  return (
    <tbody>
      {totals.map(({ kind, amount, count }) => (
        <tr key={kind}>
          <th scope="row">{FLOW_WORDS[kind]}</th>
          <td className="num">{formatCount(count)}</td>
          <td className={`num ${changeClass(amount)}`}>{formatNumber(amount, { digits, signed: true })}</td>
          <td>{currency}</td>
        </tr>
      ))}
      <tr className="table-total">
        <th scope="row">{isAll ? 'Cash at the end' : 'Sum'}</th>
        <td />
        <td className="num">{money(sum)}</td>
        <td>{currency}</td>
      </tr>
    </tbody>
  )
}
