import { lagIndicator, returnsIndicator } from './elementwise.ts'
import {
  barsSinceHighestIndicator,
  barsSinceLowestIndicator,
  highestIndicator,
  lowestIndicator,
  sumIndicator,
} from './extremes.ts'

/** Arithmetic over one or more values. */
export const OPERATORS = [
  highestIndicator,
  lowestIndicator,
  returnsIndicator,
  lagIndicator,
  sumIndicator,
  barsSinceHighestIndicator,
  barsSinceLowestIndicator,
]
