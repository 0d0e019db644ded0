import type { Duplex } from 'node:stream'
import { DeskError } from '../../domain/deskError.ts'
import { decodeMessage, encodeMessage } from '../codec.ts'
import { Inbox, type Transport } from '../transport.ts'

export interface ByteStreamOptions {
  /** Largest message sent or accepted, bytes. */
  readonly maxFrameBytes?: number
  /** Largest first message accepted, bytes: a bound for a connection that has yet to say who it is. */
  readonly maxFirstFrameBytes?: number
  /** Bytes that may wait to be sent before the other side is taken for dead and the connection closed. */
  readonly maxBufferedBytes?: number
}

const HEADER_BYTES = 4

/**
 * A transport over a byte stream such as a local socket: each message is its length as an unsigned 32-bit big-endian
 * integer, then its bytes. Chunks may split anywhere. A length above the limit or bytes that do not decode close the
 * connection, since there is no way to find the next message after them.
 */
export function byteStreamTransport(stream: Duplex, options: ByteStreamOptions = {}): Transport {
  const { maxFrameBytes = 256 * 2 ** 20, maxBufferedBytes = 512 * 2 ** 20 } = options
  const inbox = new Inbox()
  const frames = new FrameReader(options.maxFirstFrameBytes ?? maxFrameBytes, maxFrameBytes)
  const end = () => {
    if (inbox.end()) stream.destroy()
  }
  stream.on('data', (chunk: Uint8Array) => {
    if (inbox.closed) return
    let messages: unknown[]
    try {
      messages = frames.push(chunk).map(decodeMessage)
    } catch {
      return end()
    }
    for (const message of messages) inbox.deliver(message)
  })
  stream.on('end', end)
  stream.on('close', end)
  // An error is always followed by `close`; without a listener it would end the process.
  stream.on('error', () => {})
  return {
    send: (message) => {
      if (inbox.closed) return
      const body = encodeMessage(message)
      if (body.byteLength > maxFrameBytes) {
        throw new DeskError(
          'INTERNAL',
          `a message of ${body.byteLength} bytes is above the ${maxFrameBytes} allowed`,
        )
      }
      if (stream.writableLength > maxBufferedBytes) return end()
      const header = new Uint8Array(HEADER_BYTES)
      new DataView(header.buffer).setUint32(0, body.byteLength)
      stream.cork()
      stream.write(header)
      stream.write(body)
      stream.uncork()
    },
    onMessage: (receiver) => inbox.setReceiver(receiver),
    onClose: (listener) => inbox.addCloseListener(listener),
    // `end` and not `destroy`: what has been sent still arrives.
    close: () => {
      if (inbox.end()) stream.end()
    },
  }
}

/** Cuts a stream of chunks into frames; copies a frame once, and only where chunks have split it. */
class FrameReader {
  readonly #maxFrameBytes: number
  /** Limit of the frame that is being read. */
  #limit: number
  #chunks: Uint8Array[] = []
  #buffered = 0
  /** Length of the frame being read, or -1 while its header is. */
  #expected = -1

  constructor(maxFirstFrameBytes: number, maxFrameBytes: number) {
    this.#limit = maxFirstFrameBytes
    this.#maxFrameBytes = maxFrameBytes
  }

  /** Every frame that `chunk` completes. */
  push(chunk: Uint8Array): Uint8Array[] {
    const complete: Uint8Array[] = []
    this.#chunks.push(chunk)
    this.#buffered += chunk.byteLength
    while (true) {
      if (this.#expected < 0) {
        if (this.#buffered < HEADER_BYTES) return complete
        const header = this.#take(HEADER_BYTES)
        this.#expected = new DataView(header.buffer, header.byteOffset).getUint32(0)
        if (this.#expected > this.#limit) throw new RangeError('frame too large')
      }
      if (this.#buffered < this.#expected) return complete
      const frame = this.#take(this.#expected)
      this.#expected = -1
      this.#limit = this.#maxFrameBytes
      complete.push(frame)
    }
  }

  #take(count: number): Uint8Array {
    this.#buffered -= count
    const first = this.#chunks[0]
    if (first !== undefined && first.byteLength >= count) {
      if (first.byteLength === count) this.#chunks.shift()
      else this.#chunks[0] = first.subarray(count)
      return first.subarray(0, count)
    }
    const taken = new Uint8Array(count)
    let filled = 0
    while (filled < count) {
      const next = this.#chunks[0]
      if (next === undefined) throw new RangeError('fewer bytes buffered than counted')
      const part = next.subarray(0, count - filled)
      taken.set(part, filled)
      filled += part.byteLength
      if (part.byteLength === next.byteLength) this.#chunks.shift()
      else this.#chunks[0] = next.subarray(part.byteLength)
    }
    return taken
  }
}
