import { type ParameterRange, real } from '../defineIndicator.ts'

/** Bars in a year, by whose root a deviation of one bar is made annual; 1 leaves it a bar's. */
export const barsPerYear: ParameterRange = real(
  252,
  1,
  1e8,
  'scales to a year: 252 for daily bars of a stock exchange; 1 for none',
)
