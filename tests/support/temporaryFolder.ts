import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, onTestFinished } from 'vitest'

/** A new empty folder, removed when the running test has finished. */
export function temporaryFolder(): string {
  const folder = makeFolder()
  onTestFinished(() => removeFolder(folder))
  return folder
}

/** A new empty folder for a whole suite; call it while the suite is declared. */
export function temporaryFolderForAll(): string {
  const folder = makeFolder()
  afterAll(() => removeFolder(folder))
  return folder
}

function makeFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'quarterdeck-spec-'))
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
