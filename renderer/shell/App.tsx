import { useEffect } from 'react'
import { useConnectionStatus, useDeskConnection } from '../desk/DeskProvider.tsx'
import { connectStores } from '../state/connectStores.ts'
import { restoreAppearance } from './appearance.ts'
import { DropTarget } from './DropTarget.tsx'
import { isWorthToast } from './isWorthToast.ts'
import { Toasts } from './Notifications.tsx'
import { Overlays } from './Overlays.tsx'
import { restoreRecentCommands } from './recentCommands.ts'
import { StartView } from './StartView.tsx'
import { StatusBar } from './StatusBar.tsx'
import { followSelection, restoreSelection } from './savedSelection.ts'
import { registerShellCommands } from './shellCommands.ts'
import { TitleBar } from './TitleBar.tsx'
import { useShortcuts } from './useShortcuts.ts'
import { Workspace } from './Workspace.tsx'

/** The window: title bar, workspace, status bar, and what lies over them. */
export function App() {
  const connection = useDeskConnection()
  const { epoch, state } = useConnectionStatus()
  const hasConnected = epoch > 0
  useShortcuts()

  useEffect(() => {
    const stops = [
      connectStores(connection, isWorthToast),
      registerShellCommands(connection),
      followSelection(),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [connection])

  useEffect(() => {
    if (!hasConnected) return
    void restoreAppearance()
    void restoreRecentCommands()
    void restoreSelection()
  }, [hasConnected])

  return (
    <div className="app" data-connection={state}>
      <a className="skip-link" href="#workspace">
        Skip to the workspace
      </a>
      <TitleBar />
      <main id="workspace" className="workspace" tabIndex={-1} aria-label="Workspace">
        {hasConnected ? <Workspace /> : <StartView />}
      </main>
      <StatusBar />
      <DropTarget />
      <Toasts />
      <Overlays />
    </div>
  )
}
