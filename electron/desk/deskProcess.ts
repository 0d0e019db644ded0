import '../launch/requireNode.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import { DESK_ENVIRONMENT, DESK_READY } from '../../shared/rpc/deskHandshake.ts'
import { type Desk, openDesk } from './desk.ts'
import { defaultHome } from './home.ts'
import { listenLocalSocket } from './localListener.ts'

// The desk as a process of its own, for a shell: see shared/rpc/deskHandshake.ts for how it is started.

function take(name: string): string | undefined {
  const value = process.env[name]
  // What the desk starts inherits its environment, and must not inherit the way into the desk.
  delete process.env[name]
  return value === '' ? undefined : value
}

/**
 * After a bug nothing about the desk's state can be relied on but the journal: it ends, and the shell starts it again.
 */
async function endAfterBug(desk: Desk, error: Error): Promise<void> {
  process.stderr.write(`${error.stack ?? error.message}\n`)
  desk.log.writeFailure('desk', error)
  await desk.log.flush()
  process.exit(1)
}

async function run(): Promise<void> {
  const socketPath = take(DESK_ENVIRONMENT.socket)
  const token = take(DESK_ENVIRONMENT.token)
  const home = take(DESK_ENVIRONMENT.home) ?? defaultHome()
  if (socketPath === undefined || token === undefined) {
    throw new Error(`${DESK_ENVIRONMENT.socket} and ${DESK_ENVIRONMENT.token} name the socket to listen on`)
  }
  // Whoever asks for the end while the desk opens gets it as soon as there is something to close.
  let end: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  // The parent that read these pipes is gone: what is left to do is to end in order, not to fail at each line.
  for (const pipe of [process.stdout, process.stderr]) pipe.on('error', end)
  process.stdin.once('end', end).once('close', end).resume()

  const desk = await openDesk({ home })
  desk.log.protect(token)
  process.on('uncaughtException', (error) => void endAfterBug(desk, error))
  const listener = await listenLocalSocket(socketPath, token, (transport) => desk.attach(transport))
  process.stdout.write(`${DESK_READY}\n`)
  await ended
  await listener.close()
  await desk.close()
}

/** A failure in one line: what happened and what to do. A bug keeps its stack. */
function describe(error: unknown): string {
  if (error instanceof DeskError)
    return [`${error.name}: ${error.message}`, error.hint].filter(Boolean).join(' ')
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${describe(error)}\n`)
    process.exit(1)
  },
)
