import { lagIndicator, returnsIndicator } from './elementwise.ts'
import { highestIndicator, lowestIndicator } from './extremes.ts'

/** Arithmetic over one or more values. */
export const OPERATORS = [highestIndicator, lowestIndicator, returnsIndicator, lagIndicator]
