import { z } from 'zod'
import { DeskError } from '../domain/deskError.ts'
import type { Contract } from './contract/define.ts'
import type {
  CallName,
  CallParams,
  CallResult,
  StreamItem,
  StreamName,
  StreamParams,
} from './contract/deskContract.ts'
import { type Progress, type RpcMessage, rpcMessageSchema } from './message.ts'
import type { Transport } from './transport.ts'

export interface CallOptions {
  /** Aborting sends a cancel; the call fails with `CANCELLED` at once, without waiting for the desk. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

export interface StreamOptions<I> {
  /** Where it returns a promise, its credit goes back to the desk once that has settled: this is how a reader is slow. */
  readonly onItem: (item: I) => void | Promise<void>
  /** The stream ended: with null where the desk closed it, with the error where it failed or the connection went. */
  readonly onEnd?: (error: Error | null) => void
  /** Items that may be under way at once, 64 by default. */
  readonly credits?: number
}

/** The far side of a contract as a program sees it. */
export interface RpcClient<C extends Contract> {
  /** @throws DeskError with the code it was thrown with, or `BAD_INPUT`, `CANCELLED`, `DISCONNECTED`. */
  call<M extends CallName<C>>(
    method: M,
    params: CallParams<C, M>,
    options?: CallOptions,
  ): Promise<CallResult<C, M>>
  /** Returns the function that ends the subscription; `onEnd` is not called for that. */
  subscribe<S extends StreamName<C>>(
    stream: S,
    params: StreamParams<C, S>,
    options: StreamOptions<StreamItem<C, S>>,
  ): () => void
  /** Ends the connection; everything under way fails with `DISCONNECTED`. */
  close(): void
}

interface PendingCall {
  readonly kind: 'call'
  readonly name: string
  readonly onProgress: ((progress: Progress) => void) | undefined
  resolve(value: unknown): void
  reject(error: Error): void
}

interface OpenStream {
  readonly kind: 'stream'
  readonly name: string
  deliver(value: unknown): void
  end(error: Error | null): void
}

const DEFAULT_CREDITS = 64

/**
 * A client of a contract over a connection. Parameters are checked before they are sent and answers are parsed when
 * they arrive, so a caller never sees a value that the contract does not promise.
 */
export function createRpcClient<C extends Contract>(contract: C, transport: Transport): RpcClient<C> {
  const open = new Map<number, PendingCall | OpenStream>()
  let nextId = 1
  let closed = false

  transport.onClose(() => {
    closed = true
    for (const [id, entry] of [...open]) {
      open.delete(id)
      if (entry.kind === 'call') entry.reject(disconnected(entry.name))
      else entry.end(disconnected(entry.name))
    }
  })
  transport.onMessage((received) => {
    const parsed = rpcMessageSchema.safeParse(received)
    if (parsed.success) {
      // A fault answers to nothing that is open here.
      const entry = 'id' in parsed.data ? open.get(parsed.data.id) : undefined
      if (entry !== undefined && 'id' in parsed.data) receive(parsed.data, entry)
      return
    }
    const id = z.object({ id: z.number() }).safeParse(received)
    const entry = id.success ? open.get(id.data.id) : undefined
    if (id.success && entry !== undefined) {
      open.delete(id.data.id)
      const error = brokenPromise(entry.name, parsed.error)
      if (entry.kind === 'call') entry.reject(error)
      else entry.end(error)
    }
  })

  function receive(message: Exclude<RpcMessage, { type: 'fault' }>, entry: PendingCall | OpenStream): void {
    if (message.type === 'error') {
      open.delete(message.id)
      const error = DeskError.fromShape(message.error)
      if (entry.kind === 'call') entry.reject(error)
      else entry.end(error)
    } else if (entry.kind === 'call') {
      if (message.type === 'progress') entry.onProgress?.(message.progress)
      else if (message.type === 'result') {
        open.delete(message.id)
        entry.resolve(message.value)
      }
    } else if (message.type === 'item') entry.deliver(message.value)
    else if (message.type === 'end') {
      open.delete(message.id)
      entry.end(null)
    }
  }

  function call<M extends CallName<C>>(
    method: M,
    params: CallParams<C, M>,
    { signal, onProgress }: CallOptions = {},
  ): Promise<CallResult<C, M>> {
    return new Promise((resolve, reject) => {
      const definition = lookUp<C['calls'], M>(contract.calls, method)
      if (definition === undefined) throw unknownName('method', method)
      requireValid(definition.params, params, method)
      if (closed) throw disconnected(method)
      if (signal?.aborted) throw cancelled(method)

      const id = nextId++
      const abort = () => {
        open.delete(id)
        transport.send({ type: 'cancel', id })
        reject(cancelled(method))
      }
      open.set(id, {
        kind: 'call',
        name: method,
        onProgress,
        resolve: (value) => {
          signal?.removeEventListener('abort', abort)
          const result = z.safeParse<C['calls'][M]['result']>(definition.result, value)
          if (result.success) resolve(result.data)
          else reject(brokenPromise(method, result.error))
        },
        reject: (error) => {
          signal?.removeEventListener('abort', abort)
          reject(error)
        },
      })
      signal?.addEventListener('abort', abort, { once: true })
      try {
        transport.send({ type: 'call', id, method, params })
      } catch (error) {
        open.delete(id)
        signal?.removeEventListener('abort', abort)
        throw error
      }
    })
  }

  function subscribe<S extends StreamName<C>>(
    name: S,
    params: StreamParams<C, S>,
    { onItem, onEnd, credits = DEFAULT_CREDITS }: StreamOptions<StreamItem<C, S>>,
  ): () => void {
    const definition = lookUp<C['streams'], S>(contract.streams, name)
    if (definition === undefined) throw unknownName('stream', name)
    requireValid(definition.params, params, name)
    const id = nextId++
    const finish = (error: Error) => {
      if (!open.delete(id)) return
      transport.send({ type: 'cancel', id })
      onEnd?.(error)
    }
    // Credit goes back in halves of the window: one message for many items, and never an idle desk.
    const batch = Math.max(1, credits >> 1)
    let consumed = 0
    const consume = () => {
      if (++consumed < batch || !open.has(id)) return
      transport.send({ type: 'credit', id, credits: consumed })
      consumed = 0
    }
    const stream: OpenStream = {
      kind: 'stream',
      name,
      deliver: (value) => {
        const item = z.safeParse<C['streams'][S]['item']>(definition.item, value)
        if (!item.success) return finish(brokenPromise(name, item.error))
        try {
          const reading = onItem(item.data)
          if (reading instanceof Promise) reading.then(consume, (error: unknown) => finish(asError(error)))
          else consume()
        } catch (error) {
          finish(asError(error))
        }
      },
      end: (error) => onEnd?.(error),
    }
    if (closed) {
      queueMicrotask(() => onEnd?.(disconnected(name)))
      return () => {}
    }
    open.set(id, stream)
    transport.send({ type: 'subscribe', id, stream: name, params, credits })
    return () => {
      if (open.delete(id)) transport.send({ type: 'cancel', id })
    }
  }

  return {
    call,
    subscribe,
    close: () => transport.close(),
  }
}

/** A contract's own entry: `constructor` and its like are not methods of it. */
function lookUp<T extends object, K extends keyof T & string>(table: T, name: K): T[K] | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function requireValid(schema: z.ZodType, params: unknown, name: string): void {
  const checked = schema.safeParse(params)
  if (!checked.success) {
    throw new DeskError('BAD_INPUT', `Wrong parameters for ${name}: ${z.prettifyError(checked.error)}`, {
      where: name,
      details: { paths: checked.error.issues.map((issue) => issue.path.join('.')) },
    })
  }
}

function unknownName(kind: string, name: string): DeskError {
  return new DeskError('BAD_INPUT', `There is no ${kind} '${name}'.`, { where: name })
}

function brokenPromise(name: string, error: z.ZodError): DeskError {
  return new DeskError(
    'INTERNAL',
    `The desk's answer to ${name} does not fit the contract: ${z.prettifyError(error)}`,
    {
      where: name,
      hint: 'The screen and the desk are of different versions; reload the page.',
    },
  )
}

function disconnected(name: string): DeskError {
  return new DeskError('DISCONNECTED', 'The connection to the desk has gone.', { where: name })
}

function cancelled(name: string): DeskError {
  return new DeskError('CANCELLED', `${name} was cancelled.`, { where: name })
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
