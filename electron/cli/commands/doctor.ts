import { existsSync } from 'node:fs'
import { access, constants, mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { APP_ROOT, type CliContext, withDesk } from '../cliContext.ts'
import { EXIT, textTable } from '../terminal.ts'

interface Check {
  readonly name: string
  readonly ok: boolean
  /** Something the workstation can do without. */
  readonly optional?: boolean
  readonly detail: string
}

const LEAST_NODE = 26
const require = createRequire(import.meta.url)
const versionSchema = z.object({ version: z.string() })

async function attempt(
  name: string,
  probe: () => Promise<string> | string,
  optional = false,
): Promise<Check> {
  try {
    return { name, ok: true, optional, detail: await probe() }
  } catch (error) {
    return { name, ok: false, optional, detail: error instanceof Error ? error.message : String(error) }
  }
}

async function packageVersion(name: string): Promise<string> {
  const text = await readFile(path.join(APP_ROOT, 'node_modules', name, 'package.json'), 'utf8')
  return versionSchema.parse(JSON.parse(text)).version
}

function findInPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const fixed = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']
  const candidates = folders.flatMap((folder) => names.map((name) => path.join(folder, name)))
  return [...candidates, ...fixed].find((file) => existsSync(file))
}

const TRIAL = `import { defineStrategy } from 'quarterdeck'
export default defineStrategy({ name: 'Trial', onBar() {} })
`

async function tryStrategy(context: CliContext): Promise<string> {
  return withDesk(
    context,
    'read',
    async (desk) => {
      const startedMs = performance.now()
      const entry = { id: 'trial', name: 'Trial', origin: 'user', modifiedMs: 0 } as const
      await desk.describe({ entry, source: TRIAL })
      return `a strategy's process answers in ${Math.round(performance.now() - startedMs)} ms; ${desk.lake.list().length} datasets`
    },
    { withSamples: false },
  )
}

async function examine(context: CliContext): Promise<Check[]> {
  const major = Number(process.versions.node.split('.')[0])
  const electron = path.join(APP_ROOT, 'node_modules/electron/path.txt')
  return [
    await attempt('quarterdeck', async () => {
      const text = await readFile(path.join(APP_ROOT, 'package.json'), 'utf8')
      return versionSchema.parse(JSON.parse(text)).version
    }),
    {
      name: 'node',
      ok: major >= LEAST_NODE,
      detail: `${process.versions.node}, ${process.platform} ${process.arch}${major >= LEAST_NODE ? '' : `; ${LEAST_NODE} or newer is needed`}`,
    },
    await attempt('home', async () => {
      await mkdir(context.home, { recursive: true })
      await access(context.home, constants.W_OK)
      return context.home
    }),
    await attempt('sqlite', async () => {
      const { default: Database } = await import('better-sqlite3')
      const database = new Database(':memory:')
      const version = String(database.prepare('select sqlite_version()').pluck().get())
      database.close()
      return version
    }),
    await attempt('duckdb', async () => (await import('@duckdb/node-api')).version()),
    await attempt('esbuild', async () => (await import('esbuild')).version),
    await attempt('samples', async () => {
      const [vega, observable] = await Promise.all([
        packageVersion('vega-datasets'),
        packageVersion('@observablehq/sample-datasets'),
      ])
      return `vega-datasets ${vega}, @observablehq/sample-datasets ${observable}`
    }),
    await attempt('strategies', () => tryStrategy(context)),
    await attempt(
      'electron',
      () => {
        if (!existsSync(electron)) throw new Error('no binary; the workstation opens in a browser')
        return String(require('electron'))
      },
      true,
    ),
    await attempt(
      'browser',
      () => {
        const file = findInPath(['chromium', 'google-chrome', 'chrome', 'msedge.exe', 'firefox'])
        if (file === undefined) throw new Error('none in the PATH')
        return file
      },
      true,
    ),
  ]
}

/** `quarterdeck doctor`: what the workstation needs and whether it is there. */
export async function doctor(context: CliContext): Promise<number> {
  const checks = await examine(context)
  const isFit = checks.every(({ ok, optional }) => ok || optional)
  context.terminal.answer({ ok: isFit, checks }, () =>
    textTable(
      checks.map(({ name, ok, optional, detail }) => [
        ok ? 'ok' : optional ? 'absent' : 'FAILED',
        name,
        detail,
      ]),
    ),
  )
  return isFit ? EXIT.done : EXIT.failed
}
