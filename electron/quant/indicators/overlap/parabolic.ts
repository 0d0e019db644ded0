import { defineIndicator, type Kernel, real } from '../defineIndicator.ts'

/** Acceleration on one side of the market. */
interface Acceleration {
  readonly start: number
  readonly step: number
  readonly most: number
}

/** Wilder's parabolic stop and reverse; TA-Lib decides the first side by the larger directional move of bar 1. */
class Parabolic implements Kernel {
  readonly #long: Acceleration
  readonly #short: Acceleration
  readonly #startValue: number
  readonly #offset: number
  readonly #signed: boolean
  #bar = -1
  #isLong = true
  #stop = 0
  #extreme = 0
  #factor = 0
  #high = 0
  #low = 0

  /** @param signed Stops of short positions are negative. */
  constructor(long: Acceleration, short: Acceleration, startValue = 0, offset = 0, signed = false) {
    this.#long = { ...long, start: Math.min(long.start, long.most), step: Math.min(long.step, long.most) }
    this.#short = {
      ...short,
      start: Math.min(short.start, short.most),
      step: Math.min(short.step, short.most),
    }
    this.#startValue = startValue
    this.#offset = offset
    this.#signed = signed
  }

  update(high: number, low: number): number {
    if (++this.#bar === 0) {
      this.#high = high
      this.#low = low
      return Number.NaN
    }
    if (this.#bar === 1) this.#begin(high, low)
    const before = this.#bar === 1 ? { high, low } : { high: this.#high, low: this.#low }
    this.#high = high
    this.#low = low
    const ceiling = Math.max(before.high, high)
    const floor = Math.min(before.low, low)
    const turns = this.#isLong ? low <= this.#stop : high >= this.#stop
    if (turns) {
      this.#isLong = !this.#isLong
      const { start } = this.#isLong ? this.#long : this.#short
      this.#factor = start
      this.#stop = this.#isLong ? Math.min(this.#extreme, floor) : Math.max(this.#extreme, ceiling)
      this.#stop *= this.#isLong ? 1 - this.#offset : 1 + this.#offset
      this.#extreme = this.#isLong ? high : low
    }
    const stop = this.#stop
    const { step, most } = this.#isLong ? this.#long : this.#short
    if (!turns && (this.#isLong ? high > this.#extreme : low < this.#extreme)) {
      this.#extreme = this.#isLong ? high : low
      this.#factor = Math.min(most, this.#factor + step)
    }
    this.#stop += this.#factor * (this.#extreme - this.#stop)
    this.#stop = this.#isLong ? Math.min(this.#stop, floor) : Math.max(this.#stop, ceiling)
    return this.#signed && !this.#isLong ? -stop : stop
  }

  #begin(high: number, low: number): void {
    const [up, down] = [high - this.#high, this.#low - low]
    this.#isLong = this.#startValue === 0 ? !(down > 0 && up < down) : this.#startValue > 0
    this.#extreme = this.#isLong ? high : low
    this.#stop = this.#startValue === 0 ? (this.#isLong ? this.#low : this.#high) : Math.abs(this.#startValue)
    this.#factor = (this.#isLong ? this.#long : this.#short).start
  }
}

const common = {
  group: 'overlap',
  inputs: ['high', 'low'],
  pane: 'price',
  memory: 'recursive',
  source: 'Wilder, New Concepts in Technical Trading Systems, 1978',
} as const

const acceleration = (start = 0.02) => real(start, 0, 1000)

export const PARABOLIC = [
  defineIndicator({
    ...common,
    id: 'sar',
    talib: 'SAR',
    name: 'Parabolic SAR',
    summary: 'Stop that follows the price faster the longer a trend lasts.',
    formula: 'SAR += acceleration (extreme - SAR), acceleration growing at every new extreme up to `maximum`',
    parameters: { acceleration: acceleration(), maximum: acceleration(0.2) },
    outputs: { sar: 'price' },
    warmUp: () => 1,
    create: ({ acceleration: step, maximum }) => {
      const side = { start: step, step, most: maximum }
      return new Parabolic(side, side)
    },
  }),
  defineIndicator({
    ...common,
    id: 'sarExt',
    talib: 'SAREXT',
    name: 'Parabolic SAR, extended',
    summary:
      'Parabolic SAR with accelerations of its own for each side; stops of short positions are negative.',
    formula:
      'as SAR; a start value above 0 starts long, below 0 short; on a turn the stop is moved by `offset`',
    parameters: {
      startValue: real(0, -1e12, 1e12),
      offset: real(0, 0, 1000),
      startLong: acceleration(),
      stepLong: acceleration(),
      maximumLong: acceleration(0.2),
      startShort: acceleration(),
      stepShort: acceleration(),
      maximumShort: acceleration(0.2),
    },
    outputs: { sarExt: 'price' },
    warmUp: () => 1,
    create: (p) =>
      new Parabolic(
        { start: p.startLong, step: p.stepLong, most: p.maximumLong },
        { start: p.startShort, step: p.stepShort, most: p.maximumShort },
        p.startValue,
        p.offset,
        true,
      ),
  }),
]
