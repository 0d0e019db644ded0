import { RollingSum } from './rollingSum.ts'

/** Sum of the last `length` known values; NaN inputs are passed over. */
export class RollingTotal {
  readonly #sum: RollingSum

  constructor(length: number) {
    this.#sum = new RollingSum(length)
  }

  update(value: number): number {
    return Number.isNaN(value) ? Number.NaN : this.#sum.update(value)
  }
}
