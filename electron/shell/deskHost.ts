import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { DESK_ENVIRONMENT, DESK_READY, type DeskHello } from '../../shared/rpc/deskHandshake.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { byteStreamTransport } from '../../shared/rpc/transports/byteStream.ts'
import type { StartedDesk } from './deskSupervisor.ts'

type DeskChild = ChildProcessByStdio<Writable, Readable, Readable>

/** How long a desk that was asked to end may take, milliseconds: it has files to close. */
const STOP_LIMIT_MS = 10_000
const START_LIMIT_MS = 60_000
/** How much of what the desk wrote to stderr is kept, characters. */
const KEPT_STDERR = 4_000

export interface DeskHostOptions {
  /** The Node binary to run the desk on. */
  readonly node: string
  /** The desk's entry file. */
  readonly entry: string
  /** The desk's home; absent: its own default. */
  readonly home: string | undefined
  /** Receives what the desk prints, line by line or in pieces. */
  readonly onOutput: (text: string) => void
}

/** What a dead process said of its end: the line that names the error, else the last one. */
function lastWordsOf(stderr: string): string | undefined {
  const lines = stderr.split('\n').map((line) => line.trim())
  const spoken = lines.filter((line) => line !== '' && !line.startsWith('at '))
  return spoken.findLast((line) => /^\w*Error\b/.test(line)) ?? spoken.at(-1)
}

function socketAddress(): { address: string; remove: () => void } {
  const name = `quarterdeck-${randomBytes(8).toString('hex')}`
  if (process.platform === 'win32') return { address: `\\\\.\\pipe\\${name}`, remove: () => {} }
  // A folder of its own, which only this user may enter: the socket's own mode is not honoured everywhere.
  const folder = mkdtempSync(path.join(tmpdir(), 'quarterdeck-'))
  return {
    address: path.join(folder, 'desk.sock'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function connect(address: string, token: string): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(address)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      const transport = byteStreamTransport(socket)
      const hello: DeskHello = { type: 'hello', token }
      transport.send(hello)
      resolve(transport)
    })
  })
}

function waitUntilReady(child: DeskChild, ended: StartedDesk['ended']): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`no answer within ${START_LIMIT_MS / 1000} s`))
    }, START_LIMIT_MS)
    let printed = ''
    child.stdout.on('data', (chunk: string) => {
      printed = (printed + chunk).slice(-KEPT_STDERR)
      if (!printed.includes(DESK_READY)) return
      clearTimeout(timer)
      resolve()
    })
    void ended.then(({ lastWords }) => {
      clearTimeout(timer)
      reject(new Error(lastWords))
    })
  })
}

/**
 * Starts a desk process on a private socket with a token of its own; resolves when it listens. Aborted before, it ends
 * the process and rejects when that is done.
 */
export async function startDesk(options: DeskHostOptions, signal?: AbortSignal): Promise<StartedDesk> {
  const token = randomBytes(32).toString('hex')
  const { address, remove } = socketAddress()
  const child: DeskChild = spawn(options.node, [options.entry], {
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    env: {
      ...process.env,
      [DESK_ENVIRONMENT.socket]: address,
      [DESK_ENVIRONMENT.token]: token,
      ...(options.home === undefined ? {} : { [DESK_ENVIRONMENT.home]: options.home }),
    },
  })
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', options.onOutput)
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-KEPT_STDERR)
    options.onOutput(text)
  })
  // A desk that dies while it is written to raises an error here; its end is told by `close`.
  child.stdin.on('error', () => {})
  const ended = new Promise<{ lastWords: string }>((resolve) => {
    const end = (fallback: string) => {
      remove()
      resolve({ lastWords: lastWordsOf(stderr) ?? fallback })
    }
    child.once('error', (error) => end(error.message))
    child.once('close', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    child.stdin.end()
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
    await ended
    clearTimeout(timer)
  }
  const abort = () => void stop()
  signal?.addEventListener('abort', abort)
  try {
    if (signal?.aborted === true) abort()
    await waitUntilReady(child, ended)
  } finally {
    signal?.removeEventListener('abort', abort)
  }
  return { ended, connect: () => connect(address, token), stop }
}
