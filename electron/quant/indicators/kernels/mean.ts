import { RollingSum } from './rollingSum.ts'

/** Mean of the last `length` known values; NaN inputs, the warm-up of another kernel, are passed over. */
export class Mean {
  readonly #length: number
  readonly #sum: RollingSum

  constructor(length: number) {
    this.#length = length
    this.#sum = new RollingSum(length)
  }

  update(value: number): number {
    return Number.isNaN(value) ? Number.NaN : this.#sum.update(value) / this.#length
  }
}
