import { type DockviewApi, DockviewReact, type DockviewReadyEvent, type DockviewTheme } from 'dockview-react'
import { LayoutDashboard } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { z } from 'zod'
import { Button } from '../kit/Button.tsx'
import { EmptyState } from '../kit/States.tsx'
import { useSettings } from '../state/settings.ts'
import { runCommand } from './commands.ts'
import { useDockComponents } from './PanelFrame.tsx'
import { GroupActions, PanelTab } from './PanelTab.tsx'
import { setDock } from './workspace.ts'
import {
  buildDefaultLayout,
  LAYOUT_KEY,
  LAYOUT_VERSION,
  restoreLayout,
  storedLayoutSchema,
} from './workspaceLayout.ts'

const THEME: DockviewTheme = {
  name: 'quarterdeck',
  className: 'dock-theme',
  // Room between groups is their border's: dockview's own gap does not survive saving and restoring to the pixel.
  gap: 0,
  dndOverlayMounting: 'absolute',
  dndPanelOverlay: 'group',
}

function NothingOpen() {
  return (
    <EmptyState
      icon={LayoutDashboard}
      title="Every panel is closed"
      action={<Button onClick={() => runCommand('workspace.reset')}>Restore the default layout</Button>}
    >
      Open one from the Panels menu or the command palette.
    </EmptyState>
  )
}

/** Names the lists of tabs, which the dock leaves without a name. */
function nameTabLists(dock: DockviewApi): () => void {
  const name = ({ element }: { element: HTMLElement }) => {
    element.querySelector('[role="tablist"]')?.setAttribute('aria-label', 'Panels')
  }
  for (const group of dock.groups) name(group)
  const subscription = dock.onDidAddGroup(name)
  return () => subscription.dispose()
}

/** Remembers the layout a moment after each change. */
function followLayout(dock: DockviewApi): () => void {
  let isReading = false
  const subscription = dock.onDidLayoutChange(() => {
    if (isReading || dock.width === 0) return
    isReading = true
    useSettings.getState().save(LAYOUT_KEY, { version: LAYOUT_VERSION, layout: dock.toJSON() })
    // To write down a maximised group the dock gives the others their room for a moment, and announces it.
    if (dock.hasMaximizedGroup())
      requestAnimationFrame(() => requestAnimationFrame(() => (isReading = false)))
    else isReading = false
  })
  return () => subscription.dispose()
}

/** The docked panels, as they were left. */
export function Workspace() {
  const components = useDockComponents()
  const stop = useRef<(() => void) | null>(null)
  const current = useRef<DockviewApi | null>(null)

  const onReady = ({ api }: DockviewReadyEvent) => {
    current.current = api
    const start = (stored: z.infer<typeof storedLayoutSchema> | null) => {
      if (stored === null || !restoreLayout(api, stored.layout)) buildDefaultLayout(api)
      setDock(api)
    }
    useSettings
      .getState()
      .load(LAYOUT_KEY, storedLayoutSchema)
      .then(
        (stored) => {
          if (current.current !== api) return
          start(stored)
          const stopFollowing = followLayout(api)
          const stopNaming = nameTabLists(api)
          stop.current = () => {
            stopFollowing()
            stopNaming()
          }
        },
        // The stored layout is unknown: work with the default one, and leave what is stored alone.
        () => {
          if (current.current === api) start(null)
        },
      )
  }

  useEffect(
    () => () => {
      stop.current?.()
      current.current = null
      setDock(null)
    },
    [],
  )

  return (
    <DockviewReact
      theme={THEME}
      components={components}
      defaultTabComponent={PanelTab}
      rightHeaderActionsComponent={GroupActions}
      watermarkComponent={NothingOpen}
      onReady={onReady}
    />
  )
}
