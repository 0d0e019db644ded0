import type { z } from 'zod'
import type { Contract } from './contract/define.ts'
import type { CallName, ParsedParams, StreamName } from './contract/deskContract.ts'
import type { Progress } from './message.ts'

/** What a handler may use while it answers. */
export interface CallContext {
  /** Aborted when the caller cancels or the connection goes. */
  readonly signal: AbortSignal
  /** Tells the caller how far it is. Cheap to call often: at most some twenty reports a second are sent. */
  readonly reportProgress: (progress: Progress) => void
}

/** Where a stream's handler puts its items. */
export interface StreamSink<I> {
  /** Aborted when the reader has gone or the stream has ended: stop producing then. */
  readonly signal: AbortSignal
  /** Sends an item, or folds it into what waits while the reader has no credit. Ignored after the end. */
  push(item: I): void
  /** Ends the stream after what waits has been delivered: well, or with the error given. */
  end(error?: unknown): void
}

// The method form makes the parameters bivariant: a table of handlers for a known contract is then also a table of
// handlers for unknown values, and every value that reaches one has been parsed by its own schema before.
interface Handling<P, R> {
  handle(params: P, context: CallContext): Promise<R> | R
}
interface Streaming<P, I> {
  handle(params: P, sink: StreamSink<I>): void
}

/** Answers a call, or throws: a DeskError reaches the caller as it is, anything else as `INTERNAL`. */
export type CallHandler<P, R> = Handling<P, R>['handle']
/** Opens a stream: starts producing into the sink and returns. Throwing refuses the subscription. */
export type StreamHandler<P, I> = Streaming<P, I>['handle']

export type CallHandlers<C extends Contract, M extends CallName<C> = CallName<C>> = {
  readonly [K in M]: CallHandler<ParsedParams<C, K>, z.input<C['calls'][K]['result']>>
}
export type StreamHandlers<C extends Contract, S extends StreamName<C> = StreamName<C>> = {
  readonly [K in S]: StreamHandler<z.output<C['streams'][K]['params']>, z.input<C['streams'][K]['item']>>
}

/** An answer to everything the contract offers. */
export interface ContractHandlers<C extends Contract> {
  readonly calls: CallHandlers<C>
  readonly streams: StreamHandlers<C>
}
