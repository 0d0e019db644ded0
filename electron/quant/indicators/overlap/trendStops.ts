import { bars, defineIndicator, type Kernel, real } from '../defineIndicator.ts'
import { RollingExtreme } from '../kernels/rollingExtreme.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'
import { AtrKernel } from '../range/atr.ts'

/** Bands of average true ranges that only tighten while the trend lasts. */
class Supertrend implements Kernel {
  readonly #range: AtrKernel
  readonly #factor: number
  #close = Number.NaN
  #upper = Number.NaN
  #lower = Number.NaN
  #trend = 1
  readonly more = new Float64Array(1).fill(Number.NaN)

  constructor(length: number, factor: number) {
    this.#range = new AtrKernel(length)
    this.#factor = factor
  }

  update(high: number, low: number, close: number): number {
    const offset = this.#factor * this.#range.update(high, low, close)
    const before = this.#close
    this.#close = close
    if (Number.isNaN(offset)) return Number.NaN
    const middle = (high + low) / 2
    const [upper, lower] = [middle + offset, middle - offset]
    if (!(upper >= this.#upper) || before > this.#upper) this.#upper = upper
    if (!(lower <= this.#lower) || before < this.#lower) this.#lower = lower
    if (this.#trend === 1 && close < this.#lower) this.#trend = -1
    else if (this.#trend === -1 && close > this.#upper) this.#trend = 1
    this.more[0] = this.#trend
    return this.#trend === 1 ? this.#lower : this.#upper
  }
}

const common = { group: 'overlap', pane: 'price' } as const

export const TREND_STOPS = [
  defineIndicator({
    ...common,
    id: 'supertrend',
    talib: 'SUPERTREND',
    name: 'Supertrend',
    summary: 'Stop of a trend at a number of average true ranges, and the direction, 1 or -1.',
    formula: '(high + low) / 2 -+ factor ATR(length), tightened only, until the close crosses it',
    source: 'Olivier Seban, 2008',
    inputs: ['high', 'low', 'close'],
    memory: 'recursive',
    parameters: { length: bars(10), factor: real(3, 0, 1000) },
    outputs: { supertrend: 'price', direction: 'signal' },
    warmUp: ({ length }) => length,
    create: ({ length, factor }) => new Supertrend(length, factor),
  }),
  defineIndicator({
    ...common,
    id: 'chandelierExit',
    name: 'Chandelier exit',
    summary: 'Stops a number of average true ranges below the highest high and above the lowest low.',
    formula: 'max(high) - factor ATR, min(low) + factor ATR',
    source: 'Charles Le Beau, 1990s',
    inputs: ['high', 'low', 'close'],
    memory: 'recursive',
    parameters: { length: bars(22), factor: real(3, 0, 1000) },
    outputs: { longStop: 'price', shortStop: 'price' },
    warmUp: ({ length }) => length,
    create: ({ length, factor }) => {
      const [top, bottom] = [new RollingExtreme(length, 1), new RollingExtreme(length, -1)]
      const range = new AtrKernel(length)
      const more = new Float64Array(1)
      return {
        more,
        update: (high, low, close) => {
          const offset = factor * range.update(high, low, close)
          more[0] = bottom.update(low) + offset
          return top.update(high) - offset
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'ichimoku',
    name: 'Ichimoku cloud',
    summary:
      'Middles of three ranges; the spans are those of `displacement` bars ago, as they stand under the bar.',
    formula:
      'middle(conversion), middle(base), their mean and middle(span) displaced; middle = (max(high) + min(low)) / 2',
    source: 'Goichi Hosoda, 1968; without the lagging line, which would show the future',
    inputs: ['high', 'low'],
    memory: 'window',
    parameters: { conversion: bars(9), base: bars(26), span: bars(52), displacement: bars(26, 0) },
    outputs: { conversionLine: 'price', baseLine: 'price', spanA: 'price', spanB: 'price' },
    warmUp: ({ conversion, base, span, displacement }) => Math.max(conversion, base, span) - 1 + displacement,
    create: ({ conversion, base, span, displacement }) => {
      const lengths = [conversion, base, span]
      const tops = lengths.map((length) => new RollingExtreme(length, 1))
      const bottoms = lengths.map((length) => new RollingExtreme(length, -1))
      const [spansA, spansB] = [new RollingWindow(displacement + 1), new RollingWindow(displacement + 1)]
      const middles = new Float64Array(3)
      const more = new Float64Array(3).fill(Number.NaN)
      return {
        more,
        update: (high, low) => {
          for (let k = 0; k < 3; k++) middles[k] = (tops[k]!.update(high) + bottoms[k]!.update(low)) / 2
          spansA.push((middles[0]! + middles[1]!) / 2)
          spansB.push(middles[2]!)
          more[0] = middles[1]!
          more[1] = spansA.ago(displacement)
          more[2] = spansB.ago(displacement)
          return middles[0]!
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'pivotPoints',
    name: 'Pivot points',
    summary: 'Floor pivot of the `length` bars before this one, with two resistances and two supports.',
    formula: 'P = (H + L + C) / 3, R1 = 2 P - L, S1 = 2 P - H, R2 = P + H - L, S2 = P - H + L',
    source: 'Floor traders; H, L and C of the bars before this one',
    inputs: ['high', 'low', 'close'],
    memory: 'window',
    parameters: { length: bars(1) },
    outputs: {
      pivot: 'price',
      resistance1: 'price',
      support1: 'price',
      resistance2: 'price',
      support2: 'price',
    },
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const [top, bottom] = [new RollingExtreme(length, 1), new RollingExtreme(length, -1)]
      const more = new Float64Array(4).fill(Number.NaN)
      let [h, l, c] = [Number.NaN, Number.NaN, Number.NaN]
      return {
        more,
        update: (high, low, close) => {
          const pivot = (h + l + c) / 3
          more[0] = 2 * pivot - l
          more[1] = 2 * pivot - h
          more[2] = pivot + h - l
          more[3] = pivot - h + l
          h = top.update(high)
          l = bottom.update(low)
          c = close
          return pivot
        },
      }
    },
  }),
]
