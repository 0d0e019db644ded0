import type { Notification } from '../../shared/rpc/contract/deskCalls.ts'
import { isActive, useRuns } from '../state/runs.ts'
import { useSelection } from '../state/selection.ts'
import { useOverlay } from './overlays.ts'
import { getDock } from './workspace.ts'

/** Whether a notification is news to somebody who looks at the screen: not what is in front of them already. */
export function isWorthToast({ level, target }: Notification): boolean {
  if (level === 'info') return false
  if (level !== 'success' || target === undefined) return true
  if (target.kind === 'run') {
    // Of many runs in a row each would cover the one before: the last one speaks for them, the others are in the list.
    if (useRuns.getState().runs?.some((run) => run.id !== target.runId && isActive(run)) === true)
      return false
    const isShown = getDock()?.getPanel('result')?.api.isVisible === true
    return !(isShown && useSelection.getState().runId === target.runId)
  }
  const overlay = useOverlay.getState().overlay?.kind
  return overlay !== 'import' && overlay !== 'synthesize'
}
