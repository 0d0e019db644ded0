import { bars, defineIndicator, real } from '../defineIndicator.ts'
import { logReturnKernel, SlidingWindow } from '../kernels/slidingWindow.ts'
import { squaresOf } from '../kernels/windowMath.ts'
import { barsPerYear } from './annual.ts'

const common = {
  group: 'volatility',
  inputs: ['source'],
  pane: 'own',
  memory: 'window',
} as const

export const realisedVolatilityIndicator = defineIndicator({
  ...common,
  id: 'realisedVolatility',
  name: 'Realised volatility, close to close',
  summary: 'Annual sample deviation of the last `length` log returns.',
  formula: 'sqrt(barsPerYear sum((r - mean r)^2) / (length - 1)), two corrected passes',
  source: 'Common knowledge',
  parameters: { length: bars(20, 2), barsPerYear },
  outputs: { realisedVolatility: 'fraction' },
  warmUp: ({ length }) => length,
  create: ({ length, barsPerYear: scale }) =>
    logReturnKernel(length, (returns, start) =>
      Math.sqrt((scale * squaresOf(returns, start, length)) / (length - 1)),
    ),
})

export const volatilityOfVolatilityIndicator = defineIndicator({
  ...common,
  id: 'volatilityOfVolatility',
  name: 'Volatility of volatility',
  summary: 'Sample deviation of the last `span` realised volatilities of `length` returns each.',
  formula: 'sample deviation of realisedVolatility(length) over `span` bars',
  source: 'Common knowledge; Baltussen, van Bekkum and van der Grient, Unknown Unknowns, 2018',
  parameters: { length: bars(20, 2), span: bars(20, 2), barsPerYear },
  outputs: { volatilityOfVolatility: 'fraction' },
  warmUp: ({ length, span }) => length + span - 1,
  create: ({ length, span, barsPerYear: scale }) => {
    const inner = logReturnKernel(length, (returns, start) =>
      Math.sqrt((scale * squaresOf(returns, start, length)) / (length - 1)),
    )
    const outer = new SlidingWindow(span)
    let wait = length
    return {
      update: (value) => {
        const volatility = inner.update(value, 0, 0, 0, 0, 0)
        if (wait > 0) {
          wait--
          return Number.NaN
        }
        if (!outer.push(volatility)) return Number.NaN
        return Math.sqrt(squaresOf(outer.values, outer.start, span) / (span - 1))
      },
    }
  },
})

export const realisedVarianceIndicator = defineIndicator({
  ...common,
  id: 'realisedVariance',
  name: 'Realised variance and semivariances',
  summary: 'Sum of the squares of the last `length` log returns, and its parts from falls and from rises.',
  formula: 'sum(r^2) = sum(r^2, r < 0) + sum(r^2, r > 0)',
  source: 'Barndorff-Nielsen, Kinnebrock and Shephard, Measuring downside risk: realised semivariance, 2010',
  parameters: { length: bars(20) },
  outputs: { variance: 'fraction', downside: 'fraction', upside: 'fraction' },
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const more = new Float64Array(2)
    const statistic = (returns: Float64Array, start: number) => {
      let down = 0
      let up = 0
      for (let i = start; i < start + length; i++) {
        const change = returns[i]!
        if (change < 0) down += change * change
        else up += change * change
      }
      more[0] = down
      more[1] = up
      return down + up
    }
    return logReturnKernel(length, statistic, more)
  },
})

export const realisedQuarticityIndicator = defineIndicator({
  ...common,
  id: 'realisedQuarticity',
  name: 'Realised quarticity',
  summary: 'Fourth powers of the last log returns: how uncertain the realised variance is.',
  formula: 'length / 3 sum(r^4)',
  source: 'Barndorff-Nielsen and Shephard, Econometric analysis of realized volatility, 2002',
  parameters: { length: bars(20) },
  outputs: { realisedQuarticity: 'other' },
  warmUp: ({ length }) => length,
  create: ({ length }) =>
    logReturnKernel(length, (returns, start) => {
      let sum = 0
      for (let i = start; i < start + length; i++) sum += returns[i]! ** 4
      return (length / 3) * sum
    }),
})

export const downsideDeviationIndicator = defineIndicator({
  ...common,
  id: 'downsideDeviation',
  name: 'Downside deviation',
  summary: 'Annual root mean square of the log returns below a target, the others counting as 0.',
  formula: 'sqrt(barsPerYear sum(min(r - target, 0)^2) / length)',
  source: 'Sortino and van der Meer, Downside Risk, 1991',
  parameters: { length: bars(60), target: real(0, -1, 1, 'log return a bar'), barsPerYear },
  outputs: { downsideDeviation: 'fraction' },
  warmUp: ({ length }) => length,
  create: ({ length, target, barsPerYear: scale }) =>
    logReturnKernel(length, (returns, start) => {
      let sum = 0
      for (let i = start; i < start + length; i++) sum += Math.min(returns[i]! - target, 0) ** 2
      return Math.sqrt((scale * sum) / length)
    }),
})
