import { useEffect } from 'react'
import { runCommand, useCommands } from './commands.ts'
import { isBareKey, isEditable, isMacPlatform, matchesKeys } from './keys.ts'
import { useOverlay } from './overlays.ts'

/** Runs commands by their keys, ahead of the panels: what is registered here means the same everywhere. */
export function useShortcuts(): void {
  useEffect(() => {
    const isMac = isMacPlatform()
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.repeat) return
      // A dialog has the keyboard to itself, the palette's own key excepted.
      const isModal = document.querySelector('dialog[open]') !== null
      for (const command of useCommands.getState().commands.values()) {
        const keys = command.keys?.find((candidate) => matchesKeys(event, candidate, isMac))
        if (keys === undefined) continue
        if (isModal && !(command.id === 'shell.palette' && useOverlay.getState().overlay?.kind === 'palette'))
          continue
        if (isBareKey(keys) && isEditable(event.target)) continue
        if (!runCommand(command.id)) continue
        event.preventDefault()
        event.stopPropagation()
        return
      }
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [])
}
