/** One measured figure. */
export interface BenchResult {
  /** What was measured. */
  readonly name: string
  readonly value: number
  readonly unit: string
  /** `value` over the value of the yardstick, measured in the same process. */
  readonly ratio?: number
  /** What the yardstick is. */
  readonly against?: string
}

/** A measurement that `npm run bench` runs. A module under `tests/bench` exports `benches: Bench[]`. */
export interface Bench {
  readonly name: string
  run(): Promise<BenchResult[]> | BenchResult[]
}
