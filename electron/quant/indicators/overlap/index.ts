import { AVERAGES } from './averages.ts'
import { BANDS } from './bands.ts'
import { bollingerIndicator } from './bollinger.ts'
import { donchianIndicator } from './donchian.ts'
import { emaIndicator, rmaIndicator } from './ema.ts'
import { MODERN_AVERAGES } from './modernAverages.ts'
import { PARABOLIC } from './parabolic.ts'
import { smaIndicator } from './sma.ts'
import { TREND_STOPS } from './trendStops.ts'

/** Averages, bands and stops that stand on the price scale. */
export const OVERLAP = [
  smaIndicator,
  emaIndicator,
  rmaIndicator,
  ...AVERAGES,
  bollingerIndicator,
  donchianIndicator,
  ...BANDS,
  ...MODERN_AVERAGES,
  ...PARABOLIC,
  ...TREND_STOPS,
]
