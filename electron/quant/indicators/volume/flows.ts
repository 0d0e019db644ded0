import { bars, defineIndicator } from '../defineIndicator.ts'
import { RollingTotal } from '../kernels/rollingTotal.ts'
import { emaKernel } from '../kernels/smoothing.ts'

/** Volume signed by the place of the close in its bar, -1 to 1 times the volume. */
function moneyFlow(high: number, low: number, close: number, volume: number): number {
  const range = high - low
  return range > 0 ? ((close - low - (high - close)) / range) * volume : 0
}

const common = { group: 'volume', pane: 'own', source: 'Marc Chaikin, 1980s' } as const
const inputs = ['high', 'low', 'close', 'volume']

export const FLOWS = [
  defineIndicator({
    ...common,
    id: 'ad',
    talib: 'AD',
    name: 'Accumulation/distribution line',
    summary: 'Running sum of volume signed by the place of the close in its bar.',
    formula: 'sum(((close - low) - (high - close)) / (high - low) volume)',
    inputs,
    parameters: {},
    outputs: { ad: 'volume' },
    memory: 'recursive',
    warmUp: () => 0,
    create: () => {
      let sum = 0
      return {
        update: (high, low, close, volume) => {
          sum += moneyFlow(high, low, close, volume)
          return sum
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'adOsc',
    talib: 'ADOSC',
    name: 'Chaikin oscillator',
    summary: 'Difference of two EMAs of the accumulation/distribution line.',
    formula: 'EMA(AD, fast) - EMA(AD, slow), both seeded with the first value of the line',
    inputs,
    parameters: { fast: bars(3, 2), slow: bars(10, 2) },
    outputs: { adOsc: 'volume' },
    memory: 'recursive',
    warmUp: ({ fast, slow }) => Math.max(fast, slow) - 1,
    create: ({ fast, slow }) => {
      const [a, b] = [2 / (fast + 1), 2 / (slow + 1)]
      const first = Math.max(fast, slow) - 1
      let [bar, sum, short, long] = [-1, 0, 0, 0]
      return {
        update: (high, low, close, volume) => {
          sum += moneyFlow(high, low, close, volume)
          bar++
          short = bar === 0 ? sum : a * sum + (1 - a) * short
          long = bar === 0 ? sum : b * sum + (1 - b) * long
          return bar < first ? Number.NaN : short - long
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'obv',
    talib: 'OBV',
    name: 'On-balance volume',
    summary: 'Running sum of volume, added where the value rises and taken off where it falls.',
    formula: 'sum(sign(x - x[t-1]) volume), from the volume of the first bar',
    source: 'Joseph Granville, 1963',
    inputs: ['source', 'volume'],
    parameters: {},
    outputs: { obv: 'volume' },
    memory: 'recursive',
    warmUp: () => 0,
    create: () => {
      let before = Number.NaN
      let sum = 0
      return {
        update: (value, volume) => {
          if (Number.isNaN(before)) sum = volume
          else if (value > before) sum += volume
          else if (value < before) sum -= volume
          before = value
          return sum
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'mfi',
    talib: 'MFI',
    name: 'Money flow index',
    summary: 'Share of the money that flowed at rising typical prices, 0 to 100; 0 below 1 unit of money.',
    formula: '100 sum(tp volume where tp rises) / sum(tp volume where tp moves)',
    source: 'Gene Quong and Avrum Soudack, Stocks & Commodities, March 1989',
    inputs,
    parameters: { length: bars(14, 2) },
    outputs: { mfi: 'percent' },
    memory: 'window',
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const [up, down] = [new RollingTotal(length), new RollingTotal(length)]
      let before = Number.NaN
      return {
        update: (high, low, close, volume) => {
          const typical = (high + low + close) / 3
          const change = typical - before
          before = typical
          if (Number.isNaN(change)) return Number.NaN
          const rising = up.update(change > 0 ? typical * volume : 0)
          const total = rising + down.update(change < 0 ? typical * volume : 0)
          return total < 1 ? 0 : (100 * rising) / total
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'chaikinMoneyFlow',
    talib: 'CMF',
    name: 'Chaikin money flow',
    summary: 'Volume signed by the place of the close in its bar, over all volume, -1 to 1.',
    formula: 'sum(((close - low) - (high - close)) / (high - low) volume) / sum(volume)',
    inputs,
    parameters: { length: bars(20) },
    outputs: { chaikinMoneyFlow: 'ratio' },
    memory: 'window',
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const [flow, all] = [new RollingTotal(length), new RollingTotal(length)]
      return {
        update: (high, low, close, volume) => {
          const signed = flow.update(moneyFlow(high, low, close, volume))
          const total = all.update(volume)
          return total === 0 ? 0 : signed / total
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'forceIndex',
    talib: 'EFI',
    name: 'Force index',
    summary: 'EMA of the change of the close times the volume.',
    formula: 'EMA((close - close[t-1]) volume)',
    source: 'Alexander Elder, Trading for a Living, 1993',
    inputs: ['close', 'volume'],
    parameters: { length: bars(13) },
    outputs: { forceIndex: 'price x volume' },
    memory: 'recursive',
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const average = emaKernel(length)
      let before = Number.NaN
      return {
        update: (close, volume) => {
          const force = (close - before) * volume
          before = close
          return average.update(force)
        },
      }
    },
  }),
]
