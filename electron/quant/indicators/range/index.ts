import { atrIndicator, natrIndicator, trueRangeIndicator } from './atr.ts'
import { RANGES } from './ranges.ts'

/** How far a bar goes. */
export const RANGE = [trueRangeIndicator, atrIndicator, natrIndicator, ...RANGES]
