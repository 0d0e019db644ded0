import { bars, defineIndicator, real } from '../defineIndicator.ts'
import { RollingMomentsKernel } from '../kernels/rollingMoments.ts'
import { requireLength } from '../requireLength.ts'

/** Mean and sum of squared deviations of each window; NaN where the window is not full of known values. */
export interface RollingMoments {
  readonly mean: Float64Array<ArrayBuffer>
  readonly squares: Float64Array<ArrayBuffer>
}

/**
 * Mean and sum of squared deviations over the last `length` values.
 *
 * The source is cut into blocks of `length`. Every window is the end of one block joined to the beginning of the
 * next (van Herk 1992), and two parts are joined by the pairwise update of Chan, Golub and LeVeque (1979). Values only
 * ever enter a sum and never leave it, so there is no cancellation: a price level of 1e9 or an outlier that has
 * left the window costs no digit. Two updates a value, whatever the length.
 */
export function rollingMoments(source: Float64Array, length: number): RollingMoments {
  requireLength(length)
  const size = source.length
  const mean = new Float64Array(size).fill(Number.NaN)
  const squares = new Float64Array(size).fill(Number.NaN)
  const tailMean = new Float64Array(length)
  const tailSquares = new Float64Array(length)
  let start = 0
  while (start < size) {
    if (Number.isNaN(source[start]!)) {
      start++
      continue
    }
    let stop = start + 1
    while (stop < size && !Number.isNaN(source[stop]!)) stop++
    for (let block = start; block < stop; block += length) {
      const end = Math.min(block + length, stop)
      let headMean = 0
      let headSquares = 0
      for (let t = block; t < end; t++) {
        const value = source[t]!
        const count = t - block + 1
        const delta = value - headMean
        headMean += delta / count
        headSquares += delta * (value - headMean)
        const rest = length - count
        if (rest === 0) {
          mean[t] = headMean
          squares[t] = headSquares
        } else if (block > start) {
          const gap = headMean - tailMean[count]!
          mean[t] = tailMean[count]! + (gap * count) / length
          squares[t] = tailSquares[count]! + headSquares + (gap * gap * count * rest) / length
        }
      }
      if (end - block < length) break
      let backMean = 0
      let backSquares = 0
      for (let t = end - 1; t >= block; t--) {
        const value = source[t]!
        const delta = value - backMean
        backMean += delta / (end - t)
        backSquares += delta * (value - backMean)
        tailMean[t - block] = backMean
        tailSquares[t - block] = backSquares
      }
    }
    start = stop
  }
  return { mean, squares }
}

/**
 * Rolling standard deviation `sqrt(sum((x - mean)^2) / divisor)` with the divisor `length - 1` (sample) or `length`
 * (population). Warm-up: `length - 1` values; a sample needs a length of at least 2.
 */
export function standardDeviation(
  source: Float64Array,
  length: number,
  kind: 'sample' | 'population',
): Float64Array<ArrayBuffer> {
  requireLength(length, kind === 'sample' ? 2 : 1)
  const out = rollingMoments(source, length).squares
  const divisor = kind === 'sample' ? length - 1 : length
  for (let t = 0; t < out.length; t++) out[t] = Math.sqrt(out[t]! / divisor)
  return out
}

/**
 * Rolling z-score `(x - mean) / sample standard deviation` over the last `length` values; 0 where the deviation
 * is 0. Warm-up: `length - 1` values, length of at least 2.
 */
export function zScore(source: Float64Array, length: number): Float64Array<ArrayBuffer> {
  requireLength(length, 2)
  const { mean, squares } = rollingMoments(source, length)
  for (let t = 0; t < mean.length; t++) {
    const deviation = Math.sqrt(squares[t]! / (length - 1))
    mean[t] = deviation === 0 ? 0 : (source[t]! - mean[t]!) / deviation
  }
  return mean
}

const common = {
  group: 'regression',
  inputs: ['source'],
  pane: 'own',
  memory: 'window',
  source: 'Common knowledge; updates of Chan, Golub and LeVeque 1979',
} as const

export const standardDeviationIndicator = defineIndicator({
  ...common,
  id: 'standardDeviation',
  name: 'Standard deviation, sample',
  summary: 'Rolling sample standard deviation (divisor n - 1).',
  formula: 'sqrt(sum((x - mean)^2) / (length - 1))',
  parameters: { length: bars(20, 2) },
  outputs: { standardDeviation: 'unit of the input' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const moments = new RollingMomentsKernel(length)
    return { update: (value) => Math.sqrt(moments.update(value) / (length - 1)) }
  },
  vectorised: ([source], { length }) => [standardDeviation(source!, length, 'sample')],
})

export const zScoreIndicator = defineIndicator({
  ...common,
  id: 'zScore',
  name: 'Z-score',
  summary: 'Distance from the mean in sample standard deviations; 0 where the deviation is 0.',
  formula: '(x - mean) / sample standard deviation',
  parameters: { length: bars(20, 2) },
  outputs: { zScore: 'standard deviations' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const moments = new RollingMomentsKernel(length)
    return {
      update: (value) => {
        const deviation = Math.sqrt(moments.update(value) / (length - 1))
        return deviation === 0 ? 0 : (value - moments.mean) / deviation
      },
    }
  },
  vectorised: ([source], { length }) => [zScore(source!, length)],
})

export const stddevIndicator = defineIndicator({
  ...common,
  id: 'stddev',
  talib: 'STDDEV',
  name: 'Standard deviation, population',
  summary: 'Rolling population standard deviation (divisor n), times a factor.',
  formula: 'factor sqrt(sum((x - mean)^2) / length)',
  parameters: { length: bars(5, 1), factor: real(1, -1e6, 1e6) },
  outputs: { stddev: 'unit of the input' },
  warmUp: ({ length }) => length - 1,
  create: ({ length, factor }) => {
    const moments = new RollingMomentsKernel(length)
    return { update: (value) => Math.sqrt(moments.update(value) / length) * factor }
  },
})

export const varianceIndicator = defineIndicator({
  ...common,
  id: 'variance',
  talib: 'VAR',
  name: 'Variance, population',
  summary: 'Rolling population variance (divisor n).',
  formula: 'sum((x - mean)^2) / length',
  parameters: { length: bars(5, 1) },
  outputs: { variance: 'price squared' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const moments = new RollingMomentsKernel(length)
    return { update: (value) => moments.update(value) / length }
  },
})
