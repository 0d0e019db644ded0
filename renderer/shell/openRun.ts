import { select } from '../state/selection.ts'
import { openPanel } from './workspace.ts'

/**
 * Shows a run in the result panel, beside others to compare it with. The panel's parameters are `runId`, and
 * `compare`: the ids of the others joined by commas, empty for none.
 */
export function openRun(runId: string, compareWith: readonly string[] = []): void {
  select({ runId })
  openPanel('result', { runId, compare: compareWith.join(',') })
}

/** The ids in a result panel's `compare`. */
export function comparedRuns(params: Readonly<Record<string, unknown>>): readonly string[] {
  const { compare } = params
  return typeof compare === 'string' && compare !== '' ? compare.split(',') : []
}
