import { bars, defineIndicator, whole } from '../defineIndicator.ts'
import { logReturnKernel, windowKernel } from '../kernels/slidingWindow.ts'
import { meanOf, squaresOf } from '../kernels/windowMath.ts'

const common = {
  group: 'statistics',
  inputs: ['source'],
  pane: 'own',
  memory: 'window',
} as const

/** Slope of the least-squares line through `count` points. */
function slope(x: Float64Array, y: Float64Array, count: number): number {
  const [meanX, meanY] = [meanOf(x, 0, count), meanOf(y, 0, count)]
  let products = 0
  let squares = 0
  for (let i = 0; i < count; i++) {
    products += (x[i]! - meanX) * (y[i]! - meanY)
    squares += (x[i]! - meanX) ** 2
  }
  return products / squares
}

/** Range of the cumulative deviations over the population deviation; NaN where nothing moved. */
function rescaledRange(values: Float64Array, start: number, count: number): number {
  const mean = meanOf(values, start, count)
  let sum = 0
  let top = Number.NEGATIVE_INFINITY
  let bottom = Number.POSITIVE_INFINITY
  for (let i = start; i < start + count; i++) {
    sum += values[i]! - mean
    if (sum > top) top = sum
    if (sum < bottom) bottom = sum
  }
  return (top - bottom) / Math.sqrt(squaresOf(values, start, count) / count)
}

export const hurstRescaledRangeIndicator = defineIndicator({
  ...common,
  id: 'hurstRescaledRange',
  name: 'Hurst exponent, rescaled range',
  summary:
    'Hurst exponent of the log returns by R/S: above 0.5 they persist, below they revert. Short windows are biased upwards.',
  formula:
    'slope of log(mean R/S over whole pieces of m returns) against log m, m = smallest, 2 smallest, 4 smallest .. length / 2',
  source: 'Hurst 1951; Mandelbrot and Wallis, Robustness of the rescaled range R/S, 1969',
  parameters: {
    length: bars(256, 4, 'log returns in the window'),
    smallest: whole(8, 2, 1000, 'returns in the smallest piece'),
  },
  outputs: { hurstRescaledRange: 'ratio' },
  refuse: ({ length, smallest }) =>
    length >= 4 * smallest ? undefined : 'the window must hold four of the smallest pieces',
  warmUp: ({ length }) => length,
  create: ({ length, smallest }) => {
    const sizes = Math.floor(Math.log2(length / 2 / smallest) + 1e-9) + 1
    const [x, y] = [new Float64Array(sizes), new Float64Array(sizes)]
    return logReturnKernel(length, (returns, start) => {
      for (let step = 0; step < sizes; step++) {
        const size = smallest * 2 ** step
        const pieces = Math.floor(length / size)
        let sum = 0
        for (let piece = 0; piece < pieces; piece++) sum += rescaledRange(returns, start + piece * size, size)
        x[step] = Math.log(size)
        y[step] = Math.log(sum / pieces)
      }
      return slope(x, y, sizes)
    })
  },
})

export const hurstVarianceIndicator = defineIndicator({
  ...common,
  id: 'hurstVariance',
  name: 'Hurst exponent, variance of differences',
  summary:
    'Hurst exponent by how the deviation of price changes grows with their span: 0.5 for a random walk.',
  formula: 'slope of log(deviation of log x[t] - log x[t - k]) against log k, k = 1 .. lags',
  source: 'Lo and MacKinlay 1988; Di Matteo, Multi-scaling in finance, 2007',
  parameters: { length: bars(256, 4), lags: whole(20, 2, 100) },
  outputs: { hurstVariance: 'ratio' },
  refuse: ({ length, lags }) => (length >= lags + 2 ? undefined : 'length must be at least lags + 2'),
  warmUp: ({ length }) => length - 1,
  create: ({ length, lags }) => {
    const [x, y] = [new Float64Array(lags), new Float64Array(lags)]
    const differences = new Float64Array(length)
    const window = windowKernel(length, (levels, start) => {
      for (let lag = 1; lag <= lags; lag++) {
        const count = length - lag
        for (let i = 0; i < count; i++) differences[i] = levels[start + i + lag]! - levels[start + i]!
        x[lag - 1] = Math.log(lag)
        y[lag - 1] = Math.log(squaresOf(differences, 0, count) / count) / 2
      }
      return slope(x, y, lags)
    })
    return { update: (value) => window.update(Math.log(value), 0, 0, 0, 0, 0) }
  },
})
