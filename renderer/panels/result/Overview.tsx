import { useMemo } from 'react'
import type { RunSummary } from '../../../shared/domain/backtest.ts'
import type { RunDetail } from '../../../shared/rpc/contract/runCalls.ts'
import type { EquityLine } from '../../charts/equityChart.ts'
import { sharedColors } from '../../charts/sharedColors.ts'
import { useCall } from '../../desk/useCall.ts'
import { changeClass, formatCount, formatMoney, formatPercent } from '../../kit/format.ts'
import { ErrorState, LoadingState } from '../../kit/States.tsx'
import { runTitle } from '../../state/runs.ts'
import { useTheme } from '../../theme/themeStore.ts'
import { EquityView } from './EquityView.tsx'
import { HoldOutTable } from './HoldOutTable.tsx'
import { MonthlyTable } from './MonthlyTable.tsx'
import { ReturnHistogram } from './ReturnHistogram.tsx'
import { showInChart } from './runContext.ts'

/** Most points a chart of equity is asked for. */
export const EQUITY_POINTS = 6000
const DAILY_POINTS = 10_000

/** Equity above drawdown, months, distribution of days, and profit by symbol. */
export function Overview({ detail, summary }: { detail: RunDetail; summary: RunSummary }) {
  const theme = useTheme()
  const runId = detail.record.id
  const { currency, benchmark } = detail.record.config
  const equity = useCall('runs.equity', { runId, maxPoints: EQUITY_POINTS })
  const daily = useCall('runs.equity', { runId, maxPoints: DAILY_POINTS, daily: true })
  const name = runTitle(detail.record)
  const lines = useMemo((): EquityLine[] => {
    const series = equity.value
    if (series === null) return []
    const money = (value: number) => formatMoney(value, { digits: Math.abs(value) >= 10_000 ? 0 : 2 })
    const percent = (value: number) => formatPercent(value)
    const own = theme.series[sharedColors.placeOf('equity')] ?? theme.colors.accent
    const made: EquityLine[] = [
      {
        key: 'equity',
        title: `Equity, ${currency}`,
        pane: 'upper',
        time: series.time,
        values: series.equity,
        color: own,
        format: money,
      },
    ]
    if (series.benchmark.length > 0) {
      made.push({
        key: 'benchmark',
        title: `${benchmark ?? 'Benchmark'}, held`,
        pane: 'upper',
        time: series.time,
        values: series.benchmark,
        color: theme.colors.textDim,
        style: 'dashed',
        format: money,
      })
    }
    made.push({
      key: 'drawdown',
      title: 'Drawdown',
      style: 'below-zero',
      pane: 'lower',
      time: series.time,
      values: series.drawdown,
      color: theme.colors.downFill,
      format: percent,
    })
    return made
  }, [equity.value, theme, currency, benchmark])

  const { holdOut } = summary
  const shaded = useMemo(
    () =>
      holdOut === undefined
        ? null
        : { ...holdOut.period, label: holdOut.isOpen ? 'hold-out, opened' : 'held out' },
    [holdOut],
  )

  return (
    <div className="overview">
      <div className="overview-equity">
        {equity.error !== null ? (
          <ErrorState error={equity.error} onRetry={equity.reload} />
        ) : equity.value === null ? (
          <LoadingState label="Loading equity" />
        ) : (
          <EquityView
            lines={lines}
            title={`Equity and drawdown, ${currency}`}
            name={name}
            shaded={shaded}
            onPick={(timeMs) => showInChart(detail, null, timeMs)}
          />
        )}
      </div>
      {holdOut === undefined ? null : <HoldOutTable holdOut={holdOut} />}
      <MonthlyTable monthly={summary.monthly} />
      <div className="overview-histogram">
        {daily.error !== null ? (
          <ErrorState error={daily.error} onRetry={daily.reload} />
        ) : daily.value === null ? (
          <LoadingState label="Loading daily returns" />
        ) : (
          <ReturnHistogram daily={daily.value} name={name} />
        )}
      </div>
      {summary.bySymbol.length > 1 ? (
        <div className="table-frame">
          <table className="plain-table">
            <caption>By symbol</caption>
            <thead>
              <tr>
                <th scope="col">Symbol</th>
                <th scope="col" className="num">
                  Trades
                </th>
                <th scope="col" className="num">
                  Profit, {currency}
                </th>
                <th scope="col" className="num">
                  Fees, {currency}
                </th>
              </tr>
            </thead>
            <tbody>
              {summary.bySymbol
                .toSorted((a, b) => b.profit - a.profit)
                .map((row) => (
                  <tr key={row.symbol}>
                    <th scope="row">{row.symbol}</th>
                    <td className="num">{formatCount(row.trades)}</td>
                    <td className={`num ${changeClass(row.profit)}`}>
                      {formatMoney(row.profit, { signed: true })}
                    </td>
                    <td className="num">{formatMoney(row.fees)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </div>
  )
}
