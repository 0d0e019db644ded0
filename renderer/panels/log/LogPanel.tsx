import './log.css'
import type { ColDef, GridApi } from 'ag-grid-community'
import { ArrowDownToLine, Copy, Eraser, ScrollText } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LogEntry } from '../../../shared/rpc/contract/deskCalls.ts'
import { useConnectionStatus, useDesk } from '../../desk/DeskProvider.tsx'
import { useStream } from '../../desk/useCall.ts'
import { textColumn, timeColumn } from '../../kit/columns.ts'
import { DataGrid } from '../../kit/DataGrid.tsx'
import { formatCount, formatDateTime } from '../../kit/format.ts'
import { IconButton } from '../../kit/IconButton.tsx'
import { EmptyState, ErrorState } from '../../kit/States.tsx'
import { Toolbar } from '../../kit/Toolbar.tsx'
import { notify } from '../../state/notifications.ts'
import { LOG_KEPT, mergeLog } from './mergeLog.ts'

const LEVELS = ['debug', 'info', 'warning', 'error'] as const
type Level = (typeof LEVELS)[number]
/** Entries are taken into the grid this often, milliseconds; a burst costs one update. */
const BATCH_MS = 100

const COLUMNS: readonly ColDef<LogEntry>[] = [
  timeColumn<LogEntry>({
    id: 'time',
    header: 'Time (UTC)',
    value: (entry) => entry.timeMs,
    format: (value) => formatDateTime(value, 'UTC', 'milliseconds'),
    width: 188,
  }),
  {
    ...textColumn<LogEntry>({ id: 'level', header: 'Level', value: (entry) => entry.level, width: 72 }),
    cellClass: ({ value }) => `log-level log-${value}`,
  },
  textColumn<LogEntry>({ id: 'room', header: 'Room', value: (entry) => entry.room, width: 88 }),
  textColumn<LogEntry>({
    id: 'message',
    header: 'Message',
    value: (entry) => entry.message,
    flex: 1,
    minWidth: 200,
    tooltip: (entry) => entry.message,
  }),
]

const rowId = (entry: LogEntry) => String(entry.sequence)

function toText(entries: readonly LogEntry[]): string {
  return entries
    .map(
      ({ timeMs, level, room, message }) =>
        `${new Date(timeMs).toISOString()} ${level.toUpperCase()} ${room} ${message}`,
    )
    .join('\n')
}

/** The desk's log, from what it kept to what it says now. */
function useLog(): {
  readonly entries: readonly LogEntry[] | null
  readonly error: unknown
  readonly clear: () => void
} {
  const desk = useDesk()
  const { epoch } = useConnectionStatus()
  const [entries, setEntries] = useState<readonly LogEntry[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const waiting = useRef<LogEntry[]>([])

  const take = useCallback(() => {
    if (waiting.current.length === 0) return
    const batch = waiting.current
    waiting.current = []
    setEntries((kept) => mergeLog(kept ?? [], batch))
  }, [])

  useEffect(() => {
    const timer = setInterval(take, BATCH_MS)
    return () => clearInterval(timer)
  }, [take])

  useStream('log.entries', {}, (entry) => waiting.current.push(entry))

  useEffect(() => {
    if (epoch === 0) return
    let isCurrent = true
    desk.call('log.tail', { limit: LOG_KEPT }).then(
      (tail) => {
        if (isCurrent) setEntries((kept) => mergeLog(kept ?? [], tail))
      },
      (failure: unknown) => {
        if (isCurrent) setError(failure)
      },
    )
    return () => {
      isCurrent = false
    }
  }, [desk, epoch])

  return { entries, error, clear: () => setEntries([]) }
}

/** What the desk is doing, by level and words, following the newest entry. */
export default function LogPanel() {
  const { entries, error, clear } = useLog()
  const [least, setLeast] = useState<Level>('info')
  const [search, setSearch] = useState('')
  const [isFollowing, setFollowing] = useState(true)
  const [api, setApi] = useState<GridApi<LogEntry> | null>(null)

  const shown = useMemo(
    () => entries?.filter((entry) => LEVELS.indexOf(entry.level) >= LEVELS.indexOf(least)) ?? null,
    [entries, least],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of what is shown brings the newest into view
  useEffect(() => {
    if (!isFollowing || api === null || api.isDestroyed()) return
    const last = api.getDisplayedRowCount() - 1
    if (last >= 0) api.ensureIndexVisible(last, 'bottom')
  }, [shown, search, isFollowing, api])

  const copy = async () => {
    const rows: LogEntry[] = []
    const selected = api?.getSelectedRows() ?? []
    if (selected.length > 0) rows.push(...selected)
    else {
      api?.forEachNodeAfterFilterAndSort(({ data }) => {
        if (data !== undefined) rows.push(data)
      })
    }
    await navigator.clipboard.writeText(toText(rows.toSorted((a, b) => a.sequence - b.sequence)))
    notify({
      level: 'success',
      title: `${formatCount(rows.length)} ${rows.length === 1 ? 'line' : 'lines'} copied`,
    })
  }

  if (entries === null && error !== null)
    return <ErrorState error={error} title="The log could not be read" />

  return (
    <>
      <Toolbar
        label="Log"
        end={
          <>
            <IconButton
              icon={ArrowDownToLine}
              label="Follow the newest entry"
              pressed={isFollowing}
              onClick={() => setFollowing(!isFollowing)}
            />
            <IconButton
              icon={Copy}
              label="Copy the selected lines, or all that are shown"
              onClick={() => void copy()}
            />
            <IconButton icon={Eraser} label="Clear this view; the log itself stays" onClick={clear} />
          </>
        }
      >
        <input
          type="search"
          className="input"
          placeholder="Search the log"
          aria-label="Search the log"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <select
          className="input select"
          aria-label="Least level shown"
          value={least}
          onChange={(event) => setLeast(LEVELS.find((level) => level === event.target.value) ?? 'info')}
        >
          <option value="debug">Everything</option>
          <option value="info">Information and above</option>
          <option value="warning">Warnings and errors</option>
          <option value="error">Errors only</option>
        </select>
        <span className="muted num toolbar-note">
          {shown === null ? '' : `${formatCount(shown.length)} ${shown.length === 1 ? 'entry' : 'entries'}`}
        </span>
      </Toolbar>
      {/* Scrolling away from the end stops the following; the wheel is the only way without a selection. */}
      <div
        className="panel-body"
        onWheel={(event) => {
          if (event.deltaY < 0) setFollowing(false)
        }}
      >
        <DataGrid<LogEntry>
          label="Log"
          rows={shown}
          columns={COLUMNS}
          rowId={rowId}
          search={search}
          selection="multiple"
          checkboxes={false}
          onSelect={(rows) => {
            if (rows.length > 0) setFollowing(false)
          }}
          onReady={setApi}
          empty={
            <EmptyState icon={ScrollText} title="Nothing to show">
              {entries?.length === 0
                ? 'What the desk does is written here.'
                : 'No entry has this level. Choose a lower one to see more.'}
            </EmptyState>
          }
        />
      </div>
    </>
  )
}
