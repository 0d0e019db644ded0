import { useMemo } from 'react'
import type { EquitySeries, RoundTrip, RunRecord } from '../../../shared/domain/backtest.ts'
import type { Fill } from '../../../shared/domain/order.ts'
import { useCall } from '../../desk/useCall.ts'
import { useRuns } from '../../state/runs.ts'
import { useSelection } from '../../state/selection.ts'

/** What a finished run left behind, as far as a chart draws it. */
export interface RunOverlay {
  readonly record: RunRecord
  readonly fills: readonly Fill[]
  readonly roundTrips: readonly RoundTrip[]
  readonly equity: EquitySeries | null
}

const EQUITY_POINTS = 10_000

/** The selected run's trades and equity; null while none is selected, it is not done, or its answer is under way. */
export function useRunOverlay(): RunOverlay | null {
  const runId = useSelection((selection) => selection.runId)
  const record = useRuns(({ runs }) => runs?.find((run) => run.id === runId) ?? null)
  const params = record !== null && record.state === 'done' ? { runId: record.id } : null
  const fills = useCall('runs.fills', params).value
  const detail = useCall('runs.show', params).value
  const equity = useCall(
    'runs.equity',
    params === null ? null : { ...params, maxPoints: EQUITY_POINTS },
  ).value
  return useMemo(() => {
    if (detail === null || detail.summary === null || fills === null) return null
    return { record: detail.record, fills, roundTrips: detail.summary.roundTrips, equity }
  }, [detail, fills, equity])
}
