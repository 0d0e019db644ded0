import './runs.css'
import { CircleStop, FlaskConical, GitCompareArrows, SquareArrowOutUpRight, Trash2 } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { RunRecord } from '../../../shared/domain/backtest.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { useCall } from '../../desk/useCall.ts'
import { Button } from '../../kit/Button.tsx'
import { ConfirmDialog } from '../../kit/ConfirmDialog.tsx'
import { DataGrid } from '../../kit/DataGrid.tsx'
import { formatCount, formatDateTime } from '../../kit/format.ts'
import { IconButton } from '../../kit/IconButton.tsx'
import { EmptyState, ErrorState } from '../../kit/States.tsx'
import { Toolbar } from '../../kit/Toolbar.tsx'
import { openRun } from '../../shell/openRun.ts'
import { openPanel } from '../../shell/workspace.ts'
import { notifyError } from '../../state/notifications.ts'
import { forgetRun, isActive, RUNS_KEPT, runTitle, useRuns } from '../../state/runs.ts'
import { RUN_COLUMNS } from './runColumns.tsx'
import { useDebounced } from './useDebounced.ts'

const rowId = (run: RunRecord) => run.id

/** The newest runs from the store; where there may be older ones, a search asks the desk. */
function useFoundRuns(search: string): {
  readonly rows: readonly RunRecord[] | null
  readonly error: unknown
} {
  const runs = useRuns((state) => state.runs)
  const error = useRuns((state) => state.error)
  const words = useDebounced(search.trim(), 200)
  const isPartial = (runs?.length ?? 0) >= RUNS_KEPT
  const answer = useCall('runs.list', words !== '' && isPartial ? { search: words, limit: RUNS_KEPT } : null)
  return { rows: answer.value ?? runs, error: runs === null ? error : answer.error }
}

/** Every backtest so far: search, follow, open, compare, remove. */
export default function RunsPanel() {
  const desk = useDesk()
  const [search, setSearch] = useState('')
  const { rows, error } = useFoundRuns(search)
  const [selectedIds, setSelectedIds] = useState<readonly string[]>([])
  const [doomed, setDoomed] = useState<readonly RunRecord[]>([])

  const selected = useMemo(
    () => (rows ?? []).filter((run) => selectedIds.includes(run.id)),
    [rows, selectedIds],
  )
  const onSelect = useCallback((chosen: RunRecord[]) => setSelectedIds(chosen.map((run) => run.id)), [])
  const active = selected.filter(isActive)
  const finished = selected.filter((run) => run.state === 'done')
  const removable = selected.filter((run) => !isActive(run))
  const [first] = selected

  const cancel = () => {
    for (const run of active) {
      desk.call('runs.cancel', { runId: run.id }).catch((failure: unknown) => {
        notifyError(`${runTitle(run)} goes on`, failure)
      })
    }
  }
  const [base, ...others] = finished

  if (rows === null && error !== null)
    return <ErrorState error={error} title="The runs could not be listed" />

  return (
    <>
      <Toolbar
        label="Runs"
        end={
          <>
            <Button
              icon={GitCompareArrows}
              variant="quiet"
              disabled={base === undefined || others.length === 0}
              title="Select two or more finished runs to compare them"
              onClick={() => {
                if (base !== undefined) {
                  openRun(
                    base.id,
                    others.map((run) => run.id),
                  )
                }
              }}
            >
              {finished.length > 1 ? `Compare ${finished.length}` : 'Compare'}
            </Button>
            <IconButton
              icon={SquareArrowOutUpRight}
              label="Open the run"
              keys="Enter"
              disabled={first === undefined || selected.length > 1}
              onClick={() => {
                if (first !== undefined) openRun(first.id)
              }}
            />
            <IconButton
              icon={CircleStop}
              label={active.length > 1 ? `Cancel ${active.length} runs` : 'Cancel the run'}
              disabled={active.length === 0}
              onClick={cancel}
            />
            <IconButton
              icon={Trash2}
              label={removable.length > 1 ? `Remove ${removable.length} runs` : 'Remove the run'}
              keys="Delete"
              disabled={removable.length === 0}
              onClick={() => setDoomed(removable)}
            />
          </>
        }
      >
        <input
          type="search"
          className="input"
          placeholder="Search runs"
          aria-label="Search runs"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <span className="muted num toolbar-note">
          {rows === null ? '' : `${formatCount(rows.length)} ${rows.length === 1 ? 'run' : 'runs'}`}
          {selected.length > 0 ? `, ${selected.length} selected` : ''}
        </span>
      </Toolbar>
      <div className="panel-body">
        <DataGrid<RunRecord>
          label="Runs"
          rows={rows}
          columns={RUN_COLUMNS}
          rowId={rowId}
          search={search}
          selection="multiple"
          selectedIds={selectedIds}
          onSelect={onSelect}
          onOpen={(run) => openRun(run.id)}
          onDelete={(run) => {
            if (!isActive(run)) setDoomed(removable.includes(run) ? removable : [run])
          }}
          memory="runs"
          empty={
            <EmptyState
              icon={FlaskConical}
              title="No runs yet"
              action={<Button onClick={() => openPanel('backtest')}>Set up a backtest</Button>}
            >
              Every backtest is kept here with its configuration and result.
            </EmptyState>
          }
        />
      </div>
      {doomed.length === 0 ? null : (
        <ConfirmDialog
          title={doomed.length === 1 ? 'Remove this run?' : `Remove ${doomed.length} runs?`}
          confirmLabel={doomed.length === 1 ? 'Remove the run' : `Remove ${doomed.length} runs`}
          onClose={() => setDoomed([])}
          onConfirm={async () => {
            for (const run of doomed) {
              await desk.call('runs.remove', { runId: run.id })
              forgetRun(run.id)
            }
            setSelectedIds([])
          }}
        >
          {doomed
            .slice(0, 3)
            .map((run) => `${runTitle(run)} of ${formatDateTime(run.createdMs)} UTC`)
            .join('; ')}
          {doomed.length > 3 ? ` and ${doomed.length - 3} more` : ''}. The result, its trades and its bundle
          are deleted for good.
        </ConfirmDialog>
      )}
    </>
  )
}
