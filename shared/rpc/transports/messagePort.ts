import { DeskError } from '../../domain/deskError.ts'
import { Inbox, type Transport } from '../transport.ts'

interface Port {
  postMessage(message: unknown): void
  start?(): void
  close(): void
}

/** A browser's MessagePort and Node's: the message is the event's `data`. */
interface EventTargetPort extends Port {
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void
}

/** Electron's MessagePortMain: an emitter whose messages are events with `data`. */
interface EmitterPort extends Port {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
}

export type MessagePortLike = EventTargetPort | EmitterPort

/**
 * A transport over a MessagePort of a browser, of Electron's main process or of a Node worker.
 * The end is noticed through the port's `close` event, which all three raise when the other side closes or dies.
 */
export function messagePortTransport(port: MessagePortLike): Transport {
  const inbox = new Inbox()
  const receive = (event: { readonly data?: unknown }) => inbox.deliver(event.data)
  const closed = () => {
    inbox.end()
  }
  if ('addEventListener' in port) {
    port.addEventListener('message', receive)
    port.addEventListener('close', closed)
  } else {
    port.on('message', receive)
    port.on('close', closed)
  }
  port.start?.()
  return {
    send: (message) => {
      if (inbox.closed) return
      try {
        port.postMessage(message)
      } catch (error) {
        throw new DeskError(
          'INTERNAL',
          `a message cannot be cloned: ${error instanceof Error ? error.message : String(error)}`,
        )
      }
    },
    onMessage: (receiver) => inbox.setReceiver(receiver),
    onClose: (listener) => inbox.addCloseListener(listener),
    close: () => {
      if (inbox.closed) return
      port.close()
      inbox.end()
    },
  }
}
