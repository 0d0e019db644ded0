import { DeskError } from '../../shared/domain/deskError.ts'
import type { DeskClient } from '../../shared/rpc/deskClient.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { Subscriptions } from './subscriptions.ts'

/** `lost` is a connection that stood before, or a first one that failed; it is being tried again. */
export type ConnectionState = 'connecting' | 'connected' | 'lost'

export interface ConnectionStatus {
  readonly state: ConnectionState
  /** Failed attempts since it last stood. */
  readonly attempts: number
  /** Times it has come to stand; whoever holds answers of the desk asks again when it grows. */
  readonly epoch: number
  /** The desk is there and does not take this page, whose session was of an earlier start. Trying again is in vain. */
  readonly isRefused?: boolean
}

export interface DeskConnectionOptions {
  /** Opens a fresh transport; may take as long as it needs, and be aborted. */
  readonly open: (signal: AbortSignal) => Promise<Transport>
  readonly createClient: (transport: Transport) => DeskClient
  /** How long a transport may take to be opened and answered, milliseconds. */
  readonly handshakeMs?: number
  /** Wait before the next attempt, milliseconds, by the count of failed ones. */
  readonly backoffMs?: (attempts: number) => number
}

/** A quarter of a second at first, doubling to five seconds. */
function defaultBackoff(attempts: number): number {
  return Math.min(250 * 2 ** Math.max(0, attempts - 1), 5000)
}

/**
 * Keeps a connection to the desk. `client` stays the same object over all reconnects: calls made before the first
 * connection wait for it, calls made while it is lost fail with `DISCONNECTED`, and subscriptions are taken up again.
 * A connection stands when the desk has answered over it, not when a socket is open.
 */
export class DeskConnection {
  readonly client: DeskClient
  #status: ConnectionStatus = { state: 'connecting', attempts: 0, epoch: 0 }
  readonly #options: Required<DeskConnectionOptions>
  readonly #listeners = new Set<(status: ConnectionStatus) => void>()
  readonly #subscriptions = new Subscriptions()
  readonly #stopped = new AbortController()
  #inner: DeskClient | null = null
  #wake: (() => void) | null = null

  constructor(options: DeskConnectionOptions) {
    this.#options = { handshakeMs: 10_000, backoffMs: defaultBackoff, ...options }
    this.client = {
      call: async (method, params, callOptions) => {
        const inner = await this.#ready(callOptions?.signal)
        return inner.call(method, params, callOptions)
      },
      subscribe: (stream, params, streamOptions) =>
        this.#subscriptions.add(this.#inner, (client, ended) =>
          client.subscribe(stream, params, {
            onItem: streamOptions.onItem,
            onEnd: (error) => {
              if (ended(error)) streamOptions.onEnd?.(error)
            },
          }),
        ),
      close: () => this.stop(),
    }
  }

  get status(): ConnectionStatus {
    return this.#status
  }

  /** Calls back at every change. Returns the function that stops it. */
  onStatus(listener: (status: ConnectionStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Connects, and goes on connecting until stopped. */
  start(): void {
    void this.#run()
  }

  /** Ends the wait before the next attempt. */
  retryNow(): void {
    this.#wake?.()
  }

  stop(): void {
    this.#stopped.abort()
    this.#wake?.()
    this.#inner?.close()
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      let isRefused = false
      const connected = await this.#connect().catch((error: unknown) => {
        isRefused = error instanceof DeskError && error.code === 'UNAUTHORIZED'
        return null
      })
      if (connected !== null) {
        this.#set({ state: 'connected', attempts: 0, epoch: this.#status.epoch + 1 })
        this.#subscriptions.attach(this.#inner)
        await connected.closed
        this.#subscriptions.detach()
        this.#inner = null
      }
      if (this.#stopped.signal.aborted) return
      const attempts = this.#status.attempts + 1
      const { epoch } = this.#status
      this.#set({ state: 'lost', attempts, epoch, ...(isRefused ? { isRefused } : {}) })
      await this.#pause(this.#options.backoffMs(attempts))
    }
  }

  /** One attempt; `closed` is fulfilled when the connection ends. */
  async #connect(): Promise<{ readonly closed: Promise<void> }> {
    const timeout = AbortSignal.timeout(this.#options.handshakeMs)
    const signal = AbortSignal.any([timeout, this.#stopped.signal])
    const transport = await this.#options.open(signal)
    const closed = new Promise<void>((resolve) => transport.onClose(resolve))
    const inner = this.#options.createClient(transport)
    try {
      await inner.call('desk.status', {}, { signal })
    } catch (error) {
      inner.close()
      throw error
    }
    this.#inner = inner
    return { closed }
  }

  async #ready(signal: AbortSignal | undefined): Promise<DeskClient> {
    if (this.#inner !== null) return this.#inner
    if (this.#status.state === 'connecting' && !this.#stopped.signal.aborted) await this.#settled(signal)
    signal?.throwIfAborted()
    if (this.#inner !== null) return this.#inner
    throw new DeskError('DISCONNECTED', 'The desk cannot be reached at the moment.', {
      hint: 'The connection is being tried again; repeat this once it stands.',
    })
  }

  #settled(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        stop()
        resolve()
      }
      const stop = this.onStatus(({ state }) => {
        if (state !== 'connecting') done()
      })
      signal?.addEventListener('abort', done, { once: true })
      this.#stopped.signal.addEventListener('abort', done, { once: true })
    })
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #set(status: ConnectionStatus): void {
    this.#status = status
    for (const listener of this.#listeners) listener(status)
  }
}
