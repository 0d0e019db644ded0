import { bars, defineIndicator } from '../defineIndicator.ts'
import { Mean } from '../kernels/mean.ts'
import { RollingExtreme } from '../kernels/rollingExtreme.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'
import { emaKernel } from '../kernels/smoothing.ts'
import { wmaKernel } from '../kernels/weightedSum.ts'
import { RsiKernel } from './rsi.ts'

const common = { group: 'momentum', pane: 'own' } as const

/** Change over `length` values in percent. */
function rateOfChange(length: number): (value: number) => number {
  const window = new RollingWindow(length)
  return (value) => (value / window.push(value) - 1) * 100
}

export const COMBINED = [
  defineIndicator({
    ...common,
    id: 'awesomeOscillator',
    talib: 'AO',
    name: 'Awesome oscillator',
    summary: 'Difference of two means of the median price.',
    formula: 'SMA((high + low) / 2, fast) - SMA((high + low) / 2, slow)',
    source: 'Bill Williams, New Trading Dimensions, 1998',
    inputs: ['high', 'low'],
    memory: 'window',
    parameters: { fast: bars(5), slow: bars(34) },
    outputs: { awesomeOscillator: 'price' },
    warmUp: ({ fast, slow }) => Math.max(fast, slow) - 1,
    create: ({ fast, slow }) => {
      const [short, long] = [new Mean(fast), new Mean(slow)]
      return { update: (high, low) => short.update((high + low) / 2) - long.update((high + low) / 2) }
    },
  }),
  defineIndicator({
    ...common,
    id: 'acceleratorOscillator',
    talib: 'AC',
    name: 'Accelerator oscillator',
    summary: 'Awesome oscillator less its mean.',
    formula: 'AO - SMA(AO, signal)',
    source: 'Bill Williams, New Trading Dimensions, 1998',
    inputs: ['high', 'low'],
    memory: 'window',
    parameters: { fast: bars(5), slow: bars(34), signal: bars(5) },
    outputs: { acceleratorOscillator: 'price' },
    warmUp: ({ fast, slow, signal }) => Math.max(fast, slow) + signal - 2,
    create: ({ fast, slow, signal }) => {
      const [short, long, mean] = [new Mean(fast), new Mean(slow), new Mean(signal)]
      return {
        update: (high, low) => {
          const middle = (high + low) / 2
          const difference = short.update(middle) - long.update(middle)
          return difference - mean.update(difference)
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'coppock',
    talib: 'COPPOCK',
    name: 'Coppock curve',
    summary: 'Weighted average of the sum of two rates of change.',
    formula: 'WMA(ROC(first) + ROC(second), length)',
    source: "Edwin Coppock, Barron's, October 1962",
    inputs: ['source'],
    memory: 'window',
    parameters: { length: bars(10), first: bars(11), second: bars(14) },
    outputs: { coppock: 'percent' },
    warmUp: ({ length, first, second }) => Math.max(first, second) + length - 1,
    create: ({ length, first, second }) => {
      const [one, two, average] = [rateOfChange(first), rateOfChange(second), wmaKernel(length)]
      return { update: (value) => average.update(one(value) + two(value)) }
    },
  }),
  defineIndicator({
    ...common,
    id: 'detrendedPrice',
    talib: 'DPO',
    name: 'Detrended price oscillator',
    summary: 'Value of half a length ago against the mean of now.',
    formula: 'x[t - floor(length / 2) - 1] - SMA(x, length)',
    source: 'Common knowledge',
    inputs: ['source'],
    memory: 'window',
    parameters: { length: bars(20, 3) },
    outputs: { detrendedPrice: 'price' },
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const [window, mean] = [new RollingWindow(length), new Mean(length)]
      return {
        update: (value) => {
          window.push(value)
          return window.ago((length >> 1) + 1) - mean.update(value)
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'trueStrength',
    talib: 'TSI',
    name: 'True strength index',
    summary: 'Doubly smoothed momentum over its doubly smoothed size, -100 to 100.',
    formula: '100 EMA(EMA(change, first), second) / EMA(EMA(|change|, first), second)',
    source: 'William Blau, Stocks & Commodities, November 1991',
    inputs: ['source'],
    memory: 'recursive',
    parameters: { first: bars(25), second: bars(13) },
    outputs: { trueStrength: 'percent' },
    warmUp: ({ first, second }) => first + second - 1,
    create: ({ first, second }) => {
      const [a, b, c, d] = [emaKernel(first), emaKernel(second), emaKernel(first), emaKernel(second)]
      let before = Number.NaN
      return {
        update: (value) => {
          const change = value - before
          before = value
          const size = d.update(c.update(Math.abs(change)))
          const net = b.update(a.update(change))
          return size === 0 ? 0 : (100 * net) / size
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'knowSureThing',
    name: 'Know sure thing',
    summary: 'Four smoothed rates of change, the longest the heaviest, and the mean of the sum.',
    formula: 'sum(k SMA(ROC(10, 15, 20, 30), 10, 10, 10, 15)), k = 1 .. 4; SMA of it over `signal`',
    source: 'Martin Pring, Stocks & Commodities, 1992',
    inputs: ['source'],
    memory: 'window',
    parameters: { signal: bars(9) },
    outputs: { kst: 'percent', kstSignal: 'percent' },
    warmUp: ({ signal }) => 30 + 15 - 1 + signal - 1,
    create: ({ signal }) => {
      const rates = [10, 15, 20, 30].map(rateOfChange)
      const means = [10, 10, 10, 15].map((length) => new Mean(length))
      const average = new Mean(signal)
      const more = new Float64Array(1)
      return {
        more,
        update: (value) => {
          let sum = 0
          for (let k = 0; k < 4; k++) sum += (k + 1) * means[k]!.update(rates[k]!(value))
          more[0] = average.update(sum)
          return sum
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'fisherTransform',
    name: 'Fisher transform',
    summary: 'Place of the median price in its range, made nearly Gaussian, and its value one bar ago.',
    formula:
      'v = 0.66 ((p - min) / (max - min) - 0.5) + 0.67 v[t-1]; f = 0.5 ln((1 + v) / (1 - v)) + 0.5 f[t-1]',
    source: 'John Ehlers, Stocks & Commodities, November 2002',
    inputs: ['high', 'low'],
    memory: 'recursive',
    parameters: { length: bars(10, 2) },
    outputs: { fisher: 'score', trigger: 'score' },
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const [top, bottom] = [new RollingExtreme(length, 1), new RollingExtreme(length, -1)]
      const more = new Float64Array(1).fill(Number.NaN)
      let [value, fisher] = [0, Number.NaN]
      return {
        more,
        update: (high, low) => {
          const price = (high + low) / 2
          const [highest, lowest] = [top.update(price), bottom.update(price)]
          if (Number.isNaN(highest)) return Number.NaN
          const place = highest === lowest ? 0 : (price - lowest) / (highest - lowest) - 0.5
          value = Math.min(0.999, Math.max(-0.999, 0.66 * place + 0.67 * value))
          more[0] = fisher
          fisher = 0.5 * Math.log((1 + value) / (1 - value)) + (Number.isNaN(fisher) ? 0 : 0.5 * fisher)
          return fisher
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'connorsRsi',
    name: 'Connors RSI',
    summary:
      'Mean of the RSI, the RSI of the streak of rises or falls, and the rank of the last return, 0 to 100.',
    formula: '(RSI(x, length) + RSI(streak, streakLength) + percent rank of the return over rankLength) / 3',
    source: 'Larry Connors and Cesar Alvarez, 2012',
    inputs: ['source'],
    memory: 'recursive',
    parameters: { length: bars(3), streakLength: bars(2), rankLength: bars(100) },
    outputs: { connorsRsi: 'percent' },
    warmUp: ({ length, streakLength, rankLength }) => Math.max(length, streakLength, rankLength + 1),
    create: ({ length, streakLength, rankLength }) => {
      const [strength, streaks] = [new RsiKernel(length), new RsiKernel(streakLength)]
      const window = new RollingWindow(rankLength)
      const change = rateOfChange(1)
      let streak = 0
      return {
        update: (value) => {
          const rate = change(value)
          if (rate > 0) streak = Math.max(1, streak + 1)
          else if (rate < 0) streak = Math.min(-1, streak - 1)
          else streak = 0
          let below = 0
          for (let age = 0; age < window.count; age++) if (window.ago(age) < rate) below++
          const rank = window.isFull ? (100 * below) / rankLength : Number.NaN
          if (!Number.isNaN(rate)) window.push(rate)
          return (strength.update(value) + streaks.update(streak) + rank) / 3
        },
      }
    },
  }),
]
