import { existsSync, readFileSync } from 'node:fs'
import { runQuietly } from './processes.mjs'
import { inProject, say, seconds } from './project.mjs'

const DOWNLOAD_LIMIT_MS = 300_000

/** Path of Electron's binary, or null where it has not been downloaded. */
export function electronBinary() {
  const folder = inProject('node_modules/electron')
  const pathFile = `${folder}/path.txt`
  if (!existsSync(pathFile)) return null
  const file = `${process.env.ELECTRON_OVERRIDE_DIST_PATH ?? `${folder}/dist`}/${readFileSync(pathFile, 'utf8')}`
  return existsSync(file) ? file : null
}

/**
 * Why no window can be opened here whatever binary there is, or null.
 *
 * @param {{ platform: string, env: NodeJS.ProcessEnv, uid: number | undefined }} [machine]
 */
export function obstacleToWindow(
  machine = { platform: process.platform, env: process.env, uid: process.getuid?.() },
) {
  if (machine.platform !== 'linux') return null
  if (!machine.env.DISPLAY && !machine.env.WAYLAND_DISPLAY) return 'there is no display'
  if (machine.uid === 0) return "Electron's sandbox does not work for root"
  return null
}

/**
 * Electron's binary, downloaded where it is missing.
 *
 * @returns {Promise<{ binary: string } | { binary: null, reason: string }>}
 */
export async function ensureElectron() {
  const obstacle = obstacleToWindow()
  if (obstacle !== null) return { binary: null, reason: obstacle }
  const present = electronBinary()
  if (present !== null) return { binary: present }
  say('Downloading Electron (about 110 MB, once).')
  const startedMs = Date.now()
  await runQuietly(process.execPath, [inProject('node_modules/electron/install.js')], {
    timeoutMs: DOWNLOAD_LIMIT_MS,
  })
  const binary = electronBinary()
  if (binary === null) return { binary, reason: 'Electron could not be downloaded' }
  say(`Electron downloaded in ${seconds(startedMs)}.`)
  return { binary }
}
