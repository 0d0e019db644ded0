import type { StreamSink } from '../../shared/rpc/rpcHandlers.ts'

/** Sends what a source tells into a stream for as long as the stream is read. */
export function forward<I>(sink: StreamSink<I>, listen: (listener: (item: I) => void) => () => void): void {
  const stop = listen((item) => sink.push(item))
  if (sink.signal.aborted) stop()
  else sink.signal.addEventListener('abort', stop, { once: true })
}
