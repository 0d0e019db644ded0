import './records.css'
import { CalendarClock } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { PointInTimeDataset } from '../../../shared/domain/valueSeries.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { ConfirmDialog } from '../../kit/ConfirmDialog.tsx'
import { DataGrid } from '../../kit/DataGrid.tsx'
import { formatCount } from '../../kit/format.ts'
import { EmptyState, ErrorState } from '../../kit/States.tsx'
import { useRecords } from '../../state/records.ts'
import { RecordDetails } from './RecordDetails.tsx'
import { recordColumns } from './recordColumns.ts'

const rowId = (dataset: PointInTimeDataset) => dataset.id

/** Values and news, with what was known when. */
export function RecordsView({ search }: { search: string }) {
  const desk = useDesk()
  const { records, error, selectedId } = useRecords()
  const [doomed, setDoomed] = useState<PointInTimeDataset | null>(null)
  const selected = records?.find((dataset) => dataset.id === selectedId) ?? null
  const selectedIds = useMemo(() => (selectedId === null ? [] : [selectedId]), [selectedId])
  const choose = useCallback((rows: PointInTimeDataset[]) => {
    const chosen = rows[0]
    if (chosen !== undefined) useRecords.setState({ selectedId: chosen.id })
  }, [])
  if (records === null && error !== null)
    return <ErrorState error={error} title="Values and news could not be listed" />
  return (
    <>
      <div className="data-split">
        <div className="data-list">
          <DataGrid<PointInTimeDataset>
            label="Values and news"
            rows={records}
            columns={recordColumns}
            rowId={rowId}
            search={search}
            selection="single"
            selectedIds={selectedIds}
            onSelect={choose}
            onDelete={setDoomed}
            memory="records"
            empty={
              <EmptyState icon={CalendarClock} title="No values or news yet">
                The command line imports them: quarterdeck import FILE --kind values, or --kind news.
              </EmptyState>
            }
          />
        </div>
        {selected === null ? null : (
          <RecordDetails key={selected.id} dataset={selected} onRemove={setDoomed} />
        )}
      </div>
      {doomed === null ? null : (
        <ConfirmDialog
          title={`Remove ${doomed.id}?`}
          confirmLabel={`Remove ${formatCount(doomed.rows)} rows`}
          onClose={() => setDoomed(null)}
          onConfirm={async () => {
            await desk.call('records.remove', { id: doomed.id })
          }}
        >
          {formatCount(doomed.rows)} rows of {doomed.name} are deleted for good. Results that were computed
          from them stay.
        </ConfirmDialog>
      )}
    </>
  )
}
