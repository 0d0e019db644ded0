import { bars, defineIndicator, whole } from '../defineIndicator.ts'
import { logReturnKernel, windowKernel } from '../kernels/slidingWindow.ts'
import { meanOf, shiftOf } from '../kernels/windowMath.ts'

const common = { group: 'statistics', inputs: ['source'], pane: 'own', memory: 'window' } as const

/** Autocorrelation at one lag with one mean and one variance for the whole window. */
function autocorrelationOf(values: Float64Array, start: number, length: number, lag: number): number {
  const origin = values[start]!
  const shift = shiftOf(values, start, length)
  let products = 0
  let squares = 0
  for (let i = start; i < start + length; i++) {
    const deviation = values[i]! - origin - shift
    squares += deviation * deviation
    if (i >= start + lag) products += deviation * (values[i - lag]! - origin - shift)
  }
  return products / squares
}

export const autocorrelationIndicator = defineIndicator({
  ...common,
  id: 'autocorrelation',
  name: 'Autocorrelation',
  summary: 'Correlation of the values with themselves `lag` bars before; NaN where nothing moved.',
  formula: 'sum((x[i] - mean) (x[i - lag] - mean)) / sum((x[i] - mean)^2), two passes',
  source: 'Box and Jenkins, Time Series Analysis, 1970',
  parameters: { length: bars(60, 3), lag: bars(1) },
  outputs: { autocorrelation: 'ratio' },
  refuse: ({ length, lag }) => (lag < length - 1 ? undefined : 'the lag must be less than length - 1'),
  warmUp: ({ length }) => length - 1,
  create: ({ length, lag }) =>
    windowKernel(length, (values, start) => autocorrelationOf(values, start, length, lag)),
})

export const ljungBoxIndicator = defineIndicator({
  ...common,
  id: 'ljungBox',
  name: 'Ljung-Box statistic',
  summary:
    'Autocorrelation of all lags up to `lags`; chi-squared with that many degrees of freedom if there is none.',
  formula: 'n (n + 2) sum(r[k]^2 / (n - k)), k = 1 .. lags',
  source: 'Ljung and Box, On a measure of lack of fit in time series models, 1978',
  parameters: { length: bars(120, 4), lags: whole(10, 1, 100) },
  outputs: { ljungBox: 'score' },
  refuse: ({ length, lags }) => (lags < length - 1 ? undefined : 'lags must be less than length - 1'),
  warmUp: ({ length }) => length - 1,
  create: ({ length, lags }) =>
    windowKernel(length, (values, start) => {
      let sum = 0
      for (let lag = 1; lag <= lags; lag++) {
        sum += autocorrelationOf(values, start, length, lag) ** 2 / (length - lag)
      }
      return length * (length + 2) * sum
    }),
})

export const varianceRatioIndicator = defineIndicator({
  ...common,
  id: 'varianceRatio',
  name: 'Variance ratio test',
  summary:
    'Variance of `lags`-bar log returns over `lags` times that of one bar: below 1 they revert, above 1 they trend; with z-scores under equal and under changing variance.',
  formula:
    'VR = var(lags) / (lags var(1)), overlapping and unbiased; z = sqrt(n) (VR - 1) / sqrt(theta), theta = 2 (2q - 1) (q - 1) / (3q), or robust: 4 sum((1 - k / q)^2 delta[k])',
  source: 'Lo and MacKinlay, Stock Market Prices Do Not Follow Random Walks, 1988',
  parameters: {
    length: bars(250, 3, 'log returns in the window'),
    lags: whole(2, 2, 500),
  },
  outputs: { varianceRatio: 'ratio', zScore: 'standard deviations', robustZScore: 'standard deviations' },
  refuse: ({ length, lags }) => (lags < length ? undefined : 'lags must be less than length'),
  warmUp: ({ length }) => length,
  create: ({ length, lags }) => {
    const more = new Float64Array(2)
    const unbiased = lags * (length - lags + 1) * (1 - lags / length)
    const evenVariance = (2 * (2 * lags - 1) * (lags - 1)) / (3 * lags)
    const squared = new Float64Array(length)
    const statistic = (returns: Float64Array, start: number) => {
      const mean = meanOf(returns, start, length)
      let one = 0

      let many = 0
      for (let i = 0; i < length; i++) {
        const deviation = returns[start + i]! - mean
        squared[i] = deviation * deviation
        one += squared[i]!
        if (i < lags - 1) continue
        let run = 0
        for (let k = 0; k < lags; k++) run += returns[start + i - k]! - mean
        many += run * run
      }
      const ratio = many / unbiased / (one / (length - 1))
      let robust = 0
      for (let k = 1; k < lags; k++) {
        let products = 0
        for (let i = k; i < length; i++) products += squared[i]! * squared[i - k]!
        robust += (4 * (1 - k / lags) ** 2 * length * products) / (one * one)
      }
      more[0] = (Math.sqrt(length) * (ratio - 1)) / Math.sqrt(evenVariance)
      more[1] = (Math.sqrt(length) * (ratio - 1)) / Math.sqrt(robust)
      return ratio
    }
    return logReturnKernel(length, statistic, more)
  },
})
