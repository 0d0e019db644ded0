import { ShieldCheck } from 'lucide-react'
import { useEffect } from 'react'
import type { RunSummary } from '../../../shared/domain/backtest.ts'
import { isSameHoldOut } from '../../../shared/domain/holdOut.ts'
import type { RunDetail } from '../../../shared/rpc/contract/runCalls.ts'
import { useCall } from '../../desk/useCall.ts'
import { formatDate } from '../../kit/format.ts'
import { lookAheadText, openingsText } from '../checks/evidenceText.ts'
import { useCheckCount } from '../checks/useEvidence.ts'

/** What else is known of the strategy that made a run: whether its version looks ahead, how worn its hold-out is. */
export function RunEvidence({ detail, summary }: { detail: RunDetail; summary: RunSummary }) {
  const { strategyHash, strategyName, config } = detail.record
  const checks = useCall('strategies.checks', { strategyHash })
  const openings = useCall('strategies.holdOutOpenings', summary.holdOut === undefined ? null : {})
  const count = useCheckCount((state) => state.count)
  const { reload } = checks
  // biome-ignore lint/correctness/useExhaustiveDependencies: a check that has ended may have been of this version
  useEffect(() => reload(), [reload, count])
  const { holdOut } = summary
  const subject = holdOut && {
    strategyId: config.strategyId,
    strategyName,
    symbols: config.symbols,
    holdOut: holdOut.period,
  }
  const own = subject ? (openings.value ?? []).filter((opening) => isSameHoldOut(opening, subject)) : []
  return (
    <p className="run-evidence">
      <ShieldCheck size={14} aria-hidden />
      <span>
        Look-ahead check of this version: {checks.value === null ? '…' : lookAheadText(checks.value)}.
        {holdOut === undefined
          ? ''
          : ` Hold-out from ${formatDate(holdOut.period.fromMs)}: ${
              openings.value === null ? '…' : openingsText(own)
            }`}
      </span>
    </p>
  )
}
