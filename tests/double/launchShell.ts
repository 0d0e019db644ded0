import { fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type Electron from 'electron'
import { _electron, chromium, type Page } from 'playwright-core'
import { z } from 'zod'

const PROJECT_FOLDER = fileURLToPath(new URL('../..', import.meta.url))

/** A running desktop shell, real or doubled. */
export interface RunningShell {
  readonly page: Page
  /** Runs a function in the main process, with Electron's modules as first argument. It closes over nothing. */
  evaluate<T, A>(run: (electron: typeof Electron, argument: A) => T | Promise<T>, argument: A): Promise<T>
  /** Quits as the user would and waits for the end of the process. */
  quit(): Promise<void>
}

export interface ShellOptions {
  readonly home: string
  /** Folder for what Electron itself keeps. */
  readonly userData: string
  /** Folder with the program's package.json; the project by default. */
  readonly appFolder?: string
}

/** Path of a real Electron, or null. */
export function realElectron(): string | null {
  const named = process.env.QUARTERDECK_ELECTRON
  if (named !== undefined && existsSync(named)) return named
  const folder = path.join(PROJECT_FOLDER, 'node_modules/electron')
  const pathFile = path.join(folder, 'path.txt')
  const binary = existsSync(pathFile) ? path.join(folder, 'dist', readFileSync(pathFile, 'utf8')) : ''
  const canShow = process.platform !== 'linux' || process.env.DISPLAY !== undefined
  return existsSync(binary) && canShow ? binary : null
}

/** Starts the built shell: in a real Electron where there is one, else in the double on real Chromium. */
export function launchShell(options: ShellOptions): Promise<RunningShell> {
  const binary = realElectron()
  return binary === null ? launchDouble(options) : launchReal(binary, options)
}

async function launchReal(executablePath: string, options: ShellOptions): Promise<RunningShell> {
  const application = await _electron.launch({
    executablePath,
    args: [
      options.appFolder ?? PROJECT_FOLDER,
      `--home=${options.home}`,
      `--user-data-dir=${options.userData}`,
    ],
  })
  return {
    page: await application.firstWindow(),
    evaluate: (run, argument) => application.evaluate(run as never, argument as never) as never,
    quit: () => application.close(),
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

const replySchema = z.object({ id: z.number(), value: z.unknown().optional(), error: z.string().optional() })

async function launchDouble(options: ShellOptions): Promise<RunningShell> {
  const port = await freePort()
  const child = fork(
    fileURLToPath(new URL('shellProcess.ts', import.meta.url)),
    [options.appFolder ?? PROJECT_FOLDER, `--home=${options.home}`],
    {
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, QUARTERDECK_DEBUG_PORT: String(port), QUARTERDECK_USER_DATA: options.userData },
    },
  )
  let output = ''
  const collect = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout?.on('data', collect)
  child.stderr?.on('data', collect)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const replies = new Map<number, (reply: z.infer<typeof replySchema>) => void>()
  child.on('message', (message) => {
    const reply = replySchema.parse(message)
    replies.get(reply.id)?.(reply)
    replies.delete(reply.id)
  })
  let lastId = 0
  const evaluate = <T, A>(run: (electron: typeof Electron, argument: A) => T | Promise<T>, argument: A) =>
    new Promise<T>((resolve, reject) => {
      lastId += 1
      replies.set(lastId, ({ value, error }) => {
        if (error === undefined) resolve(value as T)
        else reject(new Error(error))
      })
      child.send({ id: lastId, source: run.toString(), argument })
    })
  try {
    const died = ended.then(() => Promise.reject(new Error(`the shell ended at once:\n${output}`)))
    // A browser that goes down with its shell is noticed first by its page: the shell's own words say more.
    const page = await Promise.race([
      died,
      firstPage(port).catch(async (error: unknown) => {
        await Promise.race([died, new Promise((done) => setTimeout(done, 3_000))])
        throw error
      }),
    ])
    return {
      page,
      evaluate,
      quit: async () => {
        if (child.exitCode === null && child.connected) await evaluate(({ app }) => app.quit(), null)
        const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
        await ended
        clearTimeout(timer)
      },
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

/** The first page of the program, once it has left about:blank. */
async function firstPage(port: number): Promise<Page> {
  const deadlineMs = performance.now() + 20_000
  while (performance.now() < deadlineMs) {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => null)
    if (browser === null) {
      await new Promise((done) => setTimeout(done, 100))
      continue
    }
    const [context] = browser.contexts()
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
    if (page === undefined) throw new Error('the browser has no page')
    await page.waitForURL((url) => url.protocol !== 'about:')
    return page
  }
  throw new Error('the browser of the double did not answer')
}
