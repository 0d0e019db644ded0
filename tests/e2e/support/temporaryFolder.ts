import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A folder that is gone after the specs, whatever a process that just ended may still hold. */
export function temporaryFolder(purpose: string): { path: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), `quarterdeck-${purpose}-`))
  return {
    path: folder,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  }
}
