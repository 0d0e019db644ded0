import type { ColDef } from 'ag-grid-community'
import type { PointInTimeDataset } from '../../../shared/domain/valueSeries.ts'
import { numberColumn, textColumn, timeColumn } from '../../kit/columns.ts'
import { formatCount, formatDate } from '../../kit/format.ts'

type Row = PointInTimeDataset

const count = (value: number | null) => (value === null ? '' : formatCount(value))
const day = (timeMs: number | null) => (timeMs === null ? '' : formatDate(timeMs))

/** Columns of the list of values and news. */
export const recordColumns: readonly ColDef<Row>[] = [
  textColumn<Row>({
    id: 'id',
    header: 'Dataset',
    value: (row) => row.id,
    width: 170,
    tooltip: (row) => row.id,
  }),
  textColumn<Row>({
    id: 'kind',
    header: 'Kind',
    value: (row) => (row.kind === 'values' ? 'Values' : 'News'),
    width: 76,
  }),
  textColumn<Row>({
    id: 'name',
    header: 'Name',
    value: (row) => row.name,
    flex: 1,
    minWidth: 112,
    tooltip: (row) => row.name,
  }),
  numberColumn<Row>({ id: 'rows', header: 'Rows', value: (row) => row.rows, width: 84, format: count }),
  numberColumn<Row>({
    ...{ id: 'periods', header: 'Periods', width: 84, format: count },
    value: (row) => (row.kind === 'values' ? row.periods : null),
  }),
  numberColumn<Row>({
    ...{ id: 'revisions', header: 'Corrections', width: 100, format: count },
    value: (row) => (row.kind === 'values' ? row.revisions : null),
  }),
  timeColumn<Row>({
    id: 'firstKnown',
    header: 'Known from',
    value: (row) => row.firstKnownMs,
    width: 100,
    format: day,
  }),
  timeColumn<Row>({
    id: 'lastKnown',
    header: 'To',
    value: (row) => row.lastKnownMs,
    width: 100,
    format: day,
  }),
  textColumn<Row>({
    ...{ id: 'source', header: 'Source', flex: 1, minWidth: 112 },
    value: (row) => row.provenance.source,
    tooltip: (row) => row.provenance.source,
  }),
]
