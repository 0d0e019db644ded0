import type { BarColumns } from '../../../shared/domain/bar.ts'
import type { IrregularBars } from '../../../shared/domain/timeframe.ts'
import { type BarRule, barRule, type FinishBar } from './barRules.ts'
import {
  BarTable,
  type Candle,
  clearCandle,
  emptyCandle,
  extendCandle,
  type IrregularColumns,
} from './barTable.ts'

/** Trades as columns of equal length, ascending by time; several may have one time. */
export interface TradeColumns {
  /** Epoch milliseconds UTC, with fractions. */
  readonly time: Float64Array<ArrayBuffer>
  readonly price: Float64Array<ArrayBuffer>
  /** Units; NaN where the source has none. */
  readonly size: Float64Array<ArrayBuffer>
}

/**
 * Builds bars that end with what was traded. It is fed with columns, of trades or of finer bars, in as many pieces as
 * they come in, and carries its state over them: however the columns are cut, the bars are the same.
 *
 * A bar is known with the trade that ends it. Of finer bars only the close is known as an instant, so all that they
 * make is known at that. What one event ends beyond its first bar was known together with it, and carries no traded
 * prices: an order that answers the first bar cannot trade at prices that lie before it.
 */
export class IrregularBarBuilder {
  readonly #rule: BarRule
  readonly #table = new BarTable()
  readonly #traded: Candle = emptyCandle()
  #firstMs = Number.NaN
  #knownMs = Number.NaN
  readonly #finish: FinishBar = (candle) => {
    this.#table.add(
      Number.isNaN(this.#firstMs) ? this.#knownMs : this.#firstMs,
      this.#knownMs,
      candle,
      this.#traded,
    )
    clearCandle(this.#traded)
    this.#firstMs = Number.NaN
  }

  /** @param multiplier Value of one point of price for one unit. */
  constructor(bars: IrregularBars, multiplier = 1) {
    this.#rule = barRule(bars, multiplier)
  }

  addTrades({ time, price, size }: TradeColumns): void {
    for (let i = 0; i < time.length; i++) {
      const at = price[i] ?? Number.NaN
      if (Number.isNaN(at)) continue
      const units = size[i] ?? Number.NaN
      this.#knownMs = time[i] ?? Number.NaN
      if (Number.isNaN(this.#firstMs)) this.#firstMs = this.#knownMs
      extendCandle(this.#traded, at, at, at, at, units)
      this.#rule.trade(at, units, this.#finish)
    }
  }

  /**
   * Takes each bar as four trades of a quarter of its volume: open, the extreme that is nearer to the open, the other
   * extreme, close.
   * @param closeMs When each bar closed.
   */
  addBars(columns: BarColumns, closeMs: Float64Array): void {
    const { time, volume } = columns
    const finish = this.#finish
    for (let i = 0; i < time.length; i++) {
      const open = columns.open[i] ?? Number.NaN
      const high = columns.high[i] ?? Number.NaN
      const low = columns.low[i] ?? Number.NaN
      const close = columns.close[i] ?? Number.NaN
      if (Number.isNaN(open + high + low + close)) continue
      const units = volume[i] ?? Number.NaN
      const quarter = units / 4
      this.#knownMs = closeMs[i] ?? Number.NaN
      if (Number.isNaN(this.#firstMs)) this.#firstMs = time[i] ?? Number.NaN
      extendCandle(this.#traded, open, high, low, close, units)
      const lowFirst = open - low < high - open || (open - low === high - open && close >= open)
      this.#rule.trade(open, quarter, finish)
      this.#rule.trade(lowFirst ? low : high, quarter, finish)
      this.#rule.trade(lowFirst ? high : low, quarter, finish)
      this.#rule.trade(close, quarter, finish)
    }
  }

  /** The bars that were finished since the last call. */
  take(): IrregularColumns {
    return this.#table.take()
  }

  /** What belongs to the bar that is not finished: it is no bar before it is. */
  get unfinished(): Readonly<Candle> {
    return this.#rule.unfinished
  }
}
