import { useMemo } from 'react'
import type { RoundTrip } from '../../../shared/domain/backtest.ts'
import type { RunDetail } from '../../../shared/rpc/contract/runCalls.ts'
import { numberColumn, textColumn, timeColumn } from '../../kit/columns.ts'
import { DataGrid } from '../../kit/DataGrid.tsx'
import { formatBarTime, formatPrice, formatQuantity } from '../../kit/format.ts'
import { EmptyState } from '../../kit/States.tsx'
import { useDatasets } from '../../state/datasets.ts'
import { select } from '../../state/selection.ts'
import { showInChart } from './runContext.ts'

interface TradeRow extends RoundTrip {
  readonly number: number
}

const rowId = (row: TradeRow) => String(row.number)

/** Decimals of a price where the instrument is not known any more: enough for fx, none wasted on zeros. */
function usePriceFormat() {
  const datasets = useDatasets((state) => state.datasets)
  return useMemo(() => {
    const ticks = new Map((datasets ?? []).map(({ instrument }) => [instrument.symbol, instrument.tickSize]))
    return (price: number | null, symbol: string) =>
      price === null ? '–' : formatPrice(price, ticks.get(symbol) ?? 0.0001)
  }, [datasets])
}

/** Round trips of a run; choosing one brings it into the chart. */
export function TradesGrid({ detail, search }: { detail: RunDetail; search: string }) {
  const price = usePriceFormat()
  const { timeframe, currency } = detail.record.config
  const rows = useMemo(
    () => (detail.summary?.roundTrips ?? []).map((trip, index): TradeRow => ({ ...trip, number: index + 1 })),
    [detail],
  )
  const columns = useMemo(
    () => [
      numberColumn<TradeRow>({
        id: 'number',
        header: '#',
        value: (row) => row.number,
        width: 56,
        format: { digits: 0 },
      }),
      textColumn<TradeRow>({ id: 'symbol', header: 'Symbol', value: (row) => row.symbol, width: 88 }),
      textColumn<TradeRow>({
        id: 'side',
        header: 'Side',
        value: (row) => (row.side === 'long' ? '▲ long' : '▼ short'),
        width: 76,
      }),
      timeColumn<TradeRow>({
        id: 'entry',
        header: 'Entry, UTC',
        value: (row) => row.entryMs,
        width: 140,
        format: (timeMs) => formatBarTime(timeMs, timeframe),
      }),
      timeColumn<TradeRow>({
        id: 'exit',
        header: 'Exit, UTC',
        value: (row) => row.exitMs,
        width: 140,
        format: (timeMs) => (timeMs === null ? 'still open' : formatBarTime(timeMs, timeframe)),
      }),
      numberColumn<TradeRow>({
        id: 'bars',
        header: 'Bars',
        value: (row) => row.bars,
        width: 64,
        format: { digits: 0 },
      }),
      numberColumn<TradeRow>({
        id: 'quantity',
        header: 'Quantity',
        value: (row) => row.quantity,
        width: 96,
        format: (value) => formatQuantity(value),
      }),
      numberColumn<TradeRow>({
        id: 'entryPrice',
        header: 'Entry price',
        value: (row) => row.entryPrice,
        width: 96,
        format: (value, row) => price(value, row.symbol),
      }),
      numberColumn<TradeRow>({
        id: 'exitPrice',
        header: 'Exit price',
        value: (row) => row.exitPrice,
        width: 96,
        format: (value, row) => price(value, row.symbol),
      }),
      numberColumn<TradeRow>({
        id: 'profit',
        header: `Profit, ${currency}`,
        value: (row) => row.profit,
        width: 112,
        change: true,
        format: { digits: 2 },
      }),
      numberColumn<TradeRow>({
        id: 'return',
        header: 'Return, %',
        value: (row) => row.returnRate * 100,
        width: 84,
        change: true,
        format: { digits: 2 },
      }),
      numberColumn<TradeRow>({
        id: 'fees',
        header: `Fees, ${currency}`,
        value: (row) => row.fees,
        width: 88,
        format: { digits: 2 },
      }),
    ],
    [price, timeframe, currency],
  )
  return (
    <DataGrid
      label="Round trips"
      rows={rows}
      columns={columns}
      rowId={rowId}
      search={search}
      selection="single"
      memory="result.trades"
      onSelect={([row]) => {
        if (row !== undefined) showInChart(detail, row.symbol, row.entryMs)
      }}
      onOpen={(row) => {
        select({ focusTimeMs: null })
        showInChart(detail, row.symbol, row.exitMs ?? row.entryMs)
      }}
      empty={
        <EmptyState title="No round trips">The strategy never opened a position in this run.</EmptyState>
      }
    />
  )
}
