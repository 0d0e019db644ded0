import { bars, defineIndicator } from '../defineIndicator.ts'
import { SlidingWindow, windowKernel } from '../kernels/slidingWindow.ts'
import { meanOf, squaresOf } from '../kernels/windowMath.ts'

const common = {
  group: 'microstructure',
  pane: 'own',
  memory: 'window',
} as const

export const volumeZScoreIndicator = defineIndicator({
  ...common,
  id: 'volumeZScore',
  name: 'Volume z-score',
  summary:
    'Distance of the volume from the mean of the `length` volumes before it in their deviations; 0 without any.',
  formula: '(v - mean) / sample deviation over v[t - length .. t - 1]',
  source: 'Common knowledge',
  inputs: ['volume'],
  parameters: { length: bars(20, 2) },
  outputs: { volumeZScore: 'standard deviations' },
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const window = new SlidingWindow(length)
    let isFull = false
    return {
      update: (volume) => {
        let score = Number.NaN
        if (isFull) {
          const deviation = Math.sqrt(squaresOf(window.values, window.start, length) / (length - 1))
          score = deviation === 0 ? 0 : (volume - meanOf(window.values, window.start, length)) / deviation
        }
        isFull = window.push(volume)
        return score
      },
    }
  },
})

export const relativeVolumeIndicator = defineIndicator({
  ...common,
  id: 'relativeVolume',
  name: 'Relative volume',
  summary: 'Volume over the mean of the `length` volumes before it.',
  formula: 'v[t] / mean(v[t - length .. t - 1])',
  source: 'Common knowledge',
  inputs: ['volume'],
  parameters: { length: bars(20) },
  outputs: { relativeVolume: 'ratio' },
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const window = new SlidingWindow(length)
    let isFull = false
    return {
      update: (volume) => {
        const relative = isFull ? volume / meanOf(window.values, window.start, length) : Number.NaN
        isFull = window.push(volume)
        return relative
      },
    }
  },
})

export const dollarVolumeIndicator = defineIndicator({
  ...common,
  id: 'dollarVolume',
  name: 'Traded money',
  summary: 'Mean of price times volume over the last `length` bars.',
  formula: 'mean(x v)',
  source: 'Common knowledge',
  inputs: ['source', 'volume'],
  parameters: { length: bars(20) },
  outputs: { dollarVolume: 'money' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const window = windowKernel(length, (values, start) => meanOf(values, start, length))
    return { update: (price, volume) => window.update(price * volume, 0, 0, 0, 0, 0) }
  },
})

export const amihudIlliquidityIndicator = defineIndicator({
  ...common,
  id: 'amihudIlliquidity',
  name: 'Amihud illiquidity',
  summary:
    'Mean absolute return for a million of traded money; infinite while there was a bar without volume.',
  formula: 'mean(1e6 |x[t] / x[t-1] - 1| / (x v)) over `length` bars',
  source: 'Amihud, Illiquidity and stock returns, 2002',
  inputs: ['source', 'volume'],
  parameters: { length: bars(20) },
  outputs: { amihudIlliquidity: 'other' },
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const window = windowKernel(length, (values, start) => {
      let sum = 0
      for (let i = start; i < start + length; i++) sum += values[i]!
      return sum / length
    })
    let before = Number.NaN
    return {
      update: (price, volume) => {
        const change = Math.abs(price / before - 1)
        const isFirst = Number.isNaN(before)
        before = price
        if (isFirst) return Number.NaN
        // A bar that neither moved nor traded says nothing against liquidity.
        const each = change === 0 ? 0 : (1e6 * change) / (price * volume)
        return window.update(each, 0, 0, 0, 0, 0)
      },
    }
  },
})
