import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { v7 as uuid } from 'uuid'
import {
  type BacktestConfigInput,
  backtestConfigSchema,
  type RunRecord,
} from '../../shared/domain/backtest.ts'
import { DeskError, toErrorShape } from '../../shared/domain/deskError.ts'
import type { Lake } from '../lake/lake.ts'
import { needsOfRun } from './describeNeeds.ts'
import { checkHoldOut } from './holdOutPeriod.ts'
import { prepareBacktest, requireSymbol } from './prepareBacktest.ts'
import { hashSource } from './resultBundle.ts'
import { runInChild } from './runChild.ts'
import { prepareRunProgram } from './runProgram.ts'
import type { RunLimits } from './runProtocol.ts'
import { APP_ROOT, type CompiledStrategy, compileStrategy } from './strategyCompiler.ts'
import type { StrategyLibrary } from './strategyLibrary.ts'
import { withUniverse } from './universe.ts'
import { writeFileAtomically } from './writeFileAtomically.ts'

export interface RunQueueOptions {
  readonly lake: Lake
  readonly library: Pick<StrategyLibrary, 'read'>
  /** Where result bundles are written, as `<run id>.qdr`. */
  readonly runsFolder: string
  /** Called with each change of a run's state, in order. A run starts and ends only when it has been kept. */
  readonly persist: (record: RunRecord) => Promise<void>
  readonly now: () => number
  /** Keeps account of runs through hold-outs; without it such a run is refused. */
  readonly holdOuts?: HoldOutRegister
  /** Runs at the same time; one less than the processor's cores by default. */
  readonly concurrency?: number
  readonly limits?: RunLimits
  readonly appRoot?: string
  /** Where the bundled run process is kept; beside the folder of runs by default. */
  readonly cacheFolder?: string
}

/** Where runs through hold-outs are recorded. Both resolve once the record cannot be lost. */
export interface HoldOutRegister {
  /** Called before the run begins. */
  opened(record: RunRecord): Promise<void>
  /** Called when it has a result. */
  finished(record: RunRecord): Promise<void>
}

/** A hook may take 5 s, and a strategy 1 GB on top of its data. */
export const DEFAULT_RUN_LIMITS: RunLimits = { hookTimeMs: 5000, memoryBytes: 1 << 30 }

/** Hooks and data of one run while it waits or runs. */
interface Job {
  record: RunRecord
  readonly fileName: string
  readonly source: string
  readonly compiled: CompiledStrategy
  readonly controller: AbortController
  /** Settles when the run has ended, however. */
  readonly ended: Promise<RunRecord>
  readonly settle: (record: RunRecord) => void
}

/**
 * Runs backtests, first come first served, each in a process of its own. A run that fails, hangs or is cancelled
 * touches no other.
 */
export class RunQueue {
  readonly #options: RunQueueOptions
  readonly #concurrency: number
  readonly #waiting: Job[] = []
  readonly #running = new Map<string, Job>()
  readonly #listeners = new Set<(record: RunRecord) => void>()
  #isClosed = false

  constructor(options: RunQueueOptions) {
    this.#options = options
    this.#concurrency = Math.max(1, options.concurrency ?? availableParallelism() - 1)
  }

  /**
   * Checks a run and queues it with the strategy's source as it is now.
   *
   * @throws DeskError NOT_FOUND for an unknown strategy or symbol, DATA_MISSING, STRATEGY_COMPILE, BAD_INPUT.
   */
  async start(input: BacktestConfigInput): Promise<RunRecord> {
    if (this.#isClosed) throw new DeskError('CANCELLED', 'The desk is closing and takes no more runs.')
    const { lake, library, persist, now } = this.#options
    const config = withUniverse(lake, backtestConfigSchema.parse(input))
    checkHoldOut(config)
    const { source } = await library.read(config.strategyId)
    const symbols = config.benchmark === undefined ? config.symbols : [...config.symbols, config.benchmark]
    for (const symbol of symbols) requireSymbol(lake, symbol, config.timeframe)
    const fileName = `${path.basename(config.strategyId, '.ts')}.ts`
    const compiled = await this.#compile(source, fileName)
    const record: RunRecord = {
      id: uuid(),
      state: 'queued',
      strategyName: compiled.description?.name ?? config.strategyId,
      strategyHash: hashSource(source),
      config,
      createdMs: now(),
      startedMs: null,
      endedMs: null,
      progress: 0,
      metrics: null,
      resultHash: null,
      error: null,
    }
    if (config.openHoldOut === true) await this.#recordOpening(record)
    await persist(record)
    const { promise: ended, resolve: settle } = Promise.withResolvers<RunRecord>()
    this.#waiting.push({
      record,
      fileName,
      source,
      compiled,
      controller: new AbortController(),
      ended,
      settle,
    })
    this.#emit(record)
    this.#startNext()
    return record
  }

  /**
   * Ends a run, waiting or running, and answers its last record.
   * @throws DeskError NOT_FOUND where the queue has no such run (any more).
   */
  async cancel(runId: string): Promise<RunRecord> {
    const job = this.#find(runId)
    if (!job) throw new DeskError('NOT_FOUND', 'There is no such run under way.', { where: runId })
    const place = this.#waiting.indexOf(job)
    job.controller.abort()
    if (place >= 0) {
      this.#waiting.splice(place, 1)
      await this.#finish(job, { state: 'cancelled' })
    }
    return job.ended
  }

  /** Waits until a run has ended and answers its last record. */
  async whenEnded(runId: string): Promise<RunRecord> {
    const job = this.#find(runId)
    if (!job) throw new DeskError('NOT_FOUND', 'There is no such run under way.', { where: runId })
    return job.ended
  }

  /**
   * Calls `listener` with a run's record at each change of state and of progress.
   * @returns the function that ends it.
   */
  onUpdate(listener: (record: RunRecord) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** File of a run's result bundle, whether it is there or not. */
  bundleFile(runId: string): string {
    return path.join(this.#options.runsFolder, `${path.basename(runId)}.qdr`)
  }

  /** Cancels everything and waits for its end. */
  async close(): Promise<void> {
    this.#isClosed = true
    const jobs = [...this.#waiting, ...this.#running.values()]
    await Promise.all(jobs.map(({ record }) => this.cancel(record.id).catch(() => undefined)))
  }

  #find(runId: string): Job | undefined {
    return this.#running.get(runId) ?? this.#waiting.find(({ record }) => record.id === runId)
  }

  get #programOptions(): { appRoot: string; cacheFolder: string } {
    const { appRoot = APP_ROOT, cacheFolder, runsFolder } = this.#options
    return { appRoot, cacheFolder: cacheFolder ?? path.join(path.dirname(runsFolder), 'cache') }
  }

  /** @throws DeskError where it cannot be recorded: then nothing is run. */
  async #recordOpening(record: RunRecord): Promise<void> {
    const { holdOuts } = this.#options
    if (holdOuts === undefined) throw new Error('a run through a hold-out needs a register of openings')
    await holdOuts.opened(record)
  }

  async #compile(source: string, fileName: string): Promise<CompiledStrategy> {
    const compiled = await compileStrategy(source, fileName, this.#programOptions)
    const error = compiled.diagnostics.find(({ severity }) => severity === 'error')
    if (!error) return compiled
    throw new DeskError('STRATEGY_COMPILE', error.message, {
      where: `${fileName}:${error.line}:${error.column}`,
      hint: 'Correct the strategy, then start the run again.',
    })
  }

  #startNext(): void {
    while (!this.#isClosed && this.#running.size < this.#concurrency) {
      const job = this.#waiting.shift()
      if (!job) return
      this.#running.set(job.record.id, job)
      void this.#run(job).finally(() => {
        this.#running.delete(job.record.id)
        job.settle(job.record)
        this.#startNext()
      })
    }
  }

  async #run(job: Job): Promise<void> {
    try {
      await this.#change(job, { state: 'running', startedMs: this.#options.now() })
      const { metrics, resultHash } = await this.#execute(job)
      if (job.record.config.openHoldOut === true) {
        await this.#options.holdOuts?.finished({ ...job.record, resultHash })
      }
      await this.#finish(job, { state: 'done', progress: 1, metrics, resultHash })
    } catch (thrown) {
      const { code, message, where, hint } = toErrorShape(thrown)
      const error = { code, message, ...(where ? { where } : {}), ...(hint ? { hint } : {}) }
      const end: Partial<RunRecord> =
        code === 'CANCELLED' ? { state: 'cancelled' } : { state: 'failed', error }
      await this.#finish(job, end)
    }
  }

  async #execute(job: Job): Promise<Pick<RunRecord, 'metrics' | 'resultHash'>> {
    const { lake, limits = DEFAULT_RUN_LIMITS, runsFolder } = this.#options
    const { appRoot, cacheFolder } = this.#programOptions
    const { signal } = job.controller
    const { code, sourceMap } = job.compiled
    const { config } = job.record
    const { fileName } = job
    const describing = { appRoot, cacheFolder, limits, fileName, signal }
    const needs = await needsOfRun(job.compiled, config.parameters, describing)
    const [program, backtest] = await Promise.all([
      prepareRunProgram(appRoot, cacheFolder),
      prepareBacktest(lake, { config, source: job.source, code, limits, needs }, signal),
    ])
    const answer = await runInChild(backtest, {
      program,
      fileName,
      sourceMap,
      signal,
      onProgress: (fraction) => this.#emitProgress(job, fraction),
    })
    if (answer.type !== 'finished') throw new Error(`a result was asked for, not '${answer.type}'`)
    await mkdir(runsFolder, { recursive: true })
    await writeFileAtomically(this.bundleFile(job.record.id), answer.bundle)
    return { metrics: answer.metrics, resultHash: answer.resultHash }
  }

  #emitProgress(job: Job, progress: number): void {
    job.record = { ...job.record, progress }
    this.#emit(job.record)
  }

  async #finish(job: Job, end: Partial<RunRecord>): Promise<void> {
    try {
      await this.#change(job, { ...end, endedMs: this.#options.now() })
    } catch (thrown) {
      // The result is on disk, but the desk could not keep its record: the run must not look done.
      const { message } = toErrorShape(thrown)
      const error = { code: 'STORE_FAILED', message: `The run's record could not be kept: ${message}` }
      job.record = { ...job.record, state: 'failed', error, endedMs: this.#options.now() }
      this.#emit(job.record)
    }
    if (!this.#running.has(job.record.id)) job.settle(job.record)
  }

  async #change(job: Job, change: Partial<RunRecord>): Promise<void> {
    const record = { ...job.record, ...change }
    await this.#options.persist(record)
    job.record = record
    this.#emit(record)
  }

  #emit(record: RunRecord): void {
    for (const listener of this.#listeners) listener(record)
  }
}
