import { defineIndicator, type IndicatorDefinition, type Kernel } from '../defineIndicator.ts'
import { Candles, NEAR } from './candles.ts'

/** A trap: inside bar, false break, and the close back through the inside bar within three bars. */
class Hikkake implements Kernel {
  readonly #candles = new Candles()
  readonly #detect: (candles: Candles) => number
  readonly #lookback: number
  /** Bars since the pattern; beyond three it can no longer be confirmed. */
  #age = 4
  #result = 0
  #ceiling = 0
  #floor = 0

  constructor(lookback: number, detect: (candles: Candles) => number) {
    this.#lookback = lookback
    this.#detect = detect
  }

  update(open: number, high: number, low: number, close: number): number {
    const candles = this.#candles
    const bar = candles.push(open, high, low, close)
    if (bar < this.#lookback - 3) return Number.NaN
    this.#age++
    const found = this.#detect(candles)
    if (found !== 0) {
      this.#age = 0
      this.#result = found
      this.#ceiling = candles.high(1)
      this.#floor = candles.low(1)
      return bar < this.#lookback ? Number.NaN : found
    }
    const confirmed = this.#age <= 3 && (this.#result > 0 ? close > this.#ceiling : close < this.#floor)
    if (confirmed) this.#age = 4
    if (bar < this.#lookback) return Number.NaN
    return confirmed ? 2 * this.#result : 0
  }
}

/** Whether a candle lies within the one before. */
function isInside(c: Candles, ago: number): boolean {
  return c.high(ago) < c.high(ago + 1) && c.low(ago) > c.low(ago + 1)
}

/** 100 where the last candle breaks down, -100 where it breaks up: the break is expected to fail. */
function falseBreak(c: Candles): number {
  if (c.high(0) < c.high(1) && c.low(0) < c.low(1)) return 100
  return c.high(0) > c.high(1) && c.low(0) > c.low(1) ? -100 : 0
}

const common = {
  group: 'candlesticks',
  source: 'Daniel Chesler, Active Trader, April 2004; as TA-Lib',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: {},
  pane: 'own',
  memory: 'window',
} as const

export const HIKKAKE: IndicatorDefinition[] = [
  defineIndicator({
    ...common,
    id: 'cdlHikkake',
    talib: 'CDLHIKKAKE',
    name: 'Pattern: Hikkake',
    summary: 'Inside bar and false break: 100 bullish, -100 bearish, 200 and -200 where it is confirmed.',
    formula:
      'inside bar; lower high and low (bullish) or higher (bearish); close through the inside bar within 3 bars',
    outputs: { cdlHikkake: 'signal' },
    warmUp: () => 5,
    create: () => new Hikkake(5, (c) => (isInside(c, 1) ? falseBreak(c) : 0)),
  }),
  defineIndicator({
    ...common,
    id: 'cdlHikkakeMod',
    talib: 'CDLHIKKAKEMOD',
    name: 'Pattern: Modified hikkake',
    summary:
      'Two inside bars and a false break: 100 bullish, -100 bearish, 200 and -200 where it is confirmed.',
    formula:
      'as hikkake, with another inside bar before that closes near its low (bullish) or high (bearish)',
    outputs: { cdlHikkakeMod: 'signal' },
    warmUp: () => 10,
    create: () =>
      new Hikkake(10, (c) => {
        if (!isInside(c, 2) || !isInside(c, 1)) return 0
        const found = falseBreak(c)
        const near = c.average(NEAR, 2)
        if (found > 0) return c.close(2) <= c.low(2) + near ? found : 0
        return found < 0 && c.close(2) >= c.high(2) - near ? found : 0
      }),
  }),
]
