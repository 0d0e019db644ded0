import type { HoldOutResult, PeriodMetrics } from '../../../shared/domain/holdOut.ts'
import {
  changeClass,
  formatCount,
  formatDate,
  formatMoney,
  formatNumber,
  formatPercent,
} from '../../kit/format.ts'

interface Row {
  readonly label: string
  readonly value: (metrics: PeriodMetrics) => number | null
  readonly format: (value: number) => string
  readonly isChange?: boolean
}

const percent = (value: number) => formatPercent(value)
const number = (value: number) => formatNumber(value, { digits: 2 })

const ROWS: readonly Row[] = [
  { label: 'Total return', value: (m) => m.totalReturn, format: percent, isChange: true },
  { label: 'Growth a year', value: (m) => m.cagr, format: percent, isChange: true },
  { label: 'Volatility', value: (m) => m.volatility, format: percent },
  { label: 'Sharpe', value: (m) => m.sharpe, format: number },
  { label: 'Sortino', value: (m) => m.sortino, format: number },
  { label: 'Deepest drawdown', value: (m) => m.maxDrawdown, format: percent },
  { label: 'Trades', value: (m) => m.trades, format: formatCount },
  { label: 'Win rate', value: (m) => m.winRate, format: percent },
  { label: 'Profit factor', value: (m) => m.profitFactor, format: number },
  { label: 'Fees', value: (m) => m.fees, format: (value) => formatMoney(value) },
]

function Cell({ row, metrics }: { row: Row; metrics: PeriodMetrics | null }) {
  const value = metrics === null ? null : row.value(metrics)
  return (
    <td className={`num ${row.isChange === true ? changeClass(value) : ''}`}>
      {value === null ? '–' : row.format(value)}
    </td>
  )
}

function periodOf(metrics: PeriodMetrics | null, absent: string): string {
  return metrics === null ? absent : `${formatDate(metrics.fromMs)} to ${formatDate(metrics.toMs)}`
}

/** Figures before the hold-out beside those within it. */
export function HoldOutTable({ holdOut }: { holdOut: HoldOutResult }) {
  const { inSample, outOfSample, isOpen, period } = holdOut
  const absent = isOpen ? 'no bar' : `closed, from ${formatDate(period.fromMs)}`
  return (
    <div className="table-frame hold-out-table">
      <table className="plain-table">
        <caption>In sample and hold-out</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Figure</span>
            </th>
            <th scope="col" className="num">
              In sample
              <span className="hold-out-period">{periodOf(inSample, 'no bar')}</span>
            </th>
            <th scope="col" className="num">
              Hold-out
              <span className="hold-out-period">{periodOf(outOfSample, absent)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <Cell row={row} metrics={inSample} />
              <Cell row={row} metrics={outOfSample} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
