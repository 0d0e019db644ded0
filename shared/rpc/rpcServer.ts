import { z } from 'zod'
import { DeskError, type ErrorShape, toErrorShape } from '../domain/deskError.ts'
import type { CallDefinition, Contract, StreamDefinition } from './contract/define.ts'
import { type RpcMessage, rpcMessageSchema } from './message.ts'
import { createProgressReporter } from './progressReporter.ts'
import type { CallHandler, ContractHandlers, StreamHandler } from './rpcHandlers.ts'
import { ServerStream } from './serverStream.ts'
import { suggestNames } from './suggestNames.ts'
import type { Transport } from './transport.ts'

export interface ServeOptions {
  /** Calls and streams that one connection may have open together. */
  readonly maxOpen?: number
  /** Items of a stream that may wait for a slow reader. */
  readonly maxQueuedItems?: number
  /** Makes the text of an unexpected failure fit to be shown: what it says was never meant for a reader. */
  readonly redact?: (text: string) => string
  /** Told of every failure that is a bug here and not the caller's doing. */
  readonly onInternalError?: (error: unknown, where: string) => void
}

export interface ServedConnection {
  /** Ends the connection: aborts every handler's signal. */
  close(): void
}

/**
 * Answers a contract on a connection. Nothing that arrives can make it throw: an unknown method, wrong parameters, a
 * malformed message and a handler's failure are each answered with an error that names what was wrong. When the
 * connection goes, every handler's signal is aborted.
 */
export function serveContract<C extends Contract>(
  contract: C,
  transport: Transport,
  handlers: ContractHandlers<C>,
  options: ServeOptions = {},
): ServedConnection {
  const connection = new Connection(contract, transport, handlers.calls, handlers.streams, options)
  transport.onClose(() => connection.end())
  transport.onMessage((message) => connection.receive(message))
  return { close: () => transport.close() }
}

type Calls = Readonly<Record<string, CallHandler<unknown, unknown>>>
type Streams = Readonly<Record<string, StreamHandler<unknown, unknown>>>

class Connection {
  readonly #contract: Contract
  readonly #transport: Transport
  readonly #callHandlers: Calls
  readonly #streamHandlers: Streams
  readonly #options: ServeOptions
  readonly #calls = new Map<number, AbortController>()
  readonly #streams = new Map<number, ServerStream>()
  #ended = false

  constructor(
    contract: Contract,
    transport: Transport,
    calls: Calls,
    streams: Streams,
    options: ServeOptions,
  ) {
    this.#contract = contract
    this.#transport = transport
    this.#callHandlers = calls
    this.#streamHandlers = streams
    this.#options = options
  }

  receive(received: unknown): void {
    if (this.#ended) return
    const parsed = rpcMessageSchema.safeParse(received)
    if (parsed.success) this.#dispatch(parsed.data)
    else this.#refuseMalformed(received, parsed.error)
  }

  #dispatch(message: RpcMessage): void {
    switch (message.type) {
      case 'call':
        void this.#call(message.id, message.method, message.params)
        return
      case 'subscribe':
        this.#subscribe(message)
        return
      case 'credit':
        this.#streams.get(message.id)?.grant(message.credits)
        return
      case 'cancel': {
        const call = this.#calls.get(message.id)
        this.#calls.delete(message.id)
        call?.abort(new DeskError('CANCELLED', 'Cancelled by the caller.'))
        this.#streams.get(message.id)?.abandon()
        return
      }
      default:
        this.#fault(
          new DeskError('BAD_INPUT', `A '${message.type}' message goes from the desk to the caller only.`),
        )
    }
  }

  end(): void {
    if (this.#ended) return
    this.#ended = true
    const reason = new DeskError('DISCONNECTED', 'The connection has gone.')
    for (const call of this.#calls.values()) call.abort(reason)
    this.#calls.clear()
    for (const stream of [...this.#streams.values()]) stream.abandon()
  }

  async #call(id: number, method: string, input: unknown): Promise<void> {
    if (!this.#admit(id, method)) return
    const definition = own(this.#contract.calls, method)
    const handler = own(this.#callHandlers, method)
    if (definition === undefined || handler === undefined) {
      this.#fail(id, this.#unknown('method', method))
      return
    }
    const params = definition.params.safeParse(input)
    if (!params.success) {
      this.#fail(id, wrongParams(method, params.error))
      return
    }
    const controller = new AbortController()
    this.#calls.set(id, controller)
    const progress = createProgressReporter((report) =>
      this.#send({ type: 'progress', id, progress: report }),
    )
    let answer: RpcMessage
    try {
      const value = await handler(params.data, { signal: controller.signal, reportProgress: progress.report })
      answer = { type: 'result', id, value: checkedResult(definition, method, value) }
    } catch (error) {
      this.#report(error, method)
      answer = { type: 'error', id, error: this.#shapeOf(error) }
    }
    progress.stop()
    // A cancelled call is answered by nothing: its id may be in use again.
    if (this.#calls.get(id) !== controller) return
    this.#calls.delete(id)
    this.#send(answer)
  }

  #subscribe(message: RpcMessage & { type: 'subscribe' }): void {
    const { id, stream: name } = message
    if (!this.#admit(id, name)) return
    const definition = own(this.#contract.streams, name)
    const handler = own(this.#streamHandlers, name)
    if (definition === undefined || handler === undefined) {
      this.#fail(id, this.#unknown('stream', name))
      return
    }
    const params = definition.params.safeParse(message.params)
    if (params.success) this.#openStream(id, name, definition, handler, params.data, message.credits)
    else this.#fail(id, wrongParams(name, params.error))
  }

  #openStream(
    id: number,
    name: string,
    definition: StreamDefinition,
    handler: StreamHandler<unknown, unknown>,
    params: unknown,
    credits: number,
  ): void {
    const stream: ServerStream = new ServerStream({
      name,
      definition,
      credits,
      maxQueuedItems: this.#options.maxQueuedItems ?? 10_000,
      sendItem: (value) => this.#send({ type: 'item', id, value }),
      onEnd: (error) => {
        if (this.#streams.get(id) === stream) this.#streams.delete(id)
        if (error === null) this.#send({ type: 'end', id })
        else this.#fail(id, error)
      },
      onAbandon: () => {
        if (this.#streams.get(id) === stream) this.#streams.delete(id)
      },
      onError: (error) => this.#report(error, name),
    })
    this.#streams.set(id, stream)
    try {
      handler(params, stream)
    } catch (error) {
      this.#report(error, name)
      stream.end(error)
    }
  }

  /** Whether a call or stream may be opened under this id; where not, the caller has been told. */
  #admit(id: number, name: string): boolean {
    if (this.#calls.has(id) || this.#streams.has(id)) {
      this.#fault(
        new DeskError('BAD_INPUT', `The id ${id} is in use on this connection.`, {
          where: name.slice(0, 100),
        }),
      )
      return false
    }
    const maxOpen = this.#options.maxOpen ?? 1000
    if (this.#calls.size + this.#streams.size < maxOpen) return true
    this.#fail(
      id,
      new DeskError('OVERLOADED', `${maxOpen} calls and streams are open on this connection already.`, {
        where: name.slice(0, 100),
        hint: 'Wait for answers before asking more.',
      }),
    )
    return false
  }

  #unknown(kind: 'method' | 'stream', name: string): DeskError {
    const known = Object.keys(kind === 'method' ? this.#contract.calls : this.#contract.streams)
    const suggestions = suggestNames(name, known)
    return new DeskError('BAD_INPUT', `There is no ${kind} '${name.slice(0, 100)}'.`, {
      where: name.slice(0, 100),
      ...(suggestions.length > 0
        ? { hint: `Did you mean ${suggestions.join(' or ')}?`, details: { suggestions } }
        : {}),
    })
  }

  #refuseMalformed(received: unknown, error: z.ZodError): void {
    const refusal = new DeskError('BAD_INPUT', `A message is malformed: ${z.prettifyError(error)}`)
    const id = z.object({ id: z.number().int().nonnegative() }).safeParse(received)
    // An error under the id of something open would end it for the caller, who may have meant something else.
    if (id.success && !this.#calls.has(id.data.id) && !this.#streams.has(id.data.id))
      this.#fail(id.data.id, refusal)
    else this.#fault(refusal)
  }

  /** Tells of a message that answers to nothing; an error under an open id would end that for the caller. */
  #fault(error: DeskError): void {
    this.#send({ type: 'fault', error: error.toShape() })
  }

  #fail(id: number, error: unknown): void {
    this.#send({ type: 'error', id, error: this.#shapeOf(error) })
  }

  #shapeOf(error: unknown): ErrorShape {
    const shape = toErrorShape(error)
    const { redact } = this.#options
    return shape.code === 'INTERNAL' && redact ? { ...shape, message: redact(shape.message) } : shape
  }

  #report(error: unknown, where: string): void {
    if (toErrorShape(error).code === 'INTERNAL') this.#options.onInternalError?.(error, where)
  }

  #send(message: RpcMessage): void {
    if (this.#ended) return
    try {
      this.#transport.send(message)
    } catch (error) {
      // Only an answer's content can be impossible to carry; its error, which is plain text, can be carried.
      this.#report(error, message.type)
      if ('id' in message && message.type !== 'error') this.#fail(message.id, error)
      if (message.type === 'item') this.#streams.get(message.id)?.abandon()
    }
  }
}

/** A table's own entry: `constructor` and its like are not methods of a contract. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function wrongParams(name: string, error: z.ZodError): DeskError {
  return new DeskError('BAD_INPUT', `Wrong parameters for ${name}: ${z.prettifyError(error)}`, {
    where: name,
    details: { paths: error.issues.map((issue) => issue.path.join('.')) },
  })
}

function checkedResult(definition: CallDefinition, method: string, value: unknown): unknown {
  const result = definition.result.safeParse(value)
  if (result.success) return result.data
  throw new Error(`the answer of ${method} does not fit its contract: ${z.prettifyError(result.error)}`)
}
