import { FlaskConical, Play, RotateCcw, ShieldCheck } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import type { StrategyEntry } from '../../../shared/domain/strategy.ts'
import { useConnectionStatus, useDesk } from '../../desk/DeskProvider.tsx'
import { Button } from '../../kit/Button.tsx'
import { SelectField } from '../../kit/Field.tsx'
import { IconButton } from '../../kit/IconButton.tsx'
import { Menu } from '../../kit/Menu.tsx'
import { EmptyState, ErrorState, LoadingState } from '../../kit/States.tsx'
import { runCommand } from '../../shell/commands.ts'
import { showKeys } from '../../shell/keys.ts'
import { openPanel } from '../../shell/workspace.ts'
import { compileStored, useCompiled } from '../../state/compiledStrategies.ts'
import { useDatasets } from '../../state/datasets.ts'
import { select, useSelection } from '../../state/selection.ts'
import { useStrategies } from '../../state/strategies.ts'
import { ActiveRuns } from './ActiveRuns.tsx'
import { BacktestFields } from './BacktestFields.tsx'
import { checkForm } from './backtestForm.ts'
import { changeForm, loadForm, resetForm, useBacktestForms } from './backtestStore.ts'
import './backtest.css'

const ORIGINS = [
  { origin: 'user', group: 'Yours' },
  { origin: 'built-in', group: 'Built in' },
  { origin: 'example', group: 'Examples' },
] as const

/** Settings of a backtest of the selected strategy, and the runs under way. */
export default function BacktestPanel() {
  const strategies = useStrategies()
  const { datasets, error: datasetsError } = useDatasets()
  const strategyId = useSelection((selection) => selection.strategyId)
  if (strategies.strategies === null || datasets === null) {
    const error = strategies.error ?? datasetsError
    return error === null ? <LoadingState label="Loading the settings" /> : <ErrorState error={error} />
  }
  const entry = strategies.strategies.find(({ id }) => id === strategyId) ?? strategies.strategies[0]
  if (entry === undefined) {
    return (
      <EmptyState
        icon={FlaskConical}
        title="Nothing to test yet"
        action={<Button onClick={() => openPanel('editor')}>Open the editor</Button>}
      >
        Settings for a run of a strategy appear here once there is one.
      </EmptyState>
    )
  }
  return <Settings key={entry.id} entry={entry} strategies={strategies.strategies} datasets={datasets} />
}

/** Loads what the form needs: the strategy's declaration and the settings as left last time. */
function Settings({
  entry,
  strategies,
  datasets,
}: {
  entry: StrategyEntry
  strategies: readonly StrategyEntry[]
  datasets: readonly Dataset[]
}) {
  const desk = useDesk()
  const { epoch } = useConnectionStatus()
  const { id, modifiedMs } = entry
  const compiled = useCompiled((state) => state.compiled[id])
  const form = useBacktestForms((state) => state.forms[id])
  const [error, setError] = useState<unknown>(null)
  const [round, setRound] = useState(0)

  // The declaration comes first, because settings that are made anew follow what the strategy was written for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed file, a new connection and a retry read again
  useEffect(() => {
    let isCurrent = true
    setError(null)
    compileStored(desk, id)
      .then(() => loadForm(id))
      .catch((failure: unknown) => {
        if (isCurrent) setError(failure)
      })
    return () => {
      isCurrent = false
    }
  }, [desk, id, modifiedMs, epoch, round])

  const description = compiled?.lastDescription ?? null
  const context = useMemo(() => ({ datasets, description }), [datasets, description])
  const checked = useMemo(
    () => (form === undefined ? null : checkForm(form, id, context)),
    [form, id, context],
  )
  const grouped = useMemo(
    () =>
      ORIGINS.flatMap(({ origin, group }) =>
        strategies
          .filter((strategy) => strategy.origin === origin)
          .map(({ id: value, name: label }) => ({ value, label, group }))
          .sort((a, b) => a.label.localeCompare(b.label)),
      ),
    [strategies],
  )
  const formElement = useRef<HTMLFormElement>(null)
  const [isAttempted, setIsAttempted] = useState(false)
  const [resets, setResets] = useState(0)

  /** Whether the settings hold; the first that does not is shown. */
  const isReady = (): boolean => {
    // A field that holds something unreadable says so itself and keeps its last good figure; that is not what to run.
    const wrong = formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (wrong !== null && wrong !== undefined) {
      setIsAttempted(true)
      wrong.closest('details')?.setAttribute('open', '')
      wrong.scrollIntoView({ block: 'center' })
      wrong.focus()
      return false
    }
    setIsAttempted(false)
    return true
  }
  const start = () => void (isReady() && runCommand('run.start'))
  const check = (kind: 'look-ahead' | 'warm-up') => void (isReady() && runCommand(`strategy.check.${kind}`))
  return (
    <div className="panel backtest-panel">
      <div className="backtest-strategy">
        <SelectField
          label="Strategy"
          value={id}
          options={grouped}
          onChange={(strategyId) => select({ strategyId })}
        />
        <IconButton
          icon={RotateCcw}
          label="Reset all settings"
          disabled={form === undefined}
          onClick={() => {
            resetForm(id)
            setResets(resets + 1)
            setIsAttempted(false)
          }}
        />
      </div>
      <form
        ref={formElement}
        className="panel-body backtest-form"
        aria-label="Backtest settings"
        onSubmit={(event) => {
          event.preventDefault()
          start()
        }}
      >
        {form === undefined || checked === null ? (
          error === null ? (
            <LoadingState label="Loading the settings" />
          ) : (
            <ErrorState error={error} onRetry={() => setRound(round + 1)} />
          )
        ) : (
          <>
            <CompileNotice
              hasDescription={description !== null}
              diagnostics={compiled?.diagnostics.length ?? 0}
            />
            <BacktestFields
              // Fields that hold unreadable input are made anew as well.
              key={`${id} ${resets}`}
              form={form}
              problems={checked.problems}
              strategyId={id}
              datasets={datasets}
              description={description}
              onChange={(change) => changeForm(id, change)}
            />
          </>
        )}
        <button type="submit" hidden tabIndex={-1} aria-hidden />
      </form>
      <footer className="backtest-footer">
        <ActiveRuns />
        {isAttempted ? (
          <p className="field-error" role="alert">
            The settings marked in red need your attention.
          </p>
        ) : null}
        <div className="backtest-actions">
          <Menu
            label="Check"
            className="button button-plain"
            entries={[
              {
                id: 'look-ahead',
                label: 'Look-ahead: reruns without the future',
                run: () => check('look-ahead'),
              },
              { id: 'warm-up', label: 'Warm-up: reruns with shorter histories', run: () => check('warm-up') },
            ]}
          >
            <ShieldCheck size={14} aria-hidden />
            <span>Check</span>
          </Menu>
          <Button
            variant="primary"
            icon={Play}
            keys={showKeys('Mod+Enter')}
            className="backtest-run"
            disabled={form === undefined || description === null}
            onClick={start}
          >
            Run backtest
          </Button>
        </div>
      </footer>
    </div>
  )
}

/** Says that the form is made from an earlier version while the file does not compile. */
function CompileNotice({ hasDescription, diagnostics }: { hasDescription: boolean; diagnostics: number }) {
  if (hasDescription && diagnostics === 0) return null
  return (
    <div className="backtest-notice" role="status">
      <span>
        {hasDescription
          ? 'The strategy has problems. Its parameters are those of the last version that compiled.'
          : 'The strategy does not compile yet, so its parameters are not known.'}
      </span>
      <Button onClick={() => openPanel('editor')}>Open the editor</Button>
    </div>
  )
}
