import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import { lineTooLong, MAX_LINE_BYTES } from './fileErrors.ts'

/** A row that could not be split into the plan's columns. */
export interface UnreadableRow {
  readonly row: number
  readonly text: string
  readonly fields: number
}

/** Translates the index of a data row, from 0, into its row in the file, from 1. */
export class RowMap {
  /** Rows of the file, ascending, that are not data rows. */
  readonly #left: number[]

  constructor(left: number[]) {
    this.#left = left
  }

  /** Row of the file of data row `index`. */
  rowOf(index: number): number {
    let low = 0
    let high = this.#left.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#left[middle] ?? 0) - middle <= index + 1) low = middle + 1
      else high = middle
    }
    return index + 1 + low
  }
}

const NEWLINE = 10
const RETURN = 13
const QUOTE = 34
const HASH = 35
const EXAMPLES = 20

/**
 * Passes on the data rows of a text file and leaves out the header, blank lines, comments that begin with `#`, and
 * rows with another number of fields than the plan has columns. Works on bytes; a quoted line break continues a row.
 */
export class LineFilter {
  readonly unreadableRows: UnreadableRow[] = []
  unreadableCount = 0
  dataRows = 0
  /** Whether there were no quotes, and line ends of one kind. */
  get regular(): boolean {
    return !this.#quotes && (this.#returns === 0 || this.#returns === this.#row)
  }
  readonly rowMap: RowMap
  readonly #left: number[] = []
  readonly #fileName: string
  readonly #delimiter: number
  readonly #fields: number
  #headerPending: boolean
  #carry: Buffer = Buffer.alloc(0)
  #row = 0
  #returns = 0
  #quotes = false

  constructor(fileName: string, shape: Pick<ImportPlan, 'format' | 'delimiter' | 'hasHeader' | 'columns'>) {
    this.#fileName = fileName
    this.#delimiter = shape.format === 'csv' ? (shape.delimiter ?? ',').charCodeAt(0) : -1
    this.#fields = shape.columns.length
    this.#headerPending = shape.format === 'csv' && shape.hasHeader
    this.rowMap = new RowMap(this.#left)
  }

  /** Takes the next bytes and returns the parts of them that are data rows. */
  push(chunk: Buffer): Buffer[] {
    const bytes = this.#carry.length > 0 ? Buffer.concat([this.#carry, chunk]) : chunk
    const parts: Buffer[] = []
    let keepFrom = 0
    let start = 0
    let quote = bytes.indexOf(QUOTE)
    if (quote !== -1) this.#quotes = true
    for (;;) {
      if (quote !== -1 && quote < start) quote = bytes.indexOf(QUOTE, start)
      const end = this.#endOfRow(bytes, start, quote)
      if (end === -1) break
      if (!this.#take(bytes, start, end)) {
        if (start > keepFrom) parts.push(bytes.subarray(keepFrom, start))
        keepFrom = end + 1
      }
      start = end + 1
    }
    if (start > keepFrom) parts.push(bytes.subarray(keepFrom, start))
    if (bytes.length - start > MAX_LINE_BYTES) throw lineTooLong(this.#fileName, this.#row + 1)
    this.#carry = Buffer.from(bytes.subarray(start))
    return parts
  }

  /** The last row, where the file does not end with a line break. */
  end(): Buffer[] {
    if (this.#carry.length === 0) return []
    const bytes = Buffer.concat([this.#carry, Buffer.from('\n')])
    this.#carry = Buffer.alloc(0)
    return this.#take(bytes, 0, bytes.length - 1) ? [bytes] : []
  }

  /** Index of the line break that ends the row at `start`, or -1; `quote` is the next quote from there or -1. */
  #endOfRow(bytes: Buffer, start: number, quote: number): number {
    const end = bytes.indexOf(NEWLINE, start)
    if (end === -1 || this.#delimiter === -1 || quote === -1 || quote > end) return end
    let quotes = 0
    for (let i = quote; i < bytes.length; i++) {
      const byte = bytes[i]
      if (byte === QUOTE) quotes++
      else if (byte === NEWLINE && quotes % 2 === 0) return i
    }
    return -1
  }

  /** Counts a row and says whether it is one of data. */
  #take(bytes: Buffer, start: number, lineEnd: number): boolean {
    const row = ++this.#row
    const returned = lineEnd > start && bytes[lineEnd - 1] === RETURN
    if (returned) this.#returns++
    const end = returned ? lineEnd - 1 : lineEnd
    if (end - start > MAX_LINE_BYTES) throw lineTooLong(this.#fileName, row)
    if (this.#isBlank(bytes, start, end) || bytes[start] === HASH) return this.#leave(row)
    if (this.#headerPending) {
      this.#headerPending = false
      return this.#leave(row)
    }
    if (this.#delimiter !== -1) {
      const fields = this.#countFields(bytes, start, end)
      if (fields !== this.#fields) {
        this.unreadableCount++
        if (this.unreadableRows.length < EXAMPLES) {
          this.unreadableRows.push({
            row,
            fields,
            text: bytes.toString('utf8', start, Math.min(end, start + 200)),
          })
        }
        return this.#leave(row)
      }
    }
    this.dataRows++
    return true
  }

  #leave(row: number): false {
    this.#left.push(row)
    return false
  }

  #isBlank(bytes: Buffer, start: number, end: number): boolean {
    for (let i = start; i < end; i++) if ((bytes[i] ?? 0) > 32 || bytes[i] === this.#delimiter) return false
    return true
  }

  #countFields(bytes: Buffer, start: number, end: number): number {
    const delimiter = this.#delimiter
    let fields = 1
    let quoted = false
    for (let i = start; i < end; i++) {
      const byte = bytes[i]
      if (byte === delimiter) {
        if (!quoted) fields++
      } else if (byte === QUOTE) quoted = !quoted
    }
    return fields
  }
}
