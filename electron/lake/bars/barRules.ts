import type { IrregularBars } from '../../../shared/domain/timeframe.ts'
import { type Candle, clearCandle, emptyCandle, extendCandle } from './barTable.ts'

/** Takes a finished bar. It is the rule's own object, to be read at once. */
export type FinishBar = (candle: Candle) => void

/** Decides with each price where a bar ends. */
export interface BarRule {
  /** What belongs to the bar that is not finished. */
  readonly unfinished: Candle
  trade(price: number, size: number, finish: FinishBar): void
}

/** Relative slack of sums and levels, against the rounding of floating point. */
const SLACK = 1e-9

/**
 * A bar ends with the trade that brings its trades (`tick`, `quote`), its units (`volume`) or its traded value
 * (`dollar`) to the size; a trade is never divided (M. Lopez de Prado, Advances in Financial Machine Learning, 2018,
 * chapter 2.3).
 */
class SumRule implements BarRule {
  readonly unfinished = emptyCandle()
  readonly #kind: IrregularBars['kind']
  readonly #size: number
  readonly #multiplier: number
  #sum = 0

  constructor(bars: IrregularBars, multiplier: number) {
    this.#kind = bars.kind
    this.#size = bars.size * (1 - SLACK)
    this.#multiplier = multiplier
  }

  trade(price: number, size: number, finish: FinishBar): void {
    extendCandle(this.unfinished, price, price, price, price, size)
    const known = Number.isNaN(size) ? 0 : size
    if (this.#kind === 'volume') this.#sum += known
    else if (this.#kind === 'dollar') this.#sum += known * Math.abs(price) * this.#multiplier
    else this.#sum++
    if (this.#sum < this.#size) return
    finish(this.unfinished)
    clearCandle(this.unfinished)
    this.#sum = 0
  }
}

/**
 * Range bars after V. Nicolellis (1995), as TradeStation's manual has them: all are of one height, each closes at its
 * top or bottom the moment the height is reached, and the next opens where it closed. A price that jumps over several
 * heights makes several bars; the volume is the first one's.
 */
class RangeRule implements BarRule {
  readonly unfinished = emptyCandle()
  readonly #size: number

  constructor({ size }: IrregularBars) {
    this.#size = size
  }

  trade(price: number, size: number, finish: FinishBar): void {
    const bar = this.unfinished
    const reach = this.#size * (1 - SLACK)
    let volume = size
    if (Number.isNaN(bar.open)) extendCandle(bar, price, price, price, price, 0)
    while (price - bar.low >= reach || bar.high - price >= reach) {
      const close = clean(price - bar.low >= reach ? bar.low + this.#size : bar.high - this.#size)
      extendCandle(bar, close, close, close, close, volume)
      finish(bar)
      clearCandle(bar)
      extendCandle(bar, close, close, close, close, 0)
      volume = 0
    }
    extendCandle(bar, price, price, price, price, volume)
  }
}

/**
 * Renko bricks: a brick ends where the price reaches a level one brick above the top, or one below the bottom, of the
 * brick before (S. Nison, Beyond Candlesticks, 1994, chapter 8), so that a reversal needs two bricks' way. Levels are
 * multiples of the brick's size; the first price is taken at the nearest. Several bricks may end with one price; the
 * volume is the first one's. With wicks a brick shows how far the price went against it, else only its body.
 */
class RenkoRule implements BarRule {
  readonly unfinished = emptyCandle()
  readonly #size: number
  readonly #inverse: number
  readonly #wicks: boolean
  readonly #brick = emptyCandle()
  /** Top and bottom of the newest brick in bricks; equal before the first. */
  #top = Number.NaN
  #bottom = Number.NaN

  constructor({ size, wicks }: IrregularBars) {
    this.#size = size
    const inverse = Math.round(1 / size)
    this.#inverse = inverse >= 1 && Math.abs(1 / size - inverse) <= SLACK * inverse ? inverse : 0
    this.#wicks = wicks
  }

  trade(price: number, size: number, finish: FinishBar): void {
    extendCandle(this.unfinished, price, price, price, price, size)
    const bricks = price / this.#size
    if (Number.isNaN(this.#top)) {
      this.#top = Math.round(bricks)
      this.#bottom = this.#top
    }
    const slack = SLACK * Math.max(1, Math.abs(bricks))
    while (bricks >= this.#top + 1 - slack) {
      this.#finish(this.#top, this.#top + 1, finish)
    }
    while (bricks <= this.#bottom - 1 + slack) {
      this.#finish(this.#bottom, this.#bottom - 1, finish)
    }
  }

  #finish(from: number, to: number, finish: FinishBar): void {
    const brick = this.#brick
    const waiting = this.unfinished
    brick.open = this.#level(from)
    brick.close = this.#level(to)
    brick.high = Math.max(brick.open, brick.close)
    brick.low = Math.min(brick.open, brick.close)
    if (this.#wicks && to > from && waiting.low < brick.low) brick.low = waiting.low
    if (this.#wicks && to < from && waiting.high > brick.high) brick.high = waiting.high
    brick.volume = waiting.volume
    this.#top = Math.max(from, to)
    this.#bottom = Math.min(from, to)
    clearCandle(waiting)
    finish(brick)
  }

  #level(bricks: number): number {
    return this.#inverse > 0 ? bricks / this.#inverse : clean(bricks * this.#size)
  }
}

/** Removes the noise of a sum of decimal fractions: 12 significant digits are more than a price has. */
function clean(price: number): number {
  return Number(price.toPrecision(12))
}

/** @param multiplier Value of one point of price for one unit, for traded value. */
export function barRule(bars: IrregularBars, multiplier: number): BarRule {
  if (bars.kind === 'range') return new RangeRule(bars)
  if (bars.kind === 'renko') return new RenkoRule(bars)
  return new SumRule(bars, multiplier)
}
