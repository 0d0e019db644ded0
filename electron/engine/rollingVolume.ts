const WINDOW_MS = 30 * 86_400_000

/** Value traded in the last 30 days. */
export class RollingVolume {
  readonly #times: number[] = []
  readonly #values: number[] = []
  /** Place of the oldest trade that counts. */
  #first = 0
  #sum = 0

  /** @param timeMs Not before the trades added so far. */
  add(timeMs: number, value: number): void {
    this.#times.push(timeMs)
    this.#values.push(value)
    this.#sum += value
  }

  /** Value of the trades of the 30 days up to a time, which does not go back. */
  at(timeMs: number): number {
    while (this.#first < this.#times.length && this.#times[this.#first]! <= timeMs - WINDOW_MS) {
      this.#sum -= this.#values[this.#first++]!
    }
    return this.#first === this.#times.length ? 0 : this.#sum
  }
}
