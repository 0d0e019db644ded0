import { atrIndicator, natrIndicator, trueRangeIndicator } from './atr.ts'

/** How far a bar goes. */
export const RANGE = [trueRangeIndicator, atrIndicator, natrIndicator]
