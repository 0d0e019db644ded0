import type { editor } from 'monaco-editor/editor'
import { useEffect } from 'react'
import type { StrategyEntry } from '../../../shared/domain/strategy.ts'
import { registerCommand } from '../../shell/commands.ts'
import { setSaver } from '../backtest/runCommands.ts'
import type { DocumentLibrary } from './documents.ts'
import type { FileTask } from './FileDialogs.tsx'

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

/** Commands that begin something with a file of the library. */
export function useFileCommands(entry: StrategyEntry | null, begin: (task: FileTask) => void): void {
  useEffect(() => {
    const group = 'Strategy'
    const stops = [
      registerCommand({
        id: 'strategy.new',
        title: 'New strategy',
        group,
        aliases: ['template', 'create'],
        run: () => begin({ kind: 'new' }),
      }),
      registerCommand({
        id: 'strategy.duplicate',
        title: 'Duplicate the strategy',
        group,
        enabled: () => entry !== null,
        run: () => {
          if (entry !== null) begin({ kind: 'duplicate', entry })
        },
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [entry, begin])
}
