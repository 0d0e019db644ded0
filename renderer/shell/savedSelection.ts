import { z } from 'zod'
import { useDatasets } from '../state/datasets.ts'
import { useRuns } from '../state/runs.ts'
import { select, useSelection } from '../state/selection.ts'
import { useSettings } from '../state/settings.ts'
import { useStrategies } from '../state/strategies.ts'

const KEY = 'workspace.selection'
const id = z.string().nullable()
const savedSchema = z.object({ datasetId: id, runId: id, strategyId: id })

/** What a first start shows: the longest sample, and the simplest strategy. */
const FIRST_DATASET = 'SPX@1d'
const FIRST_STRATEGY = 'sma-cross'

let isRestored = false

/** Chooses what is there where nothing is chosen, or where what was chosen is gone. */
function fill(): void {
  if (!isRestored) return
  const { datasetId, strategyId, runId } = useSelection.getState()
  const { datasets } = useDatasets.getState()
  const { strategies } = useStrategies.getState()
  const { runs } = useRuns.getState()
  if (datasets !== null && !datasets.some((dataset) => dataset.id === datasetId)) {
    const first = datasets.find((dataset) => dataset.id === FIRST_DATASET) ?? datasets[0]
    if ((first?.id ?? null) !== datasetId) select({ datasetId: first?.id ?? null })
  }
  if (strategies !== null && !strategies.some((strategy) => strategy.id === strategyId)) {
    const first = strategies.find((strategy) => strategy.id === FIRST_STRATEGY) ?? strategies[0]
    if ((first?.id ?? null) !== strategyId) select({ strategyId: first?.id ?? null })
  }
  if (runs !== null && runId !== null && !runs.some((run) => run.id === runId)) select({ runId: null })
}

/** Takes up what was selected when the window was last open. */
export async function restoreSelection(): Promise<void> {
  const saved = await useSettings
    .getState()
    .load(KEY, savedSchema)
    .catch(() => null)
  if (saved !== null && !isRestored) select(saved)
  isRestored = true
  fill()
}

/** Saves the selection at each change, and keeps it on things that exist. Returns the function that stops it. */
export function followSelection(): () => void {
  const stops = [
    useDatasets.subscribe(fill),
    useStrategies.subscribe(fill),
    useRuns.subscribe(fill),
    useSelection.subscribe(({ datasetId, runId, strategyId }) => {
      if (isRestored) useSettings.getState().save(KEY, { datasetId, runId, strategyId })
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
