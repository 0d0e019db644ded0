import type { RunDetail } from '../../../shared/rpc/contract/runCalls.ts'
import { openPanel } from '../../shell/workspace.ts'
import { useDatasets } from '../../state/datasets.ts'
import { select } from '../../state/selection.ts'

/** Brings a moment of a run into the chart: its symbol's data, its trades, and the bar. */
export function showInChart(detail: RunDetail, symbol: string | null, timeMs: number): void {
  const slices = detail.summary?.data ?? []
  const slice = symbol === null ? slices[0] : slices.find((candidate) => candidate.symbol === symbol)
  const { datasets } = useDatasets.getState()
  const known = datasets?.find((dataset) => dataset.id === slice?.datasetId)
  const other = datasets?.find((dataset) => dataset.instrument.symbol === (slice?.symbol ?? symbol))
  const datasetId = known?.id ?? other?.id
  select({
    runId: detail.record.id,
    focusTimeMs: timeMs,
    ...(datasetId === undefined ? {} : { datasetId }),
  })
  const before = document.activeElement
  openPanel('chart')
  // Whoever walks through a grid with the arrow keys goes on doing so.
  if (before instanceof HTMLElement) requestAnimationFrame(() => before.focus())
}

/** Opens the editor where an error of a run points. */
export function showInEditor(strategyId: string, place: { line: number; column: number } | null): void {
  select({ strategyId })
  openPanel(
    'editor',
    place === null ? { strategyId } : { strategyId, line: place.line, column: place.column },
  )
}
