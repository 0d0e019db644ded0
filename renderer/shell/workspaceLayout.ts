import type { DockviewApi, SerializedDockview } from 'dockview-react'
import { z } from 'zod'
import { isPanelKind, type PanelKind, panelRegistry } from '../panels/panelRegistry.ts'

/** Raised when a stored layout can no longer be read as it was meant. */
export const LAYOUT_VERSION = 1
export const LAYOUT_KEY = 'workspace.layout'

const panelSchema = z.looseObject({
  id: z.string(),
  contentComponent: z.string().refine(isPanelKind),
  params: z.record(z.string(), z.json()).optional(),
})

/** The part of dockview's layout that is checked; dockview itself refuses the rest where it is wrong. */
const layoutSchema = z.looseObject({
  grid: z.looseObject({
    root: z.looseObject({}),
    width: z.number().positive(),
    height: z.number().positive(),
  }),
  panels: z.record(z.string(), panelSchema).refine((panels) => Object.keys(panels).length > 0),
})

export const storedLayoutSchema = z.object({
  version: z.literal(LAYOUT_VERSION),
  layout: z.custom<SerializedDockview>((value) => layoutSchema.safeParse(value).success),
})

/** Side columns keep these widths on a small screen and grow with a large one. */
export function defaultSizes(width: number, height: number) {
  const clamp = (value: number, low: number, high: number) => Math.round(Math.min(high, Math.max(low, value)))
  return {
    editorWidth: clamp(width * 0.32, 380, 720),
    backtestWidth: clamp(width * 0.23, 288, 400),
    resultHeight: clamp(height * 0.42, 260, 560),
  }
}

/** Editor left, chart in the middle, the run's form right, and everything told in tables below the first two. */
export function buildDefaultLayout(dock: DockviewApi): void {
  dock.clear()
  const sizes = defaultSizes(dock.width, dock.height)
  const add = (kind: PanelKind, more: Partial<Parameters<DockviewApi['addPanel']>[0]> = {}) =>
    dock.addPanel({
      id: kind,
      component: kind,
      title: panelRegistry[kind].title,
      params: {},
      renderer: panelRegistry[kind].keepAlive ? 'always' : 'onlyWhenVisible',
      ...more,
    } as Parameters<DockviewApi['addPanel']>[0])
  add('editor')
  add('backtest', {
    position: { referencePanel: 'editor', direction: 'right' },
    initialWidth: sizes.backtestWidth,
  })
  add('result', {
    position: { referencePanel: 'editor', direction: 'below' },
    initialHeight: sizes.resultHeight,
  })
  add('runs', { position: { referencePanel: 'result', direction: 'within' }, inactive: true })
  add('data', { position: { referencePanel: 'result', direction: 'within' }, inactive: true })
  add('log', { position: { referencePanel: 'result', direction: 'within' }, inactive: true })
  add('chart', {
    position: { referencePanel: 'editor', direction: 'right' },
    initialWidth: dock.width - sizes.backtestWidth - sizes.editorWidth,
  })
  dock.getPanel('editor')?.api.setActive()
}

/** Puts a stored layout in place; false, and an empty dock, where dockview cannot read it. */
export function restoreLayout(dock: DockviewApi, layout: SerializedDockview): boolean {
  try {
    dock.fromJSON(layout)
    return dock.totalPanels > 0
  } catch {
    dock.clear()
    return false
  }
}
