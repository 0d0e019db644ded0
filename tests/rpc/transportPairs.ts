import { randomUUID } from 'node:crypto'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MessageChannel as NodeMessageChannel } from 'node:worker_threads'
import WebSocket, { WebSocketServer } from 'ws'
import { relay } from '../../shared/rpc/relay.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { byteStreamTransport } from '../../shared/rpc/transports/byteStream.ts'
import { createMemoryPair } from '../../shared/rpc/transports/memory.ts'
import { messagePortTransport } from '../../shared/rpc/transports/messagePort.ts'
import { webSocketTransport } from '../../shared/rpc/transports/webSocket.ts'

/** Two ends of a connection, and how it is cut without either end asking. */
export interface TransportPair {
  readonly client: Transport
  readonly server: Transport
  /** Breaks the connection from outside. */
  cut(): void
  /** Frees what the pair holds open. */
  dispose(): Promise<void>
}

/** A message port as Electron's main process has it: an emitter of events with `data`. */
function emitterPort(port: import('node:worker_threads').MessagePort) {
  return {
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
    on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) =>
      port.on(event, (data: unknown) => listener({ data })),
  }
}

async function socketPair(): Promise<{ near: net.Socket; far: net.Socket; dispose(): Promise<void> }> {
  const address =
    process.platform === 'win32'
      ? `\\\\.\\pipe\\${randomUUID()}`
      : path.join(tmpdir(), `${randomUUID()}.sock`)
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(address, resolve))
  const accepted = new Promise<net.Socket>((resolve) => server.once('connection', resolve))
  const near = net.connect(address)
  const far = await accepted
  return {
    near,
    far,
    dispose: () =>
      new Promise((resolve) => {
        near.destroy()
        far.destroy()
        server.close(() => resolve())
      }),
  }
}

/** Every way in which a screen reaches the desk. */
export const TRANSPORT_PAIRS: Readonly<Record<string, () => Promise<TransportPair>>> = {
  memory: async () => {
    const [client, server] = createMemoryPair()
    return { client, server, cut: () => server.close(), dispose: async () => client.close() }
  },
  "a browser's or Node's MessagePort": async () => {
    const { port1, port2 } = new NodeMessageChannel()
    const [client, server] = [messagePortTransport(port1), messagePortTransport(port2)]
    return { client, server, cut: () => port2.close(), dispose: async () => port1.close() }
  },
  "Electron's MessagePortMain": async () => {
    const { port1, port2 } = new NodeMessageChannel()
    const [client, server] = [messagePortTransport(port1), messagePortTransport(emitterPort(port2))]
    return { client, server, cut: () => port2.close(), dispose: async () => port1.close() }
  },
  WebSocket: async () => {
    const listener = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
    await new Promise((resolve) => listener.once('listening', resolve))
    const address = listener.address()
    if (typeof address !== 'object' || address === null) throw new Error('no address')
    const accepted = new Promise<WebSocket>((resolve) => listener.once('connection', resolve))
    const near = new WebSocket(`ws://127.0.0.1:${address.port}`)
    const client = webSocketTransport(near)
    const far = await accepted
    return {
      client,
      server: webSocketTransport(far),
      cut: () => far.terminate(),
      dispose: () =>
        new Promise((resolve) => {
          near.terminate()
          far.terminate()
          listener.close(() => resolve())
        }),
    }
  },
  'a byte stream': async () => {
    const { near, far, dispose } = await socketPair()
    return {
      client: byteStreamTransport(near),
      server: byteStreamTransport(far),
      cut: () => far.destroy(),
      dispose,
    }
  },
  'a port relayed to a byte stream, as in the desktop shell': async () => {
    const { near, far, dispose } = await socketPair()
    const { port1, port2 } = new NodeMessageChannel()
    relay(messagePortTransport(emitterPort(port2)), byteStreamTransport(near))
    return {
      client: messagePortTransport(port1),
      server: byteStreamTransport(far),
      cut: () => far.destroy(),
      dispose: async () => {
        port1.close()
        await dispose()
      },
    }
  },
}
