import { Duplex } from 'node:stream'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { encodeMessage } from '../../shared/rpc/codec.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { byteStreamTransport } from '../../shared/rpc/transports/byteStream.ts'
import { webSocketTransport } from '../../shared/rpc/transports/webSocket.ts'
import { until } from '../support/until.ts'

/** A stream whose incoming chunks the spec chooses. */
function scriptedStream(): { stream: Duplex; written: Buffer[] } {
  const written: Buffer[] = []
  const stream = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk)
      done()
    },
  })
  return { stream, written }
}

function frame(message: unknown): Buffer {
  const body = encodeMessage(message)
  const header = Buffer.alloc(4)
  header.writeUInt32BE(body.byteLength)
  return Buffer.concat([header, body])
}

describe('a byte stream', () => {
  it('finds the messages wherever the chunks split them', async () => {
    const messages = [{ id: 1 }, { text: 'a'.repeat(300) }, { prices: Float64Array.of(1, 2, 3) }, null]
    const bytes = Buffer.concat(messages.map(frame))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 20 }),
        async (cuts) => {
          const { stream } = scriptedStream()
          const received: unknown[] = []
          byteStreamTransport(stream).onMessage((message) => received.push(message))
          const edges = [0, ...[...new Set(cuts)].sort((a, b) => a - b), bytes.length]
          for (let part = 1; part < edges.length; part++)
            stream.push(bytes.subarray(edges[part - 1], edges[part]))
          await until(() => expect(received).toEqual(messages))
        },
      ),
      { seed: 3, numRuns: 15 },
    )
  })

  it.each([
    ['bytes that are no message', Buffer.concat([Buffer.from([0, 0, 0, 2]), Buffer.from([0xc1, 0xc1])])],
    ['an empty frame', Buffer.alloc(4)],
    ['a frame above the limit, before it has come', Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ['text', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ])('closes on %s', async (_what, bytes) => {
    const { stream } = scriptedStream()
    const transport = byteStreamTransport(stream, { maxFrameBytes: 1000 })
    const closed = vi.fn()
    transport.onClose(closed)
    stream.push(bytes)
    await until(() => expect(closed).toHaveBeenCalledOnce())
    expect(stream.destroyed).toBe(true)
  })

  it('drops half a frame when the stream ends in it', async () => {
    const { stream } = scriptedStream()
    const transport = byteStreamTransport(stream)
    const received = vi.fn()
    const closed = vi.fn()
    transport.onMessage(received)
    transport.onClose(closed)
    stream.push(frame({ id: 1 }).subarray(0, 5))
    stream.push(null)
    await until(() => expect(closed).toHaveBeenCalledOnce())
    expect(received).not.toHaveBeenCalled()
  })

  it('holds a first frame to its own limit and later ones to the general one', async () => {
    const { stream } = scriptedStream()
    const received: unknown[] = []
    byteStreamTransport(stream, { maxFirstFrameBytes: 20 }).onMessage((message) => received.push(message))
    const long = { text: 'a'.repeat(100) }
    stream.push(Buffer.concat([frame({ id: 1 }), frame(long)]))
    await until(() => expect(received).toEqual([{ id: 1 }, long]))

    const { stream: other } = scriptedStream()
    byteStreamTransport(other, { maxFirstFrameBytes: 20 })
    other.push(frame(long))
    await until(() => expect(other.destroyed).toBe(true))
  })

  it('refuses to send a message above the limit and stays open', () => {
    const { stream, written } = scriptedStream()
    const transport = byteStreamTransport(stream, { maxFrameBytes: 50 })
    expect(() => transport.send({ text: 'a'.repeat(100) })).toThrow(
      expect.objectContaining({ code: 'INTERNAL' }),
    )
    transport.send({ id: 1 })
    expect(Buffer.concat(written)).toEqual(frame({ id: 1 }))
  })

  it('closes on a reader that takes nothing while the bound fills up', () => {
    const stream = new Duplex({ read: () => {}, write: () => {} })
    const transport = byteStreamTransport(stream, { maxBufferedBytes: 10_000 })
    const closed = vi.fn()
    transport.onClose(closed)
    for (let message = 0; message < 30; message++) transport.send({ text: 'a'.repeat(1000) })
    expect(closed).toHaveBeenCalledOnce()
    expect(stream.destroyed).toBe(true)
  })
})

describe('a WebSocket', () => {
  const servers: WebSocketServer[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) {
      for (const client of server.clients) client.terminate()
      server.close()
    }
  })
  async function open(): Promise<{
    raw: WebSocket
    served: Transport
    received: unknown[]
    closed: Promise<number>
  }> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    servers.push(server)
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('no address')
    const accepted = new Promise<WebSocket>((resolve) => server.once('connection', resolve))
    const raw = new WebSocket(`ws://127.0.0.1:${address.port}`)
    const closed = new Promise<number>((resolve) => raw.once('close', resolve))
    await new Promise((resolve) => raw.once('open', resolve))
    const served = webSocketTransport(await accepted, { maxFrameBytes: 1000 })
    const received: unknown[] = []
    served.onMessage((message) => received.push(message))
    return { raw, served, received, closed }
  }

  // Codes of RFC 6455, 7.4.1: unsupported data, invalid payload, message too big.
  it.each([
    ['a text frame', '{"type":"call"}', 1003],
    ['bytes that are no message', Uint8Array.of(0xc1), 1007],
    ['a message above the limit', encodeMessage('a'.repeat(2000)), 1009],
  ])('is closed on %s, with the code that says so', async (_what, data, code) => {
    const { raw, received, closed } = await open()
    raw.send(data)
    expect(await closed).toBe(code)
    expect(received).toEqual([])
  })

  it('keeps messages that are sent while it connects, in order', async () => {
    const { served, raw } = await open()
    const address = new URL(raw.url)
    const server = servers[0]
    const accepted = new Promise<WebSocket>((resolve) => server?.once('connection', resolve))
    const early = webSocketTransport(new WebSocket(address))
    early.send({ id: 1 })
    early.send({ id: 2 })
    const received: unknown[] = []
    webSocketTransport(await accepted).onMessage((message) => received.push(message))
    await until(() => expect(received).toEqual([{ id: 1 }, { id: 2 }]))
    served.close()
  })
})
