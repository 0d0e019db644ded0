import { bars, defineIndicator, real, whole } from '../defineIndicator.ts'
import { windowKernel } from '../kernels/slidingWindow.ts'
import { squaresOf } from '../kernels/windowMath.ts'

const common = { group: 'statistics', inputs: ['source'], pane: 'own', memory: 'window' } as const

/** Entropy of counts that sum up to `total`. */
function entropyOf(counts: Float64Array, total: number): number {
  let sum = 0
  for (const count of counts) if (count > 0) sum -= (count / total) * Math.log(count / total)
  return sum
}

export const shannonEntropyIndicator = defineIndicator({
  ...common,
  id: 'shannonEntropy',
  name: 'Shannon entropy',
  summary:
    'Entropy of the histogram of the last values: 0 where all are equal, log(bins) where they are spread evenly.',
  formula: '-sum(p log p) over `bins` bins of equal width from the least to the largest value',
  source: 'Shannon, A Mathematical Theory of Communication, 1948',
  parameters: { length: bars(100, 2), bins: whole(10, 2, 1000) },
  outputs: { shannonEntropy: 'nats' },
  warmUp: ({ length }) => length - 1,
  create: ({ length, bins }) => {
    const counts = new Float64Array(bins)
    return windowKernel(length, (values, start) => {
      let least = values[start]!
      let largest = least
      for (let i = start; i < start + length; i++) {
        least = Math.min(least, values[i]!)
        largest = Math.max(largest, values[i]!)
      }
      counts.fill(0)
      const width = largest - least
      for (let i = start; i < start + length; i++) {
        const bin = width === 0 ? 0 : Math.floor(((values[i]! - least) / width) * bins)
        counts[Math.min(bin, bins - 1)]! += 1
      }
      return entropyOf(counts, length)
    })
  },
})

export const permutationEntropyIndicator = defineIndicator({
  ...common,
  id: 'permutationEntropy',
  name: 'Permutation entropy',
  summary:
    'How evenly all orders of `order` values occur: 1 is noise, 0 one order only. Of equal values the older is less.',
  formula: '-sum(p log p) / log(order!) over the orders of x[i], x[i + delay], .. within the window',
  source: 'Bandt and Pompe, Permutation Entropy: A Natural Complexity Measure for Time Series, 2002',
  parameters: { length: bars(100, 3), order: whole(3, 2, 7), delay: whole(1, 1, 100) },
  outputs: { permutationEntropy: 'fraction' },
  refuse: ({ length, order, delay }) =>
    length > (order - 1) * delay ? undefined : 'length must exceed (order - 1) delay',
  warmUp: ({ length }) => length - 1,
  create: ({ length, order, delay }) => {
    let orders = 1
    for (let k = 2; k <= order; k++) orders *= k
    const counts = new Float64Array(orders)
    const vectors = length - (order - 1) * delay
    return windowKernel(length, (values, start) => {
      counts.fill(0)
      for (let i = start; i < start + vectors; i++) {
        // The number of the order: Lehmer's code of how many later values are less.
        let code = 0
        for (let a = 0; a < order; a++) {
          let less = 0
          for (let b = a + 1; b < order; b++) if (values[i + b * delay]! < values[i + a * delay]!) less++
          code = code * (order - a) + less
        }
        counts[code]! += 1
      }
      return entropyOf(counts, vectors) / Math.log(orders)
    })
  },
})

export const sampleEntropyIndicator = defineIndicator({
  ...common,
  id: 'sampleEntropy',
  name: 'Sample entropy',
  summary:
    'How seldom stretches that were alike stay alike one bar more; infinite where none does. Costs length^2 a bar.',
  formula:
    '-log(A / B), pairs of stretches of m + 1 (A) and m (B) values nowhere further apart than tolerance x population deviation',
  source: 'Richman and Moorman, Physiological time-series analysis, 2000',
  parameters: {
    length: whole(100, 10, 300),
    order: whole(2, 1, 10),
    tolerance: real(0.2, 0.01, 10, 'standard deviations'),
  },
  outputs: { sampleEntropy: 'nats' },
  refuse: ({ length, order }) => (length >= order + 2 ? undefined : 'length must be at least order + 2'),
  warmUp: ({ length }) => length - 1,
  create: ({ length, order, tolerance }) =>
    windowKernel(length, (values, start) => {
      const reach = tolerance * Math.sqrt(squaresOf(values, start, length) / length)
      const end = start + length - order
      let short = 0
      let long = 0
      for (let i = start; i < end; i++) {
        for (let j = i + 1; j < end; j++) {
          let k = 0
          while (k < order && Math.abs(values[i + k]! - values[j + k]!) <= reach) k++
          if (k < order) continue
          short++
          if (Math.abs(values[i + order]! - values[j + order]!) <= reach) long++
        }
      }
      return short === 0 ? Number.POSITIVE_INFINITY : -Math.log(long / short)
    }),
})
