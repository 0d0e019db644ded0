import { bars, defineIndicator } from '../defineIndicator.ts'
import { Mean } from '../kernels/mean.ts'
import { RollingExtreme } from '../kernels/rollingExtreme.ts'
import { RollingTotal } from '../kernels/rollingTotal.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'
import { emaKernel } from '../kernels/smoothing.ts'
import { TrueRange } from '../kernels/trueRange.ts'

const common = { group: 'momentum', pane: 'own' } as const
const bar = ['high', 'low', 'close']

export const TREND_STRENGTH = [
  defineIndicator({
    ...common,
    id: 'vortex',
    talib: 'VORTEX',
    name: 'Vortex indicator',
    summary: 'Upward and downward movement between extremes over the true range.',
    formula: 'sum(|high - low[t-1]|) / sum(true range), sum(|low - high[t-1]|) / sum(true range)',
    source: 'Etienne Botes and Douglas Siepman, Stocks & Commodities, January 2010',
    inputs: bar,
    memory: 'window',
    parameters: { length: bars(14) },
    outputs: { vortexPlus: 'ratio', vortexMinus: 'ratio' },
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const [up, down, ranges] = [
        new RollingTotal(length),
        new RollingTotal(length),
        new RollingTotal(length),
      ]
      const range = new TrueRange()
      const more = new Float64Array(1)
      let [top, bottom] = [Number.NaN, Number.NaN]
      return {
        more,
        update: (high, low, close) => {
          const total = ranges.update(range.update(high, low, close))
          const rise = up.update(Math.abs(high - bottom))
          more[0] = down.update(Math.abs(low - top)) / total
          top = high
          bottom = low
          return rise / total
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'choppiness',
    name: 'Choppiness index',
    summary: 'How much of the path stays within the range: near 100 sideways, near 0 in a trend.',
    formula: '100 log10(sum(true range) / (max(high) - min(low))) / log10(length)',
    source: 'E. W. Dreiss, 1990s',
    inputs: bar,
    memory: 'window',
    parameters: { length: bars(14, 2) },
    outputs: { choppiness: 'percent' },
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const [top, bottom] = [new RollingExtreme(length, 1), new RollingExtreme(length, -1)]
      const [range, total] = [new TrueRange(), new RollingTotal(length)]
      return {
        update: (high, low, close) => {
          const path = total.update(range.update(high, low, close))
          const height = top.update(high) - bottom.update(low)
          return (100 * Math.log10(path / height)) / Math.log10(length)
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'efficiencyRatio',
    talib: 'ER',
    name: "Kaufman's efficiency ratio",
    summary: 'Net move over the path, 0 in noise to 1 in a straight line.',
    formula: '|x - x[t - length]| / sum(|x - x[t-1]|)',
    source: 'Perry Kaufman, Smarter Trading, 1995',
    inputs: ['source'],
    memory: 'window',
    parameters: { length: bars(10) },
    outputs: { efficiencyRatio: 'ratio' },
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const [window, path] = [new RollingWindow(length), new RollingTotal(length)]
      return {
        update: (value) => {
          const total = path.update(Math.abs(value - window.ago(0)))
          const net = Math.abs(value - window.push(value))
          return total === 0 ? 0 : net / total
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'elderRay',
    talib: 'ERI',
    name: 'Elder ray',
    summary: 'Bull power (high) and bear power (low) against the EMA of the close.',
    formula: 'high - EMA(close), low - EMA(close)',
    source: 'Alexander Elder, Trading for a Living, 1993',
    inputs: bar,
    memory: 'recursive',
    parameters: { length: bars(13) },
    outputs: { bullPower: 'price', bearPower: 'price' },
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const average = emaKernel(length)
      const more = new Float64Array(1)
      return {
        more,
        update: (high, low, close) => {
          const middle = average.update(close)
          more[0] = low - middle
          return high - middle
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'massIndex',
    talib: 'MASSI',
    name: 'Mass index',
    summary: 'Sum of the ratio of the smoothed range to itself smoothed again; a bulge warns of a turn.',
    formula: 'sum(EMA(high - low, length) / EMA(EMA(high - low, length), length), sumLength)',
    source: 'Donald Dorsey, Stocks & Commodities, June 1992',
    inputs: ['high', 'low'],
    memory: 'recursive',
    parameters: { length: bars(9), sumLength: bars(25) },
    outputs: { massIndex: 'ratio' },
    warmUp: ({ length, sumLength }) => 2 * (length - 1) + sumLength - 1,
    create: ({ length, sumLength }) => {
      const [first, second] = [emaKernel(length), emaKernel(length)]
      const total = new RollingTotal(sumLength)
      return {
        update: (high, low) => {
          const smooth = first.update(high - low)
          return total.update(smooth / second.update(smooth))
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'qstick',
    talib: 'QSTICK',
    name: 'Qstick',
    summary: 'Mean body of the last candles.',
    formula: 'SMA(close - open)',
    source: 'Tushar Chande, The New Technical Trader, 1994',
    inputs: ['open', 'close'],
    memory: 'window',
    parameters: { length: bars(10) },
    outputs: { qstick: 'price' },
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const mean = new Mean(length)
      return { update: (open, close) => mean.update(close - open) }
    },
  }),
]
