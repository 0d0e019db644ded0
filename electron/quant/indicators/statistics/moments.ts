import { bars, defineIndicator } from '../defineIndicator.ts'
import { windowKernel } from '../kernels/slidingWindow.ts'
import { shiftOf, squaresOf } from '../kernels/windowMath.ts'

const common = {
  group: 'statistics',
  inputs: ['source'],
  pane: 'own',
  memory: 'window',
} as const

/** Mean of the deviations' `power`, divided by that power of the population deviation. */
function standardised(values: Float64Array, start: number, length: number, power: 3 | 4): number {
  const origin = values[start]!
  const shift = shiftOf(values, start, length)
  const variance = squaresOf(values, start, length) / length
  let sum = 0
  for (let i = start; i < start + length; i++) {
    const deviation = values[i]! - origin - shift
    const square = deviation * deviation
    sum += power === 3 ? square * deviation : square * square
  }
  return sum / length / (power === 3 ? variance * Math.sqrt(variance) : variance * variance)
}

export const sampleVarianceIndicator = defineIndicator({
  ...common,
  id: 'sampleVariance',
  name: 'Variance, sample',
  summary: 'Rolling sample variance (divisor n - 1).',
  formula: 'sum((x - mean)^2) / (length - 1), two corrected passes over the window',
  source: 'Chan, Golub and LeVeque, Algorithms for Computing the Sample Variance, 1983',
  parameters: { length: bars(20, 2) },
  outputs: { sampleVariance: 'price squared' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) =>
    windowKernel(length, (values, start) => squaresOf(values, start, length) / (length - 1)),
})

export const skewnessIndicator = defineIndicator({
  ...common,
  id: 'skewness',
  name: 'Skewness',
  summary: 'Rolling skewness, corrected for bias; NaN where nothing moved.',
  formula: 'sqrt(n (n - 1)) / (n - 2) m3 / m2^1.5, with central moments m about the mean in two passes',
  source: 'Joanes and Gill, Comparing measures of sample skewness and kurtosis, 1998 (G1)',
  parameters: { length: bars(60, 3) },
  outputs: { skewness: 'ratio' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const factor = Math.sqrt(length * (length - 1)) / (length - 2)
    return windowKernel(length, (values, start) => factor * standardised(values, start, length, 3))
  },
})

export const kurtosisIndicator = defineIndicator({
  ...common,
  id: 'kurtosis',
  name: 'Excess kurtosis',
  summary: 'Rolling excess kurtosis, corrected for bias: 0 for normal values; NaN where nothing moved.',
  formula: '(n - 1) / ((n - 2) (n - 3)) ((n + 1) (m4 / m2^2 - 3) + 6), two passes',
  source: 'Joanes and Gill, Comparing measures of sample skewness and kurtosis, 1998 (G2)',
  parameters: { length: bars(60, 4) },
  outputs: { kurtosis: 'ratio' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const factor = (length - 1) / ((length - 2) * (length - 3))
    return windowKernel(
      length,
      (values, start) => factor * ((length + 1) * (standardised(values, start, length, 4) - 3) + 6),
    )
  },
})

export const jarqueBeraIndicator = defineIndicator({
  ...common,
  id: 'jarqueBera',
  name: 'Jarque-Bera statistic',
  summary:
    'How far skewness and kurtosis are from normal; chi-squared with 2 degrees of freedom if they are not.',
  formula: 'n / 6 (S^2 + (K - 3)^2 / 4) with the population skewness S and kurtosis K',
  source: 'Jarque and Bera, Efficient tests for normality, 1980',
  parameters: { length: bars(120, 3) },
  outputs: { jarqueBera: 'score' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) =>
    windowKernel(length, (values, start) => {
      const skewness = standardised(values, start, length, 3)
      const excess = standardised(values, start, length, 4) - 3
      return (length / 6) * (skewness * skewness + (excess * excess) / 4)
    }),
})
