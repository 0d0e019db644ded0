import type { QualityIssue, QualityKind } from '../../../shared/domain/dataset.ts'

/** Examples of each kind that a record holds. */
const EXAMPLES = 10

/** Counts of findings with the first examples of each kind. */
export class QualityFindings {
  readonly counts: Partial<Record<QualityKind, number>> = {}
  readonly examples: QualityIssue[] = []
  readonly #symbol: string

  constructor(symbol: string) {
    this.#symbol = symbol
  }

  /** Counts a finding, and keeps its description where it is one of the first of its kind. */
  add(kind: QualityKind, timeMs: number, describe: () => { value: string; message: string }): void {
    const before = this.counts[kind] ?? 0
    this.counts[kind] = before + 1
    if (before < EXAMPLES) this.examples.push({ kind, symbol: this.#symbol, timeMs, ...describe() })
  }
}
