import { useEffect, useRef, useState } from 'react'
import type { StrategyCheck } from '../../../shared/domain/strategyCheck.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { ProgressBar } from '../../kit/ProgressBar.tsx'
import { ErrorState } from '../../kit/States.tsx'
import { useStrategies } from '../../state/strategies.ts'
import { readConfiguration } from '../backtest/backtestStore.ts'
import { LookAheadView } from './LookAheadView.tsx'
import { noteCheck } from './useEvidence.ts'
import { WarmUpView } from './WarmUpView.tsx'
import './checks.css'

const WORDS = {
  'look-ahead': {
    title: 'Look-ahead check',
    doing: 'Rerunning the strategy with its future cut off, and with noise in its place',
  },
  'warm-up': {
    title: 'Warm-up check',
    doing: 'Rerunning the strategy with histories of several lengths',
  },
} as const

/** Runs a check with the settings of the backtest and shows what it found. Closing it ends a check under way. */
export default function CheckDialog({
  strategyId,
  check,
  onClose,
}: {
  strategyId: string
  check: 'look-ahead' | 'warm-up'
  onClose: () => void
}) {
  const desk = useDesk()
  const name = useStrategies((state) => state.strategies?.find(({ id }) => id === strategyId)?.name)
  const [round, setRound] = useState(0)
  const [fraction, setFraction] = useState(0)
  const [answer, setAnswer] = useState<StrategyCheck | null>(null)
  const [error, setError] = useState<unknown>(null)
  const abort = useRef<AbortController | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` checks again
  useEffect(() => {
    const controller = new AbortController()
    abort.current = controller
    setAnswer(null)
    setError(null)
    setFraction(0)
    readConfiguration(desk, strategyId)
      .then((config) =>
        desk.call(
          'strategies.check',
          { config, request: { check } },
          {
            signal: controller.signal,
            onProgress: (progress) => setFraction(progress.fraction ?? 0),
          },
        ),
      )
      .then(
        (found) => {
          noteCheck()
          if (!controller.signal.aborted) setAnswer(found)
        },
        (failure: unknown) => {
          if (!controller.signal.aborted) setError(failure)
        },
      )
    return () => controller.abort()
  }, [desk, strategyId, check, round])

  const { title, doing } = WORDS[check]
  const isRunning = answer === null && error === null
  return (
    <Dialog
      title={`${title}: ${name ?? strategyId}`}
      size="large"
      dismissible={!isRunning}
      onClose={onClose}
      footer={
        isRunning ? (
          <Button onClick={onClose}>Cancel the check</Button>
        ) : (
          <>
            <Button onClick={() => setRound(round + 1)}>Check again</Button>
            <Button variant="primary" onClick={onClose}>
              Done
            </Button>
          </>
        )
      }
    >
      {error !== null ? (
        <ErrorState error={error} onRetry={() => setRound(round + 1)} />
      ) : answer === null ? (
        <div className="check-progress" role="status">
          <p>{doing}</p>
          <ProgressBar fraction={fraction} label={title} />
        </div>
      ) : (
        <>
          <p className="check-scope">
            {answer.config.symbols.join(', ')} at {answer.config.timeframe}, with the settings of the backtest
          </p>
          {answer.outcome.check === 'look-ahead' ? (
            <LookAheadView outcome={answer.outcome} strategyId={strategyId} onLeave={onClose} />
          ) : (
            <WarmUpView outcome={answer.outcome} />
          )}
        </>
      )}
    </Dialog>
  )
}
