// A desk process reduced to its handshake: listens, checks the token, echoes messages, dies when told.
import net from 'node:net'
import { DESK_ENVIRONMENT, DESK_READY } from '../../shared/rpc/deskHandshake.ts'
import { byteStreamTransport } from '../../shared/rpc/transports/byteStream.ts'

const server = net.createServer((socket) => {
  const transport = byteStreamTransport(socket)
  let isKnown = false
  transport.onMessage((/** @type {any} */ message) => {
    if (!isKnown) {
      isKnown = message.type === 'hello' && message.token === process.env[DESK_ENVIRONMENT.token]
      if (!isKnown) transport.close()
      return
    }
    if (message === 'die') {
      console.error('Error: the disk is on fire')
      process.exit(3)
    }
    transport.send({ echo: message })
  })
})
server.listen(process.env[DESK_ENVIRONMENT.socket], () => console.log(DESK_READY))
process.once('SIGTERM', () => process.exit(0))
