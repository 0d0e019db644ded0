import { Download, GitCompareArrows, Trophy, X } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { RunRecord } from '../../../shared/domain/backtest.ts'
import { useCall } from '../../desk/useCall.ts'
import { Badge } from '../../kit/Badge.tsx'
import { Button } from '../../kit/Button.tsx'
import { formatDateTime } from '../../kit/format.ts'
import { Menu } from '../../kit/Menu.tsx'
import { EmptyState, ErrorState, LoadingState } from '../../kit/States.tsx'
import { PanelHeader } from '../../kit/Toolbar.tsx'
import { runCommand } from '../../shell/commands.ts'
import { comparedRuns } from '../../shell/openRun.ts'
import { showOverlay } from '../../shell/overlays.ts'
import { runTitle, useRuns } from '../../state/runs.ts'
import { useSelection } from '../../state/selection.ts'
import type { PanelProps } from '../panelRegistry.ts'
import { CompareDialog } from './CompareDialog.tsx'
import { CompareView } from './CompareView.tsx'
import { FinishedRun } from './FinishedRun.tsx'
import { RunStateView } from './RunStateView.tsx'
import { useResultExports } from './useResultExports.ts'
import './result.css'

/** The selected run: its result, how far it is, or why it has none; beside others where they are to be compared. */
export default function ResultPanel({ params, setTitle, updateParams }: PanelProps) {
  const { runs, error } = useRuns()
  const selectedId = useSelection((selection) => selection.runId)
  const [isChoosing, setIsChoosing] = useState(false)
  const wantedId = selectedId ?? (typeof params.runId === 'string' ? params.runId : null)
  const record = runs?.find((run) => run.id === wantedId) ?? runs?.[0] ?? null
  const compareIds = comparedRuns(params).join(',')
  const compared = useMemo(() => {
    if (record === null || compareIds === '' || params.runId !== record.id) return []
    const others = compareIds
      .split(',')
      .flatMap((id) => runs?.find((run) => run.id === id && run.state === 'done') ?? [])
    return record.state === 'done' ? others.filter(({ id }) => id !== record.id) : []
  }, [runs, record, compareIds, params.runId])
  const isDone = record?.state === 'done'
  const answer = useCall('runs.show', record !== null && isDone ? { runId: record.id } : null)
  const exports = useResultExports(answer.value)

  useEffect(() => {
    setTitle(
      record === null
        ? 'Result'
        : compared.length > 0
          ? `Compare ${compared.length + 1} runs`
          : record.strategyName,
    )
  }, [setTitle, record, compared.length])

  if (runs === null)
    return error === null ? <LoadingState label="Loading runs" /> : <ErrorState error={error} />
  if (record === null) {
    return (
      <EmptyState
        icon={Trophy}
        title="No result yet"
        action={
          <>
            <Button variant="primary" onClick={() => runCommand('run.start')}>
              Run a backtest
            </Button>
            <Button onClick={() => showOverlay({ kind: 'examples' })}>Examples…</Button>
          </>
        }
      >
        Equity, drawdown, trades and statistics of a run appear here. The examples have one of every asset
        class.
      </EmptyState>
    )
  }
  const isSynthetic = answer.value?.summary?.data.some((slice) => slice.synthetic) === true
  return (
    <div className="panel result-panel">
      <PanelHeader
        title={compared.length > 0 ? `${compared.length + 1} runs compared` : runTitle(record)}
        mark={isSynthetic && compared.length === 0 ? <Badge tone="synthetic">SYNTHETIC</Badge> : null}
        subtitle={compared.length > 0 ? null : <RunFacts record={record} />}
      >
        {compared.length > 0 ? (
          <Button icon={X} onClick={() => updateParams({ compare: '' })}>
            End the comparison
          </Button>
        ) : null}
        {isDone ? (
          <>
            <Button variant="quiet" icon={GitCompareArrows} onClick={() => setIsChoosing(true)}>
              Compare
            </Button>
            <Menu
              label="Export"
              entries={[
                { id: 'report', label: 'Report (HTML)', run: () => void exports.report() },
                { id: 'bundle', label: 'Result bundle', run: () => void exports.bundle() },
                null,
                { id: 'trades', label: 'Trades (CSV)', run: () => void exports.trades() },
                { id: 'fills', label: 'Fills (CSV)', run: () => void exports.fills() },
                { id: 'equity', label: 'Daily equity (CSV)', run: () => void exports.equity() },
                { id: 'statement', label: 'Statement (CSV)', run: () => void exports.statement() },
              ]}
            >
              <Download size={14} aria-hidden />
              <span>Export</span>
            </Menu>
          </>
        ) : null}
      </PanelHeader>
      <div className="result-body">
        {!isDone ? (
          <RunStateView record={record} />
        ) : compared.length > 0 ? (
          <div className="result-content">
            <CompareView records={[record, ...compared]} />
          </div>
        ) : answer.error !== null ? (
          <ErrorState error={answer.error} onRetry={answer.reload} />
        ) : answer.value === null ? (
          <LoadingState label="Loading the result" />
        ) : answer.value.summary === null ? (
          <ErrorState error={new Error('The result of this run is not complete.')} onRetry={answer.reload} />
        ) : (
          <FinishedRun key={record.id} detail={answer.value} summary={answer.value.summary} />
        )}
      </div>
      {isChoosing ? (
        <CompareDialog
          current={record}
          runs={runs}
          chosen={compared.map(({ id }) => id)}
          onDone={(ids) => {
            updateParams({ runId: record.id, compare: ids.join(',') })
            setIsChoosing(false)
          }}
          onClose={() => setIsChoosing(false)}
        />
      ) : null}
    </div>
  )
}

const STATE_TONES = {
  queued: 'neutral',
  running: 'info',
  done: 'success',
  failed: 'danger',
  cancelled: 'warning',
  interrupted: 'warning',
} as const

/** Timeframe, parameters and time of a run in one line. */
function RunFacts({ record }: { record: RunRecord }) {
  const parameters = Object.entries(record.config.parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  return (
    <span className="run-facts">
      {record.state === 'done' ? null : <Badge tone={STATE_TONES[record.state]}>{record.state}</Badge>}
      <span title={parameters}>
        {[record.config.timeframe, parameters, `${formatDateTime(record.createdMs)} UTC`]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </span>
  )
}
