import { bars, defineIndicator } from '../defineIndicator.ts'
import { windowKernel } from '../kernels/slidingWindow.ts'
import { shiftOf, squaresOf } from '../kernels/windowMath.ts'

export const trendRegressionIndicator = defineIndicator({
  id: 'trendRegression',
  name: 'Trend: slope, R squared, t-value',
  group: 'statistics',
  summary:
    'Least-squares line through the last values over time: slope a bar, R squared and t-value of the slope.',
  formula: 'slope = Sty / Stt; R^2 = 1 - errors / Syy; t = slope / sqrt(errors / (length - 2) / Stt)',
  source: 'Draper and Smith, Applied Regression Analysis, 1966',
  inputs: ['source'],
  parameters: { length: bars(60, 3) },
  outputs: { slope: 'price per bar', rSquared: 'fraction', tValue: 'score' },
  pane: 'own',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const more = new Float64Array(2)
    const middle = (length - 1) / 2
    const times = (length * (length * length - 1)) / 12
    const statistic = (values: Float64Array, start: number) => {
      const origin = values[start]!
      const shift = shiftOf(values, start, length)
      let products = 0
      for (let i = 0; i < length; i++) products += (i - middle) * (values[start + i]! - origin - shift)
      const slope = products / times
      let errors = 0
      for (let i = 0; i < length; i++) {
        errors += (values[start + i]! - origin - shift - slope * (i - middle)) ** 2
      }
      more[0] = 1 - errors / squaresOf(values, start, length)
      more[1] = slope / Math.sqrt(errors / (length - 2) / times)
      return slope
    }
    return windowKernel(length, statistic, more)
  },
})
