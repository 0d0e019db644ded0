/**
 * Mean and sum of squared deviations of the last `length` values, as `rollingMoments` in blocks: values enter sums
 * and never leave them.
 */
export class RollingMomentsKernel {
  readonly #length: number
  readonly #block: Float64Array
  readonly #tailMean: Float64Array
  readonly #tailSquares: Float64Array
  #count = 0
  #blocks = 0
  #headMean = 0
  #headSquares = 0
  mean: number = Number.NaN
  /** Sum of squared deviations from the mean. */
  squares: number = Number.NaN

  constructor(length: number) {
    this.#length = length
    this.#block = new Float64Array(length)
    this.#tailMean = new Float64Array(length)
    this.#tailSquares = new Float64Array(length)
  }

  /** Takes a value and returns the sum of squared deviations, NaN while there are fewer than `length` values. */
  update(value: number): number {
    const length = this.#length
    this.#block[this.#count] = value
    const count = ++this.#count
    const delta = value - this.#headMean
    this.#headMean += delta / count
    this.#headSquares += delta * (value - this.#headMean)
    const rest = length - count
    if (rest === 0) {
      this.mean = this.#headMean
      this.squares = this.#headSquares
      this.#closeBlock()
    } else if (this.#blocks > 0) {
      const gap = this.#headMean - this.#tailMean[count]!
      this.mean = this.#tailMean[count]! + (gap * count) / length
      this.squares = this.#tailSquares[count]! + this.#headSquares + (gap * gap * count * rest) / length
    }
    return this.squares
  }

  #closeBlock(): void {
    let mean = 0
    let squares = 0
    for (let t = this.#length - 1; t >= 0; t--) {
      const value = this.#block[t]!
      const delta = value - mean
      mean += delta / (this.#length - t)
      squares += delta * (value - mean)
      this.#tailMean[t] = mean
      this.#tailSquares[t] = squares
    }
    this.#blocks = 1
    this.#count = 0
    this.#headMean = 0
    this.#headSquares = 0
  }
}
