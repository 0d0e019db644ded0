import { chmodSync } from 'node:fs'
import net from 'node:net'
import { DeskError } from '../../shared/domain/deskError.ts'
import { deskHelloSchema } from '../../shared/rpc/deskHandshake.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { byteStreamTransport } from '../../shared/rpc/transports/byteStream.ts'
import { sameSecret } from './sameSecret.ts'

/** How long a connection may take to show its token, milliseconds. */
const HANDSHAKE_MS = 5000
/** A hello is some hundred bytes: a stranger's frame can make the desk hold no more than this. */
const MAX_HELLO_BYTES = 4096
/** Time for a connection to end in order when the listener closes, milliseconds. */
const GRACE_MS = 500

export interface LocalListener {
  /** Stops listening and ends every connection. */
  close(): Promise<void>
}

/**
 * Listens on a unix domain socket, or a named pipe on Windows. A connection's first message must be a hello with the
 * token; anything else is hung up on.
 * @throws DeskError `CONFLICT` where the path cannot be listened on.
 */
export async function listenLocalSocket(
  socketPath: string,
  token: string,
  onTransport: (transport: Transport) => void,
): Promise<LocalListener> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    admit(byteStreamTransport(socket, { maxFirstFrameBytes: MAX_HELLO_BYTES }), token, onTransport)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new DeskError('CONFLICT', `The local socket cannot be opened: ${error.message}`)),
    )
    server.listen(socketPath, resolve)
  })
  // The token guards the socket; its mode keeps other users of the machine from even trying.
  if (process.platform !== 'win32') chmodSync(socketPath, 0o600)
  return {
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.end()
      const timer = setTimeout(() => {
        for (const socket of sockets) socket.destroy()
      }, GRACE_MS)
      await closed
      clearTimeout(timer)
    },
  }
}

function admit(transport: Transport, token: string, onTransport: (transport: Transport) => void): void {
  const timer = setTimeout(() => transport.close(), HANDSHAKE_MS)
  transport.onClose(() => clearTimeout(timer))
  transport.onMessage((message) => {
    clearTimeout(timer)
    const hello = deskHelloSchema.safeParse(message)
    if (hello.success && sameSecret(hello.data.token, token)) onTransport(transport)
    else transport.close()
  })
}
