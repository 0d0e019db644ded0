import { bars, defineIndicator, type Kernel } from '../defineIndicator.ts'
import { averageKernel, averageType, averageWarmUp } from '../kernels/average.ts'
import { Mean } from '../kernels/mean.ts'
import { RollingExtreme } from '../kernels/rollingExtreme.ts'
import { RollingTotal } from '../kernels/rollingTotal.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'
import { RsiKernel } from './rsi.ts'

const common = { group: 'momentum', pane: 'own', source: 'Common knowledge' } as const
const two = { fast: bars(12, 2), slow: bars(26, 2), averageType: averageType(1) }

/** Two averages compared. */
function compared(
  fast: number,
  slow: number,
  type: number,
  of: (short: number, long: number) => number,
): Kernel {
  const short = averageKernel(type, Math.min(fast, slow))
  const long = averageKernel(type, Math.max(fast, slow))
  return { update: (value) => of(short.update(value), long.update(value)) }
}

export const OSCILLATORS = [
  defineIndicator({
    ...common,
    id: 'apo',
    talib: 'APO',
    name: 'Absolute price oscillator',
    summary: 'Difference of two averages.',
    formula: 'average(fast) - average(slow)',
    inputs: ['source'],
    parameters: two,
    outputs: { apo: 'price' },
    memory: 'recursive',
    warmUp: (p) => averageWarmUp(p.averageType, Math.max(p.fast, p.slow)),
    create: (p) => compared(p.fast, p.slow, p.averageType, (short, long) => short - long),
  }),
  defineIndicator({
    ...common,
    id: 'ppo',
    talib: 'PPO',
    name: 'Percentage price oscillator',
    summary: 'Difference of two averages in percent of the slower one.',
    formula: '100 (average(fast) - average(slow)) / average(slow)',
    inputs: ['source'],
    parameters: two,
    outputs: { ppo: 'percent' },
    memory: 'recursive',
    warmUp: (p) => averageWarmUp(p.averageType, Math.max(p.fast, p.slow)),
    create: (p) =>
      compared(p.fast, p.slow, p.averageType, (short, long) =>
        long === 0 ? 0 : ((short - long) / long) * 100,
      ),
  }),
  defineIndicator({
    ...common,
    id: 'aroon',
    talib: 'AROON',
    name: 'Aroon',
    summary: 'How recent the lowest low and the highest high of `length + 1` bars are, 0 to 100.',
    formula: '100 (length - bars since the extreme) / length',
    source: 'Tushar Chande, 1995',
    inputs: ['high', 'low'],
    parameters: { length: bars(14, 2) },
    outputs: { aroonDown: 'percent', aroonUp: 'percent' },
    memory: 'window',
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const [top, bottom] = [new RollingExtreme(length + 1, 1), new RollingExtreme(length + 1, -1)]
      const more = new Float64Array(1).fill(Number.NaN)
      return {
        more,
        update: (high, low) => {
          if (Number.isNaN(top.update(high) + bottom.update(low))) return Number.NaN
          more[0] = (100 * (length - top.age)) / length
          return (100 * (length - bottom.age)) / length
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'aroonOsc',
    talib: 'AROONOSC',
    name: 'Aroon oscillator',
    summary: 'Aroon up less Aroon down, -100 to 100.',
    formula: '100 (bars since the lowest low - bars since the highest high) / length',
    source: 'Tushar Chande, 1995',
    inputs: ['high', 'low'],
    parameters: { length: bars(14, 2) },
    outputs: { aroonOsc: 'percent' },
    memory: 'window',
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const [top, bottom] = [new RollingExtreme(length + 1, 1), new RollingExtreme(length + 1, -1)]
      return {
        update: (high, low) => {
          const known = !Number.isNaN(top.update(high) + bottom.update(low))
          return known ? (100 * (bottom.age - top.age)) / length : Number.NaN
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'bop',
    talib: 'BOP',
    name: 'Balance of power',
    summary: 'Where the close went within the range, -1 to 1; 0 where there is no range.',
    formula: '(close - open) / (high - low)',
    source: 'Igor Livshin, Stocks & Commodities, August 2001',
    inputs: ['open', 'high', 'low', 'close'],
    parameters: {},
    outputs: { bop: 'ratio' },
    memory: 'points',
    warmUp: () => 0,
    create: () => ({
      update: (open, high, low, close) => {
        const range = high - low
        return range > 0 || Number.isNaN(range + open + close) ? (close - open) / range : 0
      },
    }),
  }),
  defineIndicator({
    ...common,
    id: 'cci',
    talib: 'CCI',
    name: 'Commodity channel index',
    summary: 'Distance of the typical price from its mean in units of 0.015 mean deviations.',
    formula: '(tp - mean(tp)) / (0.015 mean(|tp - mean(tp)|)), tp = (high + low + close) / 3',
    source: 'Donald Lambert, Commodities, October 1980',
    inputs: ['high', 'low', 'close'],
    parameters: { length: bars(14, 2) },
    outputs: { cci: 'score' },
    memory: 'window',
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const [window, mean] = [new RollingWindow(length), new Mean(length)]
      return {
        update: (high, low, close) => {
          const typical = (high + low + close) / 3
          window.push(typical)
          const center = mean.update(typical)
          if (Number.isNaN(center)) return Number.NaN
          let sum = 0
          for (let age = 0; age < length; age++) sum += Math.abs(window.ago(age) - center)
          const distance = typical - center
          return distance === 0 || sum === 0 ? 0 : distance / (0.015 * (sum / length))
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'cmo',
    talib: 'CMO',
    name: 'Chande momentum oscillator',
    summary: 'Upward less downward changes in percent of all changes, smoothed as the RSI.',
    formula: '100 (U - D) / (U + D), U and D being Wilder averages',
    source: 'Tushar Chande, The New Technical Trader, 1994; smoothing as TA-Lib',
    inputs: ['source'],
    parameters: { length: bars(14, 2) },
    outputs: { cmo: 'percent' },
    memory: 'recursive',
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const rsi = new RsiKernel(length)
      return { update: (value) => 2 * rsi.update(value) - 100 }
    },
  }),
  defineIndicator({
    ...common,
    id: 'willR',
    talib: 'WILLR',
    name: 'Williams %R',
    summary: 'Place of the close below the highest high of the range, -100 to 0.',
    formula: '-100 (max(high) - close) / (max(high) - min(low))',
    source: 'Larry Williams, 1973',
    inputs: ['high', 'low', 'close'],
    parameters: { length: bars(14, 2) },
    outputs: { willR: 'percent' },
    memory: 'window',
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const [top, bottom] = [new RollingExtreme(length, 1), new RollingExtreme(length, -1)]
      return {
        update: (high, low, close) => {
          const highest = top.update(high)
          const range = highest - bottom.update(low)
          return range === 0 ? 0 : (-100 * (highest - close)) / range
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'imi',
    talib: 'IMI',
    name: 'Intraday momentum index',
    summary: 'Share of rising bodies in all bodies, 0 to 100.',
    formula: '100 sum(close - open where it rises) / sum(|close - open|)',
    source: 'Tushar Chande, The New Technical Trader, 1994',
    inputs: ['open', 'close'],
    parameters: { length: bars(14, 2) },
    outputs: { imi: 'percent' },
    memory: 'window',
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const [up, all] = [new RollingTotal(length), new RollingTotal(length)]
      return {
        update: (open, close) => {
          const rise = up.update(Math.max(0, close - open))
          const total = all.update(Math.abs(close - open))
          return total === 0 ? 0 : (100 * rise) / total
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'ultOsc',
    talib: 'ULTOSC',
    name: 'Ultimate oscillator',
    summary: 'Buying pressure over three lengths, 0 to 100.',
    formula:
      '100 (4 a + 2 b + c) / 7, each sum(close - true low) / sum(true range), the shortest length the heaviest',
    source: 'Larry Williams, Stocks & Commodities, April 1985',
    inputs: ['high', 'low', 'close'],
    parameters: { first: bars(7), second: bars(14), third: bars(28) },
    outputs: { ultOsc: 'percent' },
    memory: 'window',
    warmUp: ({ first, second, third }) => Math.max(first, second, third),
    create: ({ first, second, third }) => {
      const lengths = [first, second, third].sort((a, b) => a - b)
      const pressures = lengths.map((length) => new RollingTotal(length))
      const ranges = lengths.map((length) => new RollingTotal(length))
      const weights = [4, 2, 1]
      let before = Number.NaN
      return {
        update: (high, low, close) => {
          const bottom = Math.min(low, before)
          const range = Math.max(high - low, Math.abs(high - before), Math.abs(low - before))
          before = close
          let sum = 0
          for (let k = 0; k < 3; k++) {
            const [pressure, all] = [pressures[k]!.update(close - bottom), ranges[k]!.update(range)]
            if (all !== 0) sum += (weights[k]! * pressure) / all
          }
          return (100 * sum) / 7
        },
      }
    },
  }),
]
