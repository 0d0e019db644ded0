import { ensureBuilt } from './build.mjs'
import { nodeForProduct } from './bundledNode.mjs'
import { ensureElectron } from './electronBinary.mjs'
import { runInherited } from './processes.mjs'
import { inProject, PROJECT_FOLDER, say } from './project.mjs'

/** Exit code of a program whose shared libraries are missing. */
const CANNOT_LOAD = 127

/**
 * Opens the workstation: in a window where Electron runs here, else on a local address for a browser.
 *
 * @param {readonly string[]} args options for the window or for `serve`, such as `--home DIR`
 * @returns {Promise<number>} exit code
 */
export async function openWorkstation(args) {
  const node = nodeForProduct()
  if (node === null || !(await ensureBuilt())) return 1
  const electron = await ensureElectron()
  let reason = 'Electron lacks system libraries'
  if (electron.binary === null) {
    reason = electron.reason
  } else {
    say('Opening the window.')
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
    const code = await runInherited(electron.binary, [PROJECT_FOLDER, ...args], {
      env: { ...env, QUARTERDECK_NODE: node },
    })
    if (code !== CANNOT_LOAD) return code
  }
  say(`Opening the workstation in the browser, because ${reason}.`)
  return runInherited(node, [inProject('electron/launch/quarterdeck.mjs'), 'serve', ...args])
}
