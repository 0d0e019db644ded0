import type { BarColumns } from '../../../shared/domain/bar.ts'

/**
 * Heikin-Ashi bars (D. Valcu, "Using the Heikin-Ashi Technique", Technical Analysis of Stocks & Commodities, February
 * 2004): close = mean of open, high, low and close; open = mean of the open and close before, of the first bar the mean
 * of its own; high and low reach over all of these. Fed with columns in as many pieces as they come in.
 */
export class HeikinAshiBuilder {
  #open = Number.NaN
  #close = Number.NaN

  /** The Heikin-Ashi bars of the columns that follow those given before. */
  add({ time, open, high, low, close, volume }: BarColumns): BarColumns {
    const size = time.length
    const shown: BarColumns = {
      time,
      open: new Float64Array(size),
      high: new Float64Array(size),
      low: new Float64Array(size),
      close: new Float64Array(size),
      volume,
    }
    for (let t = 0; t < size; t++) {
      const o = open[t] ?? Number.NaN
      const h = high[t] ?? Number.NaN
      const l = low[t] ?? Number.NaN
      const c = close[t] ?? Number.NaN
      const smoothClose = (o + h + l + c) / 4
      const smoothOpen = Number.isNaN(this.#open) ? (o + c) / 2 : (this.#open + this.#close) / 2
      shown.open[t] = smoothOpen
      shown.close[t] = smoothClose
      shown.high[t] = Math.max(h, smoothOpen, smoothClose)
      shown.low[t] = Math.min(l, smoothOpen, smoothClose)
      if (Number.isNaN(smoothClose)) continue
      this.#open = smoothOpen
      this.#close = smoothClose
    }
    return shown
  }
}
