import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200),
  height: z.number().int().min(200),
})
const windowStateSchema = z.object({ bounds: boundsSchema, maximized: z.boolean() })

export type Bounds = z.infer<typeof boundsSchema>
export type WindowState = z.infer<typeof windowStateSchema>

export const DEFAULT_SIZE = { width: 1600, height: 1000 }
/** What of the window's title bar must lie on a display, pixels, for a person to get hold of it. */
const GRIP = { width: 100, height: 30 }

/** The state that was saved, or null where there is none that can be read. */
export function readWindowState(file: string): WindowState | null {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Saves the state; a failure only means that the window opens where it always does. */
export function saveWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(state))
    renameSync(`${file}.new`, file)
  } catch {
    // The disk is full or read-only: the window's place is not worth a message.
  }
}

/**
 * Where the window may open: the saved bounds where its title bar can be grasped on one of the displays, shrunk to
 * that display; null where no display shows it any more.
 */
export function visibleBounds(saved: Bounds, workAreas: readonly Bounds[]): Bounds | null {
  for (const area of workAreas) {
    const shownWidth = Math.min(saved.x + saved.width, area.x + area.width) - Math.max(saved.x, area.x)
    const titleBarInside = saved.y >= area.y && saved.y + GRIP.height <= area.y + area.height
    if (shownWidth < GRIP.width || !titleBarInside) continue
    return { ...saved, width: Math.min(saved.width, area.width), height: Math.min(saved.height, area.height) }
  }
  return null
}
