import {
  standardDeviationIndicator,
  stddevIndicator,
  varianceIndicator,
  zScoreIndicator,
} from './deviation.ts'
import { LINE_INDICATORS } from './line.ts'

/** Deviations and lines through the last values. */
export const REGRESSION = [
  standardDeviationIndicator,
  zScoreIndicator,
  stddevIndicator,
  varianceIndicator,
  ...LINE_INDICATORS,
]
