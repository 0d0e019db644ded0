import {
  standardDeviationIndicator,
  stddevIndicator,
  varianceIndicator,
  zScoreIndicator,
} from './deviation.ts'

/** Deviations and lines through the last values. */
export const REGRESSION = [standardDeviationIndicator, zScoreIndicator, stddevIndicator, varianceIndicator]
