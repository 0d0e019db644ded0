import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runQuietly } from './processes.mjs'
import { inProject, say, seconds } from './project.mjs'

/** Everything the window's programs are built from. */
const SOURCES = [
  'renderer',
  'shared',
  'electron/shell',
  'electron/main.ts',
  'electron/preload.ts',
  'electron.vite.config.ts',
  'package-lock.json',
]
const OUTPUTS = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']
const STAMP = 'out/.sources'

/**
 * Hash of names and contents of the given files and folders. Contents, not times: a checkout or a copy changes times.
 *
 * @param {readonly string[]} sources paths relative to `folder`; absent ones count as empty
 * @param {string} folder
 */
export function hashOfSources(sources, folder) {
  const hash = createHash('sha256')
  /** @param {string} relative */
  const add = (relative) => {
    const file = path.join(folder, relative)
    hash.update(`${relative}\0`).update(readFileSync(file)).update('\0')
  }
  for (const source of sources) {
    const absolute = path.join(folder, source)
    if (!existsSync(absolute)) continue
    if (path.extname(source) !== '') {
      add(source)
      continue
    }
    const entries = readdirSync(absolute, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    const files = entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    for (const file of files.sort()) add(file)
  }
  return hash.digest('hex')
}

/** Whether `out/` was built from the sources as they are. */
export function isBuilt() {
  if (!OUTPUTS.every((file) => existsSync(inProject(file))) || !existsSync(inProject(STAMP))) return false
  return readFileSync(inProject(STAMP), 'utf8') === hashOfSources(SOURCES, inProject())
}

/**
 * Builds the window's programs where they are missing or older than their sources.
 *
 * @returns {Promise<boolean>} whether `out/` is up to date now
 */
export async function ensureBuilt() {
  if (isBuilt()) return true
  say('Building the window (about 15 s).')
  const startedMs = Date.now()
  const sources = hashOfSources(SOURCES, inProject())
  rmSync(inProject(STAMP), { force: true })
  const script = inProject('node_modules/electron-vite/bin/electron-vite.js')
  const { code, output } = await runQuietly(process.execPath, [script, 'build'], {
    cwd: inProject(),
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (code !== 0) {
    say(output.trim())
    say('The window could not be built: see the message above.')
    return false
  }
  mkdirSync(inProject('out'), { recursive: true })
  writeFileSync(inProject(STAMP), sources)
  say(`Window built in ${seconds(startedMs)}.`)
  return true
}
