import path from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { BarSeries } from '../../shared/domain/bar.ts'
import { DeskError, toErrorShape } from '../../shared/domain/deskError.ts'
import type { IndexMembers } from '../../shared/domain/security.ts'
import { type NewsSeries, newsItemSchema, type ValueSeries } from '../../shared/domain/valueSeries.ts'
import { describeStrategy } from '../../shared/sdk/describeStrategy.ts'
import { resolveParameters } from '../../shared/sdk/parameters.ts'
import type { Strategy } from '../../shared/sdk/quarterdeck.d.ts'
import { definitionOf } from '../../shared/sdk/strategyDefinition.ts'
import { createBacktest, ENGINE_VERSION } from '../engine/backtest.ts'
import { readSeriesFile } from '../lake/columnsFile.ts'
import { readNewsFile, readValuesFile } from '../lake/records/recordFile.ts'
import { checkWork } from './checks/checkWork.ts'
import type { TrialData } from './checks/trial.ts'
import { dataAssumptions } from './dataAssumptions.ts'
import { Heartbeat } from './heartbeat.ts'
import { holdOutAssumptions, holdOutResult, withoutHoldOut } from './holdOutPeriod.ts'
import { outcomeAssumptions } from './outcomeAssumptions.ts'
import { encodeResultBundle, hashSource } from './resultBundle.ts'
import {
  type BacktestJob,
  type CheckJob,
  type RunJob,
  type RunMessage,
  runJobSchema,
  type SeriesReference,
} from './runProtocol.ts'
import { evaluateStrategy, removeAmbientAuthority } from './strategyEvaluator.ts'
import { findStrategyFrame } from './strategyLocation.ts'

/**
 * The disposable process of one run: it reads its job and data, gives up its permissions, evaluates the strategy,
 * runs the engine in slices, answers and ends. Whatever happens here, the desk goes on.
 */

const CHUNK_MS = 15
/** The watchdog reads "the engine stands still" between chunks, so a chunk of slow bars must not last long. */
const MAX_CHUNK_BARS = 16_384
const PROGRESS_EVERY_MS = 50

/** Taken while they can still be named: the strategy's process has no globals but the language's. */
const { exit } = process
const sendToDesk = process.send?.bind(process)
const now = performance.now.bind(performance)
const heartbeat = new Heartbeat()
const newsItems = z.array(newsItemSchema)

function send(message: RunMessage): Promise<void> {
  return new Promise((resolve) => sendToDesk?.(message, undefined, undefined, () => resolve()))
}

function readSeries({ columnsFile, ...series }: SeriesReference): BarSeries {
  return { ...series, ...readSeriesFile(columnsFile) }
}

/**
 * Reading files and starting threads end here; all else was never granted. The inspector stays, because the watchdog
 * needs it in the moment of a breach: it reaches nothing but this process, and the strategy has no name for it.
 */
function dropPermissions(): void {
  for (const scope of ['fs.read', 'worker']) process.permission?.drop(scope)
}

/** The file's evaluation and the description, which already execute what the author wrote. */
function load(job: RunJob): Strategy {
  heartbeat.arm(job.limits)
  const strategy = evaluateStrategy(job.code)
  heartbeat.beat()
  return strategy
}

async function describe(job: RunJob): Promise<void> {
  removeAmbientAuthority({ nowMs: () => 0, seed: 1 })
  const parameters = job.kind === 'describe' ? (job.parameters ?? {}) : {}
  const description = describeStrategy(load(job), parameters)
  heartbeat.disarm()
  await send({ type: 'described', description })
}

async function runBacktest(
  job: BacktestJob,
  series: readonly BarSeries[],
  others: OtherSeries,
): Promise<void> {
  const startedMs = now()
  let backtest: ReturnType<typeof createBacktest> | undefined
  removeAmbientAuthority({ nowMs: () => backtest?.timeMs || 0, seed: job.config.seed })
  const strategy = load(job)
  const parameters = resolveParameters(definitionOf(strategy).parameters ?? {}, job.config.parameters)
  const description = describeStrategy(strategy, parameters)
  const config = { ...job.config, parameters }
  // Indicators over much data take their time and memory: the engine's, not the strategy's.
  heartbeat.disarm()
  backtest = createBacktest({ series, strategy, config, ...others })
  heartbeat.arm(job.limits)

  let bars = 1
  let lastProgressMs = 0
  for (let finished = false; !finished; ) {
    const chunkStartMs = now()
    finished = backtest.advance(bars)
    heartbeat.beat()
    const chunkEndMs = now()
    if (chunkEndMs - chunkStartMs < CHUNK_MS / 2) bars = Math.min(bars * 2, MAX_CHUNK_BARS)
    else if (chunkEndMs - chunkStartMs > CHUNK_MS) bars = Math.max(1, bars >> 1)
    if (chunkEndMs - lastProgressMs >= PROGRESS_EVERY_MS) {
      lastProgressMs = chunkEndMs
      void send({ type: 'progress', fraction: Math.min(1, backtest.progress) })
      await nextTurn()
    }
  }
  heartbeat.disarm()
  // From here the engine has nothing to tell: statistics, hashes and the bundle of a large run take their second.
  await send({ type: 'progress', fraction: 1 })
  const outcome = backtest.finish()
  const holdOut = holdOutResult(outcome, config, series[0]?.instrument.calendar ?? '')
  const elapsedMs = now() - startedMs
  const { bytes, resultHash } = await encodeResultBundle({
    inputs: {
      engineVersion: ENGINE_VERSION,
      config,
      source: job.source,
      sourceHash: hashSource(job.source),
      data: job.data,
      ...(job.pointInTime.length === 0 ? {} : { pointInTime: job.pointInTime }),
    },
    description,
    outcome: {
      ...outcome,
      assumptions: [
        ...holdOutAssumptions(config),
        ...job.notes,
        ...dataAssumptions(job.data),
        ...outcomeAssumptions(outcome),
        ...outcome.assumptions,
      ],
      ...(holdOut === undefined ? {} : { holdOut }),
    },
    elapsedMs,
  })
  await send({
    type: 'finished',
    strategyName: description.name,
    metrics: outcome.metrics,
    resultHash,
    bundle: bytes,
  })
}

interface OtherSeries {
  readonly benchmark?: BarSeries
  readonly conversions: readonly BarSeries[]
  readonly references: readonly BarSeries[]
  readonly observed: readonly BarSeries[]
  readonly values: readonly ValueSeries[]
  readonly news: readonly NewsSeries[]
  readonly indexes: readonly IndexMembers[]
}

/** Everything but the bars of the run's symbols. */
function readOthers(
  job: BacktestJob | CheckJob,
  read: (reference: SeriesReference) => BarSeries,
): OtherSeries {
  return {
    conversions: job.conversions.map(read),
    references: job.references.map(read),
    ...(job.kind === 'backtest' && job.benchmark ? { benchmark: read(job.benchmark) } : {}),
    observed: job.observed.map(read),
    values: job.values.map(({ id, file }) => ({ id, columns: readValuesFile(file) })),
    news: job.news.map(({ id, file }) => ({ id, items: newsItems.parse(readNewsFile(file)) })),
    indexes: job.indexes,
  }
}

async function runCheck(job: CheckJob, data: TrialData): Promise<void> {
  let clock: { readonly timeMs: number } = { timeMs: 0 }
  const restart = removeAmbientAuthority({ nowMs: () => clock.timeMs || 0, seed: job.config.seed })
  const follow = (run: typeof clock) => {
    clock = run
  }
  const work = checkWork(job, data, { restart, follow })
  heartbeat.arm(job.limits)
  let bars = 1
  let lastProgressMs = 0
  for (;;) {
    const startMs = now()
    const step = work.next(bars)
    if (step.done) {
      heartbeat.disarm()
      return send({ type: 'checked', outcome: step.value })
    }
    const endMs = now()
    if (step.value.isEngine) heartbeat.disarm()
    else if (!heartbeat.armed) heartbeat.arm(job.limits)
    heartbeat.beat()
    if (endMs - startMs < CHUNK_MS / 2) bars = Math.min(bars * 2, MAX_CHUNK_BARS)
    else if (endMs - startMs > CHUNK_MS) bars = Math.max(1, bars >> 1)
    if (endMs - lastProgressMs >= PROGRESS_EVERY_MS) {
      lastProgressMs = endMs
      void send({ type: 'progress', fraction: Math.min(1, step.value.fraction) })
      await nextTurn()
    }
  }
}

async function execute(job: RunJob): Promise<void> {
  if (job.kind === 'describe') {
    dropPermissions()
    return describe(job)
  }
  const read = (reference: SeriesReference) => withoutHoldOut(readSeries(reference), job.config)
  const series = job.series.map(read)
  const others = readOthers(job, read)
  dropPermissions()
  if (job.kind === 'check') return runCheck(job, { series, ...others })
  return runBacktest(job, series, others)
}

/** A failure as the desk reports it. What has a frame in the strategy's code is the strategy's, at that line. */
function toFailure(thrown: unknown): Extract<RunMessage, { type: 'failed' }> {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const position = findStrategyFrame(error.stack)
    if (error instanceof DeskError) {
      return position
        ? { type: 'failed', error: error.toShape(), position }
        : { type: 'failed', error: error.toShape() }
    }
    if (position) {
      const message = error.message === '' ? error.name : `${error.name}: ${error.message}`
      return { type: 'failed', error: { code: 'STRATEGY_THREW', message }, position }
    }
  }
  if (thrown instanceof Error) return { type: 'failed', error: toErrorShape(thrown) }
  return {
    type: 'failed',
    error: { code: 'STRATEGY_THREW', message: `The strategy threw ${String(thrown)}.` },
  }
}

async function fail(thrown: unknown): Promise<never> {
  heartbeat.disarm()
  await send(toFailure(thrown))
  return exit(1)
}

process.on('unhandledRejection', (thrown) => void fail(thrown))
process.on('uncaughtException', (thrown) => void fail(thrown))
process.on('disconnect', () => exit(1))

const watchdog = new Worker(path.join(import.meta.dirname, 'runWatchdog.cjs'), {
  workerData: heartbeat.memory,
  env: {},
  execArgv: [],
})
const watching = new Promise((resolve) => watchdog.once('online', resolve))

process.once('message', async (message) => {
  await watching
  try {
    await execute(runJobSchema.parse(message))
    exit(0)
  } catch (thrown) {
    await fail(thrown)
  }
})
