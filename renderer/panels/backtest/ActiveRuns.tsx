import { X } from 'lucide-react'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { formatCount, formatPercent } from '../../kit/format.ts'
import { IconButton } from '../../kit/IconButton.tsx'
import { ProgressBar } from '../../kit/ProgressBar.tsx'
import { notifyError } from '../../state/notifications.ts'
import { isActive, isFinishing, runFraction, runTitle, useRuns } from '../../state/runs.ts'
import { select } from '../../state/selection.ts'

/** Runs under way and waiting, in the order in which they come. */
export function ActiveRuns() {
  const desk = useDesk()
  const runs = useRuns((state) => state.runs)
  const active = (runs ?? []).filter(isActive).toSorted((a, b) => a.createdMs - b.createdMs)
  if (active.length === 0) return null
  let place = 0
  return (
    <ul className="active-runs" aria-label="Runs under way">
      {active.map((run) => {
        const isQueued = run.state === 'queued'
        if (isQueued) place += 1
        return (
          <li key={run.id}>
            <button
              type="button"
              className="active-run"
              onClick={() => select({ runId: run.id })}
              title={runTitle(run)}
            >
              <span className="active-run-name">{runTitle(run)}</span>
              <span className="active-run-state num">
                {isQueued
                  ? `waiting, place ${formatCount(place)}`
                  : isFinishing(run)
                    ? 'Putting the result together'
                    : formatPercent(run.progress, { digits: 0 })}
              </span>
              <ProgressBar fraction={runFraction(run)} label={`Progress of ${runTitle(run)}`} />
            </button>
            <IconButton
              icon={X}
              label={`Cancel ${runTitle(run)}`}
              onClick={() => {
                desk
                  .call('runs.cancel', { runId: run.id })
                  .catch((error: unknown) => notifyError('The run could not be cancelled.', error))
              }}
            />
          </li>
        )
      })}
    </ul>
  )
}
