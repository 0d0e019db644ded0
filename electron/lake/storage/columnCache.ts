import type { SeriesColumns } from '../../../shared/domain/bar.ts'
import { seriesColumnList } from '../columnsFile.ts'

/** Bytes of columns that are kept in memory for charts and runs. */
const LIMIT_BYTES = 512 << 20

interface Entry {
  readonly datasetId: string
  readonly columns: Promise<SeriesColumns>
  bytes: number
}

/** Columns that were read recently, the least recently used leaving first. Readers of the same columns share one read. */
export class ColumnCache {
  readonly #entries = new Map<string, Entry>()
  #bytes = 0

  /** The columns under a key that names their content, read by `load` where they are not here. */
  get(datasetId: string, key: string, load: () => Promise<SeriesColumns>): Promise<SeriesColumns> {
    const full = `${datasetId} ${key}`
    const known = this.#entries.get(full)
    if (known) {
      this.#entries.delete(full)
      this.#entries.set(full, known)
      return known.columns
    }
    const columns = load()
    const entry: Entry = { datasetId, columns, bytes: 0 }
    this.#entries.set(full, entry)
    columns.then(
      (loaded) => {
        if (this.#entries.get(full) !== entry) return
        entry.bytes = seriesColumnList(loaded).length * loaded.columns.time.byteLength
        this.#bytes += entry.bytes
        this.#shrink()
      },
      () => this.#entries.delete(full),
    )
    return columns
  }

  /** Forgets everything of a dataset. */
  drop(datasetId: string): void {
    for (const [key, entry] of this.#entries) if (entry.datasetId === datasetId) this.#forget(key, entry)
  }

  #shrink(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= LIMIT_BYTES) return
      this.#forget(key, entry)
    }
  }

  #forget(key: string, entry: Entry): void {
    this.#bytes -= entry.bytes
    this.#entries.delete(key)
  }
}
