import type { z } from 'zod'

/** One question to the desk: parameters, answer, and what its progress reports carry. */
export interface CallDefinition<P extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly params: P
  readonly result: R
}

/**
 * A stream from the desk. `conflate` names how items that a slow reader has no credit for are folded:
 * `none` keeps every item (bounded, the stream ends with an error beyond the bound), `latest` keeps the newest,
 * `by-key` keeps the newest per `key` of the item.
 */
export interface StreamDefinition<P extends z.ZodType = z.ZodType, I extends z.ZodType = z.ZodType> {
  readonly params: P
  readonly item: I
  readonly conflate: 'none' | 'latest' | { readonly key: (item: z.output<I>) => string }
}

export interface Contract {
  readonly calls: Readonly<Record<string, CallDefinition>>
  readonly streams: Readonly<Record<string, StreamDefinition>>
}

/** Declares a call; exists so that the schemas' types are inferred. */
export function call<P extends z.ZodType, R extends z.ZodType>(params: P, result: R): CallDefinition<P, R> {
  return { params, result }
}

/** Declares a stream. */
export function stream<P extends z.ZodType, I extends z.ZodType>(
  params: P,
  item: I,
  conflate: StreamDefinition<P, I>['conflate'],
): StreamDefinition<P, I> {
  return { params, item, conflate }
}
