import { z } from 'zod'
import { DeskError } from '../domain/deskError.ts'
import type { StreamDefinition } from './contract/define.ts'
import { MAX_CREDITS } from './message.ts'
import type { StreamSink } from './rpcHandlers.ts'
import { createStreamQueue, type StreamQueue } from './streamQueue.ts'

interface ServerStreamOptions {
  readonly name: string
  readonly definition: StreamDefinition
  readonly credits: number
  readonly maxQueuedItems: number
  readonly sendItem: (item: unknown) => void
  /** The stream has ended from this side: null for well, else the error to tell the reader. */
  readonly onEnd: (error: unknown) => void
  /** The reader has gone; nothing is to be sent. */
  readonly onAbandon: () => void
  readonly onError: (error: unknown) => void
}

/** One subscription on the desk's side: sends while there is credit, folds what comes while there is none. */
export class ServerStream implements StreamSink<unknown> {
  readonly #options: ServerStreamOptions
  readonly #queue: StreamQueue
  readonly #controller = new AbortController()
  #credits: number
  #state: 'open' | 'draining' | 'ended' = 'open'
  #endError: unknown = null

  constructor(options: ServerStreamOptions) {
    this.#options = options
    this.#credits = options.credits
    this.#queue = createStreamQueue(options.definition.conflate, options.maxQueuedItems)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  push(item: unknown): void {
    if (this.#state !== 'open') return
    const parsed = this.#options.definition.item.safeParse(item)
    if (!parsed.success) this.#break(parsed.error)
    else if (this.#credits > 0) {
      this.#credits--
      this.#options.sendItem(parsed.data)
    } else this.#enqueue(parsed.data)
  }

  end(error: unknown = null): void {
    if (this.#state !== 'open') return
    this.#state = 'draining'
    this.#endError = error
    this.#controller.abort(new DeskError('CANCELLED', 'The stream has ended.'))
    this.#drain()
  }

  /** The reader can take this many more items. */
  grant(credits: number): void {
    this.#credits = Math.min(this.#credits + credits, MAX_CREDITS)
    this.#drain()
  }

  /** The reader has cancelled or its connection has gone. */
  abandon(): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    this.#queue.clear()
    this.#controller.abort(new DeskError('CANCELLED', 'The reader has gone.'))
    this.#options.onAbandon()
  }

  #enqueue(item: unknown): void {
    try {
      this.#queue.add(item)
    } catch (error) {
      this.#finish(error)
    }
  }

  #break(error: z.ZodError): void {
    const bug = new Error(
      `an item of ${this.#options.name} does not fit its contract: ${z.prettifyError(error)}`,
    )
    this.#options.onError(bug)
    this.#finish(bug)
  }

  #drain(): void {
    while (this.#state !== 'ended' && this.#credits > 0 && this.#queue.size > 0) {
      this.#credits--
      this.#options.sendItem(this.#queue.take())
    }
    if (this.#state === 'draining' && this.#queue.size === 0) this.#finish(this.#endError)
  }

  #finish(error: unknown): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    this.#queue.clear()
    this.#controller.abort(new DeskError('CANCELLED', 'The stream has ended.'))
    this.#options.onEnd(error)
  }
}
