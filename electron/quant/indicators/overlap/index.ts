import { bollingerIndicator } from './bollinger.ts'
import { donchianIndicator } from './donchian.ts'
import { emaIndicator, rmaIndicator } from './ema.ts'
import { smaIndicator } from './sma.ts'

/** Averages, bands and stops that stand on the price scale. */
export const OVERLAP = [smaIndicator, emaIndicator, rmaIndicator, bollingerIndicator, donchianIndicator]
