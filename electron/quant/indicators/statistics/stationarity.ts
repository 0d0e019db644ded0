import { bars, defineIndicator, whole } from '../defineIndicator.ts'
import { LeastSquares } from '../kernels/leastSquares.ts'
import { pairKernel, windowKernel } from '../kernels/slidingWindow.ts'
import { meanOf, productsOf, squaresOf } from '../kernels/windowMath.ts'

/**
 * t-value of the level in a regression of the changes on it, on `lags` changes before and on `deterministic` powers
 * of time (0 none, 1 a constant, 2 a constant and a trend).
 */
class DickeyFuller {
  readonly #length: number
  readonly #lags: number
  readonly #deterministic: number
  readonly #system: LeastSquares

  constructor(length: number, lags: number, deterministic: number) {
    this.#length = length
    this.#lags = lags
    this.#deterministic = deterministic
    this.#system = new LeastSquares(length - 1 - lags, deterministic + lags + 1)
  }

  statistic(levels: Float64Array, start: number): number {
    const lags = this.#lags
    const deterministic = this.#deterministic
    const { columns, target, rows } = this.#system
    if (deterministic > 0) columns[0]!.fill(1)
    if (deterministic > 1) for (let i = 0; i < rows; i++) columns[1]![i] = i + 1
    const level = columns[deterministic + lags]!
    const origin = deterministic > 0 ? levels[start + this.#length - 1]! : 0
    for (let i = 0; i < rows; i++) {
      const place = start + lags + i
      level[i] = levels[place]! - origin
      target[i] = levels[place + 1]! - levels[place]!
      for (let lag = 1; lag <= lags; lag++) {
        columns[deterministic + lag - 1]![i] = levels[place - lag + 1]! - levels[place - lag]!
      }
    }
    this.#system.solve()
    return this.#system.tValue
  }
}

const common = { group: 'statistics', pane: 'own', memory: 'window' } as const

export const augmentedDickeyFullerIndicator = defineIndicator({
  ...common,
  id: 'augmentedDickeyFuller',
  name: 'Augmented Dickey-Fuller statistic',
  summary:
    'Test for a unit root: the lower, the less the values wander; with a constant, below -2.86 rejects a random walk at 5%.',
  formula:
    't-value of b in dx[t] = deterministic + b x[t-1] + sum(c[j] dx[t-j]), j = 1 .. lags, by modified Gram-Schmidt',
  source: 'Said and Dickey 1984; critical values: MacKinnon 2010',
  inputs: ['source'],
  parameters: {
    length: bars(120, 6),
    lags: whole(1, 0, 50),
    deterministic: whole(1, 0, 2, '0 nothing, 1 a constant, 2 a constant and a trend'),
  },
  outputs: { augmentedDickeyFuller: 'score' },
  refuse: ({ length, lags, deterministic }) =>
    length - 1 - lags > deterministic + lags + 1
      ? undefined
      : 'length must exceed 2 lags + deterministic + 2',
  warmUp: ({ length }) => length - 1,
  create: ({ length, lags, deterministic }) => {
    const test = new DickeyFuller(length, lags, deterministic)
    return windowKernel(length, (values, start) => test.statistic(values, start))
  },
})

export const engleGrangerIndicator = defineIndicator({
  ...common,
  id: 'engleGranger',
  name: 'Engle-Granger cointegration',
  summary:
    'Whether the source and another series keep together: Dickey-Fuller statistic of the residual (below -3.34 at 5%), hedge ratio, and the residual of the bar.',
  formula: 'source = a + hedgeRatio other + residual; t-value of b in dr[t] = b r[t-1] + sum(c[j] dr[t-j])',
  source: 'Engle and Granger, Co-integration and Error Correction, 1987; critical values: MacKinnon 2010',
  inputs: ['source', 'other'],
  parameters: { length: bars(120, 6), lags: whole(1, 0, 50) },
  outputs: { statistic: 'score', hedgeRatio: 'ratio', residual: 'price' },
  refuse: ({ length, lags }) => (length > 2 * lags + 2 ? undefined : 'length must exceed 2 lags + 2'),
  warmUp: ({ length }) => length - 1,
  create: ({ length, lags }) => {
    const test = new DickeyFuller(length, lags, 0)
    const residuals = new Float64Array(length)
    const more = new Float64Array(2)
    const statistic = (y: Float64Array, x: Float64Array, start: number) => {
      const hedgeRatio = productsOf(x, y, start, length) / squaresOf(x, start, length)
      const [meanX, meanY] = [meanOf(x, start, length), meanOf(y, start, length)]
      for (let i = 0; i < length; i++) {
        residuals[i] = y[start + i]! - meanY - hedgeRatio * (x[start + i]! - meanX)
      }
      more[0] = hedgeRatio
      more[1] = residuals[length - 1]!
      return test.statistic(residuals, 0)
    }
    return pairKernel(length, statistic, more)
  },
})

export const halfLifeIndicator = defineIndicator({
  ...common,
  id: 'halfLife',
  name: 'Half-life of mean reversion',
  summary: 'Bars in which half of the distance from the mean is gone; infinite where there is no reversion.',
  formula: 'log(1/2) / log(1 + b), b from dx[t] = a + b x[t-1] by least squares; 0 where b <= -1',
  source: 'Uhlenbeck and Ornstein 1930 in discrete time; Chan, Algorithmic Trading, 2013',
  inputs: ['source'],
  parameters: { length: bars(120, 4) },
  outputs: { halfLife: 'bars' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const changes = new Float64Array(length - 1)
    const levels = new Float64Array(length - 1)
    return windowKernel(length, (values, start) => {
      for (let i = 0; i < length - 1; i++) {
        levels[i] = values[start + i]!
        changes[i] = values[start + i + 1]! - values[start + i]!
      }
      const reversion = productsOf(levels, changes, 0, length - 1) / squaresOf(levels, 0, length - 1)
      if (reversion >= 0) return Number.POSITIVE_INFINITY
      return reversion <= -1 ? 0 : Math.log(0.5) / Math.log(1 + reversion)
    })
  },
})
