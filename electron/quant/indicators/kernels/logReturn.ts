/** Log returns of single bars; NaN at the first, which has no close before it. */
export class LogReturn {
  #before = Number.NaN

  update(value: number): number {
    const change = Math.log(value / this.#before)
    this.#before = value
    return change
  }
}
