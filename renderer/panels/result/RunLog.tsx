import { useMemo } from 'react'
import type { RunLogEntry } from '../../../shared/domain/backtest.ts'
import { useCall } from '../../desk/useCall.ts'
import { textColumn, timeColumn } from '../../kit/columns.ts'
import { DataGrid } from '../../kit/DataGrid.tsx'
import { EmptyState, ErrorState } from '../../kit/States.tsx'

interface LogRow extends RunLogEntry {
  readonly number: number
}

const COLUMNS = [
  timeColumn<LogRow>({ id: 'time', header: 'Time, UTC', value: (row) => row.timeMs, width: 148 }),
  textColumn<LogRow>({ id: 'level', header: 'Level', value: (row) => row.level, width: 80 }),
  textColumn<LogRow>({
    id: 'message',
    header: 'Message',
    value: (row) => row.message,
    flex: 1,
    minWidth: 200,
    tooltip: (row) => row.message,
  }),
]

/** What the strategy and the engine wrote during the run. */
export function RunLog({ runId, search }: { runId: string; search: string }) {
  const log = useCall('runs.log', { runId })
  const rows = useMemo(
    () => log.value?.map((entry, index): LogRow => ({ ...entry, number: index })) ?? null,
    [log.value],
  )
  if (log.error !== null) return <ErrorState error={log.error} onRetry={log.reload} />
  return (
    <DataGrid
      label="Log of the run"
      rows={rows}
      columns={COLUMNS}
      rowId={(row) => String(row.number)}
      search={search}
      memory="result.log"
      empty={
        <EmptyState title="Nothing was logged">
          A strategy writes lines here with <code>ctx.log('…')</code>.
        </EmptyState>
      }
    />
  )
}
