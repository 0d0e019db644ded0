import { create } from 'zustand'
import type { RunRecord } from '../../shared/domain/backtest.ts'

/** Runs the screen keeps; older ones are reached by search. */
export const RUNS_KEPT = 1000

interface RunsState {
  /** Newest first; null until the desk has answered. */
  readonly runs: readonly RunRecord[] | null
  readonly error: unknown
}

/** The history of runs, kept current by `connectStores`. */
export const useRuns = create<RunsState>()(() => ({ runs: null, error: null }))

/** Takes a record in: replaces the one of its id, or puts it where its time of creation belongs. */
export function mergeRun(runs: readonly RunRecord[], record: RunRecord): readonly RunRecord[] {
  const index = runs.findIndex((run) => run.id === record.id)
  if (index >= 0) return runs.with(index, record)
  const before = runs.findIndex((run) => run.createdMs <= record.createdMs)
  return runs.toSpliced(before < 0 ? runs.length : before, 0, record).slice(0, RUNS_KEPT)
}

export function isActive(run: RunRecord): boolean {
  return run.state === 'queued' || run.state === 'running'
}

/** Whether every bar is processed and the run's result is being put together. */
export function isFinishing(run: RunRecord): boolean {
  return run.state === 'running' && run.progress >= 1
}

/** How far a run under way has come: 0 while it waits, null while its result is put together. */
export function runFraction(run: RunRecord): number | null {
  if (run.state === 'queued') return 0
  return isFinishing(run) ? null : run.progress
}

/** The run as people call it: the strategy and its symbols. */
export function runTitle(run: RunRecord): string {
  const { symbols } = run.config
  const shown = symbols.slice(0, 3).join(', ')
  return `${run.strategyName} · ${symbols.length > 3 ? `${shown} and ${symbols.length - 3} more` : shown}`
}

/** Forgets a run that was removed. */
export function forgetRun(runId: string): void {
  useRuns.setState(({ runs }) => ({ runs: runs?.filter((run) => run.id !== runId) ?? null }))
}
