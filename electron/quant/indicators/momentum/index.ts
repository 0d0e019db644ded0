import { COMBINED } from './combined.ts'
import { DIRECTIONAL } from './directional.ts'
import { FURTHER_OSCILLATORS } from './furtherOscillators.ts'
import { macdExtIndicator, macdFixIndicator, macdIndicator } from './macd.ts'
import { OSCILLATORS } from './oscillators.ts'
import { RATES } from './rates.ts'
import { rsiIndicator } from './rsi.ts'
import { STOCHASTIC } from './stochastic.ts'
import { TREND_STRENGTH } from './trendStrength.ts'

/** Oscillators. */
export const MOMENTUM = [
  rsiIndicator,
  macdIndicator,
  macdFixIndicator,
  macdExtIndicator,
  ...DIRECTIONAL,
  ...RATES,
  ...OSCILLATORS,
  ...STOCHASTIC,
  ...TREND_STRENGTH,
  ...COMBINED,
  ...FURTHER_OSCILLATORS,
]
