import { useMemo, useState } from 'react'
import { cashDigits, FLOW_WORDS } from '../../../shared/domain/cashFlowWords.ts'
import type { StatementLine } from '../../../shared/domain/statement.ts'
import type { RunDetail } from '../../../shared/rpc/contract/runCalls.ts'
import { useCall } from '../../desk/useCall.ts'
import { Button } from '../../kit/Button.tsx'
import { numberColumn, textColumn, timeColumn } from '../../kit/columns.ts'
import { DataGrid } from '../../kit/DataGrid.tsx'
import { changeClass, formatCount, formatDateTime, formatNumber } from '../../kit/format.ts'
import { EmptyState, ErrorState } from '../../kit/States.tsx'
import { ToolbarSelect } from '../../kit/ToolbarSelect.tsx'
import { CashFlowTable } from './CashFlowTable.tsx'
import { showInChart } from './runContext.ts'
import { Segmented } from './Segmented.tsx'
import { filterStatement, type StatementFilter, statementTotals, sumsByCurrency } from './statementFilter.ts'

interface LineRow extends StatementLine {
  readonly number: number
}

const VIEWS = [
  { value: 'lines', label: 'Line by line' },
  { value: 'totals', label: 'Totals' },
] as const

const NOTHING_LEFT_OUT = { kind: '', symbol: '', currency: '' } as const

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
  const [filter, setFilter] = useState<Omit<StatementFilter, 'search'>>(NOTHING_LEFT_OUT)
  const shown = useMemo(
    () => (rows === null ? null : filterStatement(rows, { ...filter, search })),
    [rows, filter, search],
  )
  const totals = useMemo(() => (shown === null ? null : statementTotals(shown)), [shown])
  const hasCoins = rows?.some(({ currency }) => cashDigits(currency) > 2) ?? false
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
      textColumn<LineRow>({
        id: 'symbol',
        header: 'Symbol',
        value: (row) => row.symbol ?? '',
        width: 160,
        tooltip: (row) => row.symbol ?? null,
      }),
      numberColumn<LineRow>({
        id: 'amount',
        header: 'Amount',
        value: (row) => row.amount,
        width: hasCoins ? 176 : 128,
        change: true,
        format: (value, row) =>
          value === null ? '' : formatNumber(value, { digits: cashDigits(row.currency), signed: true }),
      }),
      textColumn<LineRow>({ id: 'currency', header: 'Currency', value: (row) => row.currency, width: 80 }),
      numberColumn<LineRow>({
        id: 'balance',
        header: 'Balance',
        value: (row) => row.balance,
        width: hasCoins ? 176 : 136,
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
    [hasCoins],
  )
  return (
    <div className="result-grid">
      <div className="statement-bar">
        <Segmented label="Form of the statement" options={VIEWS} value={view} onChange={setView} />
        {rows === null || shown === null ? null : (
          <StatementChoices rows={rows} shown={shown} filter={filter} onChange={setFilter} />
        )}
      </div>
      <div className="result-grid-body">
        {lines.error !== null ? (
          <ErrorState error={lines.error} onRetry={lines.reload} />
        ) : view === 'totals' ? (
          <CashFlowTable totals={totals ?? []} isAll={shown?.length === rows?.length} />
        ) : (
          <DataGrid
            label="Statement"
            rows={shown}
            columns={columns}
            rowId={rowId}
            selection="single"
            memory="result.statement"
            onSelect={([row]) => {
              if (row?.symbol !== undefined) showInChart(detail, row.symbol, row.timeMs)
            }}
            empty={
              rows?.length === 0 ? (
                <EmptyState title="No movements">No cash has moved on this account.</EmptyState>
              ) : (
                <EmptyState
                  title="No line of this kind"
                  action={<Button onClick={() => setFilter(NOTHING_LEFT_OUT)}>Show all kinds</Button>}
                >
                  None of the {formatCount(rows?.length ?? 0)} lines is what was chosen and searched for.
                </EmptyState>
              )
            }
          />
        )}
      </div>
    </div>
  )
}

/** What is shown of the statement, how many lines these are, and what they come to. */
function StatementChoices({
  rows,
  shown,
  filter,
  onChange,
}: {
  rows: readonly LineRow[]
  shown: readonly LineRow[]
  filter: Omit<StatementFilter, 'search'>
  onChange: (filter: Omit<StatementFilter, 'search'>) => void
}) {
  const kinds = useMemo(() => [...Map.groupBy(rows, ({ kind }) => kind)], [rows])
  const symbols = useMemo(
    () => [...new Set(rows.flatMap(({ symbol }) => symbol ?? []))].sort((a, b) => a.localeCompare(b)),
    [rows],
  )
  const currencies = useMemo(() => [...new Set(rows.map(({ currency }) => currency))], [rows])
  const isAll = shown.length === rows.length
  return (
    <>
      <ToolbarSelect
        label="Kind of movement"
        value={filter.kind}
        options={[
          { value: '', label: 'All kinds' },
          ...kinds.map(([value, own]) => ({
            value,
            label: `${FLOW_WORDS[value]} (${formatCount(own.length)})`,
          })),
        ]}
        onChange={(kind) => onChange({ ...filter, kind })}
      />
      {symbols.length < 2 ? null : (
        <ToolbarSelect
          label="Symbol"
          value={filter.symbol}
          options={[
            { value: '', label: 'All symbols' },
            ...symbols.map((value) => ({ value, label: value })),
          ]}
          onChange={(symbol) => onChange({ ...filter, symbol })}
        />
      )}
      {currencies.length < 2 ? null : (
        <ToolbarSelect
          label="Currency"
          value={filter.currency}
          options={[
            { value: '', label: 'All currencies' },
            ...currencies.map((value) => ({ value, label: value })),
          ]}
          onChange={(currency) => onChange({ ...filter, currency })}
        />
      )}
      <span className="statement-sums num" role="status">
        <span className="muted">
          {isAll
            ? `${formatCount(rows.length)} lines`
            : `${formatCount(shown.length)} of ${formatCount(rows.length)} lines`}
        </span>
        {[...sumsByCurrency(shown)].map(([currency, sum]) => (
          <span key={currency}>
            <span className="muted">{isAll ? 'Cash at the end' : 'Sum'}</span>{' '}
            <strong className={isAll ? undefined : changeClass(sum)}>
              {formatNumber(sum, { digits: cashDigits(currency), signed: !isAll })}
            </strong>{' '}
            {currency}
          </span>
        ))}
      </span>
    </>
  )
}
