import { DeskError } from '../../shared/domain/deskError.ts'
import { DESK_PORT_MESSAGE, type ShellBridge } from '../../shared/rpc/shellBridge.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { messagePortTransport } from '../../shared/rpc/transports/messagePort.ts'
import { webSocketTransport } from '../../shared/rpc/transports/webSocket.ts'

/** Opens transports over the ports that the desktop shell hands to this window. */
export function shellTransports(shell: ShellBridge): (signal: AbortSignal) => Promise<Transport> {
  let unused: MessagePort | null = null
  let take: ((port: MessagePort) => void) | null = null
  window.addEventListener('message', (event) => {
    const port = event.ports[0]
    if (event.source !== window || event.data !== DESK_PORT_MESSAGE || port === undefined) return
    if (take !== null) {
      take(port)
      return
    }
    // A port that nobody asked for announces a new desk; the newest is used for the next attempt.
    unused?.close()
    unused = port
  })
  return (signal) =>
    new Promise((resolve, reject) => {
      if (unused !== null) {
        const port = unused
        unused = null
        resolve(messagePortTransport(port))
        return
      }
      const abort = () => {
        take = null
        reject(signal.reason)
      }
      signal.addEventListener('abort', abort, { once: true })
      take = (port) => {
        take = null
        signal.removeEventListener('abort', abort)
        resolve(messagePortTransport(port))
      }
      shell.requestDeskPort()
    })
}

/** Opens WebSockets to the server this page came from. */
export function socketTransports(): (signal: AbortSignal) => Promise<Transport> {
  const url = new URL('/rpc', location.href)
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  url.hash = ''
  let isFirst = true
  return async (signal) => {
    // A socket does not say why it was not opened: a server that was started anew knows this page's session no more.
    if (!isFirst) {
      const answer = await fetch(new URL('/', location.href), { method: 'HEAD', cache: 'no-store', signal })
      if (answer.status === 401) {
        throw new DeskError('UNAUTHORIZED', 'The desk was started anew and does not know this page.')
      }
    }
    isFirst = false
    return webSocketTransport(new WebSocket(url))
  }
}
