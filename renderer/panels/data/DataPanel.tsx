import './data.css'
import { Database, FileDown, Sparkles } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { Button } from '../../kit/Button.tsx'
import { ConfirmDialog } from '../../kit/ConfirmDialog.tsx'
import { DataGrid } from '../../kit/DataGrid.tsx'
import { formatBarTime, formatCount } from '../../kit/format.ts'
import { EmptyState, ErrorState } from '../../kit/States.tsx'
import { Toolbar } from '../../kit/Toolbar.tsx'
import { showOverlay } from '../../shell/overlays.ts'
import { openPanel } from '../../shell/workspace.ts'
import { useDatasets } from '../../state/datasets.ts'
import { useDeskStatus } from '../../state/deskStatus.ts'
import { useRecords } from '../../state/records.ts'
import { select, useSelection } from '../../state/selection.ts'
import { Segmented } from '../result/Segmented.tsx'
import { DatasetDetails } from './DatasetDetails.tsx'
import { datasetColumns } from './datasetColumns.tsx'
import { RecordImportDialog } from './RecordImportDialog.tsx'
import { RecordsView } from './RecordsView.tsx'
import { rowWord } from './rowWord.ts'

const rowId = (dataset: Dataset) => dataset.id

const VIEWS = [
  { value: 'prices', label: 'Prices' },
  { value: 'records', label: 'Values and news' },
] as const

const countOf = (count: number) => `${formatCount(count)} ${count === 1 ? 'dataset' : 'datasets'}`

/** Every dataset with its source and quality, and the ways to get more. */
export default function DataPanel() {
  const desk = useDesk()
  const datasets = useDatasets((state) => state.datasets)
  const error = useDatasets((state) => state.error)
  const isPreparing = useDeskStatus((state) => state.status?.preparing === true)
  const datasetId = useSelection((state) => state.datasetId)
  const recordCount = useRecords((state) => state.records?.length ?? 0)
  const [view, setView] = useState<'prices' | 'records'>('prices')
  const [isImportingRecords, setImportingRecords] = useState(false)
  const [search, setSearch] = useState('')
  const [doomed, setDoomed] = useState<Dataset | null>(null)
  const selected = datasets?.find((dataset) => dataset.id === datasetId) ?? null
  const selectedIds = useMemo(() => (datasetId === null ? [] : [datasetId]), [datasetId])
  const hasTimes = datasets?.some((dataset) => /[smh]$/.test(dataset.timeframe)) === true
  const columns = useMemo(() => datasetColumns(hasTimes), [hasTimes])
  const choose = useCallback((rows: Dataset[]) => {
    const chosen = rows[0]
    if (chosen !== undefined) select({ datasetId: chosen.id })
  }, [])

  if (datasets === null && error !== null)
    return <ErrorState error={error} title="The datasets could not be listed" />
  const importFile = () => showOverlay({ kind: 'import', files: [] })

  return (
    <>
      <Toolbar
        label="Data"
        end={
          view === 'prices' ? (
            <>
              <Button icon={Sparkles} variant="quiet" onClick={() => showOverlay({ kind: 'synthesize' })}>
                Generate
              </Button>
              <Button icon={FileDown} onClick={importFile}>
                Import
              </Button>
            </>
          ) : (
            <Button icon={FileDown} onClick={() => setImportingRecords(true)}>
              Import
            </Button>
          )
        }
      >
        <Segmented label="What is listed" options={VIEWS} value={view} onChange={setView} />
        <input
          type="search"
          className="input"
          placeholder="Search datasets"
          aria-label="Search datasets"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <span className="muted num toolbar-note">
          {datasets === null ? '' : countOf(view === 'prices' ? datasets.length : recordCount)}
          {isPreparing ? ', importing the samples' : ''}
        </span>
      </Toolbar>
      {isImportingRecords ? <RecordImportDialog onClose={() => setImportingRecords(false)} /> : null}
      {view === 'records' ? (
        <RecordsView search={search} />
      ) : (
        <div className="data-split">
          <div className="data-list">
            <DataGrid<Dataset>
              label="Datasets"
              rows={datasets}
              columns={columns}
              rowId={rowId}
              search={search}
              selection="single"
              selectedIds={selectedIds}
              onSelect={choose}
              onOpen={(dataset) => {
                select({ datasetId: dataset.id })
                openPanel('chart')
              }}
              onDelete={setDoomed}
              memory="datasets"
              empty={
                <EmptyState
                  icon={Database}
                  title={isPreparing ? 'The samples are being imported' : 'No prices yet'}
                  action={<Button onClick={importFile}>Import a file</Button>}
                >
                  Drop a CSV or Parquet file anywhere on this window, or import one.
                </EmptyState>
              }
            />
          </div>
          {selected === null ? null : (
            <DatasetDetails key={selected.id} dataset={selected} onRemove={setDoomed} />
          )}
        </div>
      )}
      {doomed === null ? null : (
        <ConfirmDialog
          title={`Remove ${doomed.instrument.symbol} ${doomed.timeframe}?`}
          confirmLabel={`Remove ${formatCount(doomed.bars)} ${rowWord(doomed.timeframe)}`}
          onClose={() => setDoomed(null)}
          onConfirm={async () => {
            await desk.call('data.remove', { datasetId: doomed.id })
          }}
        >
          {formatCount(doomed.bars)} {rowWord(doomed.timeframe)} of{' '}
          {doomed.instrument.name || doomed.instrument.symbol} from{' '}
          {formatBarTime(doomed.fromMs, doomed.timeframe)} to {formatBarTime(doomed.toMs, doomed.timeframe)}{' '}
          are deleted for good. Results that were computed from them stay.
        </ConfirmDialog>
      )}
    </>
  )
}
