import { spawn } from 'node:child_process'
import { inProject } from '../../../electron/launch/project.mjs'

/** A workstation served to browsers, as a process of its own. */
export interface ServedWorkstation {
  /** The address with its token. */
  readonly url: string
  /** Ends it as Ctrl-C does; its exit code. */
  stop(): Promise<number | null>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/\S*token=[\w-]+/
const START_LIMIT_MS = 60_000

/** Runs `quarterdeck serve` on a home and a free port. */
export async function serveWorkstation(home: string): Promise<ServedWorkstation> {
  const script = inProject('electron/launch/quarterdeck.mjs')
  const child = spawn(process.execPath, [script, 'serve', '--home', home, '--port', '0', '--no-open'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    const timer = setTimeout(
      () => reject(new Error(`no address within a minute:\n${output}`)),
      START_LIMIT_MS,
    )
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const address = ADDRESS.exec(output)
      if (address === null) return
      clearTimeout(timer)
      resolve(address[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void ended.then((code) => reject(new Error(`serve ended with ${code}:\n${output}`)))
  })
  return {
    url,
    stop: () => {
      child.kill('SIGINT')
      return ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
