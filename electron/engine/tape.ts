import type { TimeOrder } from './timeOrder.ts'

/** What the tape carries of a symbol: its bars from `first` up to, not including, `end`. */
export interface TapeSource {
  readonly open: Float64Array
  readonly close: Float64Array
  /** The close that the bars show, where any symbol's bars show other prices than those that were traded. */
  readonly shown?: Float64Array | undefined
  readonly indicators: readonly Float64Array[]
  readonly first: number
  readonly end: number
}

/** Slots of the time order that are laid out together: their rows stay in the cache while symbol after symbol is copied. */
const CHUNK = 65_536

/**
 * Closes and indicators in the order in which a run reads them: one row per bar of the time order, `close` first, then
 * the indicators, where bars show other prices than the traded ones the close they show, and over many symbols the open: an order that meets it reads a row that is wanted anyway, not one of
 * hundreds of columns. Reading hundreds of columns at once misses the caches at every bar, reading one tape does not.
 *
 * A bar without a close carries the last one known: it is what a position is worth until a price comes.
 * Before the rows of the bars each symbol has a row for the time before its first: the last bar of its history, or NaN.
 */
export class Tape {
  readonly values: Float64Array
  readonly width: number
  /** Place of the open in a row, -1 where it is not on the tape. */
  readonly openPlace: number
  /** Place of the close that the bars show, 0 where it is the traded one. */
  readonly closePlace: number
  /** Where the rows of the bars begin. */
  readonly origin: number

  constructor(sources: readonly TapeSource[], order: TimeOrder) {
    const indicators = sources[0]?.indicators.length ?? 0
    this.closePlace = sources[0]?.shown === undefined ? 0 : indicators + 1
    const known = indicators + (this.closePlace === 0 ? 1 : 2)
    const width = sources.length > 1 ? known + 1 : known
    this.openPlace = sources.length > 1 ? width - 1 : -1
    this.width = width
    this.origin = sources.length * width
    this.values = new Float64Array(this.origin + order.symbolIds.length * width)
    for (const [id, source] of sources.entries()) {
      for (const [place, column] of [source.close, ...this.#further(source)].entries()) {
        this.values[id * width + place] = source.first === 0 ? Number.NaN : column[source.first - 1]!
      }
    }
    this.#layOut(sources, order.symbolIds)
  }

  /** The columns of a row's places from 1 on. */
  #further({ open, shown, indicators }: TapeSource): readonly Float64Array[] {
    const known = shown === undefined ? indicators : [...indicators, shown]
    return this.openPlace < 0 ? known : [...known, open]
  }

  #layOut(sources: readonly TapeSource[], symbolIds: Uint16Array): void {
    const { values, width, origin } = this
    const bar = Int32Array.from(sources, ({ first }) => first)
    const last = Float64Array.from(sources, (_, id) => values[id * width]!)
    const begins = new Int32Array(sources.length + 1)
    const slots = new Int32Array(CHUNK)
    const further = sources.map((source) => this.#further(source))
    for (let from = 0; from < symbolIds.length; from += CHUNK) {
      const to = Math.min(from + CHUNK, symbolIds.length)
      sortBySymbol(symbolIds, from, to, begins, slots)
      for (const [id, { close }] of sources.entries()) {
        const [begin, end, firstBar] = [begins[id]!, begins[id + 1]!, bar[id]!]
        last[id] = copyCarried(close, firstBar, last[id]!, slots, begin, end, values, origin, width)
        for (let place = 1; place < width; place++) {
          copyColumn(further[id]![place - 1]!, firstBar, slots, begin, end, values, origin + place, width)
        }
        bar[id] = firstBar + end - begin
      }
    }
  }
}

/*
 * The inner loops are functions of their own: a long function that is called once is compiled while one of its loops
 * runs, and thrown away again where that loop ends.
 */

/** Copies a column's values from `firstBar` on to the rows of the given slots. */
function copyColumn(
  column: Float64Array,
  firstBar: number,
  slots: Int32Array,
  begin: number,
  end: number,
  values: Float64Array,
  offset: number,
  width: number,
): void {
  for (let k = begin; k < end; k++) values[offset + slots[k]! * width] = column[firstBar + k - begin]!
}

/** The same with the last known value in place of NaN; returns the last one. */
function copyCarried(
  column: Float64Array,
  firstBar: number,
  before: number,
  slots: Int32Array,
  begin: number,
  end: number,
  values: Float64Array,
  offset: number,
  width: number,
): number {
  let known = before
  for (let k = begin; k < end; k++) {
    const value = column[firstBar + k - begin]!
    if (!Number.isNaN(value)) known = value
    values[offset + slots[k]! * width] = known
  }
  return known
}

/** Fills `slots` with the slots of a range, symbol by symbol; those of symbol i begin at `begins[i]`. */
function sortBySymbol(
  symbolIds: Uint16Array,
  from: number,
  to: number,
  begins: Int32Array,
  slots: Int32Array,
): void {
  begins.fill(0)
  for (let slot = from; slot < to; slot++) begins[symbolIds[slot]! + 1]!++
  for (let id = 1; id < begins.length; id++) begins[id]! += begins[id - 1]!
  const next = begins.slice()
  for (let slot = from; slot < to; slot++) slots[next[symbolIds[slot]!]!++] = slot
}
