import './data.css'
import { Database, FileDown, Sparkles } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { Button } from '../../kit/Button.tsx'
import { ConfirmDialog } from '../../kit/ConfirmDialog.tsx'
import { formatBarTime, formatCount } from '../../kit/format.ts'
import { EmptyState, ErrorState } from '../../kit/States.tsx'
import { Toolbar } from '../../kit/Toolbar.tsx'
import { ToolbarSelect } from '../../kit/ToolbarSelect.tsx'
import { showOverlay } from '../../shell/overlays.ts'
import { useDatasets } from '../../state/datasets.ts'
import { useDeskStatus } from '../../state/deskStatus.ts'
import { MARKET_WORDS, marketsOf } from '../../state/markets.ts'
import { useRecords } from '../../state/records.ts'
import { useSelection } from '../../state/selection.ts'
import { Segmented } from '../result/Segmented.tsx'
import { DatasetDetails } from './DatasetDetails.tsx'
import { DatasetGrid } from './DatasetGrid.tsx'
import { type DatasetFilter, filterDatasets } from './datasetRows.ts'
import { RecordImportDialog } from './RecordImportDialog.tsx'
import { RecordsView } from './RecordsView.tsx'
import { rowWord } from './rowWord.ts'

const VIEWS = [
  { value: 'prices', label: 'Prices' },
  { value: 'records', label: 'Values and news' },
] as const

const ORIGINS = [
  { value: 'all', label: 'Real and synthetic' },
  { value: 'real', label: 'Real' },
  { value: 'synthetic', label: 'Synthetic' },
] as const

const EVERYTHING: DatasetFilter = { market: 'all', origin: 'all' }

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
  const [filter, setFilter] = useState(EVERYTHING)
  const shown = useMemo(
    () => (datasets === null ? null : filterDatasets(datasets, filter)),
    [datasets, filter],
  )
  const markets = useMemo(() => marketsOf(datasets ?? []), [datasets])
  const isFiltered = shown !== null && shown.length !== datasets?.length

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
        {view === 'prices' ? (
          <>
            <ToolbarSelect
              label="Asset class"
              value={filter.market}
              options={[
                { value: 'all', label: 'All classes' },
                ...markets.map((market) => ({ value: market, label: MARKET_WORDS[market] })),
              ]}
              onChange={(market) => setFilter({ ...filter, market })}
            />
            <ToolbarSelect
              label="Real or synthetic"
              value={filter.origin}
              options={ORIGINS}
              onChange={(origin) => setFilter({ ...filter, origin })}
            />
          </>
        ) : null}
        <span className="muted num toolbar-note">
          {datasets === null
            ? ''
            : view === 'prices' && isFiltered
              ? `${formatCount(shown.length)} of ${countOf(datasets.length)}`
              : countOf(view === 'prices' ? datasets.length : recordCount)}
          {isPreparing ? ', importing the samples' : ''}
        </span>
      </Toolbar>
      {isImportingRecords ? <RecordImportDialog onClose={() => setImportingRecords(false)} /> : null}
      {view === 'records' ? (
        <RecordsView search={search} />
      ) : (
        <div className="data-split">
          <div className="data-list">
            <DatasetGrid
              datasets={shown}
              search={search}
              onDelete={setDoomed}
              empty={
                isFiltered ? (
                  <EmptyState
                    icon={Database}
                    title="No dataset of this kind"
                    action={<Button onClick={() => setFilter(EVERYTHING)}>Show all datasets</Button>}
                  >
                    None of the {countOf(datasets?.length ?? 0)} is of the asset class and origin chosen.
                  </EmptyState>
                ) : (
                  <EmptyState
                    icon={Database}
                    title={isPreparing ? 'The samples are being imported' : 'No prices yet'}
                    action={<Button onClick={importFile}>Import a file</Button>}
                  >
                    Drop a CSV or Parquet file anywhere on this window, or import one.
                  </EmptyState>
                )
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
