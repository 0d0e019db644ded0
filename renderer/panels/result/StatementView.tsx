import { useMemo, useState } from 'react'
import type { StatementLine } from '../../../shared/domain/statement.ts'
import type { RunDetail } from '../../../shared/rpc/contract/runCalls.ts'
import { useCall } from '../../desk/useCall.ts'
import { numberColumn, textColumn, timeColumn } from '../../kit/columns.ts'
import { DataGrid } from '../../kit/DataGrid.tsx'
import { formatDateTime, formatNumber } from '../../kit/format.ts'
import { EmptyState, ErrorState } from '../../kit/States.tsx'
import { CashFlowTable } from './CashFlowTable.tsx'
import { cashDigits, FLOW_WORDS } from './cashFlowWords.ts'
import { showInChart } from './runContext.ts'
import { Segmented } from './Segmented.tsx'

interface LineRow extends StatementLine {
  readonly number: number
}

const VIEWS = [
  { value: 'lines', label: 'Line by line' },
  { value: 'totals', label: 'Totals' },
] as const

const rowId = (row: LineRow) => String(row.number)
const money = (value: number | null, row: LineRow) =>
  value === null ? '' : formatNumber(value, { digits: cashDigits(row.currency) })

/** The account's statement: every movement of cash with the balance of its currency after it. */
export function StatementView({ detail, search }: { detail: RunDetail; search: string }) {
  const [view, setView] = useState<'lines' | 'totals'>('lines')
  const lines = useCall('runs.statement', { runId: detail.record.id })
  const rows = useMemo(
    () => lines.value?.map((line, index): LineRow => ({ ...line, number: index + 1 })) ?? null,
    [lines.value],
  )
  const columns = useMemo(
    () => [
      numberColumn<LineRow>({
        id: 'number',
        header: '#',
        value: (row) => row.number,
        width: 64,
        format: { digits: 0 },
      }),
      timeColumn<LineRow>({
        id: 'time',
        header: 'Time, UTC',
        value: (row) => row.timeMs,
        width: 148,
        format: (timeMs) => formatDateTime(timeMs),
      }),
      textColumn<LineRow>({ id: 'kind', header: 'What', value: (row) => FLOW_WORDS[row.kind], width: 132 }),
      textColumn<LineRow>({ id: 'symbol', header: 'Symbol', value: (row) => row.symbol ?? '', width: 128 }),
      numberColumn<LineRow>({
        id: 'amount',
        header: 'Amount',
        value: (row) => row.amount,
        width: 128,
        change: true,
        format: money,
      }),
      textColumn<LineRow>({ id: 'currency', header: 'Currency', value: (row) => row.currency, width: 80 }),
      numberColumn<LineRow>({
        id: 'balance',
        header: 'Balance',
        value: (row) => row.balance,
        width: 136,
        format: money,
      }),
      textColumn<LineRow>({
        id: 'text',
        header: 'How it comes about',
        value: (row) => row.text,
        flex: 1,
        minWidth: 200,
        tooltip: (row) => row.text,
      }),
    ],
    [],
  )
  return (
    <div className="result-grid">
      <Segmented label="Form of the statement" options={VIEWS} value={view} onChange={setView} />
      <div className="result-grid-body">
        {view === 'totals' ? (
          <CashFlowTable totals={detail.summary?.cashFlows ?? []} />
        ) : lines.error !== null ? (
          <ErrorState error={lines.error} onRetry={lines.reload} />
        ) : (
          <DataGrid
            label="Statement"
            rows={rows}
            columns={columns}
            rowId={rowId}
            search={search}
            selection="single"
            memory="result.statement"
            onSelect={([row]) => {
              if (row?.symbol !== undefined) showInChart(detail, row.symbol, row.timeMs)
            }}
            empty={<EmptyState title="No movements">No cash has moved on this account.</EmptyState>}
          />
        )}
      </div>
    </div>
  )
}
