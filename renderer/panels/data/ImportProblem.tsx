import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { toErrorShape } from '../../../shared/domain/deskError.ts'

/** A failure of the import, in place: what, where, and what to do; `action` does it. */
export function ImportProblem({ error, action }: { error: unknown; action?: ReactNode }) {
  const { message, where, hint } = toErrorShape(error)
  return (
    <div className="import-problem" role="alert">
      <CircleAlert size={16} aria-hidden />
      <div>
        <p className="import-problem-message">{message}</p>
        {where === undefined ? null : <p>{where}</p>}
        {hint === undefined ? null : <p className="muted">{hint}</p>}
      </div>
      {action}
    </div>
  )
}
