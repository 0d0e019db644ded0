import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { BacktestConfig, EquitySeries, RunLogEntry, RunRecord } from '../../shared/domain/backtest.ts'
import { DeskError, type ErrorShape } from '../../shared/domain/deskError.ts'
import type { Fill, Order } from '../../shared/domain/order.ts'
import type { StatementLine } from '../../shared/domain/statement.ts'
import type { RunDetail } from '../../shared/rpc/contract/runCalls.ts'
import type { RunQueue } from '../research/runQueue.ts'
import type { StrategyLibrary } from '../research/strategyLibrary.ts'
import type { Store } from '../store/store.ts'
import { Emitter } from './emitter.ts'
import { changeText, countText } from './figureText.ts'
import type { LogService } from './logService.ts'
import type { NotificationService } from './notificationService.ts'
import { ResultReader } from './resultReader.ts'

export interface RunServiceOptions {
  readonly queue: RunQueue
  readonly store: Store
  readonly library: StrategyLibrary
  readonly log: LogService
  readonly notifications: NotificationService
  readonly runsFolder: string
  readonly now: () => number
}

interface RunFile {
  fileName: string
  bytes: Uint8Array<ArrayBuffer>
}

/** Runs as the contract speaks of them: the queue's live ones over the store's records, and what they left behind. */
export class RunService {
  readonly #options: RunServiceOptions
  readonly #live = new Map<string, RunRecord>()
  readonly #updates: Emitter<RunRecord>
  readonly #results = new ResultReader()

  constructor(options: RunServiceOptions) {
    this.#options = options
    this.#updates = new Emitter((error) => options.log.writeFailure('runs', error))
    options.queue.onUpdate((record) => this.#follow(record))
  }

  get running(): number {
    return this.#count('running')
  }

  get queued(): number {
    return this.#count('queued')
  }

  /** Marks what a crashed desk has left queued or running; call before any run is started. */
  async markInterrupted(): Promise<void> {
    const { store, now, log } = this.#options
    for (const record of await store.unfinishedRuns()) {
      const interrupted: RunRecord = {
        ...record,
        state: 'interrupted',
        endedMs: now(),
        error: {
          code: 'RUN_FAILED',
          message: 'The desk ended before the run did.',
          hint: 'Start it again: the same inputs give the same result.',
        },
      }
      await store.append({ kind: 'run.saved', payload: interrupted }, now())
      log.write(
        'warning',
        'runs',
        `run ${record.id} (${record.strategyName}) was interrupted by the end of the desk`,
      )
    }
  }

  /** Queues a run. @throws DeskError where strategy, symbols or parameters do not fit. */
  async start(config: BacktestConfig): Promise<RunRecord> {
    return this.#options.queue.start(config)
  }

  /** Ends a run; one that has ended already is answered as it is. */
  async cancel(runId: string): Promise<RunRecord> {
    try {
      return await this.#options.queue.cancel(runId)
    } catch (error) {
      // The queue no longer knows a run that has just ended.
      if (error instanceof DeskError && error.code === 'NOT_FOUND') return this.find(runId)
      throw error
    }
  }

  /** @throws DeskError `NOT_FOUND`. */
  async find(runId: string): Promise<RunRecord> {
    const record = this.#live.get(runId) ?? (await this.#options.store.findRun(runId))
    if (record !== null) return record
    throw new DeskError('NOT_FOUND', 'There is no such run.', { where: runId, hint: 'See the list of runs.' })
  }

  async list(options: { search?: string | undefined; limit: number }): Promise<RunRecord[]> {
    const records = await this.#options.store.listRuns(options)
    return records.map((record) => this.#live.get(record.id) ?? record)
  }

  async show(runId: string): Promise<RunDetail> {
    const record = await this.find(runId)
    if (record.state === 'done')
      return { record, ...(await this.#results.ask('detail', this.#bundleOf(record))) }
    return { record, description: null, source: await this.#sourceOf(record), summary: null }
  }

  /** @throws DeskError `NOT_FOUND` for a run that has left no result; so do the others that ask for a part of one. */
  async equity(runId: string, shape: { maxPoints: number; daily: boolean }): Promise<EquitySeries> {
    return this.#results.ask('equity', { ...this.#bundleOf(await this.#finished(runId)), ...shape })
  }

  async fills(runId: string): Promise<Fill[]> {
    return this.#results.ask('fills', this.#bundleOf(await this.#finished(runId)))
  }

  async orders(runId: string): Promise<Order[]> {
    return this.#results.ask('orders', this.#bundleOf(await this.#finished(runId)))
  }

  async log(runId: string): Promise<RunLogEntry[]> {
    return this.#results.ask('log', this.#bundleOf(await this.#finished(runId)))
  }

  async statement(runId: string): Promise<StatementLine[]> {
    return this.#results.ask('statement', this.#bundleOf(await this.#finished(runId)))
  }

  /** Takes a finished run from the list and deletes its bundle. */
  async remove(runId: string): Promise<void> {
    const record = await this.find(runId)
    if (record.state === 'queued' || record.state === 'running') {
      throw new DeskError('CONFLICT', 'The run is under way.', { where: runId, hint: 'Cancel it first.' })
    }
    const { store, now } = this.#options
    await store.append({ kind: 'run.removed', payload: { runId } }, now())
    await rm(this.#bundleFile(runId), { force: true })
  }

  async report(runId: string): Promise<RunFile> {
    const record = await this.#finished(runId)
    const page = await this.#results.ask('report', this.#bundleOf(record))
    return { fileName: `${fileStem(record)}.html`, bytes: new TextEncoder().encode(page) }
  }

  async bundle(runId: string): Promise<RunFile> {
    const record = await this.#finished(runId)
    const bytes = await readFile(this.#bundleFile(runId))
    return { fileName: `${fileStem(record)}.qdr`, bytes: new Uint8Array(bytes) }
  }

  onUpdate(listener: (record: RunRecord) => void): () => void {
    return this.#updates.listen(listener)
  }

  /** Cancels what is under way and waits for its end. */
  async close(): Promise<void> {
    await this.#options.queue.close()
    await this.#results.close()
  }

  #follow(record: RunRecord): void {
    const before = this.#live.get(record.id)?.state
    if (record.state === 'queued' || record.state === 'running') this.#live.set(record.id, record)
    else this.#live.delete(record.id)
    this.#updates.emit(record)
    if (record.state !== before) this.#announce(record)
  }

  #announce(record: RunRecord): void {
    const { log, notifications } = this.#options
    const name = `${record.strategyName} (${record.id})`
    log.write(
      record.state === 'failed' ? 'error' : 'info',
      'runs',
      `${name}: ${record.error?.message ?? record.state}`,
    )
    const target = { kind: 'run' as const, runId: record.id }
    if (record.state === 'done') {
      const trades = record.metrics?.trades ?? 0
      notifications.raise({
        level: 'success',
        title: `${record.strategyName} finished`,
        message: `Total return ${changeText(record.metrics?.totalReturn ?? 0)}, ${countText(trades)} ${trades === 1 ? 'trade' : 'trades'}.`,
        target,
      })
    } else if (record.state === 'failed') {
      notifications.raise({
        level: 'error',
        title: `${record.strategyName} failed`,
        message: failureText(record.error),
        target,
      })
    }
  }

  async #finished(runId: string): Promise<RunRecord> {
    const record = await this.find(runId)
    if (record.state === 'done') return record
    throw new DeskError('NOT_FOUND', `The run has no result: it is ${record.state}.`, { where: runId })
  }

  #bundleOf(record: RunRecord): { file: string; record: RunRecord } {
    return { file: this.#bundleFile(record.id), record }
  }

  /** The source a run without a bundle ran, as far as the library still has it. */
  async #sourceOf(record: RunRecord): Promise<string> {
    try {
      const { source } = await this.#options.library.read(record.config.strategyId)
      return createHash('sha256').update(source).digest('hex') === record.strategyHash ? source : ''
    } catch {
      return ''
    }
  }

  #bundleFile(runId: string): string {
    return path.join(this.#options.runsFolder, `${path.basename(runId)}.qdr`)
  }

  #count(state: RunRecord['state']): number {
    let count = 0
    for (const record of this.#live.values()) if (record.state === state) count++
    return count
  }
}

function fileStem(record: RunRecord): string {
  const name = record.strategyName.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '')
  return `${name || 'run'}-${new Date(record.createdMs).toISOString().slice(0, 10)}-${record.id.slice(-8)}`
}

/** What went wrong in one line, with its place where the message does not name it. */
function failureText(error: Pick<ErrorShape, 'message' | 'where'> | null): string {
  if (error === null) return 'No reason is known.'
  const { message, where } = error
  return where === undefined || message.includes(where) ? message : `${message} (${where})`
}
