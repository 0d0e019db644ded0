/** The largest or smallest of the last `length` values, and how long ago it was, by a monotonic queue. */
export class RollingExtreme {
  readonly #length: number
  readonly #sign: 1 | -1
  readonly #values: Float64Array
  readonly #times: Float64Array
  #head = 0
  #size = 0
  #time = -1

  /** @param sign 1 for the largest, -1 for the smallest; of equal ones the latest counts. */
  constructor(length: number, sign: 1 | -1) {
    this.#length = length
    this.#sign = sign
    this.#values = new Float64Array(length)
    this.#times = new Float64Array(length)
  }

  /** Takes a value and returns the extreme, NaN while there are fewer than `length` values. */
  update(value: number): number {
    const time = ++this.#time
    const length = this.#length
    if (this.#size > 0 && this.#times[this.#head]! <= time - length) {
      this.#head = this.#head + 1 === length ? 0 : this.#head + 1
      this.#size--
    }
    while (this.#size > 0 && (this.#values[this.#place(this.#size - 1)]! - value) * this.#sign <= 0)
      this.#size--
    const place = this.#place(this.#size)
    this.#values[place] = value
    this.#times[place] = time
    this.#size++
    return time < length - 1 ? Number.NaN : this.#values[this.#head]!
  }

  /** How many updates ago the extreme came in. */
  get age(): number {
    return this.#time - this.#times[this.#head]!
  }

  #place(offset: number): number {
    const place = this.#head + offset
    return place >= this.#length ? place - this.#length : place
  }
}
