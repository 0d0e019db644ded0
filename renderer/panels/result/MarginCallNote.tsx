import { TriangleAlert } from 'lucide-react'
import type { RunSummary } from '../../../shared/domain/backtest.ts'
import { findMarginCall } from '../../../shared/domain/marginCall.ts'

/** Says below the headline that the account was called for margin: without it the figures read too well. */
export function MarginCallNote({ summary, onShow }: { summary: RunSummary; onShow: () => void }) {
  const sentence = findMarginCall(summary.assumptions)
  if (sentence === null) return null
  return (
    <p className="margin-call" role="note">
      <TriangleAlert size={14} aria-hidden />
      <span>
        <strong>Margin call.</strong> {sentence}
      </span>
      <button type="button" className="link" onClick={onShow}>
        Show when
      </button>
    </p>
  )
}
