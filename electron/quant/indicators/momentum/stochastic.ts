import { bars, defineIndicator, type Kernel } from '../defineIndicator.ts'
import { averageKernel, averageType, averageWarmUp } from '../kernels/average.ts'
import { RollingExtreme } from '../kernels/rollingExtreme.ts'
import { RsiKernel } from './rsi.ts'

/** Place of the close in the range of the last `length` bars, 0 to 100; 0 where there is no range. */
class FastK {
  readonly #top: RollingExtreme
  readonly #bottom: RollingExtreme

  constructor(length: number) {
    this.#top = new RollingExtreme(length, 1)
    this.#bottom = new RollingExtreme(length, -1)
  }

  update(high: number, low: number, close: number): number {
    const lowest = this.#bottom.update(low)
    const range = this.#top.update(high) - lowest
    return range === 0 ? 0 : (close - lowest) / (range / 100)
  }
}

/** %K averaged, and its average; nothing is shown before both are known. */
function stochastic(
  kLength: number,
  slowing: { length: number; type: number },
  signal: { length: number; type: number },
): Kernel {
  const fast = new FastK(kLength)
  const k = averageKernel(slowing.type, slowing.length)
  const d = averageKernel(signal.type, signal.length)
  const more = new Float64Array(1).fill(Number.NaN)
  return {
    more,
    update: (high, low, close) => {
      const place = k.update(fast.update(high, low, close))
      more[0] = d.update(place)
      return Number.isNaN(more[0]) ? Number.NaN : place
    },
  }
}

const NONE = { length: 1, type: 0 }
const common = { group: 'momentum', pane: 'own', memory: 'recursive', source: 'George Lane, 1950s' } as const

export const STOCHASTIC = [
  defineIndicator({
    ...common,
    id: 'stoch',
    talib: 'STOCH',
    name: 'Stochastic, slow',
    summary: 'Place of the close in the range of the last bars, averaged, and its average.',
    formula: '%K = average(100 (close - min(low)) / (max(high) - min(low))), %D = average(%K)',
    inputs: ['high', 'low', 'close'],
    parameters: {
      kLength: bars(5),
      slowing: bars(3),
      slowingType: averageType(),
      dLength: bars(3),
      dType: averageType(),
    },
    outputs: { slowK: 'percent', slowD: 'percent' },
    warmUp: (p) =>
      p.kLength - 1 + averageWarmUp(p.slowingType, p.slowing) + averageWarmUp(p.dType, p.dLength),
    create: (p) =>
      stochastic(p.kLength, { length: p.slowing, type: p.slowingType }, { length: p.dLength, type: p.dType }),
  }),
  defineIndicator({
    ...common,
    id: 'stochF',
    talib: 'STOCHF',
    name: 'Stochastic, fast',
    summary: 'Place of the close in the range of the last bars, and its average.',
    formula: '%K = 100 (close - min(low)) / (max(high) - min(low)), %D = average(%K)',
    inputs: ['high', 'low', 'close'],
    parameters: { kLength: bars(5), dLength: bars(3), dType: averageType() },
    outputs: { fastK: 'percent', fastD: 'percent' },
    warmUp: (p) => p.kLength - 1 + averageWarmUp(p.dType, p.dLength),
    create: (p) => stochastic(p.kLength, NONE, { length: p.dLength, type: p.dType }),
  }),
  defineIndicator({
    ...common,
    id: 'stochRsi',
    talib: 'STOCHRSI',
    name: 'Stochastic RSI',
    summary: 'Place of the RSI in the range of its last values, and its average.',
    formula: 'fast stochastic of RSI(length)',
    source: 'Tushar Chande and Stanley Kroll, The New Technical Trader, 1994',
    inputs: ['source'],
    parameters: { length: bars(14, 2), kLength: bars(5), dLength: bars(3), dType: averageType() },
    outputs: { fastK: 'percent', fastD: 'percent' },
    warmUp: (p) => p.length + p.kLength - 1 + averageWarmUp(p.dType, p.dLength),
    create: (p) => {
      const rsi = new RsiKernel(p.length)
      const kernel = stochastic(p.kLength, NONE, { length: p.dLength, type: p.dType })
      return {
        ...(kernel.more === undefined ? {} : { more: kernel.more }),
        update: (value) => {
          const strength = rsi.update(value)
          return Number.isNaN(strength) ? Number.NaN : kernel.update(strength, strength, strength, 0, 0, 0)
        },
      }
    },
  }),
]
