import type { TimeOrder } from './timeOrder.ts'

/** What the tape carries of a symbol: its bars from `first` up to, not including, `end`. */
export interface TapeSource {
  readonly close: Float64Array
  readonly indicators: readonly Float64Array[]
  readonly first: number
  readonly end: number
}

/** Slots of the time order that are laid out together: their rows stay in the cache while symbol after symbol is copied. */
const CHUNK = 16_384

/**
 * Closes and indicators in the order in which a run reads them: one row per bar of the time order, `close` first, then
 * the indicators. Reading hundreds of columns at once misses the caches at every bar, reading one tape does not.
 *
 * A bar without a close carries the last one known: it is what a position is worth until a price comes.
 * Before the rows of the bars each symbol has a row for the time before its first: the last bar of its history, or NaN.
 */
export class Tape {
  readonly values: Float64Array
  readonly width: number
  /** Where the rows of the bars begin. */
  readonly origin: number

  constructor(sources: readonly TapeSource[], order: TimeOrder) {
    const width = 1 + (sources[0]?.indicators.length ?? 0)
    this.width = width
    this.origin = sources.length * width
    this.values = new Float64Array(this.origin + order.symbolIds.length * width)
    for (const [id, { close, indicators, first }] of sources.entries()) {
      for (const [place, column] of [close, ...indicators].entries()) {
        this.values[id * width + place] = first === 0 ? Number.NaN : column[first - 1]!
      }
    }
    this.#layOut(sources, order.symbolIds)
  }

  #layOut(sources: readonly TapeSource[], symbolIds: Uint16Array): void {
    const { values, width, origin } = this
    const bar = Int32Array.from(sources, ({ first }) => first)
    const last = Float64Array.from(sources, (_, id) => values[id * width]!)
    const begins = new Int32Array(sources.length + 1)
    const slots = new Int32Array(CHUNK)
    for (let from = 0; from < symbolIds.length; from += CHUNK) {
      const to = Math.min(from + CHUNK, symbolIds.length)
      sortBySymbol(symbolIds, from, to, begins, slots)
      for (const [id, { close, indicators }] of sources.entries()) {
        const [begin, end, firstBar] = [begins[id]!, begins[id + 1]!, bar[id]!]
        for (let k = begin; k < end; k++) {
          const price = close[firstBar + k - begin]!
          if (!Number.isNaN(price)) last[id] = price
          values[origin + slots[k]! * width] = last[id]!
        }
        for (let place = 1; place < width; place++) {
          const column = indicators[place - 1]!
          const offset = origin + place
          for (let k = begin; k < end; k++) values[offset + slots[k]! * width] = column[firstBar + k - begin]!
        }
        bar[id] = firstBar + end - begin
      }
    }
  }
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
