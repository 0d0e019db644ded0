import { HIKKAKE } from './hikkake.ts'
import { LONGER_PATTERNS } from './longerPatterns.ts'
import { ONE_CANDLE } from './oneCandle.ts'
import { SOLDIERS_AND_CROWS } from './soldiersAndCrows.ts'
import { THREE_CANDLES } from './threeCandles.ts'
import { TWO_CANDLES } from './twoCandles.ts'

/** Candlestick patterns. */
export const CANDLESTICKS = [
  ...ONE_CANDLE,
  ...TWO_CANDLES,
  ...THREE_CANDLES,
  ...SOLDIERS_AND_CROWS,
  ...LONGER_PATTERNS,
  ...HIKKAKE,
]
