/**
 * Sum of the last values with weights of their own, the oldest first: every sum is taken anew, so that an outlier
 * that has left the window leaves nothing behind.
 */
export class WeightedSum {
  readonly #weights: Float64Array
  readonly #values: Float64Array
  #next = 0
  #count = 0

  constructor(weights: Float64Array) {
    this.#weights = weights
    this.#values = new Float64Array(2 * weights.length)
  }

  /** Takes a value and returns the sum, NaN while there are fewer values than weights. NaN inputs are passed over. */
  update(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    const { length } = this.#weights
    const values = this.#values
    // Each value stands twice, so that the window is in one piece.
    values[this.#next] = value
    values[this.#next + length] = value
    this.#next = this.#next + 1 === length ? 0 : this.#next + 1
    if (this.#count < length) this.#count++
    if (this.#count < length) return Number.NaN
    let sum = 0
    for (let k = 0; k < length; k++) sum += this.#weights[k]! * values[this.#next + k]!
    return sum
  }
}

/** Linearly weighted moving average: weights 1 to `length`, the newest the heaviest. */
export function wmaKernel(length: number): { update(value: number): number } {
  const sum = new WeightedSum(Float64Array.from({ length }, (_, k) => k + 1))
  const total = (length * (length + 1)) / 2
  return { update: (value) => sum.update(value) / total }
}
