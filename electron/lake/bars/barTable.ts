import type { BarColumns } from '../../../shared/domain/bar.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'

/** Bars whose end is not a matter of time. */
export interface IrregularColumns {
  /** What the bars show. Their times strictly increase and never lie before the close of the bar before. */
  readonly columns: BarColumns
  /** When each bar was known: strictly increasing, never before what is in it had happened. */
  readonly closeMs: Float64Array<ArrayBuffer>
  /**
   * What was traded after the bar before was known and until this one was: the prices an order could have met. NaN, with
   * a volume of 0, where nothing was.
   */
  readonly traded: BarColumns
}

/** Open, high, low, close and volume of a bar. */
export interface Candle {
  open: number
  high: number
  low: number
  close: number
  volume: number
}

const FIELDS = 12

/** Bars that are built of one dataset at most: 400 MB of them. */
const MOST_BARS = 4_000_000

/**
 * The smallest distance between two instants: 2^-10 ms, about a microsecond, which a float64 of milliseconds holds
 * exactly until the year 4000.
 */
const SMALLEST_MS = 2 ** -10

/** Bars that grow one by one, as columns. */
export class BarTable {
  #rows = new Float64Array(64 * FIELDS)
  #count = 0
  #lastCloseMs = Number.NEGATIVE_INFINITY

  /**
   * Adds a bar.
   * @param firstMs When the first thing that is in it happened.
   * @param knownMs When the last one was known.
   * @throws DeskError BAD_INPUT beyond 4 million bars, which a size far too small would give
   */
  add(firstMs: number, knownMs: number, shown: Candle, traded: Candle): void {
    if (this.#count === MOST_BARS) {
      throw new DeskError('BAD_INPUT', `There are more than ${MOST_BARS} bars of this size.`, {
        where: 'timeframe',
        hint: 'Choose a larger size.',
      })
    }
    if ((this.#count + 1) * FIELDS > this.#rows.length) {
      const larger = new Float64Array(this.#rows.length * 2)
      larger.set(this.#rows)
      this.#rows = larger
    }
    const openMs = Math.max(firstMs, this.#lastCloseMs)
    const closeMs = Math.max(knownMs, openMs + SMALLEST_MS)
    this.#lastCloseMs = closeMs
    const at = this.#count * FIELDS
    this.#rows[at] = openMs
    this.#rows[at + 1] = closeMs
    writeCandle(this.#rows, at + 2, shown)
    writeCandle(this.#rows, at + 7, traded)
    this.#count++
  }

  /** The bars since the last call. */
  take(): IrregularColumns {
    const column = (place: number): Float64Array<ArrayBuffer> => {
      const values = new Float64Array(this.#count)
      for (let t = 0; t < values.length; t++) values[t] = this.#rows[t * FIELDS + place] ?? Number.NaN
      return values
    }
    const time = column(0)
    const candles = (from: number): BarColumns => ({
      time,
      open: column(from),
      high: column(from + 1),
      low: column(from + 2),
      close: column(from + 3),
      volume: column(from + 4),
    })
    const taken = { columns: candles(2), closeMs: column(1), traded: candles(7) }
    this.#count = 0
    return taken
  }
}

function writeCandle(rows: Float64Array, at: number, candle: Candle): void {
  rows[at] = candle.open
  rows[at + 1] = candle.high
  rows[at + 2] = candle.low
  rows[at + 3] = candle.close
  rows[at + 4] = candle.volume
}

export function emptyCandle(): Candle {
  return { open: Number.NaN, high: Number.NaN, low: Number.NaN, close: Number.NaN, volume: 0 }
}

/** Adds what was traded later to a candle. A volume that is not known makes the candle's unknown. */
export function extendCandle(
  candle: Candle,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
): void {
  if (Number.isNaN(candle.open)) {
    candle.open = open
    candle.high = high
    candle.low = low
  } else {
    if (high > candle.high) candle.high = high
    if (low < candle.low) candle.low = low
  }
  candle.close = close
  candle.volume += volume
}

export function clearCandle(candle: Candle): void {
  candle.open = Number.NaN
  candle.high = Number.NaN
  candle.low = Number.NaN
  candle.close = Number.NaN
  candle.volume = 0
}
