import { spawn } from 'node:child_process'
import { serve as serveDesk } from '../../server/serve.ts'
import { APP_ROOT, type CliContext } from '../cliContext.ts'
import { parseNumber } from '../parseOptions.ts'
import { badInput, EXIT } from '../terminal.ts'

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  linux: ['xdg-open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Asks the system to open an address; that it cannot is no failure, the address stands in the terminal. */
function openBrowser(url: string): void {
  const [command, ...args] = OPENERS[process.platform] ?? []
  if (command === undefined) return
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}

function parsePort(text: string | undefined): number {
  if (text === undefined) return 0
  const port = parseNumber(text, '--port')
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw badInput(`--port needs a number from 0 to 65535, not '${text}'.`)
}

/** `quarterdeck serve`: the workstation on a loopback address, until Ctrl-C. */
export async function serve(
  { terminal, home, signal }: CliContext,
  { port, open }: { port?: string; open: boolean },
): Promise<number> {
  const served = await serveDesk({ home, appRoot: APP_ROOT, port: parsePort(port) })
  try {
    const { url, port: actualPort } = served.server
    terminal.answer(
      { url, port: actualPort, home, processId: process.pid },
      () => `Quarterdeck is open at ${url}`,
    )
    terminal.note('Ctrl-C ends it.')
    if (open) openBrowser(served.server.openingUrl())
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      else signal.addEventListener('abort', () => resolve(), { once: true })
    })
  } finally {
    await served.close()
  }
  return EXIT.done
}
