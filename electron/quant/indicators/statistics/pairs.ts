import { bars, defineIndicator } from '../defineIndicator.ts'
import { pairKernel } from '../kernels/slidingWindow.ts'
import { lowerBound, SortedWindow, upperBound } from '../kernels/sortedWindow.ts'
import { meanOf, productsOf, squaresOf } from '../kernels/windowMath.ts'

const common = {
  group: 'statistics',
  inputs: ['source', 'other'],
  pane: 'own',
  memory: 'window',
} as const

export const covarianceIndicator = defineIndicator({
  ...common,
  id: 'covariance',
  name: 'Covariance',
  summary: 'Rolling sample covariance of two series.',
  formula: 'sum((x - mean x) (y - mean y)) / (length - 1), two corrected passes',
  source: 'Chan, Golub and LeVeque, Algorithms for Computing the Sample Variance, 1983',
  parameters: { length: bars(60, 2) },
  outputs: { covariance: 'price squared' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => pairKernel(length, (x, y, start) => productsOf(x, y, start, length) / (length - 1)),
})

export const pearsonCorrelationIndicator = defineIndicator({
  ...common,
  id: 'pearsonCorrelation',
  name: 'Correlation, Pearson',
  summary: 'Rolling linear correlation of two series, -1 to 1; NaN where one of them did not move.',
  formula: 'covariance / (deviation x deviation), two corrected passes',
  source: 'Pearson, Notes on regression and inheritance, 1895',
  parameters: { length: bars(60, 2) },
  outputs: { pearsonCorrelation: 'ratio' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) =>
    pairKernel(length, (x, y, start) => {
      const squares = Math.sqrt(squaresOf(x, start, length)) * Math.sqrt(squaresOf(y, start, length))
      return Math.min(1, Math.max(-1, productsOf(x, y, start, length) / squares))
    }),
})

/** Writes the ranks of a window's values among its sorted ones, equal values sharing the mean of their ranks. */
function writeRanks(values: Float64Array, start: number, sorted: Float64Array, ranks: Float64Array): void {
  const count = ranks.length
  for (let i = 0; i < count; i++) {
    const value = values[start + i]!
    ranks[i] = (lowerBound(sorted, count, value) + upperBound(sorted, count, value) - 1) / 2
  }
}

export const spearmanCorrelationIndicator = defineIndicator({
  ...common,
  id: 'spearmanCorrelation',
  name: 'Correlation, Spearman',
  summary: 'Rolling correlation of the ranks of two series: 1 where they order the bars alike.',
  formula: "Pearson's correlation of ranks, equal values sharing the mean of theirs",
  source: 'Spearman, The proof and measurement of association between two things, 1904',
  parameters: { length: bars(60, 2) },
  outputs: { spearmanCorrelation: 'ratio' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const [first, second] = [new Float64Array(length), new Float64Array(length)]
    const [firstSorted, secondSorted] = [new SortedWindow(length), new SortedWindow(length)]
    const window = pairKernel(length, (x, y, start) => {
      writeRanks(x, start, firstSorted.sorted, first)
      writeRanks(y, start, secondSorted.sorted, second)
      const squares = Math.sqrt(squaresOf(first, 0, length)) * Math.sqrt(squaresOf(second, 0, length))
      return productsOf(first, second, 0, length) / squares
    })
    return {
      update: (x, y) => {
        firstSorted.push(x)
        secondSorted.push(y)
        return window.update(x, y, 0, 0, 0, 0)
      },
    }
  },
})

export const pairRegressionIndicator = defineIndicator({
  ...common,
  id: 'pairRegression',
  name: 'Regression on another series',
  summary:
    'Least-squares line of the source on another series: beta, intercept, R squared and the t-value of beta.',
  formula: 'beta = Sxy / Sxx; intercept = mean y - beta mean x; R^2 = Sxy^2 / (Sxx Syy); t = beta / se(beta)',
  source: 'Gauss 1809; Draper and Smith, Applied Regression Analysis, 1966',
  parameters: { length: bars(60, 3) },
  outputs: { beta: 'ratio', intercept: 'price', rSquared: 'fraction', tValue: 'score' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const more = new Float64Array(3)
    const statistic = (y: Float64Array, x: Float64Array, start: number) => {
      const [xx, yy] = [squaresOf(x, start, length), squaresOf(y, start, length)]
      const beta = productsOf(x, y, start, length) / xx
      const intercept = meanOf(y, start, length) - beta * meanOf(x, start, length)
      let errors = 0
      for (let i = start; i < start + length; i++) errors += (y[i]! - intercept - beta * x[i]!) ** 2
      more[0] = intercept
      more[1] = 1 - errors / yy
      more[2] = beta / Math.sqrt(errors / (length - 2) / xx)
      return beta
    }
    return pairKernel(length, statistic, more)
  },
})
