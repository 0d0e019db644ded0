#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { onProductNode } from './bundledNode.mjs'
import { openWorkstation } from './workstation.mjs'

/**
 * Runs a command line. Without a command it opens the workstation.
 *
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
async function quarterdeck(args) {
  const onlyHome = args.length === 0 || (args.length === 2 && args[0] === '--home')
  if (onlyHome || (args.length === 1 && args[0]?.startsWith('--home='))) return openWorkstation(args)
  const asksForHelp = args.includes('--help') || args.includes('-h')
  if (args.includes('serve') && !asksForHelp && !(await ensureBuilt())) return 1
  const { main } = await import('../cli/main.ts')
  return main(args)
}

// A reader that has seen enough (`| head`) is no failure: the command goes on to its end and cleans up after itself.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error
  })
}

if (await onProductNode(fileURLToPath(import.meta.url))) {
  process.exitCode = await quarterdeck(process.argv.slice(2))
}
