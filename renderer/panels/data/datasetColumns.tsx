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

const KINDS = { sample: 'Sample', file: 'File', source: 'Source', synthetic: 'SYNTHETIC' } as const

function KindCell({ data }: ICellRendererParams<Dataset>) {
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
export function datasetColumns(hasTimes: boolean): readonly ColDef<Dataset>[] {
  const timeWidth = hasTimes ? 132 : 98
  return [
    textColumn<Dataset>({
      id: 'symbol',
      header: 'Symbol',
      value: (row) => row.instrument.symbol,
      width: 144,
      tooltip: (row) => row.instrument.symbol,
    }),
    {
      ...textColumn<Dataset>({
        id: 'kind',
        header: 'Kind',
        value: (row) => KINDS[row.provenance.kind],
        width: 92,
      }),
      cellRenderer: KindCell,
    },
    textColumn<Dataset>({
      id: 'name',
      header: 'Name',
      value: (row) => row.instrument.name,
      flex: 1,
      minWidth: 112,
      tooltip: (row) => row.instrument.name,
    }),
    {
      ...textColumn<Dataset>({
        id: 'timeframe',
        header: 'Bars of',
        value: (row) => row.timeframe,
        width: 62,
      }),
      comparator: (_a, _b, first, second) =>
        timeframeMs(first.data?.timeframe ?? '1d') - timeframeMs(second.data?.timeframe ?? '1d'),
    },
    numberColumn<Dataset>({
      id: 'bars',
      header: 'Bars',
      value: (row) => row.bars,
      format: (value) => formatCount(value),
      width: 76,
    }),
    {
      ...textColumn<Dataset>({
        id: 'quality',
        header: 'Quality',
        value: (row) => gradeQuality(row.quality).text,
        width: 98,
        tooltip: (row) => gradeQuality(row.quality).tooltip,
      }),
      cellRenderer: QualityCell,
    },
    timeColumn<Dataset>({
      id: 'from',
      header: 'From (UTC)',
      value: (row) => row.fromMs,
      format: (value, row) => formatBarTime(value, row.timeframe),
      width: timeWidth,
    }),
    timeColumn<Dataset>({
      id: 'to',
      header: 'To (UTC)',
      value: (row) => row.toMs,
      format: (value, row) => formatBarTime(value, row.timeframe),
      width: timeWidth,
    }),
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
}
