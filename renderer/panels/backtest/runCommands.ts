import type { DeskClient } from '../../../shared/rpc/deskClient.ts'
import type { Command } from '../../shell/commands.ts'
import { showOverlay } from '../../shell/overlays.ts'
import { useSelection } from '../../state/selection.ts'
import { startBacktest } from './backtestStore.ts'

/** Saves what is unsaved of a strategy; false where that needs a decision of the user first. */
type Saver = (strategyId: string) => Promise<boolean>

let saver: Saver | null = null

/** The editor says how unsaved text is saved before a run. Returns the function that takes it back. */
export function setSaver(next: Saver): () => void {
  saver = next
  return () => {
    if (saver === next) saver = null
  }
}

/** Commands that start runs; they work whether or not the panels are open. */
export function runCommands(desk: DeskClient): Command[] {
  const check = (kind: 'look-ahead' | 'warm-up'): Command => ({
    id: `strategy.check.${kind}`,
    title:
      kind === 'look-ahead'
        ? 'Check the selected strategy for a look ahead'
        : 'Check the warm-up of the selected strategy',
    group: 'Runs',
    aliases: ['honest', 'bias', 'future', 'settled', 'history'],
    enabled: () => useSelection.getState().strategyId !== null,
    run: async () => {
      const { strategyId } = useSelection.getState()
      if (strategyId === null) return
      if ((await saver?.(strategyId)) ?? true) showOverlay({ kind: 'check', strategyId, check: kind })
    },
  })
  return [
    check('look-ahead'),
    check('warm-up'),
    {
      id: 'run.start',
      title: 'Run a backtest of the selected strategy',
      group: 'Runs',
      keys: ['Mod+Enter'],
      aliases: ['backtest', 'start'],
      enabled: () => useSelection.getState().strategyId !== null,
      run: async () => {
        const { strategyId } = useSelection.getState()
        if (strategyId === null) return
        const isSaved = (await saver?.(strategyId)) ?? true
        // A conflict is shown above the text; running the file as it is on disk would surprise.
        if (!isSaved) return
        const before = document.activeElement
        await startBacktest(desk, strategyId)
        // Whoever was typing goes on typing.
        if (before instanceof HTMLElement) requestAnimationFrame(() => before.focus())
      },
    },
  ]
}
