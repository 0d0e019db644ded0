import { create } from 'zustand'
import type { BacktestConfigInput, RunRecord } from '../../../shared/domain/backtest.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { DeskClient } from '../../../shared/rpc/deskClient.ts'
import { openRun } from '../../shell/openRun.ts'
import { openPanel } from '../../shell/workspace.ts'
import { compileStored, useCompiled } from '../../state/compiledStrategies.ts'
import { useDatasets } from '../../state/datasets.ts'
import { mergeRun, useRuns } from '../../state/runs.ts'
import { select, useSelection } from '../../state/selection.ts'
import { useSettings } from '../../state/settings.ts'
import {
  type BacktestForm,
  backtestFormSchema,
  checkForm,
  defaultForm,
  type FormContext,
  formOf,
} from './backtestForm.ts'

interface BacktestState {
  /** Settings by strategy, as far as they were read or made. */
  readonly forms: Readonly<Record<string, BacktestForm>>
}

/** The backtest settings of every strategy, shared by the form and by what starts runs elsewhere. */
export const useBacktestForms = create<BacktestState>()(() => ({ forms: {} }))

/** Setting keys take letters, digits and hyphens; ids may have more. */
function settingKey(strategyId: string): string {
  return `backtest.form.${strategyId.replaceAll(/[^\w-]/g, '-')}`
}

function context(strategyId: string): FormContext {
  return {
    datasets: useDatasets.getState().datasets ?? [],
    description: useCompiled.getState().compiled[strategyId]?.lastDescription ?? null,
  }
}

/** What a strategy comes with, else settings made for it and the data at hand. */
function startForm(strategyId: string): BacktestForm {
  const suggested = useCompiled.getState().compiled[strategyId]?.suggestedRun
  if (suggested !== undefined) return formOf(suggested)
  return defaultForm(context(strategyId), useSelection.getState().datasetId)
}

/** The settings of a strategy: as left last time, else made for it. */
export async function loadForm(strategyId: string): Promise<BacktestForm> {
  const known = useBacktestForms.getState().forms[strategyId]
  if (known !== undefined) return known
  const stored = await useSettings.getState().load(settingKey(strategyId), backtestFormSchema)
  const form = useBacktestForms.getState().forms[strategyId] ?? stored ?? startForm(strategyId)
  useBacktestForms.setState(({ forms }) => ({ forms: { ...forms, [strategyId]: form } }))
  return form
}

/** Changes a strategy's settings and remembers them. */
export function changeForm(strategyId: string, change: Partial<BacktestForm>): void {
  useBacktestForms.setState(({ forms }) => {
    const present = forms[strategyId]
    if (present === undefined) return {}
    const form = { ...present, ...change }
    useSettings.getState().save(settingKey(strategyId), form)
    return { forms: { ...forms, [strategyId]: form } }
  })
}

/** Makes the settings anew for the strategy and the data at hand. */
export function resetForm(strategyId: string): void {
  changeForm(strategyId, startForm(strategyId))
}

/**
 * The configuration that a strategy's settings ask for.
 * Fails with BAD_INPUT where the settings do not hold, with STRATEGY_COMPILE where the file does not compile.
 */
export async function readConfiguration(desk: DeskClient, strategyId: string): Promise<BacktestConfigInput> {
  const { diagnostics, description } = await compileStored(desk, strategyId)
  const mistake = diagnostics.find((diagnostic) => diagnostic.severity === 'error')
  if (mistake !== undefined || description === null) {
    throw new DeskError('STRATEGY_COMPILE', mistake?.message ?? 'The strategy does not compile.', {
      ...(mistake === undefined ? {} : { where: `line ${mistake.line}, column ${mistake.column}` }),
    })
  }
  const form = await loadForm(strategyId)
  const { config, problems } = checkForm(form, strategyId, { ...context(strategyId), description })
  if (config === null) {
    const [field, problem] = Object.entries(problems)[0] ?? ['', 'The settings are not complete.']
    openPanel('backtest')
    throw new DeskError('BAD_INPUT', problem, {
      where: `backtest settings, ${field.replace('parameters.', '')}`,
    })
  }
  return config
}

/**
 * Queues a backtest of a strategy as it is stored, with its settings, and shows its result. `openHoldOut` runs it
 * through its hold-out, which the desk records.
 * Fails as `readConfiguration` does.
 */
export async function startBacktest(
  desk: DeskClient,
  strategyId: string,
  { openHoldOut = false }: { openHoldOut?: boolean } = {},
): Promise<RunRecord> {
  const config = await readConfiguration(desk, strategyId)
  const record = await desk.call('runs.start', openHoldOut ? { ...config, openHoldOut } : config)
  // Known before it is selected: a selection of something unknown is taken back.
  useRuns.setState(({ runs }) => ({ runs: mergeRun(runs ?? [], record) }))
  select({ focusTimeMs: null })
  openRun(record.id)
  return record
}
