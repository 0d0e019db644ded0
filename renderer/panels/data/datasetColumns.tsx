import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { timeframeMs } from '../../../shared/domain/timeframe.ts'
import { Badge } from '../../kit/Badge.tsx'
import { numberColumn, textColumn, timeColumn } from '../../kit/columns.ts'
import { formatBarTime, formatCount } from '../../kit/format.ts'
import { gradeQuality } from './quality.ts'

function QualityCell({ data }: ICellRendererParams<Dataset>) {
  if (data === undefined) return null
  const { tone, text } = gradeQuality(data.quality)
  return <Badge tone={tone}>{text}</Badge>
}

function SymbolCell({ data }: ICellRendererParams<Dataset>) {
  if (data === undefined) return null
  return (
    <span className="symbol-cell">
      <span>{data.instrument.symbol}</span>
      {data.provenance.kind === 'synthetic' ? <Badge tone="synthetic">SYNTHETIC</Badge> : null}
    </span>
  )
}

/** Columns of the list of datasets. Made once: the grid compares their identity. */
export const DATASET_COLUMNS: readonly ColDef<Dataset>[] = [
  {
    ...textColumn<Dataset>({
      id: 'symbol',
      header: 'Symbol',
      value: (row) => row.instrument.symbol,
      width: 128,
    }),
    cellRenderer: SymbolCell,
  },
  textColumn<Dataset>({
    id: 'name',
    header: 'Name',
    value: (row) => row.instrument.name,
    flex: 1,
    minWidth: 96,
    tooltip: (row) => row.instrument.name,
  }),
  {
    ...textColumn<Dataset>({ id: 'timeframe', header: 'Bars of', value: (row) => row.timeframe, width: 64 }),
    comparator: (_a, _b, first, second) =>
      timeframeMs(first.data?.timeframe ?? '1d') - timeframeMs(second.data?.timeframe ?? '1d'),
  },
  numberColumn<Dataset>({
    id: 'bars',
    header: 'Bars',
    value: (row) => row.bars,
    format: (value) => formatCount(value),
    width: 72,
  }),
  timeColumn<Dataset>({
    id: 'from',
    header: 'From (UTC)',
    value: (row) => row.fromMs,
    format: (value, row) => formatBarTime(value, row.timeframe),
    width: 116,
  }),
  timeColumn<Dataset>({
    id: 'to',
    header: 'To (UTC)',
    value: (row) => row.toMs,
    format: (value, row) => formatBarTime(value, row.timeframe),
    width: 116,
  }),
  {
    ...textColumn<Dataset>({
      id: 'quality',
      header: 'Quality',
      value: (row) => gradeQuality(row.quality).text,
      width: 92,
      tooltip: (row) => gradeQuality(row.quality).tooltip,
    }),
    cellRenderer: QualityCell,
  },
  textColumn<Dataset>({
    id: 'source',
    header: 'Source',
    value: (row) => row.provenance.source,
    width: 160,
    tooltip: (row) => row.provenance.source,
  }),
  textColumn<Dataset>({
    id: 'licence',
    header: 'Licence',
    value: (row) => row.provenance.licence,
    width: 112,
    tooltip: (row) => row.provenance.licence,
  }),
]
