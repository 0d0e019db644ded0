import type { DockviewApi } from 'dockview-react'
import type { PanelKind, PanelParams } from '../panels/panelRegistry.ts'
import { panelRegistry } from '../panels/panelRegistry.ts'

let dock: DockviewApi | null = null

/** The shell hands over the dock when it is ready, and null when it goes. */
export function setDock(api: DockviewApi | null): void {
  dock = api
}

export function getDock(): DockviewApi | null {
  return dock
}

/** Id of a panel in the dock: one per kind, or one per kind and instance where the kind allows several. */
function panelId(kind: PanelKind, instance: string | undefined): string {
  return instance === undefined ? kind : `${kind}:${instance}`
}

/**
 * Brings a panel to the front, opening it where it is closed, and hands it the parameters.
 * `instance` opens a further panel of the kind beside the first.
 */
export function openPanel(kind: PanelKind, params: PanelParams = {}, instance?: string): void {
  if (dock === null) return
  const id = panelId(kind, instance)
  const existing = dock.getPanel(id)
  if (existing !== undefined) {
    if (Object.keys(params).length > 0) existing.api.updateParameters({ ...existing.params, ...params })
    existing.api.setActive()
    existing.focus()
    return
  }
  const definition = panelRegistry[kind]
  // A panel opens beside its kin where there is one, so that a workspace keeps its order.
  const kin = dock.panels.find((panel) => definition.kin.some((other) => panel.id.split(':')[0] === other))
  dock.addPanel({
    id,
    component: kind,
    title: definition.title,
    params: { ...params },
    renderer: definition.keepAlive ? 'always' : 'onlyWhenVisible',
    ...(kin === undefined ? {} : { position: { referencePanel: kin.id, direction: 'within' } }),
  })
}

/** Closes the panel in front. */
export function closeActivePanel(): void {
  dock?.activePanel?.api.close()
}

/** Gives the group in front the whole workspace, or gives the others their room back. */
export function toggleMaximized(): void {
  if (dock === null) return
  if (dock.hasMaximizedGroup()) dock.exitMaximizedGroup()
  else dock.activePanel?.api.maximize()
}
