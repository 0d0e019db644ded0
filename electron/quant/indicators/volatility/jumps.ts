import { bars, defineIndicator } from '../defineIndicator.ts'
import { logReturnKernel } from '../kernels/slidingWindow.ts'

const common = {
  group: 'volatility',
  inputs: ['source'],
  pane: 'own',
  memory: 'window',
} as const

export const bipowerVariationIndicator = defineIndicator({
  ...common,
  id: 'bipowerVariation',
  name: 'Bipower variation',
  summary: 'Variance of the last log returns without jumps, and the share of jumps in the realised variance.',
  formula: 'pi / 2 length / (length - 1) sum(|r[i]| |r[i-1]|); jumpShare = max(0, 1 - it / sum(r^2))',
  source: 'Barndorff-Nielsen and Shephard, Power and bipower variation, 2004',
  parameters: { length: bars(60, 2, 'log returns in the window') },
  outputs: { bipowerVariation: 'fraction', jumpShare: 'fraction' },
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const more = new Float64Array(1)
    const statistic = (returns: Float64Array, start: number) => {
      let products = 0
      let squares = returns[start]! ** 2
      for (let i = start + 1; i < start + length; i++) {
        products += Math.abs(returns[i]! * returns[i - 1]!)
        squares += returns[i]! ** 2
      }
      const variation = ((Math.PI / 2) * length * products) / (length - 1)
      more[0] = squares === 0 ? 0 : Math.max(0, 1 - variation / squares)
      return variation
    }
    return logReturnKernel(length, statistic, more)
  },
})

function middle(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}

export const medianVarianceIndicator = defineIndicator({
  ...common,
  id: 'medianVariance',
  name: 'Median realised variance (MedRV)',
  summary:
    'Variance of the last log returns by medians of three: neither jumps nor still bars count for much.',
  formula: 'pi / (6 - 4 sqrt(3) + pi) length / (length - 2) sum(median(|r[i-1]|, |r[i]|, |r[i+1]|)^2)',
  source: 'Andersen, Dobrev and Schaumburg, Jump-robust volatility estimation, 2012',
  parameters: { length: bars(60, 3, 'log returns in the window') },
  outputs: { medianVariance: 'fraction' },
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const factor = ((Math.PI / (6 - 4 * Math.sqrt(3) + Math.PI)) * length) / (length - 2)
    return logReturnKernel(length, (returns, start) => {
      let sum = 0
      for (let i = start + 2; i < start + length; i++) {
        sum += middle(Math.abs(returns[i - 2]!), Math.abs(returns[i - 1]!), Math.abs(returns[i]!)) ** 2
      }
      return factor * sum
    })
  },
})

export const minimumVarianceIndicator = defineIndicator({
  ...common,
  id: 'minimumVariance',
  name: 'Minimum realised variance (MinRV)',
  summary: 'Variance of the last log returns by the lesser of two neighbours, which a jump does not touch.',
  formula: 'pi / (pi - 2) length / (length - 1) sum(min(|r[i]|, |r[i+1]|)^2)',
  source: 'Andersen, Dobrev and Schaumburg, Jump-robust volatility estimation, 2012',
  parameters: { length: bars(60, 2, 'log returns in the window') },
  outputs: { minimumVariance: 'fraction' },
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const factor = ((Math.PI / (Math.PI - 2)) * length) / (length - 1)
    return logReturnKernel(length, (returns, start) => {
      let sum = 0
      for (let i = start + 1; i < start + length; i++) {
        sum += Math.min(Math.abs(returns[i - 1]!), Math.abs(returns[i]!)) ** 2
      }
      return factor * sum
    })
  },
})
