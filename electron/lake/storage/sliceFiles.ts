import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import type { SeriesColumns } from '../../../shared/domain/bar.ts'
import { writeColumnsFile } from '../columnsFile.ts'

/** Bytes that the cached columns files may take together. */
const LIMIT_BYTES = 4 * 2 ** 30
/** A file used within this time may be about to be read by a run, and stays. */
const IN_USE_MS = 15 * 60_000

/** The columns files of slices, named after the hash of what is in them; the longest unused make room for new ones. */
export class SliceFiles {
  readonly #folder: string

  constructor(lakeFolder: string) {
    this.#folder = path.join(lakeFolder, 'cache')
  }

  /** The file of a slice, written where it is not there yet. */
  async fileOf(hash: string, series: SeriesColumns): Promise<string> {
    const file = path.join(this.#folder, `${hash}.columns`)
    if (existsSync(file)) {
      const now = new Date()
      await utimes(file, now, now)
      return file
    }
    await mkdir(this.#folder, { recursive: true })
    await writeColumnsFile(file, series)
    await this.#shrink()
    return file
  }

  async #shrink(): Promise<void> {
    const files = await Promise.all(
      (await readdir(this.#folder)).map(async (name) => {
        const file = path.join(this.#folder, name)
        const { size, mtimeMs } = await stat(file)
        return { file, size, mtimeMs }
      }),
    )
    let bytes = files.reduce((sum, { size }) => sum + size, 0)
    const newest = Math.max(...files.map(({ mtimeMs }) => mtimeMs))
    for (const { file, size, mtimeMs } of files.toSorted((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (bytes <= LIMIT_BYTES || mtimeMs > newest - IN_USE_MS) return
      await rm(file, { force: true })
      bytes -= size
    }
  }
}
