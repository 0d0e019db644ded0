import type { ValueColumns } from '../../../shared/domain/valueSeries.ts'

/**
 * A value series on its way through time: what is known of each reference period up to the time it has been advanced
 * to. Time only goes forward, each row is read once.
 */
export class VintageCursor {
  /** The reference periods, ascending. */
  readonly periods: Float64Array
  readonly #columns: ValueColumns
  /** Place in `periods` of each row's period. */
  readonly #periodOf: Int32Array
  /** Row of the latest vintage known of each period, -1 where none is. */
  readonly #latest: Int32Array
  readonly #first: Int32Array
  /** Place of the latest period of which anything is known, -1 before the first. */
  #newest = -1
  /** Rows read so far: the first `#read` rows are known. */
  #read = 0

  constructor(columns: ValueColumns) {
    this.#columns = columns
    this.periods = Float64Array.from(new Set(columns.refMs)).sort()
    const places = new Map(Array.from(this.periods, (period, place) => [period, place]))
    this.#periodOf = Int32Array.from(columns.refMs, (refMs) => places.get(refMs)!)
    this.#latest = new Int32Array(this.periods.length).fill(-1)
    this.#first = new Int32Array(this.periods.length).fill(-1)
  }

  /** Takes note of all that became known by `timeMs`, it included. Answers whether there was anything. */
  advance(timeMs: number): boolean {
    const { knownMs } = this.#columns
    const before = this.#read
    while (this.#read < knownMs.length && knownMs[this.#read]! <= timeMs) {
      const period = this.#periodOf[this.#read]!
      if (this.#first[period] === -1) this.#first[period] = this.#read
      this.#latest[period] = this.#read
      if (period > this.#newest) this.#newest = period
      this.#read++
    }
    return this.#read > before
  }

  /**
   * Row of what is known of the period that stands `periodsAgo` known periods before the latest one, -1 where nothing
   * is: its latest vintage, or its first.
   */
  row(periodsAgo: number, firstReleased: boolean): number {
    let period = this.#newest
    for (let left = periodsAgo; left > 0 && period >= 0; left--) {
      do period--
      while (period >= 0 && this.#latest[period] === -1)
    }
    if (period < 0) return -1
    return (firstReleased ? this.#first : this.#latest)[period]!
  }

  /** Rows of a reference period that are known, oldest first. */
  rowsOf(refMs: number): number[] {
    const rows: number[] = []
    for (let row = 0; row < this.#read; row++) if (this.#columns.refMs[row] === refMs) rows.push(row)
    return rows
  }
}

/**
 * What is known of a series at each of `atMs`, which ascend; NaN before the first publication.
 * O(rows + times x periods ago).
 */
export function knownColumn(
  columns: ValueColumns,
  atMs: Float64Array,
  { periodsAgo, firstReleased }: { readonly periodsAgo: number; readonly firstReleased: boolean },
): Float64Array<ArrayBuffer> {
  const cursor = new VintageCursor(columns)
  const out = new Float64Array(atMs.length)
  let value = Number.NaN
  for (let t = 0; t < atMs.length; t++) {
    if (cursor.advance(atMs[t]!)) {
      const row = cursor.row(periodsAgo, firstReleased)
      value = row < 0 ? Number.NaN : columns.value[row]!
    }
    out[t] = value
  }
  return out
}
