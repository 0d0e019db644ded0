/** The time at which a run stands: the close of the step it is in. Steps are counted, times only read when asked for. */
export class Clock {
  /** The step whose close has come; -1 before the first. */
  step = -1
  /** The time before the first step, in epoch milliseconds; NaN until the run has started. */
  startMs = Number.NaN
  readonly #closeMs: Float64Array

  /** @param closeMs Closing instants of all steps. */
  constructor(closeMs: Float64Array) {
    this.#closeMs = closeMs
  }

  get timeMs(): number {
    return this.step < 0 ? this.startMs : this.#closeMs[this.step]!
  }
}
