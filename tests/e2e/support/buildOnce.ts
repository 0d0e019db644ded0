import { ensureBuilt } from '../../../electron/launch/build.mjs'
import { findOrInstallChromium } from '../../../electron/launch/chromium.mjs'

/** Builds the window where its sources have changed, and finds the browser the specs run in. */
export default async function buildOnce(): Promise<void> {
  const chromium = await findOrInstallChromium()
  if (chromium.binary === null) throw new Error(chromium.note)
  process.env.QUARTERDECK_CHROMIUM = chromium.binary
  if (!(await ensureBuilt())) throw new Error('the window could not be built')
}
