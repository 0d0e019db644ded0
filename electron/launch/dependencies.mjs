import { existsSync } from 'node:fs'
import { runQuietly } from './processes.mjs'
import { inProject, PROJECT_FOLDER, readJson, say, seconds } from './project.mjs'

/**
 * Why the installed packages are not those of the lockfile, or null where they are.
 * npm writes what it installed to node_modules/.package-lock.json; optional packages may be missing from it,
 * because other platforms' binaries are.
 *
 * @param {{ packages?: Record<string, any> } | null} wanted package-lock.json
 * @param {{ packages?: Record<string, any> } | null} installed node_modules/.package-lock.json
 */
export function differenceOfLockfiles(wanted, installed) {
  if (!wanted?.packages) return 'package-lock.json is missing or damaged'
  if (!installed?.packages) return 'nothing is installed yet'
  for (const [location, entry] of Object.entries(wanted.packages)) {
    if (location === '') continue
    const present = installed.packages[location]
    if (present === undefined) {
      if (!entry.optional && !entry.devOptional && !entry.peer) return `${location} is not installed`
    } else if (present.version !== entry.version || present.integrity !== entry.integrity) {
      return `${location} is ${present.version}, the lockfile says ${entry.version}`
    }
  }
  const { packages } = wanted
  const surplus = Object.keys(installed.packages).find((location) => !(location in packages))
  return surplus === undefined ? null : `${surplus} is installed and not in the lockfile`
}

/** npm's own script where this runs under npm, so that the same npm is used; else the command. */
function npmCommand() {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js') && existsSync(script)) {
    return { command: process.env.npm_node_execpath ?? process.execPath, args: [script], shell: false }
  }
  return process.platform === 'win32'
    ? { command: 'npm.cmd', args: [], shell: true }
    : { command: 'npm', args: [], shell: false }
}

/**
 * Runs npm quietly.
 *
 * @param {readonly string[]} args
 * @param {string} [cwd]
 */
export function npm(args, cwd = PROJECT_FOLDER) {
  const { command, args: first, shell } = npmCommand()
  return runQuietly(command, [...first, ...args], { cwd, shell, env: { ...process.env, CI: 'true' } })
}

/**
 * Installs what the lockfile says where it is not installed, with one line before and one after.
 *
 * @returns {Promise<boolean>} whether the packages are in place
 */
export async function ensureDependencies() {
  const reason = differenceOfLockfiles(
    readJson(inProject('package-lock.json')),
    existsSync(inProject('node_modules')) ? readJson(inProject('node_modules/.package-lock.json')) : null,
  )
  if (reason === null) return true
  say(`Installing packages with npm ci (${reason}); this takes about a minute.`)
  const startedMs = Date.now()
  const { code, output } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) {
    say(output.trim())
    say("The packages could not be installed: see npm's message above, check the network, and start again.")
    return false
  }
  say(`Packages installed in ${seconds(startedMs)}.`)
  return true
}
