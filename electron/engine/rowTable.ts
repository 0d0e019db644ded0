/** Rows of numbers in one typed array that grows by doubling: a record costs no object. */
export class RowTable {
  count = 0
  /** Replaced when it grows: read it anew after each `add`. */
  rows: Float64Array
  readonly width: number

  constructor(width: number) {
    this.width = width
    this.rows = new Float64Array(256 * width)
  }

  /** Adds a row of zeros and returns where it begins in `rows`. */
  add(): number {
    const row = this.count++ * this.width
    if (row === this.rows.length) {
      const wider = new Float64Array(row * 2)
      wider.set(this.rows)
      this.rows = wider
    }
    return row
  }
}
