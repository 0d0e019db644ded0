import { emaKernel, type Smoothing } from './smoothing.ts'

/** EMA, EMA of EMA and so on, each seeded with the mean of the first values of the one before. */
export class MultipleSmoothing {
  readonly #stages: readonly Smoothing[]
  /** The averages as of the last update, the first the least smooth. */
  readonly values: Float64Array

  constructor(length: number, stages: number) {
    this.#stages = Array.from({ length: stages }, () => emaKernel(length))
    this.values = new Float64Array(stages).fill(Number.NaN)
  }

  /** Takes a value and returns the smoothest average. */
  update(value: number): number {
    let smooth = value
    for (let k = 0; k < this.#stages.length; k++) {
      smooth = this.#stages[k]!.update(smooth)
      this.values[k] = smooth
    }
    return smooth
  }
}
