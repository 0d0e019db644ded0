import type { BarColumns, QuoteColumns } from '../../../shared/domain/bar.ts'
import type { Timeframe } from '../../../shared/domain/timeframe.ts'
import { bucketStarts } from '../aggregation/bucketStarts.ts'
import { type Candle, clearCandle, emptyCandle, extendCandle } from './barTable.ts'
import type { TradeColumns } from './irregularBarBuilder.ts'

/**
 * Builds bars of a length of time from trades, in as many pieces as they come in. A bar carries the start of its bucket;
 * buckets without trades give none.
 */
export class TimeBarBuilder {
  readonly #timeframe: Timeframe
  readonly #calendarId: string
  readonly #rows: number[] = []
  readonly #bar: Candle = emptyCandle()
  #start = Number.NaN

  constructor(timeframe: Timeframe, calendarId: string) {
    this.#timeframe = timeframe
    this.#calendarId = calendarId
  }

  addTrades({ time, price, size }: TradeColumns): void {
    const starts = bucketStarts(time, '1s', this.#timeframe, this.#calendarId)
    for (let i = 0; i < starts.length; i++) {
      const start = starts[i] ?? Number.NaN
      const at = price[i] ?? Number.NaN
      if (Number.isNaN(at)) continue
      if (start !== this.#start) this.#close()
      this.#start = start
      extendCandle(this.#bar, at, at, at, at, size[i] ?? Number.NaN)
    }
  }

  /** All bars, the last one as far as it was traded. */
  finish(): BarColumns {
    this.#close()
    const rows = this.#rows
    const column = (place: number) =>
      Float64Array.from({ length: rows.length / 6 }, (_, t) => rows[t * 6 + place] ?? 0)
    return {
      time: column(0),
      open: column(1),
      high: column(2),
      low: column(3),
      close: column(4),
      volume: column(5),
    }
  }

  #close(): void {
    const { open, high, low, close, volume } = this.#bar
    if (!Number.isNaN(open)) this.#rows.push(this.#start, open, high, low, close, volume)
    clearCandle(this.#bar)
  }
}

/** Changes of the best bid and ask as columns of equal length, ascending by time. */
export interface QuoteTicks {
  readonly time: Float64Array<ArrayBuffer>
  readonly bid: Float64Array<ArrayBuffer>
  readonly ask: Float64Array<ArrayBuffer>
}

/** The quotes in force when bars opened and closed: of several at one instant the last; NaN before the first. */
export function quotesBeside(ticks: QuoteTicks, openMs: Float64Array, closeMs: Float64Array): QuoteColumns {
  const [bidOpen, askOpen] = inForce(ticks, openMs)
  const [bidClose, askClose] = inForce(ticks, closeMs)
  return { bidOpen, askOpen, bidClose, askClose }
}

function inForce(
  { time, bid, ask }: QuoteTicks,
  at: Float64Array,
): [Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer>] {
  const bids = new Float64Array(at.length).fill(Number.NaN)
  const asks = new Float64Array(at.length).fill(Number.NaN)
  let tick = -1
  for (let t = 0; t < at.length; t++) {
    const instant = at[t] ?? Number.NaN
    while (tick + 1 < time.length && (time[tick + 1] ?? Number.NaN) <= instant) tick++
    bids[t] = bid[tick] ?? Number.NaN
    asks[t] = ask[tick] ?? Number.NaN
  }
  return [bids, asks]
}

/** Trades at the middle of every quote, without a size: what bars of quotes are built from. */
export function midTrades({ time, bid, ask }: QuoteTicks): TradeColumns {
  const price = new Float64Array(time.length)
  for (let i = 0; i < price.length; i++) price[i] = ((bid[i] ?? Number.NaN) + (ask[i] ?? Number.NaN)) / 2
  return { time, price, size: new Float64Array(time.length).fill(Number.NaN) }
}
