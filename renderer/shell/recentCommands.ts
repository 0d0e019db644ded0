import { z } from 'zod'
import { create } from 'zustand'
import { useSettings } from '../state/settings.ts'

const KEY = 'commands.recent'
const KEPT = 20

/** Ids of commands as they were last used, newest first. */
export const useRecentCommands = create<{ readonly ids: readonly string[] }>()(() => ({ ids: [] }))

export function rememberCommand(id: string): void {
  const ids = [id, ...useRecentCommands.getState().ids.filter((other) => other !== id)].slice(0, KEPT)
  useRecentCommands.setState({ ids })
  useSettings.getState().save(KEY, ids)
}

export async function restoreRecentCommands(): Promise<void> {
  const ids = await useSettings
    .getState()
    .load(KEY, z.array(z.string()).max(KEPT))
    .catch(() => null)
  if (ids !== null) useRecentCommands.setState({ ids })
}
