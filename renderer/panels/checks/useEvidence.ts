import { useEffect } from 'react'
import { create } from 'zustand'
import type { CallResult, DeskContract } from '../../../shared/rpc/contract/deskContract.ts'
import { useCall } from '../../desk/useCall.ts'
import { useRuns } from '../../state/runs.ts'
import { useStrategies } from '../../state/strategies.ts'

type Evidence = CallResult<DeskContract, 'strategies.evidence'>

/** Counts the checks that have ended on this screen: what shows them asks again. */
export const useCheckCount = create<{ readonly count: number }>()(() => ({ count: 0 }))

/** Says that a check has ended. */
export function noteCheck(): void {
  useCheckCount.setState(({ count }) => ({ count: count + 1 }))
}

/** Checks and openings of hold-outs of a strategy as it is stored; null until the desk has answered. */
export function useEvidence(strategyId: string | null): Evidence | null {
  const { value, reload } = useCall('strategies.evidence', strategyId === null ? null : { id: strategyId })
  const count = useCheckCount((state) => state.count)
  const modifiedMs = useStrategies(
    (state) => state.strategies?.find(({ id }) => id === strategyId)?.modifiedMs ?? 0,
  )
  const opened = useRuns(
    (state) => (state.runs ?? []).filter(({ config }) => config.openHoldOut === true).length,
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these may have changed what the desk would say
  useEffect(() => reload(), [reload, count, modifiedMs, opened])
  return value
}
