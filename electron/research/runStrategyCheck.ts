import { v7 as uuid } from 'uuid'
import type { BacktestConfig } from '../../shared/domain/backtest.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { CheckOutcome, CheckRequest, StrategyCheck } from '../../shared/domain/strategyCheck.ts'
import type { Lake } from '../lake/lake.ts'
import { findSourceTables } from './checks/sourceRows.ts'
import { needsOfRun } from './describeNeeds.ts'
import { prepareBacktest } from './prepareBacktest.ts'
import { hashSource } from './resultBundle.ts'
import { runInChild } from './runChild.ts'
import { prepareRunProgram } from './runProgram.ts'
import type { BacktestJob, RunLimits } from './runProtocol.ts'
import { DEFAULT_RUN_LIMITS } from './runQueue.ts'
import { APP_ROOT, compileStrategy } from './strategyCompiler.ts'
import { mapToSource } from './strategyLocation.ts'
import type { TranspiledStrategy } from './transpileStrategy.ts'

export interface CheckedStrategy {
  readonly config: BacktestConfig
  readonly source: string
  /** For messages. */
  readonly fileName: string
  readonly request: CheckRequest
}

export interface CheckOptions {
  readonly cacheFolder: string
  readonly now: () => number
  readonly appRoot?: string | undefined
  readonly limits?: RunLimits | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/** Finding places in the file as written, in place of those in the compiled code. */
function placedInSource(outcome: CheckOutcome, sourceMap: string): CheckOutcome {
  if (outcome.check !== 'look-ahead') return outcome
  const findings = outcome.findings.map((finding) => ({
    ...finding,
    place: (finding.place && mapToSource(sourceMap, finding.place)) ?? null,
  }))
  return { ...outcome, findings }
}

/** Runs a check over columns that are ready, in a process of its own. */
export async function checkInChild(
  job: Pick<
    BacktestJob,
    'config' | 'series' | 'conversions' | 'references' | 'observed' | 'values' | 'news' | 'indexes'
  >,
  { code, sourceMap }: Pick<TranspiledStrategy, 'code' | 'sourceMap'>,
  { fileName, request }: Pick<CheckedStrategy, 'fileName' | 'request'>,
  options: Omit<CheckOptions, 'now'>,
): Promise<CheckOutcome> {
  const { appRoot = APP_ROOT, cacheFolder, limits = DEFAULT_RUN_LIMITS, signal, onProgress } = options
  const { config, series, conversions, references, observed, values, news, indexes } = job
  // The years in which anything can be dated: figures outside of them are no times.
  const period = { fromMs: Date.UTC(1980, 0, 1), toMs: Date.UTC(2100, 0, 1) }
  const tables = findSourceTables(code, period)
  const program = await prepareRunProgram(appRoot, cacheFolder)
  const answer = await runInChild(
    {
      ...{ kind: 'check', code, config, series, conversions, references, observed, values, news, indexes },
      ...{ limits, request, tables },
    },
    { program, fileName, sourceMap, signal, onProgress },
  )
  if (answer.type !== 'checked') throw new Error(`a check was asked for, not '${answer.type}'`)
  return placedInSource(answer.outcome, sourceMap)
}

/**
 * Checks a strategy over the lake's data, in the same kind of process as a backtest.
 *
 * @throws DeskError NOT_FOUND, DATA_MISSING; STRATEGY_* where the strategy does not compile or run; CANCELLED.
 */
export async function runStrategyCheck(
  lake: Lake,
  strategy: CheckedStrategy,
  options: CheckOptions,
): Promise<StrategyCheck> {
  const { source, fileName } = strategy
  // A check opens no hold-out: what it rests on is what an ordinary run reads.
  const { openHoldOut: _openHoldOut, ...config } = strategy.config
  const { appRoot = APP_ROOT, cacheFolder, limits = DEFAULT_RUN_LIMITS, signal } = options
  const compiled = await compileStrategy(source, fileName, { appRoot, cacheFolder })
  const error = compiled.diagnostics.find(({ severity }) => severity === 'error')
  if (error) {
    throw new DeskError('STRATEGY_COMPILE', error.message, {
      where: `${fileName}:${error.line}:${error.column}`,
      hint: 'Correct the strategy, then check it again.',
    })
  }
  // What the strategy is compared with does not matter here.
  const { benchmark: _benchmark, ...compared } = config
  const describing = { appRoot, cacheFolder, limits, fileName, signal }
  const needs = await needsOfRun(compiled, config.parameters, describing)
  const input = { config: compared, source, code: compiled.code, limits, needs }
  const job = await prepareBacktest(lake, input, signal)
  const outcome = await checkInChild(job, compiled, strategy, options)
  return {
    id: uuid(),
    strategyName: compiled.description?.name ?? config.strategyId,
    strategyHash: hashSource(source),
    config,
    checkedMs: options.now(),
    outcome,
  }
}
