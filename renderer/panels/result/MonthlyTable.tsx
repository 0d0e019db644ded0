import { useMemo } from 'react'
import type { RunSummary } from '../../../shared/domain/backtest.ts'
import { yearRows } from '../../charts/periodReturns.ts'
import { changeClass, formatPercent } from '../../kit/format.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** Strongest tint, and the monthly return from which on it is used. */
const FULL_TINT_PERCENT = 34
const FULL_TINT_RETURN = 0.08

function tint(rate: number): string {
  const share = Math.min(1, Math.abs(rate) / FULL_TINT_RETURN) * FULL_TINT_PERCENT
  return `color-mix(in srgb, var(${rate >= 0 ? '--up-fill' : '--down-fill'}) ${share.toFixed(0)}%, transparent)`
}

/** Return of each month and year, in per cent, tinted by size. */
export function MonthlyTable({ monthly }: { monthly: RunSummary['monthly'] }) {
  const rows = useMemo(() => yearRows(monthly), [monthly])
  return (
    <div className="monthly-frame">
      <table className="monthly">
        <caption>Monthly returns, %</caption>
        <thead>
          <tr>
            <th scope="col">Year</th>
            {MONTHS.map((month) => (
              <th key={month} scope="col">
                {month}
              </th>
            ))}
            <th scope="col" title="The year's months compounded">
              Year
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.year}>
              <th scope="row">{row.year}</th>
              {row.months.map((rate, month) => (
                <td
                  key={MONTHS[month]}
                  className={`num ${rate === null ? '' : changeClass(rate)}`}
                  style={rate === null ? undefined : { background: tint(rate) }}
                >
                  {rate === null ? '' : formatPercent(rate, { digits: 1, unit: false, signed: true })}
                </td>
              ))}
              <td className={`num monthly-total ${changeClass(row.total)}`}>
                {formatPercent(row.total, { digits: 1, unit: false, signed: true })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
