/** Rows in one block: a power of two. */
const BLOCK_BITS = 10
const BLOCK_ROWS = 1 << BLOCK_BITS

/** Rows of numbers in blocks of typed arrays: a record costs no object, and a table that grows copies nothing. */
export class RowTable {
  count = 0
  /** The block that is being filled. */
  rows: Float64Array
  readonly #width: number
  readonly #blocks: Float64Array[]

  constructor(width: number) {
    this.#width = width
    this.rows = new Float64Array(BLOCK_ROWS * width)
    this.#blocks = [this.rows]
  }

  /** Adds a row of zeros and returns where it begins in `rows`, which is to be read anew after it. */
  add(): number {
    const inBlock = this.count++ & (BLOCK_ROWS - 1)
    if (inBlock === 0 && this.count > 1) this.#addBlock()
    return inBlock * this.#width
  }

  #addBlock(): void {
    this.rows = new Float64Array(BLOCK_ROWS * this.#width)
    this.#blocks.push(this.rows)
  }

  /** The row in a place. */
  row(place: number): Float64Array {
    const begin = (place & (BLOCK_ROWS - 1)) * this.#width
    return this.#blocks[place >> BLOCK_BITS]!.subarray(begin, begin + this.#width)
  }
}
