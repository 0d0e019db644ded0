import { bars, defineIndicator, type Kernel } from '../defineIndicator.ts'
import { type Average, averageKernel, averageType, averageWarmUp } from '../kernels/average.ts'
import { emaKernel, Smoothing } from '../kernels/smoothing.ts'

/**
 * MACD out of three smoothings. The faster average starts late, so that both become known at the same bar: that is
 * TA-Lib's seed.
 */
class MacdKernel implements Kernel {
  readonly #short: Average
  readonly #long: Average
  readonly #signal: Average
  #wait: number
  #waitLong: number
  readonly more = new Float64Array(2).fill(Number.NaN)

  /** @param wait Bars that the shorter average waits; below 0 the longer one does. */
  constructor(short: Average, long: Average, signal: Average, wait: number) {
    this.#short = short
    this.#long = long
    this.#signal = signal
    this.#wait = Math.max(0, wait)
    this.#waitLong = Math.max(0, -wait)
  }

  update(value: number): number {
    const long = this.#waitLong > 0 ? Number.NaN : this.#long.update(value)
    const short = this.#wait > 0 ? Number.NaN : this.#short.update(value)
    if (this.#waitLong > 0) this.#waitLong--
    if (this.#wait > 0) this.#wait--
    const line = short - long
    const signal = this.#signal.update(line)
    this.more[0] = signal
    this.more[1] = line - signal
    return line
  }
}

/** TA-Lib shows nothing before the signal line is known. */
function whole(kernel: MacdKernel): Kernel {
  return {
    more: kernel.more,
    update: (value) => {
      const line = kernel.update(value)
      return Number.isNaN(kernel.more[0]!) ? Number.NaN : line
    },
  }
}

/** MACD over a column in one pass: what the kernel does, its state in local variables. */
function macdColumns(
  source: Float64Array,
  short: number,
  long: number,
  signal: number,
): Float64Array<ArrayBuffer>[] {
  const size = source.length
  const lines = new Float64Array(size).fill(Number.NaN)
  const signals = new Float64Array(size).fill(Number.NaN)
  const histogram = new Float64Array(size).fill(Number.NaN)
  const [alphaShort, alphaLong, alphaSignal] = [2 / (short + 1), 2 / (long + 1), 2 / (signal + 1)]
  const last = long + signal - 1
  let [known, shortState, longState, signalState] = [0, 0, 0, 0]
  for (let t = 0; t < size; t++) {
    const value = source[t]!
    if (Number.isNaN(value)) continue
    known++
    if (known < long) {
      longState += value
      if (known > long - short) shortState += value
      continue
    }
    if (known === long) {
      longState = (longState + value) / long
      shortState = (shortState + value) / short
    } else {
      longState = longState + alphaLong * (value - longState)
      shortState = shortState + alphaShort * (value - shortState)
    }
    const line = shortState - longState
    if (known < last) {
      signalState += line
      continue
    }
    signalState =
      known === last ? (signalState + line) / signal : signalState + alphaSignal * (line - signalState)
    lines[t] = line
    signals[t] = signalState
    histogram[t] = line - signalState
  }
  return [lines, signals, histogram]
}

const common = {
  group: 'momentum',
  source: 'Gerald Appel, 1979; seeds as TA-Lib',
  inputs: ['source'],
  outputs: { macd: 'price', signal: 'price', histogram: 'price' },
  pane: 'own',
  memory: 'recursive',
} as const

export const macdIndicator = defineIndicator({
  ...common,
  id: 'macd',
  talib: 'MACD',
  name: 'MACD',
  summary: 'Difference of two EMAs, its EMA and what is between them.',
  formula: 'EMA(fast) - EMA(slow), both seeded at bar slow - 1; EMA(signal) of it; their difference',
  parameters: { fast: bars(12), slow: bars(26), signal: bars(9) },
  warmUp: ({ fast, slow, signal }) => Math.max(fast, slow) + signal - 2,
  create: ({ fast, slow, signal }) => {
    const [short, long] = [Math.min(fast, slow), Math.max(fast, slow)]
    return whole(new MacdKernel(emaKernel(short), emaKernel(long), emaKernel(signal), long - short))
  },
  vectorised: ([source], { fast, slow, signal }) =>
    macdColumns(source!, Math.min(fast, slow), Math.max(fast, slow), signal),
})

export const macdFixIndicator = defineIndicator({
  ...common,
  id: 'macdFix',
  talib: 'MACDFIX',
  name: 'MACD 12/26 with fixed factors',
  summary: 'MACD with the factors 0.15 and 0.075 that Appel rounded 12 and 26 bars to.',
  formula: 'as MACD with alpha 0.15 and 0.075',
  parameters: { signal: bars(9) },
  warmUp: ({ signal }) => 24 + signal,
  create: ({ signal }) =>
    whole(new MacdKernel(new Smoothing(12, 0.15), new Smoothing(26, 0.075), emaKernel(signal), 14)),
})

export const macdExtIndicator = defineIndicator({
  ...common,
  id: 'macdExt',
  talib: 'MACDEXT',
  name: 'MACD of chosen averages',
  summary: 'MACD with an average of its own for each of its three lines.',
  formula:
    'average(fast) - average(slow), both started so that they are known at the same bar; average of it',
  parameters: {
    fast: bars(12, 2),
    fastType: averageType(),
    slow: bars(26, 2),
    slowType: averageType(),
    signal: bars(9),
    signalType: averageType(),
  },
  warmUp: ({ fast, fastType, slow, slowType, signal, signalType }) =>
    Math.max(averageWarmUp(fastType, fast), averageWarmUp(slowType, slow)) +
    averageWarmUp(signalType, signal),
  create: ({ fast, fastType, slow, slowType, signal, signalType }) => {
    const [a, b] = [
      { length: fast, type: fastType },
      { length: slow, type: slowType },
    ]
    const [short, long] = slow < fast ? [b, a] : [a, b]
    const wait = averageWarmUp(long.type, long.length) - averageWarmUp(short.type, short.length)
    return whole(
      new MacdKernel(
        averageKernel(short.type, short.length),
        averageKernel(long.type, long.length),
        averageKernel(signalType, signal),
        wait,
      ),
    )
  },
})
