import { useEffect, useMemo, useState } from 'react'
import type { EquitySeries, RunRecord } from '../../../shared/domain/backtest.ts'
import type { EquityLine } from '../../charts/equityChart.ts'
import { useConnectionStatus, useDesk } from '../../desk/DeskProvider.tsx'
import { formatPercent } from '../../kit/format.ts'
import { ErrorState, LoadingState } from '../../kit/States.tsx'
import { select } from '../../state/selection.ts'
import { useTheme } from '../../theme/themeStore.ts'
import { differences, growth } from './comparison.ts'
import { EquityView } from './EquityView.tsx'
import { MetricsTable } from './MetricsView.tsx'
import { EQUITY_POINTS } from './Overview.tsx'

/** Equity of several runs; null until all have answered. */
function useEquities(records: readonly RunRecord[]) {
  const desk = useDesk()
  const { epoch } = useConnectionStatus()
  const ids = records.map(({ id }) => id).join(',')
  const [round, setRound] = useState(0)
  const [answer, setAnswer] = useState<{
    ids: string
    series: readonly EquitySeries[] | null
    error: unknown
  }>({
    ids,
    series: null,
    error: null,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection and a retry ask again
  useEffect(() => {
    const abort = new AbortController()
    Promise.all(
      ids
        .split(',')
        .map((runId) =>
          desk.call('runs.equity', { runId, maxPoints: EQUITY_POINTS }, { signal: abort.signal }),
        ),
    ).then(
      (series) => {
        if (!abort.signal.aborted) setAnswer({ ids, series, error: null })
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setAnswer({ ids, series: null, error })
      },
    )
    return () => abort.abort()
  }, [desk, ids, epoch, round])
  const isCurrent = answer.ids === ids
  return {
    series: isCurrent ? answer.series : null,
    error: isCurrent ? answer.error : null,
    retry: () => setRound(round + 1),
  }
}

/** Two or more finished runs: what differs, equity over each other, and every figure side by side. */
export function CompareView({ records }: { records: readonly RunRecord[] }) {
  const theme = useTheme()
  const { series, error, retry } = useEquities(records)
  const runs = useMemo(
    () =>
      records.flatMap((record, index) => {
        const color = theme.series[index % theme.series.length] ?? theme.colors.accent
        const name = `${index + 1}. ${record.strategyName}`
        return record.metrics === null ? [] : [{ id: record.id, name, metrics: record.metrics, color }]
      }),
    [records, theme],
  )
  const lines = useMemo((): EquityLine[] => {
    if (series === null) return []
    const percent = (value: number) => formatPercent(value, { digits: 1, signed: true })
    return (['upper', 'lower'] as const).flatMap((pane) =>
      series.flatMap((own, index) => {
        const run = runs[index]
        if (run === undefined) return []
        const values = pane === 'upper' ? growth(own) : own.drawdown
        const title = pane === 'upper' ? run.name : `${run.name}, drawdown`
        return [
          {
            key: `${run.id} ${pane}`,
            title,
            pane,
            time: own.time,
            values,
            color: run.color,
            format: percent,
          },
        ]
      }),
    )
  }, [series, runs])
  const differing = useMemo(() => differences(records), [records])

  return (
    <div className="overview compare">
      <div className="overview-equity">
        {error !== null ? (
          <ErrorState error={error} onRetry={retry} />
        ) : series === null ? (
          <LoadingState label="Loading equity" />
        ) : (
          <EquityView
            lines={lines}
            title="Growth since the start, and drawdown"
            name="comparison"
            onPick={(timeMs) => select({ focusTimeMs: timeMs })}
          />
        )}
      </div>
      <div className="table-frame">
        <table className="plain-table compare-settings">
          <caption>What differs</caption>
          <thead>
            <tr>
              <th scope="col">Setting</th>
              {runs.map((run) => (
                <th key={run.id} scope="col">
                  <span className="series-mark" style={{ background: run.color }} aria-hidden />
                  {run.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {differing.map(({ setting, values }) => (
              <tr key={setting}>
                <th scope="row">{setting}</th>
                {values.map((value, index) => (
                  <td key={runs[index]?.id}>{value}</td>
                ))}
              </tr>
            ))}
            {differing.length === 0 ? (
              <tr>
                <td colSpan={runs.length + 1}>Nothing: strategy and settings are the same.</td>
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
      <MetricsTable runs={runs} label="Comparison" />
    </div>
  )
}
