import { Bell, CircleStop, Contrast, Moon, Sun } from 'lucide-react'
import { useConnectionStatus, useDesk, useDeskConnection } from '../desk/DeskProvider.tsx'
import { formatBytes, formatCount, formatPercent } from '../kit/format.ts'
import { IconButton } from '../kit/IconButton.tsx'
import { ProgressBar } from '../kit/ProgressBar.tsx'
import { useDatasets } from '../state/datasets.ts'
import { useDeskStatus } from '../state/deskStatus.ts'
import { notifyError, useNotifications } from '../state/notifications.ts'
import { isActive, isFinishing, runFraction, runTitle, useRuns } from '../state/runs.ts'
import { useThemeStore } from '../theme/themeStore.ts'
import { Clock } from './Clock.tsx'
import { runCommand, useCommands } from './commands.ts'
import { showKeys } from './keys.ts'
import { openPanel } from './workspace.ts'

function ConnectionItem() {
  const { state, attempts, isRefused } = useConnectionStatus()
  const connection = useDeskConnection()
  const status = useDeskStatus((store) => store.status)
  if (state === 'lost' && isRefused === true) {
    return (
      <span
        className="status-item status-lost"
        title="This page belongs to an earlier start of the desk. Its terminal shows the new address; everything saved is there."
      >
        <span className="status-dot" aria-hidden />
        <span role="status">The desk was started anew: open the address it shows now</span>
      </span>
    )
  }
  if (state === 'lost') {
    return (
      <button
        type="button"
        className="status-item status-lost"
        title="What you see is the last that the desk said. Click to try again now."
        onClick={() => connection.retryNow()}
      >
        <span className="status-dot" aria-hidden />
        <span role="status">Desk not reachable, trying again{attempts > 3 ? ` (${attempts})` : ''}</span>
      </button>
    )
  }
  const isConnected = state === 'connected'
  const tooltip =
    status === null
      ? undefined
      : `Desk ${status.version} on Node ${status.nodeVersion}, process ${status.processId}, ${formatBytes(status.memoryBytes)}\nHome: ${status.home}`
  return (
    <span className={isConnected ? 'status-item status-connected' : 'status-item'} title={tooltip}>
      <span className="status-dot" aria-hidden />
      <span role="status">{isConnected ? 'Desk connected' : 'Connecting to the desk'}</span>
    </span>
  )
}

function HomeItem() {
  const home = useDeskStatus((store) => store.status?.home)
  if (home === undefined) return null
  const parts = home.split(/[\\/]/).filter(Boolean)
  // The last two folders tell one home from another; what is left out is said by a dot leader.
  const name = parts.length <= 2 ? home : `…/${parts.slice(-2).join('/')}`
  return (
    <button
      type="button"
      className="status-item status-home"
      title={`Everything is kept in ${home}\nClick to copy the path`}
      onClick={() => void navigator.clipboard.writeText(home)}
    >
      {name}
    </button>
  )
}

function DataItem() {
  const datasets = useDatasets((store) => store.datasets)
  const isPreparing = useDeskStatus((store) => store.status?.preparing === true)
  const count = datasets?.length ?? 0
  return (
    <button
      type="button"
      className="status-item"
      title="Open the data panel"
      onClick={() => openPanel('data')}
    >
      {isPreparing
        ? 'Importing sample data'
        : `${formatCount(count)} ${count === 1 ? 'dataset' : 'datasets'}`}
    </button>
  )
}

function RunsItem() {
  const desk = useDesk()
  const runs = useRuns((store) => store.runs)
  const active = (runs ?? []).filter(isActive)
  const running = active.find((run) => run.state === 'running')
  const queued = active.filter((run) => run.state === 'queued').length
  if (running === undefined && queued === 0) return null
  const cancel = () => {
    if (running === undefined) return
    desk
      .call('runs.cancel', { runId: running.id })
      .catch((error: unknown) => notifyError('The run goes on', error))
  }
  return (
    <span className="status-item status-run">
      <button type="button" className="status-link" title="Open the runs" onClick={() => openPanel('runs')}>
        {running === undefined ? `${queued} queued` : runTitle(running)}
      </button>
      {running === undefined ? null : (
        <>
          <span className="status-progress">
            <ProgressBar fraction={runFraction(running)} label={`Progress of ${runTitle(running)}`} />
          </span>
          <span className="num">
            {isFinishing(running)
              ? 'Putting the result together'
              : formatPercent(running.progress, { digits: 0 })}
          </span>
          <IconButton icon={CircleStop} label={`Cancel ${runTitle(running)}`} onClick={cancel} />
        </>
      )}
      {running !== undefined && queued > 0 ? <span className="muted">{queued} queued</span> : null}
    </span>
  )
}

const THEME_ICONS = { dark: Moon, light: Sun, 'high-contrast': Contrast } as const

/** The line at the bottom: how desk, data and runs stand. */
export function StatusBar() {
  const theme = useThemeStore((state) => state.theme)
  const unread = useNotifications((state) => state.unread)
  const commands = useCommands((state) => state.commands)
  const keysOf = (id: string) => {
    const keys = commands.get(id)?.keys?.[0]
    return keys === undefined ? {} : { keys: showKeys(keys) }
  }
  return (
    <footer className="status-bar" data-region="status">
      <ConnectionItem />
      <HomeItem />
      <DataItem />
      <RunsItem />
      <span className="status-space" />
      <Clock />
      <IconButton
        icon={THEME_ICONS[theme.name]}
        label={`Theme: ${theme.label}. Switch to the next`}
        {...keysOf('appearance.next')}
        onClick={() => runCommand('appearance.next')}
      />
      <span className="status-bell">
        <IconButton
          icon={Bell}
          label={unread === 0 ? 'Notifications' : `Notifications, ${unread} new`}
          {...keysOf('shell.notifications')}
          onClick={() => runCommand('shell.notifications')}
        />
        {unread === 0 ? null : (
          <span className="status-unread" aria-hidden>
            {unread > 9 ? '9+' : unread}
          </span>
        )}
      </span>
    </footer>
  )
}
