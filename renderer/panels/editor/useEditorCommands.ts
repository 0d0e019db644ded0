import type { editor } from 'monaco-editor/editor'
import { useEffect } from 'react'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { registerCommand } from '../../shell/commands.ts'
import { startBacktest } from '../backtest/backtestStore.ts'
import type { DocumentLibrary } from './documents.ts'

/** Commands that act on the open strategy; they work from every panel. */
export function useEditorCommands({
  library,
  id,
  code,
}: {
  library: DocumentLibrary
  id: string
  code: editor.IStandaloneCodeEditor | null
}): void {
  const desk = useDesk()
  useEffect(() => {
    const stops = [
      registerCommand({
        id: 'strategy.save',
        title: 'Save the strategy',
        group: 'Strategy',
        keys: ['Mod+S'],
        run: async () => {
          await library.save(id)
        },
      }),
      registerCommand({
        id: 'strategy.format',
        title: 'Format the strategy',
        group: 'Strategy',
        keys: ['Shift+Alt+F'],
        enabled: () => code !== null,
        run: async () => {
          await code?.getAction('editor.action.formatDocument')?.run()
        },
      }),
      registerCommand({
        id: 'run.start',
        title: 'Run a backtest of the strategy',
        group: 'Runs',
        keys: ['Mod+Enter'],
        aliases: ['backtest', 'start'],
        run: async () => {
          const isSaved = await library.save(id)
          // A conflict is shown above the text; running the file as it is on disk would surprise.
          if (!isSaved) return
          const wasTyping = code?.hasTextFocus() === true
          await startBacktest(desk, id)
          if (wasTyping) requestAnimationFrame(() => code?.focus())
        },
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [desk, library, id, code])
}
