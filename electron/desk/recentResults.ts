import type { RunRecord, RunResult } from '../../shared/domain/backtest.ts'

/** Results kept decoded: a screen asks for a result's parts one after the other, and compares a few. */
const KEPT_RESULTS = 4

/** Decoded result bundles, so that each is read once for the several questions a panel asks about it. */
export class RecentResults {
  readonly #read: (file: string, record: RunRecord) => Promise<RunResult>
  /** In the order of use, oldest first. */
  readonly #results = new Map<string, Promise<RunResult>>()

  constructor(read: (file: string, record: RunRecord) => Promise<RunResult>) {
    this.#read = read
  }

  /** The result in a bundle file, which never changes once it is written. */
  get(file: string, record: RunRecord): Promise<RunResult> {
    const known = this.#results.get(file)
    this.#results.delete(file)
    const result = known ?? this.#read(file, record)
    this.#results.set(file, result)
    if (known === undefined) {
      // A failed reading is not remembered.
      result.catch(() => this.#results.delete(file))
      for (const oldest of this.#results.keys()) {
        if (this.#results.size <= KEPT_RESULTS) break
        this.#results.delete(oldest)
      }
    }
    return result
  }
}
