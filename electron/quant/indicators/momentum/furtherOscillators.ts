import { bars, defineIndicator } from '../defineIndicator.ts'
import { averageKernel, averageType, averageWarmUp } from '../kernels/average.ts'
import { Mean } from '../kernels/mean.ts'
import { RollingExtreme } from '../kernels/rollingExtreme.ts'
import { RollingTotal } from '../kernels/rollingTotal.ts'
import { emaKernel } from '../kernels/smoothing.ts'
import { WeightedSum } from '../kernels/weightedSum.ts'

const common = { group: 'momentum', inputs: ['source'], pane: 'own' } as const

export const FURTHER_OSCILLATORS = [
  defineIndicator({
    ...common,
    id: 'cmoUnsmoothed',
    talib: 'CMOU',
    name: 'Chande momentum oscillator, unsmoothed',
    summary: 'Upward less downward changes in percent of all changes of the last `length` bars.',
    formula: '100 (sum(rises) - sum(falls)) / (sum(rises) + sum(falls))',
    source: 'Tushar Chande, The New Technical Trader, 1994',
    memory: 'window',
    parameters: { length: bars(14, 2) },
    outputs: { cmoUnsmoothed: 'percent' },
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const [net, path] = [new RollingTotal(length), new RollingTotal(length)]
      let before = Number.NaN
      return {
        update: (value) => {
          const change = value - before
          before = value
          const total = path.update(Math.abs(change))
          const moved = net.update(change)
          return total === 0 ? 0 : (100 * moved) / total
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'forecastOscillator',
    talib: 'FOSC',
    name: 'Forecast oscillator',
    summary:
      'Distance of the value from what the least-squares line of the bars before it forecast, in percent.',
    formula: '100 (x - forecast[t-1]) / x, forecast the least-squares line one bar ahead',
    source: 'Tushar Chande, The New Technical Trader, 1994',
    memory: 'window',
    parameters: { length: bars(5, 2) },
    outputs: { forecastOscillator: 'percent' },
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const center = (length - 1) / 2
      const scale = (length * (length * length - 1)) / 12
      const slope = new WeightedSum(Float64Array.from({ length }, (_, k) => (k - center) / scale))
      const mean = new Mean(length)
      let forecast = Number.NaN
      return {
        update: (value) => {
          const distance = value === 0 ? 0 : (100 * (value - forecast)) / value
          forecast = mean.update(value) + slope.update(value) * (length - center)
          return distance
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'verticalHorizontalFilter',
    talib: 'VHF',
    name: 'Vertical horizontal filter',
    summary: 'Range of the values over the path between them: high in a trend, low in noise.',
    formula: '(max(x) - min(x)) / sum(|x - x[t-1]|)',
    source: 'Adam White, Futures, August 1991',
    memory: 'window',
    parameters: { length: bars(28, 2) },
    outputs: { verticalHorizontalFilter: 'ratio' },
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const [top, bottom] = [new RollingExtreme(length, 1), new RollingExtreme(length, -1)]
      const path = new RollingTotal(length)
      let before = Number.NaN
      return {
        update: (value) => {
          const total = path.update(Math.abs(value - before))
          before = value
          const range = top.update(value) - bottom.update(value)
          return total === 0 ? 0 : range / total
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'stochasticMomentum',
    talib: 'SMI',
    name: 'Stochastic momentum index',
    summary: 'Distance of the close from the middle of its range, doubly smoothed, -100 to 100, and its EMA.',
    formula: '100 EMA(EMA(close - middle, fast), slow) / (EMA(EMA(max - min, fast), slow) / 2); EMA of it',
    source: 'William Blau, Stocks & Commodities, January 1993',
    inputs: ['high', 'low', 'close'],
    memory: 'recursive',
    parameters: { length: bars(13), fast: bars(2), slow: bars(25), signal: bars(9) },
    outputs: { smi: 'percent', smiSignal: 'percent' },
    warmUp: ({ length, fast, slow, signal }) => length + fast + slow + signal - 4,
    create: ({ length, fast, slow, signal }) => {
      const [top, bottom] = [new RollingExtreme(length, 1), new RollingExtreme(length, -1)]
      const [a, b, c, d] = [emaKernel(slow), emaKernel(fast), emaKernel(slow), emaKernel(fast)]
      const average = emaKernel(signal)
      const more = new Float64Array(1).fill(Number.NaN)
      return {
        more,
        update: (high, low, close) => {
          const [highest, lowest] = [top.update(high), bottom.update(low)]
          const distance = b.update(a.update(close - (highest + lowest) / 2))
          const range = d.update(c.update(highest - lowest))
          const index = range === 0 ? 0 : (200 * distance) / range
          more[0] = average.update(index)
          return Number.isNaN(more[0]) ? Number.NaN : index
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'pvo',
    talib: 'PVO',
    name: 'Percentage volume oscillator',
    summary: 'Difference of two averages of the volume in percent of the slower one.',
    formula: '100 (average(fast) - average(slow)) / average(slow) of the volume',
    source: 'Common knowledge',
    inputs: ['volume'],
    memory: 'recursive',
    parameters: { fast: bars(12, 2), slow: bars(26, 2), averageType: averageType(1) },
    outputs: { pvo: 'percent' },
    warmUp: (p) => averageWarmUp(p.averageType, Math.max(p.fast, p.slow)),
    create: (p) => {
      const short = averageKernel(p.averageType, Math.min(p.fast, p.slow))
      const long = averageKernel(p.averageType, Math.max(p.fast, p.slow))
      return {
        update: (volume) => {
          const [quick, slow] = [short.update(volume), long.update(volume)]
          return slow === 0 ? 0 : ((quick - slow) / slow) * 100
        },
      }
    },
  }),
]
