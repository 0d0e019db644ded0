import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'
import { type Lake, openLake } from '../../electron/lake/lake.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { ImportInspection, ImportPlan, ImportResult } from '../../shared/domain/importPlan.ts'

/** A lake in a folder of its own, and a folder for files to import. */
export interface LakeFixture {
  readonly lake: Lake
  readonly folder: string
  readonly files: string
  /** Writes a file and returns its path. */
  write(name: string, content: string | Uint8Array): Promise<string>
}

const open: LakeFixture[] = []

/** Opens an empty lake, which is closed and removed after the test. */
export async function temporaryLake(): Promise<LakeFixture> {
  const root = await mkdtemp(path.join(tmpdir(), 'quarterdeck-lake-'))
  const files = await mkdtemp(path.join(tmpdir(), 'quarterdeck-files-'))
  const folder = path.join(root, 'lake')
  const lake = await openLake({ folder, now: () => 1_700_000_000_000 })
  const fixture: LakeFixture = {
    lake,
    folder,
    files,
    async write(name, content) {
      const file = path.join(files, name)
      await writeFile(file, content)
      return file
    },
  }
  open.push(fixture)
  return fixture
}

afterEach(async () => {
  for (const { lake, folder, files } of open.splice(0)) {
    await lake.close()
    await rm(path.dirname(folder), { recursive: true, force: true })
    await rm(files, { recursive: true, force: true })
  }
})

/** Inspects and commits a file, with fields of the detected plan overruled. */
export async function importFile(
  lake: Lake,
  file: string,
  overrule: Partial<ImportPlan> = {},
): Promise<ImportResult & { inspection: ImportInspection }> {
  const inspection = await lake.inspect(file)
  const result = await lake.commit(file, inspection.fileHash, { ...inspection.plan, ...overrule })
  return { ...result, inspection }
}

/** Imports a text as a file of that name and returns its bars. */
export async function importText(
  fixture: LakeFixture,
  name: string,
  text: string | Uint8Array,
  overrule: Partial<ImportPlan> = {},
) {
  const file = await fixture.write(name, text)
  const { datasets, inspection } = await importFile(fixture.lake, file, overrule)
  const [dataset] = datasets
  if (!dataset) throw new Error('nothing was imported')
  const { columns } = await fixture.lake.bars(dataset.id, dataset.timeframe, undefined, undefined, 10_000)
  return { dataset, datasets, columns, plan: inspection.plan, notes: inspection.notes }
}

/** Every file below a folder with the hash of its bytes; empty folders count too. */
export function snapshot(folder: string): Record<string, string> {
  const entries: Record<string, string> = {}
  const walk = (at: string) => {
    for (const name of readdirSync(at)) {
      const full = path.join(at, name)
      if (statSync(full).isDirectory()) {
        entries[`${path.relative(folder, full)}/`] = 'folder'
        walk(full)
      } else {
        entries[path.relative(folder, full)] = createHash('sha256').update(readFileSync(full)).digest('hex')
      }
    }
  }
  walk(folder)
  return entries
}

/** The error that a promise rejects with, which must be an expected one. */
export async function deskError(promise: Promise<unknown>): Promise<DeskError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof DeskError) return error
    throw error
  }
  throw new Error('there was no error')
}

/** Times as ISO text without milliseconds. */
export function isoTimes(time: Float64Array): string[] {
  return Array.from(time, (at) => new Date(at).toISOString().replace('.000Z', 'Z'))
}
