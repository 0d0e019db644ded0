import { LockOpen } from 'lucide-react'
import { useState } from 'react'
import { isSameHoldOut } from '../../../shared/domain/holdOut.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { Button } from '../../kit/Button.tsx'
import { ConfirmDialog } from '../../kit/ConfirmDialog.tsx'
import { TextField } from '../../kit/Field.tsx'
import { useStrategies } from '../../state/strategies.ts'
import { openingsText } from '../checks/evidenceText.ts'
import { useEvidence } from '../checks/useEvidence.ts'
import { type BacktestForm, parseDay } from './backtestForm.ts'
import { startBacktest } from './backtestStore.ts'

/** The hold-out in a few words. */
export function holdOutSummary({ holdOutFrom, holdOutTo }: BacktestForm): string {
  if (holdOutFrom === '') return 'none'
  return holdOutTo === '' ? `from ${holdOutFrom}` : `${holdOutFrom} to ${holdOutTo}`
}

/** The period that is kept back, how often it was opened, and the one button that opens it. */
export function HoldOutFields({
  strategyId,
  form,
  problems,
  onChange,
}: {
  strategyId: string
  form: BacktestForm
  problems: Readonly<Record<string, string>>
  onChange: (change: Partial<BacktestForm>) => void
}) {
  const desk = useDesk()
  const evidence = useEvidence(strategyId)
  const strategyName = useStrategies((state) => state.strategies?.find(({ id }) => id === strategyId)?.name)
  const [isAsking, setIsAsking] = useState(false)
  const fromMs = parseDay(form.holdOutFrom)
  const toMs = parseDay(form.holdOutTo)
  const subject =
    fromMs === null
      ? null
      : {
          strategyId,
          strategyName: strategyName ?? strategyId,
          symbols: [...form.symbols],
          holdOut: toMs === null ? { fromMs } : { fromMs, toMs },
        }
  const openings = (evidence?.openings ?? []).filter(
    (opening) => subject !== null && isSameHoldOut(opening, subject),
  )
  const isWrong = problems.holdOutFrom !== undefined || problems.holdOutTo !== undefined
  return (
    <>
      <div className="backtest-pair">
        <TextField
          label="From"
          placeholder="YYYY-MM-DD"
          value={form.holdOutFrom}
          error={problems.holdOutFrom}
          onChange={(holdOutFrom) => onChange({ holdOutFrom })}
        />
        <TextField
          label="To"
          placeholder="end of data"
          value={form.holdOutTo}
          error={problems.holdOutTo}
          onChange={(holdOutTo) => onChange({ holdOutTo })}
        />
      </div>
      <p className="field-hint">
        {subject === null
          ? 'Bars from a day on that no run sees, kept for one last test.'
          : `A run ends before it. ${openingsText(openings)}`}
      </p>
      {subject === null || isWrong ? null : (
        <Button icon={LockOpen} className="backtest-open-hold-out" onClick={() => setIsAsking(true)}>
          Open the hold-out…
        </Button>
      )}
      {isAsking ? (
        <ConfirmDialog
          title={`Open the hold-out ${holdOutSummary(form)}?`}
          confirmLabel="Open the hold-out"
          onConfirm={async () => {
            await startBacktest(desk, strategyId, { openHoldOut: true })
          }}
          onClose={() => setIsAsking(false)}
        >
          The run goes on through the period that was kept back. That is recorded with the strategy for good,
          with its version and parameters. {openingsText(openings)} A strategy that is changed after a look at
          the hold-out has been fitted to it.
        </ConfirmDialog>
      ) : null}
    </>
  )
}
