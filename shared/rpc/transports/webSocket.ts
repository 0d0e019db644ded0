import { DeskError } from '../../domain/deskError.ts'
import { decodeMessage, encodeMessage } from '../codec.ts'
import { Inbox, type Transport } from '../transport.ts'

/** The part of a WebSocket that the browser's and the `ws` package's have in common. */
export interface WebSocketLike {
  binaryType: string
  readonly readyState: number
  readonly bufferedAmount: number
  send(data: Uint8Array<ArrayBuffer>): void
  close(code?: number, reason?: string): void
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
}

export interface WebSocketOptions {
  /** Largest message sent or accepted, bytes. */
  readonly maxFrameBytes?: number
  /** Bytes that may wait to be sent before the other side is taken for dead and the connection closed. */
  readonly maxBufferedBytes?: number
}

const CONNECTING = 0
const OPEN = 1
/** RFC 6455, 7.4.1. */
const CLOSE_UNSUPPORTED_DATA = 1003
const CLOSE_INVALID_PAYLOAD = 1007
const CLOSE_POLICY = 1008
const CLOSE_TOO_BIG = 1009

/**
 * A transport over a WebSocket: one binary frame a message. Messages sent while the socket connects wait for it.
 * A text frame or one that does not decode closes the connection, since what was lost in it cannot be known.
 */
export function webSocketTransport(socket: WebSocketLike, options: WebSocketOptions = {}): Transport {
  const { maxFrameBytes = 256 * 2 ** 20, maxBufferedBytes = 512 * 2 ** 20 } = options
  const inbox = new Inbox()
  let unsent: Uint8Array<ArrayBuffer>[] = []
  const fail = (code: number, reason: string) => {
    if (inbox.end()) socket.close(code, reason)
  }
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('open', () => {
    for (const frame of unsent) socket.send(frame)
    unsent = []
  })
  socket.addEventListener('message', ({ data }) => {
    if (inbox.closed) return
    if (!(data instanceof ArrayBuffer)) return fail(CLOSE_UNSUPPORTED_DATA, 'binary frames only')
    if (data.byteLength > maxFrameBytes) return fail(CLOSE_TOO_BIG, 'message too large')
    let message: unknown
    try {
      message = decodeMessage(new Uint8Array(data))
    } catch {
      return fail(CLOSE_INVALID_PAYLOAD, 'not a message')
    }
    inbox.deliver(message)
  })
  socket.addEventListener('close', () => {
    inbox.end()
  })
  // An error is always followed by `close`; without a listener `ws` would throw it.
  socket.addEventListener('error', () => {})
  return {
    send: (message) => {
      if (inbox.closed) return
      const frame = encodeMessage(message)
      if (frame.byteLength > maxFrameBytes) {
        throw new DeskError(
          'INTERNAL',
          `a message of ${frame.byteLength} bytes is above the ${maxFrameBytes} allowed`,
        )
      }
      if (socket.readyState === CONNECTING) unsent.push(frame)
      else if (socket.readyState === OPEN) {
        if (socket.bufferedAmount > maxBufferedBytes) return fail(CLOSE_POLICY, 'reader too slow')
        socket.send(frame)
      }
    },
    onMessage: (receiver) => inbox.setReceiver(receiver),
    onClose: (listener) => inbox.addCloseListener(listener),
    close: () => {
      if (inbox.end()) socket.close(1000)
    },
  }
}
