import { bars, defineIndicator } from '../defineIndicator.ts'
import { SlidingWindow, windowKernel } from '../kernels/slidingWindow.ts'
import { meanOf, squaresOf } from '../kernels/windowMath.ts'
import { barsPerYear } from './annual.ts'

const common = {
  group: 'volatility',
  pane: 'own',
  memory: 'window',
} as const

const BAR = ['open', 'high', 'low', 'close'] as const

/** Square root of an annual mean of one bar's estimates. */
function rootMean(length: number, scale: number) {
  return windowKernel(length, (values, start) =>
    Math.sqrt(Math.max(0, scale * meanOf(values, start, length))),
  )
}

export const parkinsonVolatilityIndicator = defineIndicator({
  ...common,
  id: 'parkinsonVolatility',
  name: 'Parkinson volatility',
  summary:
    'Annual volatility from highs and lows: five times as efficient as closes, without drift and gaps.',
  formula: 'sqrt(barsPerYear mean(log(high / low)^2) / (4 log 2))',
  source: 'Parkinson, The Extreme Value Method for Estimating the Variance of the Rate of Return, 1980',
  inputs: ['high', 'low'],
  parameters: { length: bars(20), barsPerYear },
  outputs: { parkinsonVolatility: 'fraction' },
  warmUp: ({ length }) => length - 1,
  create: ({ length, barsPerYear: scale }) => {
    const window = rootMean(length, scale)
    const update = (high: number, low: number) =>
      window.update(Math.log(high / low) ** 2 / (4 * Math.LN2), 0, 0, 0, 0, 0)
    return { update }
  },
})

function garmanKlass(open: number, high: number, low: number, close: number): number {
  return Math.log(high / low) ** 2 / 2 - (2 * Math.LN2 - 1) * Math.log(close / open) ** 2
}

export const garmanKlassVolatilityIndicator = defineIndicator({
  ...common,
  id: 'garmanKlassVolatility',
  name: 'Garman-Klass volatility',
  summary: 'Annual volatility from whole bars: seven times as efficient as closes, without drift and gaps.',
  formula: 'sqrt(barsPerYear mean(log(high / low)^2 / 2 - (2 log 2 - 1) log(close / open)^2))',
  source: 'Garman and Klass, On the Estimation of Security Price Volatilities from Historical Data, 1980',
  inputs: BAR,
  parameters: { length: bars(20), barsPerYear },
  outputs: { garmanKlassVolatility: 'fraction' },
  warmUp: ({ length }) => length - 1,
  create: ({ length, barsPerYear: scale }) => {
    const window = rootMean(length, scale)
    return {
      update: (open, high, low, close) => window.update(garmanKlass(open, high, low, close), 0, 0, 0, 0, 0),
    }
  },
})

export const garmanKlassYangZhangVolatilityIndicator = defineIndicator({
  ...common,
  id: 'garmanKlassYangZhangVolatility',
  name: 'Garman-Klass volatility with gaps',
  summary: 'Garman-Klass volatility that also counts the gap between a close and the next open.',
  formula: 'sqrt(barsPerYear mean(log(open / close[t-1])^2 + Garman-Klass))',
  source: 'Yang and Zhang, Drift-Independent Volatility Estimation, 2000, equation 11',
  inputs: BAR,
  parameters: { length: bars(20), barsPerYear },
  outputs: { garmanKlassYangZhangVolatility: 'fraction' },
  warmUp: ({ length }) => length,
  create: ({ length, barsPerYear: scale }) => {
    const window = rootMean(length, scale)
    let before = Number.NaN
    return {
      update: (open, high, low, close) => {
        const gap = Math.log(open / before)
        const isFirst = Number.isNaN(before)
        before = close
        if (isFirst) return Number.NaN
        return window.update(gap * gap + garmanKlass(open, high, low, close), 0, 0, 0, 0, 0)
      },
    }
  },
})

function rogersSatchell(open: number, high: number, low: number, close: number): number {
  return Math.log(high / close) * Math.log(high / open) + Math.log(low / close) * Math.log(low / open)
}

export const rogersSatchellVolatilityIndicator = defineIndicator({
  ...common,
  id: 'rogersSatchellVolatility',
  name: 'Rogers-Satchell volatility',
  summary: 'Annual volatility from whole bars that a drift does not raise; without gaps.',
  formula: 'sqrt(barsPerYear mean(log(high / close) log(high / open) + log(low / close) log(low / open)))',
  source: 'Rogers and Satchell, Estimating Variance from High, Low and Closing Prices, 1991',
  inputs: BAR,
  parameters: { length: bars(20), barsPerYear },
  outputs: { rogersSatchellVolatility: 'fraction' },
  warmUp: ({ length }) => length - 1,
  create: ({ length, barsPerYear: scale }) => {
    const window = rootMean(length, scale)
    return {
      update: (open, high, low, close) =>
        window.update(rogersSatchell(open, high, low, close), 0, 0, 0, 0, 0),
    }
  },
})

export const yangZhangVolatilityIndicator = defineIndicator({
  ...common,
  id: 'yangZhangVolatility',
  name: 'Yang-Zhang volatility',
  summary:
    'Annual volatility from whole bars and the gaps between them, free of drift: the most efficient of its kind.',
  formula:
    'sqrt(barsPerYear (var(gap) + k var(log(close / open)) + (1 - k) Rogers-Satchell)), k = 0.34 / (1.34 + (n + 1) / (n - 1))',
  source: 'Yang and Zhang, Drift-Independent Volatility Estimation Based on High, Low, Open and Close, 2000',
  inputs: BAR,
  parameters: { length: bars(20, 2), barsPerYear },
  outputs: { yangZhangVolatility: 'fraction' },
  warmUp: ({ length }) => length,
  create: ({ length, barsPerYear: scale }) => {
    const gaps = new SlidingWindow(length)
    const moves = new SlidingWindow(length)
    const ranges = new SlidingWindow(length)
    const k = 0.34 / (1.34 + (length + 1) / (length - 1))
    let before = Number.NaN
    return {
      update: (open, high, low, close) => {
        const gap = Math.log(open / before)
        const isFirst = Number.isNaN(before)
        before = close
        if (isFirst) return Number.NaN
        gaps.push(gap)
        moves.push(Math.log(close / open))
        if (!ranges.push(rogersSatchell(open, high, low, close))) return Number.NaN
        const { start } = ranges
        const overnight = squaresOf(gaps.values, start, length) / (length - 1)
        const within = squaresOf(moves.values, start, length) / (length - 1)
        const drifting = meanOf(ranges.values, start, length)
        return Math.sqrt(Math.max(0, scale * (overnight + k * within + (1 - k) * drifting)))
      },
    }
  },
})
