import { useMemo, useState } from 'react'
import type { Fill, Order } from '../../../shared/domain/order.ts'
import type { RunDetail } from '../../../shared/rpc/contract/runCalls.ts'
import { useCall } from '../../desk/useCall.ts'
import { numberColumn, textColumn, timeColumn } from '../../kit/columns.ts'
import { DataGrid } from '../../kit/DataGrid.tsx'
import { formatDateTime, formatPrice, formatQuantity } from '../../kit/format.ts'
import { EmptyState, ErrorState } from '../../kit/States.tsx'
import { useDatasets } from '../../state/datasets.ts'
import { showInChart } from './runContext.ts'
import { Segmented } from './Segmented.tsx'

interface FillRow extends Fill {
  readonly number: number
}

const VIEWS = [
  { value: 'fills', label: 'Fills' },
  { value: 'orders', label: 'Orders' },
] as const

const side = (row: { side: 'buy' | 'sell' }) => (row.side === 'buy' ? '▲ buy' : '▼ sell')

/** Everything the run sent to the market and what came back. */
export function OrdersView({ detail, search }: { detail: RunDetail; search: string }) {
  const [view, setView] = useState<'fills' | 'orders'>('fills')
  const runId = detail.record.id
  const fills = useCall('runs.fills', { runId })
  const orders = useCall('runs.orders', { runId })
  const datasets = useDatasets((state) => state.datasets)
  const price = useMemo(() => {
    const ticks = new Map((datasets ?? []).map(({ instrument }) => [instrument.symbol, instrument.tickSize]))
    return (value: number | null, row: { symbol: string }) =>
      value === null ? '' : formatPrice(value, ticks.get(row.symbol) ?? 0.0001)
  }, [datasets])
  // Fees and profits of a fill are in its instrument's currency, which several symbols may not share.
  const { symbols } = detail.record.config
  const unit = useMemo(() => {
    const own = (datasets ?? []).filter(({ instrument }) => symbols.includes(instrument.symbol))
    const currencies = new Set(own.map(({ instrument }) => instrument.currency))
    return currencies.size === 1 ? `, ${[...currencies].join()}` : ''
  }, [datasets, symbols])
  const fillRows = useMemo(
    () => fills.value?.map((fill, index): FillRow => ({ ...fill, number: index + 1 })) ?? null,
    [fills.value],
  )
  const fillColumns = useMemo(
    () => [
      numberColumn<FillRow>({
        id: 'number',
        header: '#',
        value: (row) => row.number,
        width: 64,
        format: { digits: 0 },
      }),
      timeColumn<FillRow>({
        id: 'time',
        header: 'Time, UTC',
        value: (row) => row.timeMs,
        width: 148,
        format: (timeMs) => formatDateTime(timeMs),
      }),
      textColumn<FillRow>({ id: 'symbol', header: 'Symbol', value: (row) => row.symbol, width: 88 }),
      textColumn<FillRow>({ id: 'side', header: 'Side', value: side, width: 72 }),
      numberColumn<FillRow>({
        id: 'quantity',
        header: 'Quantity',
        value: (row) => row.quantity,
        width: 96,
        format: (value) => formatQuantity(value),
      }),
      numberColumn<FillRow>({
        id: 'price',
        header: 'Price',
        value: (row) => row.price,
        width: 96,
        format: price,
      }),
      numberColumn<FillRow>({
        id: 'fee',
        header: `Fee${unit}`,
        value: (row) => row.fee,
        width: 88,
        format: { digits: 2 },
      }),
      numberColumn<FillRow>({
        id: 'slippage',
        header: `Slippage${unit}`,
        value: (row) => row.slippage,
        width: 112,
        format: { digits: 2 },
      }),
      numberColumn<FillRow>({
        id: 'profit',
        header: `Realised${unit}`,
        value: (row) => row.realizedProfit,
        width: 120,
        change: true,
        format: { digits: 2 },
      }),
      numberColumn<FillRow>({
        id: 'order',
        header: 'Order',
        value: (row) => row.orderId,
        width: 72,
        format: { digits: 0 },
      }),
      textColumn<FillRow>({
        id: 'source',
        header: 'Price from',
        value: (row) => row.priceSource,
        flex: 1,
        minWidth: 120,
      }),
      textColumn<FillRow>({ id: 'tag', header: 'Tag', value: (row) => row.tag ?? '', width: 96 }),
    ],
    [price, unit],
  )
  const orderColumns = useMemo(
    () => [
      numberColumn<Order>({
        id: 'id',
        header: '#',
        value: (row) => row.id,
        width: 64,
        format: { digits: 0 },
      }),
      timeColumn<Order>({
        id: 'submitted',
        header: 'Submitted, UTC',
        value: (row) => row.submittedMs,
        width: 148,
      }),
      textColumn<Order>({ id: 'symbol', header: 'Symbol', value: (row) => row.symbol, width: 88 }),
      textColumn<Order>({ id: 'side', header: 'Side', value: side, width: 72 }),
      textColumn<Order>({
        id: 'type',
        header: 'Type',
        value: (row) => row.type.replaceAll('-', ' '),
        width: 112,
      }),
      textColumn<Order>({
        id: 'timeInForce',
        header: 'In force',
        value: (row) => row.timeInForce.toUpperCase(),
        width: 72,
      }),
      numberColumn<Order>({
        id: 'quantity',
        header: 'Quantity',
        value: (row) => row.quantity,
        width: 96,
        format: (value) => formatQuantity(value),
      }),
      numberColumn<Order>({
        id: 'filled',
        header: 'Filled',
        value: (row) => row.filledQuantity,
        width: 88,
        format: (value) => formatQuantity(value),
      }),
      numberColumn<Order>({
        id: 'limit',
        header: 'Limit',
        value: (row) => row.limitPrice ?? null,
        width: 88,
        format: price,
      }),
      numberColumn<Order>({
        id: 'stop',
        header: 'Stop',
        value: (row) => row.stopPrice ?? null,
        width: 88,
        format: price,
      }),
      numberColumn<Order>({
        id: 'average',
        header: 'Mean price',
        value: (row) => row.averagePrice ?? null,
        width: 96,
        format: price,
      }),
      textColumn<Order>({
        id: 'status',
        header: 'Status',
        value: (row) => row.status.replaceAll('-', ' '),
        width: 104,
      }),
      textColumn<Order>({
        id: 'reason',
        header: 'Reason',
        value: (row) => row.reason ?? '',
        flex: 1,
        minWidth: 140,
        tooltip: (row) => row.reason,
      }),
    ],
    [price],
  )
  const answer = view === 'fills' ? fills : orders
  return (
    <div className="result-grid">
      <Segmented label="What is listed" options={VIEWS} value={view} onChange={setView} />
      <div className="result-grid-body">
        {answer.error !== null ? (
          <ErrorState error={answer.error} onRetry={answer.reload} />
        ) : view === 'fills' ? (
          <DataGrid
            key="fills"
            label="Fills"
            rows={fillRows}
            columns={fillColumns}
            rowId={(row) => String(row.number)}
            search={search}
            selection="single"
            memory="result.fills"
            onSelect={([row]) => {
              if (row !== undefined) showInChart(detail, row.symbol, row.timeMs)
            }}
            empty={<EmptyState title="No fills">Nothing was bought or sold in this run.</EmptyState>}
          />
        ) : (
          <DataGrid
            key="orders"
            label="Orders"
            rows={orders.value}
            columns={orderColumns}
            rowId={(row) => String(row.id)}
            search={search}
            selection="single"
            memory="result.orders"
            onSelect={([row]) => {
              if (row !== undefined) showInChart(detail, row.symbol, row.submittedMs)
            }}
            empty={<EmptyState title="No orders">The strategy placed no order in this run.</EmptyState>}
          />
        )}
      </div>
    </div>
  )
}
