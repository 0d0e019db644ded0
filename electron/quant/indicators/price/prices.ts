import { bars, defineIndicator } from '../defineIndicator.ts'
import { Mean } from '../kernels/mean.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'

const common = {
  group: 'price',
  source: 'Common knowledge',
  parameters: {},
  pane: 'price',
  memory: 'points',
  warmUp: () => 0,
} as const

export const PRICE = [
  defineIndicator({
    ...common,
    id: 'averagePrice',
    talib: 'AVGPRICE',
    name: 'Average price',
    summary: 'Mean of open, high, low and close.',
    formula: '(open + high + low + close) / 4',
    inputs: ['open', 'high', 'low', 'close'],
    outputs: { averagePrice: 'price' },
    create: () => ({ update: (open, high, low, close) => (high + low + close + open) / 4 }),
  }),
  defineIndicator({
    ...common,
    id: 'medianPrice',
    talib: 'MEDPRICE',
    name: 'Median price',
    summary: 'Middle of high and low.',
    formula: '(high + low) / 2',
    inputs: ['high', 'low'],
    outputs: { medianPrice: 'price' },
    create: () => ({ update: (high, low) => (high + low) / 2 }),
  }),
  defineIndicator({
    ...common,
    id: 'typicalPrice',
    talib: 'TYPPRICE',
    name: 'Typical price',
    summary: 'Mean of high, low and close.',
    formula: '(high + low + close) / 3',
    inputs: ['high', 'low', 'close'],
    outputs: { typicalPrice: 'price' },
    create: () => ({ update: (high, low, close) => (high + low + close) / 3 }),
  }),
  defineIndicator({
    ...common,
    id: 'weightedClose',
    talib: 'WCLPRICE',
    name: 'Weighted close',
    summary: 'Mean of high, low and twice the close.',
    formula: '(high + low + 2 close) / 4',
    inputs: ['high', 'low', 'close'],
    outputs: { weightedClose: 'price' },
    create: () => ({ update: (high, low, close) => (high + low + 2 * close) / 4 }),
  }),
  defineIndicator({
    ...common,
    id: 'averageDeviation',
    talib: 'AVGDEV',
    name: 'Average deviation',
    summary: 'Mean distance from the mean of the last `length` values.',
    formula: 'mean(|x - mean(x)|)',
    inputs: ['source'],
    parameters: { length: bars(14, 2) },
    outputs: { averageDeviation: 'unit of the input' },
    pane: 'own',
    memory: 'window',
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const [window, mean] = [new RollingWindow(length), new Mean(length)]
      return {
        update: (value) => {
          window.push(value)
          const center = mean.update(value)
          let sum = 0
          for (let age = 0; age < window.count; age++) sum += Math.abs(window.ago(age) - center)
          return sum / length
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'heikinAshi',
    talib: 'HA',
    name: 'Heikin-Ashi candles',
    summary: 'Candles of averages: open and close follow the middle of the bars before.',
    formula: 'close = (o + h + l + c) / 4, open = (open[t-1] + close[t-1]) / 2 of these candles',
    source: 'Dan Valcu, Stocks & Commodities, February 2004',
    inputs: ['open', 'high', 'low', 'close'],
    outputs: { haOpen: 'price', haHigh: 'price', haLow: 'price', haClose: 'price' },
    memory: 'recursive',
    create: () => {
      const more = new Float64Array(3)
      let middle = Number.NaN
      return {
        more,
        update: (open, high, low, close) => {
          const first = Number.isNaN(middle) ? (open + close) / 2 : middle
          const last = (open + high + low + close) / 4
          more[0] = Math.max(high, first, last)
          more[1] = Math.min(low, first, last)
          more[2] = last
          middle = (first + last) / 2
          return first
        },
      }
    },
  }),
]
