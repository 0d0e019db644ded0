import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { RunRecord } from '../../shared/domain/backtest.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { HoldOutOpening } from '../../shared/domain/holdOut.ts'
import type { Notification } from '../../shared/domain/notification.ts'
import type { StrategyCheck } from '../../shared/domain/strategyCheck.ts'
import type { JournalEntry, JournalEvent } from './journalEvent.ts'
import {
  checkStoreValue,
  type StoreCallName,
  type StoreParams,
  type StoreResult,
  storeReplySchema,
} from './storeCalls.ts'

interface Pending {
  resolve(value: unknown): void
  reject(error: Error): void
}

interface Append {
  readonly event: JournalEvent
  readonly timeMs: number
  resolve(entry: JournalEntry): void
  reject(error: Error): void
}

export interface StoreOptions {
  /** Called once where the store's thread ends unasked: nothing can be remembered from then on. */
  readonly onLost?: (error: Error) => void
}

/**
 * Opens the store at `file`, in a thread of its own.
 * @throws DeskError `STORE_FAILED`: a newer database or one of another program (left untouched), damage, a full disk.
 */
export async function openStore(file: string, options: StoreOptions = {}): Promise<Store> {
  const worker = new Worker(new URL('./storeWorker.ts', import.meta.url), { workerData: { file } })
  const store = new Store(worker, options)
  try {
    await store.opened
  } catch (error) {
    await worker.terminate()
    throw error
  }
  return store
}

/**
 * The desk's memory: an append-only journal, and the run records, settings and notifications it adds up to.
 * What `append` has resolved for survives a killed process and a power cut.
 */
export class Store {
  /** Settles when the database is open or has been refused. */
  readonly opened: Promise<unknown>
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  #nextId = 1
  #waiting: Append[] = []
  #appending = false
  #ended = false
  #isClosing = false
  #isOpen = false
  readonly #onLost: (error: Error) => void

  constructor(worker: Worker, { onLost = () => {} }: StoreOptions) {
    this.#worker = worker
    this.#onLost = onLost
    this.opened = new Promise((resolve, reject) => this.#pending.set(0, { resolve, reject }))
    worker.on('message', (message: unknown) => this.#receive(message))
    worker.on('error', (error: Error) => this.#fail(error.message))
    worker.on('exit', () => this.#fail('its thread has ended'))
  }

  /** Writes one event. Events given while a write is under way go together in the next one. */
  append(event: JournalEvent, timeMs: number): Promise<JournalEntry> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, timeMs, resolve, reject })
      void this.#writeWaiting()
    })
  }

  /** Entries after a sequence, oldest first. */
  readJournal(afterSequence: number, limit: number): Promise<JournalEntry[]> {
    return this.#call('readJournal', { afterSequence, limit })
  }

  /** Checks every entry's hash. @throws DeskError `STORE_FAILED` naming the first bad entry. */
  verifyJournal(): Promise<{ entries: number }> {
    return this.#call('verifyJournal', {})
  }

  /** Newest first; `search` matches id, strategy name and symbols, without regard to case. */
  listRuns(options: { search?: string | undefined; limit: number }): Promise<RunRecord[]> {
    return this.#call('listRuns', options)
  }

  findRun(runId: string): Promise<RunRecord | null> {
    return this.#call('findRun', { runId })
  }

  /** Records that say queued or running, oldest first: at the desk's start, what a crash has left. */
  unfinishedRuns(): Promise<RunRecord[]> {
    return this.#call('unfinishedRuns', {})
  }

  /** A setting's value, null where it has never been set. */
  findSetting(key: string): Promise<z.core.util.JSONType> {
    return this.#call('findSetting', { key })
  }

  /** Newest first. */
  listNotifications(limit: number): Promise<Notification[]> {
    return this.#call('listNotifications', { limit })
  }

  /** Checks of the source with that hash, newest first. */
  listChecks(strategyHash: string, limit: number): Promise<StrategyCheck[]> {
    return this.#call('listChecks', { strategyHash, limit })
  }

  /** Every opening of a hold-out, oldest first. */
  listHoldOutOpenings(): Promise<HoldOutOpening[]> {
    return this.#call('listHoldOutOpenings', {})
  }

  /** Waits for what is being written, then closes the database. */
  async close(): Promise<void> {
    if (this.#ended) return
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve))
    while (this.#appending)
      await this.#call('readJournal', { afterSequence: Number.MAX_SAFE_INTEGER, limit: 1 })
    this.#isClosing = true
    await this.#call('close', {})
    await exited
  }

  async #writeWaiting(): Promise<void> {
    if (this.#appending) return
    this.#appending = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        const entries = await this.#call(
          'append',
          batch.map(({ event, timeMs }) => ({ event, timeMs })),
        )
        batch.forEach((append, index) => {
          const entry = entries[index]
          if (entry !== undefined) append.resolve(entry)
        })
      } catch (error) {
        for (const append of batch) append.reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    this.#appending = false
  }

  #call<N extends StoreCallName>(name: N, params: StoreParams<N>): Promise<StoreResult<N>> {
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(closedError('it has been closed'))
        return
      }
      const id = this.#nextId++
      this.#pending.set(id, {
        resolve: (value) => {
          const result = checkStoreValue(name, 'result', value)
          if (result.success) resolve(result.data)
          else
            reject(new Error(`the store's answer to ${name} is malformed: ${z.prettifyError(result.error)}`))
        },
        reject,
      })
      this.#worker.postMessage({ id, call: name, params })
    })
  }

  #receive(message: unknown): void {
    const reply = storeReplySchema.parse(message)
    const pending = this.#pending.get(reply.id)
    this.#pending.delete(reply.id)
    if (pending === undefined) return
    if ('opened' in reply) this.#isOpen = true
    if ('error' in reply) pending.reject(DeskError.fromShape(reply.error))
    else pending.resolve('value' in reply ? reply.value : undefined)
  }

  #fail(why: string): void {
    if (this.#ended) return
    this.#ended = true
    for (const pending of this.#pending.values()) pending.reject(closedError(why))
    this.#pending.clear()
    if (this.#isOpen && !this.#isClosing) this.#onLost(closedError(why))
  }
}

function closedError(why: string): DeskError {
  return new DeskError('STORE_FAILED', `The store cannot answer: ${why}.`, { where: 'quarterdeck.sqlite' })
}
