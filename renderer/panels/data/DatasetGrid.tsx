import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { DataGrid } from '../../kit/DataGrid.tsx'
import { openPanel } from '../../shell/workspace.ts'
import { select, useSelection } from '../../state/selection.ts'
import { datasetColumns } from './datasetColumns.tsx'
import { type DatasetRow, datasetRows } from './datasetRows.ts'

const rowId = (row: DatasetRow) => row.id
const parentId = (row: DatasetRow) => row.parentId

/** The list of datasets; contracts of one root or underlying are folded into one line until it is chosen. */
export function DatasetGrid({
  datasets,
  search,
  empty,
  onDelete,
}: {
  /** Null while they are being fetched. */
  datasets: readonly Dataset[] | null
  search: string
  empty: ReactNode
  onDelete: (dataset: Dataset) => void
}) {
  const datasetId = useSelection((state) => state.datasetId)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const isSearched = search.trim() !== ''
  const rows = useMemo(
    () => (datasets === null ? null : datasetRows(datasets, { open, isFlat: isSearched })),
    [datasets, open, isSearched],
  )
  const selectedIds = useMemo(() => (datasetId === null ? [] : [datasetId]), [datasetId])
  const hasTimes = datasets?.some((dataset) => /[smh]$/.test(dataset.timeframe)) === true
  const columns = useMemo(() => datasetColumns(hasTimes), [hasTimes])
  const toggle = useCallback(({ id }: DatasetRow) => {
    setOpen((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  }, [])
  return (
    <DataGrid<DatasetRow>
      label="Datasets"
      rows={rows}
      columns={columns}
      rowId={rowId}
      parentId={parentId}
      search={search}
      selection="single"
      selectedIds={selectedIds}
      onSelect={([row]) => {
        if (row === undefined) return
        if (row.dataset === null) toggle(row)
        else select({ datasetId: row.dataset.id })
      }}
      onOpen={(row) => {
        if (row.dataset === null) {
          toggle(row)
          return
        }
        select({ datasetId: row.dataset.id })
        openPanel('chart')
      }}
      onDelete={(row) => {
        if (row.dataset !== null) onDelete(row.dataset)
      }}
      memory="datasets"
      empty={empty}
    />
  )
}
