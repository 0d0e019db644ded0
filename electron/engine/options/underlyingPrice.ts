import type { BarSeries } from '../../../shared/domain/bar.ts'
import { closesOf } from '../../../shared/domain/barClose.ts'
import type { SymbolCore } from '../symbolCore.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS

/** Calendars of markets that are open at any hour of their days. */
const AROUND_THE_CLOCK: readonly string[] = ['24x7', '24x5']

/** A cash dividend of one unit of an underlying. */
export interface UnderlyingDividend {
  /** Ex-date. */
  readonly timeMs: number
  readonly amount: number
}

/** A price that an expiry is settled at, and when it is known. */
export interface ExpirySettlement {
  readonly price: number
  readonly knownMs: number
}

/** What options of a run are written on: one of its symbols, or bars that are only looked at. */
export class UnderlyingPrice {
  readonly symbol: string
  /** The underlying as a symbol of the run; undefined where it is not traded in it. */
  readonly core: SymbolCore | undefined
  /** In the order of their ex-dates. */
  readonly dividends: readonly UnderlyingDividend[]
  readonly #series: BarSeries
  readonly #open: Float64Array
  readonly #close: Float64Array
  readonly #closeMs: Float64Array
  /** Splits and dividends in shares, in the order of their days. */
  readonly splits: readonly { readonly timeMs: number; readonly ratio: number }[]
  #yieldDay = Number.NaN
  #paidInYear = 0

  constructor(series: BarSeries, core: SymbolCore | undefined) {
    const traded = series.traded ?? series.columns
    this.symbol = series.instrument.symbol
    this.core = core
    this.#series = series
    this.#open = traded.open
    this.#close = traded.close
    this.#closeMs = closesOf(series)
    const actions = [...series.actions].sort((a, b) => a.timeMs - b.timeMs)
    this.dividends = actions.filter((action) => action.kind === 'dividend')
    this.splits = actions.flatMap((action) => {
      if (action.kind === 'split') return [{ timeMs: action.timeMs, ratio: action.ratio }]
      return action.kind === 'stock-dividend' ? [{ timeMs: action.timeMs, ratio: 1 + action.rate }] : []
    })
  }

  get instrument(): BarSeries['instrument'] {
    return this.#series.instrument
  }

  /** Close of the last bar with a price that had closed by a time; NaN before the first. */
  closeAt(timeMs: number): number {
    let place = lastAtMost(this.#closeMs, timeMs)
    while (place >= 0 && Number.isNaN(this.#close[place]!)) place--
    return place < 0 ? Number.NaN : this.#close[place]!
  }

  /** Last price known: that of the run's own symbol, else the close of the last bar that had closed. */
  priceAt(timeMs: number): number {
    return this.core === undefined ? this.closeAt(timeMs) : this.core.price
  }

  /**
   * Dividends that went ex in the 365 days up to a time, over the price: the only dividends that are known then for
   * certain. Amounts from before a split are those of a share after it.
   */
  dividendYieldAt(timeMs: number, price: number): number {
    if (this.dividends.length === 0) return 0
    const day = Math.floor(timeMs / DAY_MS)
    if (day !== this.#yieldDay) {
      this.#yieldDay = day
      this.#paidInYear = 0
      for (const { timeMs: exMs, amount } of this.dividends) {
        if (exMs <= timeMs - YEAR_MS || exMs > timeMs) continue
        this.#paidInYear += amount / this.#ratioBetween(exMs, timeMs)
      }
    }
    return this.#paidInYear / price
  }

  #ratioBetween(fromMs: number, toMs: number): number {
    let ratio = 1
    for (const split of this.splits) if (split.timeMs > fromMs && split.timeMs <= toMs) ratio *= split.ratio
    return ratio
  }

  /**
   * What an expiry is settled at: an official settlement price of its day where one is recorded, else the last price
   * at or before the expiry. Of a bar that is under way then, this is its close where trading had ended by the expiry
   * (a daily bar of an exchange), and its open where trading went on.
   */
  settlementAt(expiryMs: number): ExpirySettlement {
    const dateMs = Math.floor((expiryMs - 1) / DAY_MS) * DAY_MS
    for (const action of this.#series.actions) {
      if (action.kind !== 'settlement') continue
      const isOfDate = action.timeMs % DAY_MS === 0 && action.timeMs === dateMs
      const isAfter =
        action.timeMs % DAY_MS !== 0 && action.timeMs >= expiryMs && action.timeMs < expiryMs + DAY_MS
      if (isOfDate || isAfter) {
        return { price: action.price, knownMs: Math.max(expiryMs, action.timeMs) }
      }
    }
    const { time } = this.#series.columns
    let place = lastAtMost(time, expiryMs)
    if (place >= 0 && time[place] === expiryMs) place--
    while (place >= 0 && Number.isNaN(this.#close[place]!)) place--
    if (place < 0) return { price: Number.NaN, knownMs: expiryMs }
    const goesOn = this.#closeMs[place]! > expiryMs && this.#isOpenAt(expiryMs)
    return { price: (goesOn ? this.#open : this.#close)[place]!, knownMs: expiryMs }
  }

  /** Whether the underlying's market trades on after a time. */
  #isOpenAt(timeMs: number): boolean {
    const { sessions, instrument } = this.#series
    if (sessions === undefined) return AROUND_THE_CLOCK.includes(instrument.calendar)
    const place = lastAtMost(sessions.openMs, timeMs)
    return place >= 0 && sessions.closeMs[place]! > timeMs
  }
}

/** Place of the last value that is not above a bound, -1 where there is none. */
function lastAtMost(sorted: Float64Array, bound: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= bound) low = middle + 1
    else high = middle
  }
  return low - 1
}
