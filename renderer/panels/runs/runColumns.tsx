import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { Metrics, RunRecord, RunState } from '../../../shared/domain/backtest.ts'
import { Badge, type Tone } from '../../kit/Badge.tsx'
import { numberColumn, textColumn, timeColumn } from '../../kit/columns.ts'
import { formatCount, formatDate, formatDateTime, formatDuration, formatPercent } from '../../kit/format.ts'
import { ProgressBar } from '../../kit/ProgressBar.tsx'
import { isFinishing, runFraction, runTitle } from '../../state/runs.ts'

const STATES: Readonly<Record<RunState, { readonly label: string; readonly tone: Tone }>> = {
  queued: { label: 'Queued', tone: 'neutral' },
  running: { label: 'Running', tone: 'info' },
  done: { label: 'Done', tone: 'success' },
  failed: { label: 'Failed', tone: 'danger' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
  interrupted: { label: 'Interrupted', tone: 'warning' },
}

function StateCell({ data }: ICellRendererParams<RunRecord>) {
  if (data === undefined) return null
  if (data.state === 'running') {
    return (
      <span className="run-progress">
        <ProgressBar fraction={runFraction(data)} label={`Progress of ${runTitle(data)}`} />
        {isFinishing(data) ? (
          <span title="Putting the result together">Finishing</span>
        ) : (
          <span className="num">{formatPercent(data.progress, { digits: 0 })}</span>
        )}
      </span>
    )
  }
  const { label, tone } = STATES[data.state]
  return <Badge tone={tone}>{label}</Badge>
}

/** What went wrong, for a tooltip. */
function failure(run: RunRecord): string | null {
  if (run.error === null) return null
  return [run.error.message, run.error.where, run.error.hint].filter((part) => part !== undefined).join('\n')
}

function metric(
  id: string,
  header: string,
  pick: (metrics: Metrics) => number | null,
  options: {
    readonly percent?: boolean
    readonly change?: boolean
    readonly digits?: number
    readonly width?: number
  },
): ColDef<RunRecord> {
  const { percent, change, digits = 2, width = 76 } = options
  return numberColumn<RunRecord>({
    id,
    header,
    width,
    value: (run) => {
      const value = run.metrics === null ? null : pick(run.metrics)
      return value === null || percent !== true ? value : value * 100
    },
    format: { digits },
    ...(change === undefined ? {} : { change }),
  })
}

function period({ config }: RunRecord): string {
  if (config.fromMs === undefined && config.toMs === undefined) return 'All'
  const from = config.fromMs === undefined ? 'start' : formatDate(config.fromMs)
  return `${from} to ${config.toMs === undefined ? 'end' : formatDate(config.toMs)}`
}

/** Parameters as they were set; empty where the run took the strategy's own. */
function parameters({ config }: RunRecord): string {
  return Object.entries(config.parameters)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')
}

/** Columns of the history of runs. Made once: the grid compares their identity. */
export const RUN_COLUMNS: readonly ColDef<RunRecord>[] = [
  {
    ...textColumn<RunRecord>({
      id: 'state',
      header: 'State',
      value: (run) => STATES[run.state].label,
      width: 88,
      tooltip: failure,
    }),
    cellRenderer: StateCell,
    // Progress changes without the word: the cell is drawn again when either does.
    equals: () => false,
  },
  timeColumn<RunRecord>({
    id: 'created',
    header: 'Created (UTC)',
    value: (run) => run.createdMs,
    width: 140,
    tooltip: (run) => formatDateTime(run.createdMs, 'UTC', 'milliseconds'),
    sort: 'desc',
  }),
  textColumn<RunRecord>({
    id: 'strategy',
    header: 'Strategy',
    value: (run) => run.strategyName,
    flex: 1,
    minWidth: 96,
    tooltip: (run) => run.strategyName,
  }),
  textColumn<RunRecord>({
    id: 'parameters',
    header: 'Parameters',
    value: parameters,
    flex: 1,
    minWidth: 112,
    tooltip: parameters,
  }),
  textColumn<RunRecord>({
    id: 'symbols',
    header: 'Symbols',
    value: (run) => run.config.symbols.join(', '),
    width: 72,
    tooltip: (run) => run.config.symbols.join(', '),
  }),
  textColumn<RunRecord>({
    id: 'timeframe',
    header: 'Bars of',
    value: (run) => run.config.timeframe,
    width: 72,
  }),
  metric('return', 'Return %', (metrics) => metrics.totalReturn, { percent: true, change: true }),
  metric('cagr', 'CAGR %', (metrics) => metrics.cagr, { percent: true, change: true, width: 68 }),
  metric('sharpe', 'Sharpe', (metrics) => metrics.sharpe, { width: 64 }),
  metric('drawdown', 'Drawdown %', (metrics) => metrics.maxDrawdown, { percent: true, width: 98 }),
  metric('trades', 'Trades', (metrics) => metrics.trades, { digits: 0, width: 68 }),
  numberColumn<RunRecord>({
    id: 'duration',
    header: 'Took',
    value: (run) => (run.startedMs === null || run.endedMs === null ? null : run.endedMs - run.startedMs),
    format: (value) => formatDuration(value),
    width: 76,
  }),
  textColumn<RunRecord>({ id: 'period', header: 'Period', value: period, width: 160, tooltip: period }),
  numberColumn<RunRecord>({
    id: 'cash',
    header: 'Cash',
    value: (run) => run.config.cash,
    format: (value) => formatCount(value),
    width: 84,
  }),
  textColumn<RunRecord>({
    id: 'hash',
    header: 'Result hash',
    value: (run) => run.resultHash?.slice(0, 12) ?? null,
    width: 112,
    tooltip: (run) => run.resultHash,
  }),
]
