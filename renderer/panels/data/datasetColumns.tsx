import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import { ChevronRight } from 'lucide-react'
import { timeframeMs } from '../../../shared/domain/timeframe.ts'
import { Badge } from '../../kit/Badge.tsx'
import { classNames } from '../../kit/classNames.ts'
import { numberColumn, textColumn, timeColumn } from '../../kit/columns.ts'
import { formatBarTime, formatCount } from '../../kit/format.ts'
import { MARKET_WORDS } from '../../state/markets.ts'
import type { DatasetRow } from './datasetRows.ts'
import { gradeQuality } from './quality.ts'

function SymbolCell({ data }: ICellRendererParams<DatasetRow>) {
  if (data === undefined) return null
  const { contracts, parentId, symbol } = data
  if (contracts === null) return parentId === null ? symbol : <span className="contract">{symbol}</span>
  return (
    <span className="contracts">
      <ChevronRight
        size={12}
        className={classNames('contracts-mark', contracts.isOpen && 'contracts-open')}
        role="img"
        aria-label={contracts.isOpen ? 'open' : 'closed'}
      />
      <span className="contracts-name">{symbol}</span>
      <span className="contracts-count num">{formatCount(contracts.count)}</span>
    </span>
  )
}

function QualityCell({ data }: ICellRendererParams<DatasetRow>) {
  if (data === undefined) return null
  const { tone, text } = gradeQuality(data.quality)
  return <Badge tone={tone}>{text}</Badge>
}

const KINDS = { sample: 'Sample', file: 'File', source: 'Source', synthetic: 'SYNTHETIC' } as const

function KindCell({ data }: ICellRendererParams<DatasetRow>) {
  if (data === undefined) return null
  const { kind } = data.provenance
  return kind === 'synthetic' ? (
    <Badge tone="synthetic">{KINDS[kind]}</Badge>
  ) : (
    <span className="muted">{KINDS[kind]}</span>
  )
}

/**
 * Columns of the list of datasets; `hasTimes` where bars are shorter than a day and need room for the time.
 * Keep what it answers: the grid compares the columns' identity.
 */
export function datasetColumns(hasTimes: boolean): readonly ColDef<DatasetRow>[] {
  const timeWidth = hasTimes ? 132 : 98
  return [
    {
      ...textColumn<DatasetRow>({
        id: 'symbol',
        header: 'Symbol',
        value: (row) => row.symbol,
        width: 144,
        tooltip: (row) => row.symbol,
      }),
      cellRenderer: SymbolCell,
      // Opening and closing a line of contracts changes how it looks, not its value.
      equals: () => false,
    },
    textColumn<DatasetRow>({
      id: 'market',
      header: 'Class',
      value: (row) => MARKET_WORDS[row.market],
      width: 96,
    }),
    {
      ...textColumn<DatasetRow>({
        id: 'kind',
        header: 'Kind',
        value: (row) => KINDS[row.provenance.kind],
        width: 92,
      }),
      cellRenderer: KindCell,
    },
    textColumn<DatasetRow>({
      id: 'name',
      header: 'Name',
      value: (row) => row.name,
      flex: 1,
      minWidth: 188,
      tooltip: (row) => row.name,
    }),
    {
      ...textColumn<DatasetRow>({
        id: 'timeframe',
        header: 'Bars of',
        value: (row) => row.timeframe,
        width: 62,
      }),
      comparator: (_a, _b, first, second) =>
        timeframeMs(first.data?.timeframe ?? '1d') - timeframeMs(second.data?.timeframe ?? '1d'),
    },
    numberColumn<DatasetRow>({
      id: 'bars',
      header: 'Bars',
      value: (row) => row.bars,
      format: (value) => formatCount(value),
      width: 76,
    }),
    {
      ...textColumn<DatasetRow>({
        id: 'quality',
        header: 'Quality',
        value: (row) => gradeQuality(row.quality).text,
        width: 98,
        tooltip: (row) => gradeQuality(row.quality).tooltip,
      }),
      cellRenderer: QualityCell,
    },
    timeColumn<DatasetRow>({
      id: 'from',
      header: 'From (UTC)',
      value: (row) => row.fromMs,
      format: (value, row) => formatBarTime(value, row.timeframe),
      width: timeWidth,
    }),
    timeColumn<DatasetRow>({
      id: 'to',
      header: 'To (UTC)',
      value: (row) => row.toMs,
      format: (value, row) => formatBarTime(value, row.timeframe),
      width: timeWidth,
    }),
    textColumn<DatasetRow>({
      id: 'source',
      header: 'Source',
      value: (row) => row.provenance.source,
      width: 160,
      tooltip: (row) => row.provenance.source,
    }),
    textColumn<DatasetRow>({
      id: 'licence',
      header: 'Licence',
      value: (row) => row.provenance.licence,
      width: 112,
      tooltip: (row) => row.provenance.licence,
    }),
  ]
}
