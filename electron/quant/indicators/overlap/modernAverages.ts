import { bars, defineIndicator, real } from '../defineIndicator.ts'
import { RollingTotal } from '../kernels/rollingTotal.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'
import { emaKernel } from '../kernels/smoothing.ts'
import { WeightedSum, wmaKernel } from '../kernels/weightedSum.ts'

const common = { group: 'overlap', inputs: ['source'], pane: 'price' } as const

export const MODERN_AVERAGES = [
  defineIndicator({
    ...common,
    id: 'hma',
    talib: 'HMA',
    name: 'Hull moving average',
    summary: 'Weighted averages combined so that lag cancels, smoothed over the root of the length.',
    formula: 'WMA(2 WMA(x, floor(length / 2)) - WMA(x, length), floor(sqrt(length)))',
    source: 'Alan Hull, 2005',
    memory: 'window',
    parameters: { length: bars(20, 2) },
    outputs: { hma: 'price' },
    warmUp: ({ length }) => length - 1 + Math.floor(Math.sqrt(length)) - 1,
    create: ({ length }) => {
      const [half, all] = [wmaKernel(length >> 1), wmaKernel(length)]
      const smooth = wmaKernel(Math.floor(Math.sqrt(length)))
      return { update: (value) => smooth.update(2 * half.update(value) - all.update(value)) }
    },
  }),
  defineIndicator({
    ...common,
    id: 'zlema',
    talib: 'ZLEMA',
    name: 'Zero-lag exponential moving average',
    summary: 'EMA of the value extrapolated by its own lag.',
    formula: 'EMA(2 x - x[t - lag], length), lag = floor((length - 1) / 2)',
    source: 'John Ehlers and Ric Way, Stocks & Commodities, November 2010',
    memory: 'recursive',
    parameters: { length: bars(30, 2) },
    outputs: { zlema: 'price' },
    warmUp: ({ length }) => length - 1 + ((length - 1) >> 1),
    create: ({ length }) => {
      const lag = (length - 1) >> 1
      const [window, average] = [new RollingWindow(lag + 1), emaKernel(length)]
      return {
        update: (value) => {
          window.push(value)
          return average.update(2 * value - window.ago(lag))
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'vwma',
    talib: 'VWMA',
    name: 'Volume-weighted moving average',
    summary: 'Mean of the last `length` values weighted by volume; NaN where there was no volume.',
    formula: 'sum(x volume) / sum(volume)',
    source: 'Common knowledge',
    inputs: ['source', 'volume'],
    memory: 'window',
    parameters: { length: bars(30) },
    outputs: { vwma: 'price' },
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const [money, volumes] = [new RollingTotal(length), new RollingTotal(length)]
      return { update: (value, volume) => money.update(value * volume) / volumes.update(volume) }
    },
  }),
  defineIndicator({
    ...common,
    id: 'alma',
    name: 'Arnaud Legoux moving average',
    summary: 'Mean with Gaussian weights around a point of the window.',
    formula: 'weights exp(-(k - offset (length - 1))^2 / (2 (length / sigma)^2)), k = 0 the oldest',
    source: 'Arnaud Legoux and Dimitrios Kouzis-Loukas, 2009',
    memory: 'window',
    parameters: { length: bars(9, 2), offset: real(0.85, 0, 1), sigma: real(6, 0.1, 1000) },
    outputs: { alma: 'price' },
    warmUp: ({ length }) => length - 1,
    create: ({ length, offset, sigma }) => {
      const weights = Float64Array.from({ length }, (_, k) =>
        Math.exp(-((k - offset * (length - 1)) ** 2) / (2 * (length / sigma) ** 2)),
      )
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      return new WeightedSum(weights.map((weight) => weight / total))
    },
  }),
]
