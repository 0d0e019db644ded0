import type { CashFlowTotal } from '../../../shared/domain/statement.ts'
import { changeClass, formatCount, formatNumber } from '../../kit/format.ts'
import { EmptyState } from '../../kit/States.tsx'
import { cashDigits, FLOW_WORDS } from './cashFlowWords.ts'

/** Sums of a statement: a block for each currency, whose last line is the cash at the end. */
export function CashFlowTable({ totals }: { totals: readonly CashFlowTotal[] }) {
  if (totals.length === 0) {
    return <EmptyState title="No movements">No cash has moved on this account.</EmptyState>
  }
  const currencies = [...new Set(totals.map(({ currency }) => currency))]
  return (
    <div className="table-frame">
      <table className="plain-table">
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
            totals={totals.filter((total) => total.currency === currency)}
          />
        ))}
      </table>
    </div>
  )
}

function CurrencyBlock({ currency, totals }: { currency: string; totals: readonly CashFlowTotal[] }) {
  const digits = cashDigits(currency)
  const money = (amount: number) => formatNumber(amount, { digits })
  const sum = totals.reduce((total, { amount }) => total + amount, 0)
  return (
    <tbody>
      {totals.map(({ kind, amount, count }) => (
        <tr key={kind}>
          <th scope="row">{FLOW_WORDS[kind]}</th>
          <td className="num">{formatCount(count)}</td>
          <td className={`num ${changeClass(amount)}`}>{money(amount)}</td>
          <td>{currency}</td>
        </tr>
      ))}
      <tr className="table-total">
        <th scope="row">Cash at the end</th>
        <td />
        <td className="num">{money(sum)}</td>
        <td>{currency}</td>
      </tr>
    </tbody>
  )
}
