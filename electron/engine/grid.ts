/**
 * A grid of multiples of a step (a tick, a lot, a minor currency unit). Multiples are formed by dividing by the
 * step's inverse where that is whole, so that 3 ticks of 0.1 are 0.3 and not 0.30000000000000004.
 */
export class Grid {
  readonly #step: number
  readonly #inverse: number
  readonly #exact: boolean
  readonly #unit: boolean

  constructor(step: number) {
    this.#step = step
    const inverse = 1 / step
    const whole = Math.round(inverse)
    this.#exact = whole >= 1 && Math.abs(inverse - whole) <= 1e-9 * whole
    this.#inverse = this.#exact ? whole : inverse
    this.#unit = step === 1
  }

  #multiple(count: number): number {
    return this.#exact ? count / this.#inverse : count * this.#step
  }

  /** The multiple nearest to `value` that is not further from zero, a billionth of a step being forgiven. */
  towardZero(value: number): number {
    if (this.#unit) return Math.trunc(value + (value < 0 ? -1e-9 : 1e-9)) + 0
    return this.#multiple(Math.trunc(value * this.#inverse + (value < 0 ? -1e-9 : 1e-9))) + 0
  }

  /** The multiple nearest to `value`. */
  nearest(value: number): number {
    if (this.#unit) return Math.round(value) + 0
    return this.#multiple(Math.round(value * this.#inverse)) + 0
  }

  /** The smallest multiple that is not below `value`, with a tolerance of a millionth of a step. */
  up(value: number): number {
    return this.#multiple(Math.ceil(value * this.#inverse - 1e-6))
  }

  /** The largest multiple that is not above `value`, with a tolerance of a millionth of a step. */
  down(value: number): number {
    return this.#multiple(Math.floor(value * this.#inverse + 1e-6))
  }
}
