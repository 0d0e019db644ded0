import { defineIndicator, type IndicatorDefinition, real } from '../defineIndicator.ts'
import { Candles } from './candles.ts'

interface Pattern {
  readonly id: string
  readonly talib: string
  readonly name: string
  /** The rule in words, the oldest candle first. */
  readonly rule: string
  /** Bars that are needed before the pattern's last one. */
  readonly lookback: number
  /** Default of how far the last candle must reach into the first, where the pattern has that. */
  readonly penetration?: number
  /** 100 bullish, -100 bearish, 0 none. */
  detect(candles: Candles, penetration: number): number
}

/** A pattern of candles as an indicator of 100 (bullish), -100 (bearish) and 0, by TA-Lib's rules and settings. */
export function definePattern(pattern: Pattern): IndicatorDefinition {
  const { id, talib, name, rule, lookback, penetration } = pattern
  const range = real(penetration ?? 0, 0, 100, 'part of the first body')
  return defineIndicator<Record<string, typeof range>>({
    id,
    talib,
    name: `Pattern: ${name}`,
    group: 'candlesticks',
    summary: `Candlestick pattern ${name.toLowerCase()}: 100 bullish, -100 bearish, 0 none.`,
    formula: rule,
    source: "Greg Morris, Candlestick Charting Explained; TA-Lib's candle settings",
    inputs: ['open', 'high', 'low', 'close'],
    parameters: penetration === undefined ? {} : { penetration: range },
    outputs: { [id]: 'signal' },
    pane: 'own',
    memory: 'window',
    warmUp: () => lookback,
    create: (parameters) => {
      const candles = new Candles()
      const depth = parameters.penetration ?? 0
      return {
        update: (open, high, low, close) =>
          candles.push(open, high, low, close) < lookback ? Number.NaN : pattern.detect(candles, depth),
      }
    },
  })
}
