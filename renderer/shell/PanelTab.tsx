import type { IDockviewHeaderActionsProps, IDockviewPanelHeaderProps } from 'dockview-react'
import { Maximize2, Minimize2, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../kit/IconButton.tsx'
import { isPanelKind, panelRegistry } from '../panels/panelRegistry.ts'

/** A panel's tab: icon, title, and a way to close it; the middle button closes, too. */
export function PanelTab({ api }: IDockviewPanelHeaderProps) {
  const [title, setTitle] = useState(api.title ?? '')
  useEffect(() => {
    setTitle(api.title ?? '')
    const subscription = api.onDidTitleChange(({ title: changed }) => setTitle(changed))
    return () => subscription.dispose()
  }, [api])
  const Icon = isPanelKind(api.component) ? panelRegistry[api.component].icon : null
  return (
    <div
      className="panel-tab"
      onAuxClick={(event) => {
        if (event.button === 1) api.close()
      }}
    >
      {Icon === null ? null : <Icon size={14} aria-hidden />}
      <span title={title}>{title}</span>
      <button
        type="button"
        className="panel-tab-close"
        aria-label={`Close ${title}`}
        title={`Close ${title}`}
        tabIndex={-1}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={(event) => {
          event.stopPropagation()
          api.close()
        }}
      >
        <X size={12} aria-hidden />
      </button>
    </div>
  )
}

/** At the right of a group's tabs: give the group the whole workspace, or take it back. */
export function GroupActions({ api, containerApi }: IDockviewHeaderActionsProps) {
  const [isMaximized, setMaximized] = useState(() => api.isMaximized())
  useEffect(() => {
    const subscription = containerApi.onDidMaximizedGroupChange(() => setMaximized(api.isMaximized()))
    return () => subscription.dispose()
  }, [api, containerApi])
  return (
    <div className="group-actions">
      <IconButton
        icon={isMaximized ? Minimize2 : Maximize2}
        label={isMaximized ? 'Restore' : 'Maximise'}
        onClick={() => (isMaximized ? api.exitMaximized() : api.maximize())}
      />
    </div>
  )
}
