import { bars, defineIndicator, type Kernel } from '../defineIndicator.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'
import { TrueRange } from '../kernels/trueRange.ts'

/** Wilder's running sums of directional movement and true range, as TA-Lib keeps them. */
class Directional {
  readonly #length: number
  readonly #range = new TrueRange()
  #high = Number.NaN
  #low = Number.NaN
  #bar = -1
  plus = 0
  minus = 0
  range = 0

  constructor(length: number) {
    this.#length = length
  }

  /** Takes a bar and returns its place. */
  update(high: number, low: number, close: number): number {
    const bar = ++this.#bar
    const range = this.#range.update(high, low, close)
    const [up, down] = [high - this.#high, this.#low - low]
    this.#high = high
    this.#low = low
    if (bar === 0) return bar
    if (bar >= this.#length) {
      this.plus -= this.plus / this.#length
      this.minus -= this.minus / this.#length
      this.range -= this.range / this.#length
    }
    if (down > 0 && up < down) this.minus += down
    else if (up > 0 && up > down) this.plus += up
    this.range += range
    return bar
  }

  get plusIndex(): number {
    return this.range === 0 ? 0 : (100 * this.plus) / this.range
  }

  get minusIndex(): number {
    return this.range === 0 ? 0 : (100 * this.minus) / this.range
  }

  /** Directional index of this bar; NaN where nothing moved. */
  get index(): number {
    const [plus, minus] = [this.plusIndex, this.minusIndex]
    const sum = plus + minus
    return sum === 0 ? Number.NaN : (100 * Math.abs(minus - plus)) / sum
  }
}

/** Average directional index. */
class Adx {
  readonly #directional: Directional
  readonly #length: number
  #sum = 0
  #average = 0

  constructor(length: number) {
    this.#directional = new Directional(length)
    this.#length = length
  }

  update(high: number, low: number, close: number): number {
    const length = this.#length
    const bar = this.#directional.update(high, low, close)
    if (bar < length) return Number.NaN
    const { index } = this.#directional
    if (bar < 2 * length) {
      if (!Number.isNaN(index)) this.#sum += index
      this.#average = this.#sum / length
      return bar === 2 * length - 1 ? this.#average : Number.NaN
    }
    if (!Number.isNaN(index)) this.#average = (this.#average * (length - 1) + index) / length
    return this.#average
  }
}

const common = {
  group: 'momentum',
  source: 'Wilder, New Concepts in Technical Trading Systems, 1978',
  inputs: ['high', 'low', 'close'],
  parameters: { length: bars(14, 2) },
  pane: 'own',
  memory: 'recursive',
} as const

/** A value read from the running sums from a bar on. */
function reading(length: number, first: number, read: (sums: Directional) => number): Kernel {
  const sums = new Directional(length)
  return {
    update: (high, low, close) => (sums.update(high, low, close) < first ? Number.NaN : read(sums)),
  }
}

export const DIRECTIONAL = [
  defineIndicator({
    ...common,
    id: 'plusDm',
    talib: 'PLUS_DM',
    name: 'Plus directional movement',
    summary: "Wilder's running sum of upward movement beyond the bar before.",
    formula: 'sum -= sum / length, plus (high - high[t-1]) where that is the larger movement',
    inputs: ['high', 'low'],
    outputs: { plusDm: 'price' },
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const kernel = reading(length, length - 1, ({ plus }) => plus)
      return { update: (high, low) => kernel.update(high, low, low, 0, 0, 0) }
    },
  }),
  defineIndicator({
    ...common,
    id: 'minusDm',
    talib: 'MINUS_DM',
    name: 'Minus directional movement',
    summary: "Wilder's running sum of downward movement beyond the bar before.",
    formula: 'sum -= sum / length, plus (low[t-1] - low) where that is the larger movement',
    inputs: ['high', 'low'],
    outputs: { minusDm: 'price' },
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const kernel = reading(length, length - 1, ({ minus }) => minus)
      return { update: (high, low) => kernel.update(high, low, low, 0, 0, 0) }
    },
  }),
  defineIndicator({
    ...common,
    id: 'plusDi',
    talib: 'PLUS_DI',
    name: 'Plus directional indicator',
    summary: 'Upward movement as a percentage of the true range.',
    formula: '100 sum(+DM) / sum(true range), running sums of Wilder',
    outputs: { plusDi: 'percent' },
    warmUp: ({ length }) => length,
    create: ({ length }) => reading(length, length, ({ plusIndex }) => plusIndex),
  }),
  defineIndicator({
    ...common,
    id: 'minusDi',
    talib: 'MINUS_DI',
    name: 'Minus directional indicator',
    summary: 'Downward movement as a percentage of the true range.',
    formula: '100 sum(-DM) / sum(true range), running sums of Wilder',
    outputs: { minusDi: 'percent' },
    warmUp: ({ length }) => length,
    create: ({ length }) => reading(length, length, ({ minusIndex }) => minusIndex),
  }),
  defineIndicator({
    ...common,
    id: 'dx',
    talib: 'DX',
    name: 'Directional movement index',
    summary: 'How one-sided the movement is, 0 to 100.',
    formula: '100 |+DI - -DI| / (+DI + -DI); the value before where nothing moved',
    outputs: { dx: 'percent' },
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      let last = 0
      return reading(length, length, ({ index }) => {
        if (!Number.isNaN(index)) last = index
        return last
      })
    },
  }),
  defineIndicator({
    ...common,
    id: 'adx',
    talib: 'ADX',
    name: 'Average directional index',
    summary: 'Strength of a trend in either direction, 0 to 100.',
    formula: 'Wilder average of DX, seeded with the mean of its first `length` values',
    outputs: { adx: 'percent' },
    warmUp: ({ length }) => 2 * length - 1,
    create: ({ length }) => new Adx(length),
  }),
  defineIndicator({
    ...common,
    id: 'adxr',
    talib: 'ADXR',
    name: 'Average directional index rating',
    summary: 'Mean of the ADX and the ADX `length - 1` bars ago.',
    formula: '(ADX + ADX[t - length + 1]) / 2',
    outputs: { adxr: 'percent' },
    warmUp: ({ length }) => 3 * length - 2,
    create: ({ length }) => {
      const [adx, window] = [new Adx(length), new RollingWindow(length)]
      return {
        update: (high, low, close) => {
          const value = adx.update(high, low, close)
          window.push(value)
          return (value + window.ago(length - 1)) / 2
        },
      }
    },
  }),
]
