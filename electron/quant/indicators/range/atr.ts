import { bars, defineIndicator } from '../defineIndicator.ts'
import { type Smoothing, wilderKernel } from '../kernels/smoothing.ts'
import { TrueRange } from '../kernels/trueRange.ts'
import { requireLength } from '../requireLength.ts'

/**
 * True range (Wilder 1978): the largest of `high - low`, `|high - previous close|` and `|low - previous close|`.
 * Undefined (NaN) at the first bar, which has no previous close. Warm-up: 1 value.
 */
export function trueRange(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
): Float64Array<ArrayBuffer> {
  const size = close.length
  const out = new Float64Array(size).fill(Number.NaN)
  for (let t = 1; t < size; t++) {
    const before = close[t - 1]!
    out[t] = Math.max(high[t]! - low[t]!, Math.abs(high[t]! - before), Math.abs(low[t]! - before))
  }
  return out
}

/**
 * Average true range (Wilder 1978): Wilder's average of the true range, as TA-Lib. Warm-up: `length` values. A bar
 * with a NaN gives NaN at its place; the next range is taken from the last known close.
 */
export function atr(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  length: number,
): Float64Array<ArrayBuffer> {
  requireLength(length)
  const size = close.length
  const out = new Float64Array(size).fill(Number.NaN)
  const alpha = 1 / length
  let before = Number.NaN
  let known = 0
  let seed = 0
  let state = 0
  for (let t = 0; t < size; t++) {
    const [top, bottom, last] = [high[t]!, low[t]!, close[t]!]
    if (Number.isNaN(top + bottom + last)) continue
    const range = Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before))
    before = last
    if (Number.isNaN(range)) continue
    if (known < length) {
      known++
      seed += range
      if (known < length) continue
      state = seed / length
    } else state = state + alpha * (range - state)
    out[t] = state
  }
  return out
}

/** Average true range, bar by bar. */
export class AtrKernel {
  readonly #range = new TrueRange()
  readonly #average: Smoothing

  constructor(length: number) {
    this.#average = wilderKernel(length)
  }

  update(high: number, low: number, close: number): number {
    return this.#average.update(this.#range.update(high, low, close))
  }
}

const inputs = ['high', 'low', 'close']
const source = 'Wilder, New Concepts in Technical Trading Systems, 1978'

export const trueRangeIndicator = defineIndicator({
  id: 'trueRange',
  talib: 'TRANGE',
  name: 'True range',
  group: 'range',
  summary: 'Range of a bar together with the gap from the close before.',
  formula: 'max(high - low, |high - close[t-1]|, |low - close[t-1]|)',
  source,
  inputs,
  parameters: {},
  outputs: { trueRange: 'price' },
  pane: 'own',
  memory: 'window',
  warmUp: () => 1,
  create: () => new TrueRange(),
})

export const atrIndicator = defineIndicator({
  id: 'atr',
  talib: 'ATR',
  name: 'Average true range',
  group: 'range',
  summary: "Wilder's average of the true range, in price units.",
  formula: 'Wilder average of the true range over `length` bars',
  source,
  inputs,
  parameters: { length: bars(14) },
  outputs: { atr: 'price' },
  pane: 'own',
  memory: 'recursive',
  warmUp: ({ length }) => length,
  create: ({ length }) => new AtrKernel(length),
  vectorised: ([high, low, close], { length }) => [atr(high!, low!, close!, length)],
})

export const natrIndicator = defineIndicator({
  id: 'natr',
  talib: 'NATR',
  name: 'Normalised average true range',
  group: 'range',
  summary: 'Average true range as a percentage of the close.',
  formula: '100 ATR / close',
  source: 'John Forman, Stocks & Commodities, May 2006',
  inputs,
  parameters: { length: bars(14) },
  outputs: { natr: 'percent' },
  pane: 'own',
  memory: 'recursive',
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const kernel = new AtrKernel(length)
    return {
      update: (high, low, close) => (100 * kernel.update(high, low, close)) / close,
    }
  },
})
