import { bars, defineIndicator } from '../defineIndicator.ts'
import { windowKernel } from '../kernels/slidingWindow.ts'
import { meanOf, productsOf } from '../kernels/windowMath.ts'

const common = {
  group: 'microstructure',
  pane: 'own',
  memory: 'window',
} as const

export const rollSpreadIndicator = defineIndicator({
  ...common,
  id: 'rollSpread',
  name: 'Roll spread',
  summary:
    'Spread that the bounce between bid and ask leaves in the changes of the price; 0 where there is no bounce.',
  formula: '2 sqrt(max(0, -cov(dx[t], dx[t-1]))), sample covariance over `length` changes',
  source: 'Roll, A Simple Implicit Measure of the Effective Bid-Ask Spread, 1984',
  inputs: ['source'],
  parameters: { length: bars(60, 3, 'price changes in the window') },
  outputs: { rollSpread: 'price' },
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const [later, earlier] = [new Float64Array(length - 1), new Float64Array(length - 1)]
    return windowKernel(length + 1, (values, start) => {
      for (let i = 0; i < length - 1; i++) {
        earlier[i] = values[start + i + 1]! - values[start + i]!
        later[i] = values[start + i + 2]! - values[start + i + 1]!
      }
      return 2 * Math.sqrt(Math.max(0, -productsOf(later, earlier, 0, length - 1) / (length - 2)))
    })
  },
})

const ROOT_FACTOR = 3 - 2 * Math.SQRT2

export const corwinSchultzSpreadIndicator = defineIndicator({
  ...common,
  id: 'corwinSchultzSpread',
  name: 'Corwin-Schultz spread',
  summary:
    'Spread as a fraction of the price, from the highs and lows of one bar and of two; negative estimates count as 0.',
  formula:
    'mean of 2 (e^a - 1) / (1 + e^a), a = (sqrt(2 b) - sqrt(b)) / (3 - 2 sqrt(2)) - sqrt(g / (3 - 2 sqrt(2))), b: squared log ranges of two bars, g: of both as one; the second bar is moved over a gap from the close before',
  source: 'Corwin and Schultz, A Simple Way to Estimate Bid-Ask Spreads from Daily High and Low Prices, 2012',
  inputs: ['high', 'low', 'close'],
  parameters: { length: bars(20, 1, 'pairs of bars') },
  outputs: { corwinSchultzSpread: 'fraction' },
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const window = windowKernel(length, (values, start) => meanOf(values, start, length))
    let [highBefore, lowBefore, closeBefore] = [Number.NaN, Number.NaN, Number.NaN]
    return {
      update: (high, low, close) => {
        const gap = low > closeBefore ? low - closeBefore : high < closeBefore ? high - closeBefore : 0
        const beta = Math.log(highBefore / lowBefore) ** 2 + Math.log((high - gap) / (low - gap)) ** 2
        const gamma = Math.log(Math.max(highBefore, high - gap) / Math.min(lowBefore, low - gap)) ** 2
        const isFirst = Number.isNaN(closeBefore)
        highBefore = high
        lowBefore = low
        closeBefore = close
        if (isFirst) return Number.NaN
        const alpha = (Math.sqrt(2 * beta) - Math.sqrt(beta)) / ROOT_FACTOR - Math.sqrt(gamma / ROOT_FACTOR)
        return window.update(Math.max(0, 2 * Math.tanh(alpha / 2)), 0, 0, 0, 0, 0)
      },
    }
  },
})

export const abdiRanaldoSpreadIndicator = defineIndicator({
  ...common,
  id: 'abdiRanaldoSpread',
  name: 'Abdi-Ranaldo spread',
  summary:
    'Spread as a fraction of the price, from closes against the middle of their bar and of the next one.',
  formula: 'sqrt(max(0, 4 mean((c - m) (c - m[+1])))), c = log close, m = (log high + log low) / 2',
  source:
    'Abdi and Ranaldo, A Simple Estimation of Bid-Ask Spreads from Daily Close, High, and Low Prices, 2017',
  inputs: ['high', 'low', 'close'],
  parameters: { length: bars(20, 1, 'pairs of bars') },
  outputs: { abdiRanaldoSpread: 'fraction' },
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const window = windowKernel(length, (values, start) =>
      Math.sqrt(Math.max(0, 4 * meanOf(values, start, length))),
    )
    let [highBefore, lowBefore, closeBefore] = [Number.NaN, Number.NaN, Number.NaN]
    return {
      update: (high, low, close) => {
        // Logarithms of ratios, so that the level of the price costs no digits.
        const own = Math.log((closeBefore / highBefore) * (closeBefore / lowBefore)) / 2
        const next = Math.log((closeBefore / high) * (closeBefore / low)) / 2
        const isFirst = Number.isNaN(closeBefore)
        highBefore = high
        lowBefore = low
        closeBefore = close
        return isFirst ? Number.NaN : window.update(own * next, 0, 0, 0, 0, 0)
      },
    }
  },
})
