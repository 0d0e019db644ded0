import type { DeskConnection } from '../desk/deskConnection.ts'
import { runCommands } from '../panels/backtest/runCommands.ts'
import { PANEL_KINDS, panelRegistry } from '../panels/panelRegistry.ts'
import { notifyError } from '../state/notifications.ts'
import { isActive, useRuns } from '../state/runs.ts'
import { nextTheme } from './appearance.ts'
import { type Command, registerCommand, runCommand, setCommandFailureHandler } from './commands.ts'
import { focusPanel, focusRegion } from './focusRegions.ts'
import { hideOverlay, showOverlay, useOverlay } from './overlays.ts'
import { closeActivePanel, getDock, openPanel, toggleMaximized } from './workspace.ts'
import { buildDefaultLayout } from './workspaceLayout.ts'

function panelCommands(): Command[] {
  return PANEL_KINDS.map((kind, index) => ({
    id: `panel.${kind}`,
    title: `Open the ${kind === 'editor' ? 'strategy editor' : kind}`,
    group: 'Panels',
    keys: [`Alt+${index + 1}`],
    aliases: [panelRegistry[kind].description],
    run: () => {
      openPanel(kind)
      focusPanel(kind)
    },
  }))
}

function workspaceCommands(): Command[] {
  const group = 'Workspace'
  return [
    { id: 'workspace.next', title: 'Go to the next panel', group, keys: ['F6'], run: () => focusRegion(1) },
    {
      id: 'workspace.previous',
      title: 'Go to the panel before',
      group,
      keys: ['Shift+F6'],
      run: () => focusRegion(-1),
    },
    {
      id: 'workspace.maximize',
      title: 'Maximise or restore the panel',
      group,
      keys: ['Alt+M'],
      run: toggleMaximized,
    },
    { id: 'workspace.close', title: 'Close the panel', group, keys: ['Alt+W'], run: closeActivePanel },
    {
      id: 'workspace.reset',
      title: 'Reset the layout',
      group,
      aliases: ['default workspace'],
      run: () => {
        const dock = getDock()
        if (dock !== null) buildDefaultLayout(dock)
      },
    },
  ]
}

function shellCommands(): Command[] {
  return [
    {
      id: 'shell.palette',
      title: 'Search commands',
      group: 'General',
      keys: ['Mod+K', 'Mod+Shift+P'],
      run: () => {
        if (useOverlay.getState().overlay?.kind === 'palette') hideOverlay()
        else showOverlay({ kind: 'palette' })
      },
    },
    {
      id: 'shell.shortcuts',
      title: 'Show the keyboard shortcuts',
      group: 'General',
      keys: ['?'],
      aliases: ['help', 'keys'],
      run: () => showOverlay({ kind: 'shortcuts' }),
    },
    {
      id: 'shell.notifications',
      title: 'Show the notifications',
      group: 'General',
      keys: ['Alt+N'],
      run: () => showOverlay({ kind: 'notifications' }),
    },
    {
      id: 'appearance.open',
      title: 'Change theme and row height',
      group: 'General',
      aliases: ['appearance', 'dark', 'light', 'high contrast', 'density'],
      run: () => showOverlay({ kind: 'appearance' }),
    },
    {
      id: 'appearance.next',
      title: 'Switch to the next theme',
      group: 'General',
      keys: ['Alt+T'],
      run: nextTheme,
    },
    {
      id: 'examples.open',
      title: 'Examples…',
      group: 'General',
      aliases: ['demo', 'tutorial', 'getting started', 'first steps', 'learn'],
      run: () => showOverlay({ kind: 'examples' }),
    },
    {
      id: 'shell.about',
      title: 'About Quarterdeck',
      group: 'General',
      aliases: ['version', 'licences', 'attribution', 'libraries'],
      run: () => showOverlay({ kind: 'about' }),
    },
    {
      id: 'data.import',
      title: 'Import prices from a file',
      group: 'Data',
      keys: ['Alt+I'],
      aliases: ['csv', 'parquet', 'load', 'open file'],
      run: () => showOverlay({ kind: 'import', files: [] }),
    },
    {
      id: 'data.synthesize',
      title: 'Generate synthetic prices',
      group: 'Data',
      aliases: ['random', 'simulate', 'test data'],
      run: () => showOverlay({ kind: 'synthesize' }),
    },
  ]
}

/** Makes the shell's own commands known. Returns the function that takes them back. */
export function registerShellCommands(connection: DeskConnection): () => void {
  setCommandFailureHandler((command, error) => notifyError(`“${command.title}” failed`, error))
  const activeRuns = () => (useRuns.getState().runs ?? []).filter(isActive)
  const runningCommands: Command[] = [
    {
      id: 'run.cancelAll',
      title: 'Cancel all runs',
      group: 'Runs',
      enabled: () => activeRuns().length > 0,
      run: async () => {
        await Promise.all(activeRuns().map((run) => connection.client.call('runs.cancel', { runId: run.id })))
      },
    },
    {
      id: 'desk.reconnect',
      title: 'Connect to the desk again',
      group: 'General',
      enabled: () => connection.status.state === 'lost',
      run: () => connection.retryNow(),
    },
  ]
  const stops = [
    ...panelCommands(),
    ...workspaceCommands(),
    ...shellCommands(),
    ...runningCommands,
    ...runCommands(connection.client),
  ].map(registerCommand)
  const stopShell = window.quarterdeck?.onCommand(runCommand)
  return () => {
    for (const stop of stops) stop()
    stopShell?.()
  }
}
