/**
 * Exponential smoothing `s += alpha (x - s)`, seeded with the mean of the first `length` values. NaN inputs, the
 * warm-up of another kernel, are passed over.
 */
export class Smoothing {
  readonly #length: number
  readonly #alpha: number
  #seed = 0
  #known = 0
  #state = 0

  constructor(length: number, alpha: number) {
    this.#length = length
    this.#alpha = alpha
  }

  update(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    if (this.#known < this.#length) {
      this.#known++
      if (this.#known < this.#length) {
        this.#seed += value
        return Number.NaN
      }
      this.#state = (this.#seed + value) / this.#length
    } else {
      this.#state = this.#state + this.#alpha * (value - this.#state)
    }
    return this.#state
  }
}

/** Exponential moving average: `alpha = 2 / (length + 1)`. */
export function emaKernel(length: number): Smoothing {
  return new Smoothing(length, 2 / (length + 1))
}

/** Wilder's average: `alpha = 1 / length`. */
export function wilderKernel(length: number): Smoothing {
  return new Smoothing(length, 1 / length)
}
