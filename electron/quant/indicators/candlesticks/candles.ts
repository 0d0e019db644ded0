/** How much is "long", "short", "near" and so on: a factor of the mean of something over the bars before. */
interface CandleSetting {
  readonly of: 'body' | 'range' | 'shadows'
  /** Bars before the candle whose mean it is; 0 takes the candle itself. */
  readonly bars: number
  readonly factor: number
}

/** TA-Lib's default candle settings. */
export const BODY_LONG: CandleSetting = { of: 'body', bars: 10, factor: 1 }
export const BODY_SHORT: CandleSetting = { of: 'body', bars: 10, factor: 1 }
export const BODY_DOJI: CandleSetting = { of: 'range', bars: 10, factor: 0.1 }
export const SHADOW_LONG: CandleSetting = { of: 'body', bars: 0, factor: 1 }
export const SHADOW_VERY_LONG: CandleSetting = { of: 'body', bars: 0, factor: 2 }
/** The two shadows together count twice, so their mean is half of it. */
export const SHADOW_SHORT: CandleSetting = { of: 'shadows', bars: 10, factor: 0.5 }
export const SHADOW_VERY_SHORT: CandleSetting = { of: 'range', bars: 10, factor: 0.1 }
export const NEAR: CandleSetting = { of: 'range', bars: 5, factor: 0.2 }
export const FAR: CandleSetting = { of: 'range', bars: 5, factor: 0.6 }
export const EQUAL: CandleSetting = { of: 'range', bars: 5, factor: 0.05 }

/** More than any pattern looks back. */
const SIZE = 32

/** The last candles; every question names how many bars ago. */
export class Candles {
  readonly #open = new Float64Array(SIZE)
  readonly #high = new Float64Array(SIZE)
  readonly #low = new Float64Array(SIZE)
  readonly #close = new Float64Array(SIZE)
  #last = -1

  /** Takes a bar and returns how many there have been before it. */
  push(open: number, high: number, low: number, close: number): number {
    const place = ++this.#last % SIZE
    this.#open[place] = open
    this.#high[place] = high
    this.#low[place] = low
    this.#close[place] = close
    return this.#last
  }

  #place(ago: number): number {
    return (this.#last - ago + SIZE) % SIZE
  }

  open(ago: number): number {
    return this.#open[this.#place(ago)]!
  }

  high(ago: number): number {
    return this.#high[this.#place(ago)]!
  }

  low(ago: number): number {
    return this.#low[this.#place(ago)]!
  }

  close(ago: number): number {
    return this.#close[this.#place(ago)]!
  }

  /** 1 where the close is not below the open, else -1. */
  color(ago: number): 1 | -1 {
    return this.close(ago) >= this.open(ago) ? 1 : -1
  }

  isWhite(ago: number): boolean {
    return this.color(ago) === 1
  }

  isBlack(ago: number): boolean {
    return this.color(ago) === -1
  }

  body(ago: number): number {
    return Math.abs(this.close(ago) - this.open(ago))
  }

  /** Upper end of the body. */
  top(ago: number): number {
    return Math.max(this.close(ago), this.open(ago))
  }

  /** Lower end of the body. */
  bottom(ago: number): number {
    return Math.min(this.close(ago), this.open(ago))
  }

  upperShadow(ago: number): number {
    return this.high(ago) - this.top(ago)
  }

  lowerShadow(ago: number): number {
    return this.bottom(ago) - this.low(ago)
  }

  range(ago: number): number {
    return this.high(ago) - this.low(ago)
  }

  #measure(of: CandleSetting['of'], ago: number): number {
    if (of === 'body') return this.body(ago)
    return of === 'range' ? this.range(ago) : this.upperShadow(ago) + this.lowerShadow(ago)
  }

  /** What a setting means for a candle. */
  average({ of, bars, factor }: CandleSetting, ago: number): number {
    if (bars === 0) return factor * this.#measure(of, ago)
    let sum = 0
    for (let k = ago + bars; k > ago; k--) sum += this.#measure(of, k)
    return factor * (sum / bars)
  }

  /** Whether the later body stands wholly above the earlier one. */
  bodyGapsUp(later: number, earlier: number): boolean {
    return this.bottom(later) > this.top(earlier)
  }

  bodyGapsDown(later: number, earlier: number): boolean {
    return this.top(later) < this.bottom(earlier)
  }

  /** Whether the later candle, shadows included, stands wholly above the earlier one. */
  gapsUp(later: number, earlier: number): boolean {
    return this.low(later) > this.high(earlier)
  }

  gapsDown(later: number, earlier: number): boolean {
    return this.high(later) < this.low(earlier)
  }

  hasLongBody(ago: number): boolean {
    return this.body(ago) > this.average(BODY_LONG, ago)
  }

  hasShortBody(ago: number): boolean {
    return this.body(ago) < this.average(BODY_SHORT, ago)
  }

  /** As `hasShortBody`, a body as long as the mean counting too. */
  hasNoLongBody(ago: number): boolean {
    return this.body(ago) <= this.average(BODY_SHORT, ago)
  }

  isDoji(ago: number): boolean {
    return this.body(ago) <= this.average(BODY_DOJI, ago)
  }

  hasNoUpperShadow(ago: number): boolean {
    return this.upperShadow(ago) < this.average(SHADOW_VERY_SHORT, ago)
  }

  hasNoLowerShadow(ago: number): boolean {
    return this.lowerShadow(ago) < this.average(SHADOW_VERY_SHORT, ago)
  }

  isMarubozu(ago: number): boolean {
    return this.hasLongBody(ago) && this.hasNoUpperShadow(ago) && this.hasNoLowerShadow(ago)
  }

  /** Whether a price equals another within the candle's tolerance. */
  isEqual(price: number, other: number, ago: number): boolean {
    const tolerance = this.average(EQUAL, ago)
    return price <= other + tolerance && price >= other - tolerance
  }
}
