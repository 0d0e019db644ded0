import type { RunResult } from '../../shared/domain/backtest.ts'

/** Results kept decoded: a screen asks for a result's parts one after the other, and compares a few. */
const KEPT_RESULTS = 4

/** Decoded result bundles, so that each is read once for the several questions a panel asks about it. */
export class RecentResults {
  readonly #read: (runId: string) => Promise<RunResult>
  /** In the order of use, oldest first. */
  readonly #results = new Map<string, Promise<RunResult>>()

  constructor(read: (runId: string) => Promise<RunResult>) {
    this.#read = read
  }

  get(runId: string): Promise<RunResult> {
    const known = this.#results.get(runId)
    this.#results.delete(runId)
    const result = known ?? this.#read(runId)
    this.#results.set(runId, result)
    if (known === undefined) {
      // A failed reading is not remembered.
      result.catch(() => this.forget(runId))
      for (const oldest of this.#results.keys()) {
        if (this.#results.size <= KEPT_RESULTS) break
        this.#results.delete(oldest)
      }
    }
    return result
  }

  forget(runId: string): void {
    this.#results.delete(runId)
  }
}
