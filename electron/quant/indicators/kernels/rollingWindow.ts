/** The last `length` values. */
export class RollingWindow {
  readonly length: number
  readonly #values: Float64Array
  #next = 0
  #count = 0

  constructor(length: number) {
    this.length = length
    this.#values = new Float64Array(length)
  }

  /** Takes a value and returns the one that leaves for it, NaN while the window fills. */
  push(value: number): number {
    const place = this.#next
    const leaving = this.#count < this.length ? Number.NaN : this.#values[place]!
    this.#values[place] = value
    this.#next = place + 1 === this.length ? 0 : place + 1
    if (this.#count < this.length) this.#count++
    return leaving
  }

  /** The value `age` updates ago, 0 being the last; NaN where there was none. */
  ago(age: number): number {
    if (age >= this.#count) return Number.NaN
    const place = this.#next - 1 - age
    return this.#values[place < 0 ? place + this.length : place]!
  }

  /** How many values it holds. */
  get count(): number {
    return this.#count
  }

  /** Whether it holds `length` values. */
  get isFull(): boolean {
    return this.#count === this.length
  }
}
