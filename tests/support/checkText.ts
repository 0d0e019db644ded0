import { checkWork } from '../../electron/research/checks/checkWork.ts'
import { findSourceTables } from '../../electron/research/checks/sourceRows.ts'
import type { TrialData } from '../../electron/research/checks/trial.ts'
import { transpileStrategy } from '../../electron/research/transpileStrategy.ts'
import { type BacktestConfigInput, backtestConfigSchema } from '../../shared/domain/backtest.ts'
import {
  type CheckRequestInput,
  checkRequestSchema,
  type LookAheadOutcome,
  type WarmUpOutcome,
} from '../../shared/domain/strategyCheck.ts'

const PERIOD = { fromMs: Date.UTC(1980, 0, 1), toMs: Date.UTC(2100, 0, 1) }

async function checkText(
  source: string,
  data: TrialData,
  request: CheckRequestInput,
  config: Partial<BacktestConfigInput>,
) {
  const { code, diagnostics } = await transpileStrategy(source, 'it.ts')
  if (diagnostics.length > 0) throw new Error(diagnostics[0]?.message)
  const symbols = data.series.map(({ instrument }) => instrument.symbol)
  const work = checkWork(
    {
      code,
      request: checkRequestSchema.parse(request),
      tables: findSourceTables(code, PERIOD),
      config: backtestConfigSchema.parse({ strategyId: 'it', symbols, timeframe: '1d', ...config }),
    },
    data,
    { restart: () => {}, follow: () => {} },
  )
  for (;;) {
    const step = work.next(1000)
    if (step.done) return step.value
  }
}

/** Checks a strategy's text for a look ahead, in this process. */
export async function lookAheadOf(
  source: string,
  data: TrialData,
  options: { cuts?: number; seed?: number } = {},
  config: Partial<BacktestConfigInput> = {},
): Promise<LookAheadOutcome> {
  const outcome = await checkText(source, data, { check: 'look-ahead', options }, config)
  if (outcome.check !== 'look-ahead') throw new Error('another check')
  return outcome
}

/** Checks how a strategy's text depends on its history, in this process. */
export async function warmUpOf(
  source: string,
  data: TrialData,
  options: { starts?: number; tolerance?: number } = {},
  config: Partial<BacktestConfigInput> = {},
): Promise<WarmUpOutcome> {
  const outcome = await checkText(source, data, { check: 'warm-up', options }, config)
  if (outcome.check !== 'warm-up') throw new Error('another check')
  return outcome
}
