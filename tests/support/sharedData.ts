import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of recorded market data that may stand beside the project; tests that need it are skipped without it. */
const SHARED_DATA = fileURLToPath(new URL('../../../shared/data', import.meta.url))

/** Whether the recorded data is there. */
export const hasSharedData = existsSync(SHARED_DATA)

/** Path of a recorded file. Guard the suite with `describe.skipIf(!hasSharedData)`. */
export function sharedData(relativePath: string): string {
  return path.join(SHARED_DATA, relativePath)
}

if (!hasSharedData) {
  console.warn(
    'Recorded market data is absent (../shared/data beside the project): specs that compare with it are skipped.',
  )
}
