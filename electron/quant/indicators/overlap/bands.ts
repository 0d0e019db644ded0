import { bars, defineIndicator, real } from '../defineIndicator.ts'
import { averageKernel, averageType, averageWarmUp } from '../kernels/average.ts'
import { Mean } from '../kernels/mean.ts'
import { RollingExtreme } from '../kernels/rollingExtreme.ts'
import { emaKernel } from '../kernels/smoothing.ts'
import { AtrKernel } from '../range/atr.ts'
import { BandsKernel } from './bollinger.ts'

const common = { group: 'overlap', pane: 'price' } as const
const outputs = { upper: 'price', middle: 'price', lower: 'price' } as const

export const BANDS = [
  defineIndicator({
    ...common,
    id: 'bbands',
    talib: 'BBANDS',
    name: 'Bollinger bands of a chosen average',
    summary: 'An average and population standard deviations above and below it.',
    formula: 'average + up, - down standard deviations of the last `length` values around their mean',
    source: 'John Bollinger, Bollinger on Bollinger Bands, 2001',
    inputs: ['source'],
    memory: 'recursive',
    parameters: {
      length: bars(20, 2),
      up: real(2, -1000, 1000),
      down: real(2, -1000, 1000),
      averageType: averageType(),
    },
    outputs,
    warmUp: ({ length, averageType: type }) => Math.max(length - 1, averageWarmUp(type, length)),
    create: ({ length, up, down, averageType: type }) =>
      new BandsKernel(averageKernel(type, length), length, up, down),
  }),
  defineIndicator({
    ...common,
    id: 'accBands',
    talib: 'ACCBANDS',
    name: 'Acceleration bands',
    summary: 'Means of highs and lows, widened by the relative range.',
    formula:
      'SMA(high (1 + 4 (high - low) / (high + low))), SMA(close), SMA(low (1 - 4 (high - low) / (high + low)))',
    source: 'Price Headley, Big Trends in Trading, 2002',
    inputs: ['high', 'low', 'close'],
    memory: 'window',
    parameters: { length: bars(20, 2) },
    outputs,
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const [upper, middle, lower] = [new Mean(length), new Mean(length), new Mean(length)]
      const more = new Float64Array(2)
      return {
        more,
        update: (high, low, close) => {
          const sum = high + low
          const width = sum === 0 ? 0 : (4 * (high - low)) / sum
          more[0] = middle.update(close)
          more[1] = lower.update(low * (1 - width))
          return upper.update(high * (1 + width))
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'keltner',
    talib: 'KC',
    name: 'Keltner channel',
    summary: 'EMA of the typical price and average true ranges around it.',
    formula: 'EMA((high + low + close) / 3, length) +- width ATR(atrLength)',
    source: "Chester Keltner 1960, in Linda Raschke's form; seeds as TA-Lib",
    inputs: ['high', 'low', 'close'],
    memory: 'recursive',
    parameters: { length: bars(20), atrLength: bars(10), width: real(2, 0, 1000) },
    outputs,
    warmUp: ({ length, atrLength }) => Math.max(length - 1, atrLength),
    create: ({ length, atrLength, width }) => {
      const [average, range] = [emaKernel(length), new AtrKernel(atrLength)]
      const more = new Float64Array(2).fill(Number.NaN)
      // The one that would be known earlier starts late, so that both become known at the same bar.
      const late = length - 1 - atrLength
      let bar = -1
      return {
        more,
        update: (high, low, close) => {
          bar++
          const middle = bar < -late ? Number.NaN : average.update((high + low + close) / 3)
          const offset = bar < late ? Number.NaN : width * range.update(high, low, close)
          if (Number.isNaN(middle + offset)) return Number.NaN
          more[0] = middle
          more[1] = middle - offset
          return middle + offset
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'midpoint',
    talib: 'MIDPOINT',
    name: 'Midpoint',
    summary: 'Middle of the largest and the smallest of the last `length` values.',
    formula: '(max(x) + min(x)) / 2',
    source: 'Common knowledge',
    inputs: ['source'],
    memory: 'window',
    parameters: { length: bars(14) },
    outputs: { midpoint: 'price' },
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const [top, bottom] = [new RollingExtreme(length, 1), new RollingExtreme(length, -1)]
      return { update: (value) => (top.update(value) + bottom.update(value)) / 2 }
    },
  }),
  defineIndicator({
    ...common,
    id: 'midPrice',
    talib: 'MIDPRICE',
    name: 'Midprice',
    summary: 'Middle of the highest high and the lowest low.',
    formula: '(max(high) + min(low)) / 2',
    source: 'Common knowledge',
    inputs: ['high', 'low'],
    memory: 'window',
    parameters: { length: bars(14) },
    outputs: { midPrice: 'price' },
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const [top, bottom] = [new RollingExtreme(length, 1), new RollingExtreme(length, -1)]
      return { update: (high, low) => (top.update(high) + bottom.update(low)) / 2 }
    },
  }),
]
