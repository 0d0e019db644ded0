import { DeskError } from '../../domain/deskError.ts'
import { Inbox, type Transport } from '../transport.ts'

/**
 * Two ends of a connection inside one thread. Messages are structured-cloned, so neither side can reach into the
 * other's objects, and arrive in a later microtask, so a send never runs the receiver's code.
 */
export function createMemoryPair(): [Transport, Transport] {
  const left = new Inbox()
  const right = new Inbox()
  return [end(left, right), end(right, left)]
}

function end(own: Inbox, other: Inbox): Transport {
  return {
    send: (message) => {
      if (own.closed) return
      const copy = clone(message)
      queueMicrotask(() => other.deliver(copy))
    },
    onMessage: (receiver) => own.setReceiver(receiver),
    onClose: (listener) => own.addCloseListener(listener),
    close: () => {
      if (own.end()) queueMicrotask(() => other.end())
    },
  }
}

function clone(message: unknown): unknown {
  try {
    return structuredClone(message)
  } catch (error) {
    throw new DeskError(
      'INTERNAL',
      `a message cannot be cloned: ${error instanceof Error ? error.message : error}`,
    )
  }
}
