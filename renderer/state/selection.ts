import { create } from 'zustand'

/** What the panels look at together: clicking a trade sets the run and the time, and the chart follows. */
export interface Selection {
  readonly datasetId: string | null
  readonly runId: string | null
  readonly strategyId: string | null
  /** A moment the chart brings into view, epoch milliseconds. */
  readonly focusTimeMs: number | null
}

export const useSelection = create<Selection>()(() => ({
  datasetId: null,
  runId: null,
  strategyId: null,
  focusTimeMs: null,
}))

/** Changes the fields given and leaves the others. */
export function select(change: Partial<Selection>): void {
  useSelection.setState(change)
}
