import type { editor } from 'monaco-editor/editor'
import { useEffect } from 'react'
import { registerCommand } from '../../shell/commands.ts'
import { setSaver } from '../backtest/runCommands.ts'
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
      setSaver((strategyId) => library.save(strategyId)),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [library, id, code])
}
