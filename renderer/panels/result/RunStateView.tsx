import { CircleSlash } from 'lucide-react'
import type { RunRecord } from '../../../shared/domain/backtest.ts'
import { DeskError, errorCodeSchema } from '../../../shared/domain/deskError.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { Button } from '../../kit/Button.tsx'
import { formatPercent } from '../../kit/format.ts'
import { ProgressBar } from '../../kit/ProgressBar.tsx'
import { EmptyState, ErrorState } from '../../kit/States.tsx'
import { parseSourcePlace } from '../../monaco/sourcePlace.ts'
import { runCommand } from '../../shell/commands.ts'
import { notifyError } from '../../state/notifications.ts'
import { isFinishing, runFraction, useRuns } from '../../state/runs.ts'
import { select } from '../../state/selection.ts'
import { showInEditor } from './runContext.ts'

/** A run that has no result: under way, waiting, failed, cancelled. */
export function RunStateView({ record }: { record: RunRecord }) {
  const desk = useDesk()
  const waiting = useRuns(
    ({ runs }) =>
      (runs ?? []).filter((run) => run.state === 'queued' && run.createdMs < record.createdMs).length,
  )
  const again = () => {
    select({ strategyId: record.config.strategyId })
    runCommand('run.start')
  }
  if (record.state === 'queued' || record.state === 'running') {
    const isQueued = record.state === 'queued'
    return (
      <div className="state" role="status">
        <p className="state-title">{isQueued ? 'Waiting to run' : 'Running'}</p>
        <div className="result-progress">
          <ProgressBar fraction={runFraction(record)} label="Progress of the run" />
        </div>
        <p className="state-text num">
          {isQueued
            ? waiting === 0
              ? 'It is the next one.'
              : `${waiting} ${waiting === 1 ? 'run is' : 'runs are'} before it.`
            : isFinishing(record)
              ? 'Putting the result together'
              : formatPercent(record.progress, { digits: 0 })}
        </p>
        <div className="state-actions">
          <Button
            onClick={() => {
              desk
                .call('runs.cancel', { runId: record.id })
                .catch((error: unknown) => notifyError('The run could not be cancelled.', error))
            }}
          >
            Cancel the run
          </Button>
        </div>
      </div>
    )
  }
  if (record.state === 'cancelled' || record.error === null) {
    const words =
      record.state === 'interrupted'
        ? 'The desk stopped while this run was under way'
        : 'This run was cancelled'
    return (
      <EmptyState
        icon={CircleSlash}
        title={words}
        action={<Button onClick={again}>Run the strategy again</Button>}
      >
        It left no result. {formatPercent(record.progress, { digits: 0 })} of the bars had been processed.
      </EmptyState>
    )
  }
  const { code, message, where, hint } = record.error
  const place = parseSourcePlace(where)
  const known = errorCodeSchema.safeParse(code)
  const error = new DeskError(known.success ? known.data : 'RUN_FAILED', message, {
    ...(where === undefined ? {} : { where }),
    ...(hint === undefined ? {} : { hint }),
  })
  return (
    <ErrorState error={error} onRetry={again} retryLabel="Run the strategy again">
      {place === null ? null : (
        <Button variant="primary" onClick={() => showInEditor(record.config.strategyId, place)}>
          Go to line {place.line}
        </Button>
      )}
    </ErrorState>
  )
}
