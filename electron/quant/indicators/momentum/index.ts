import { macdFixIndicator, macdIndicator } from './macd.ts'
import { rsiIndicator } from './rsi.ts'

/** Oscillators. */
export const MOMENTUM = [rsiIndicator, macdIndicator, macdFixIndicator]
