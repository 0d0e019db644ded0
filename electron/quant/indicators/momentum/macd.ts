import { bars, defineIndicator, type Kernel } from '../defineIndicator.ts'
import { emaKernel, Smoothing } from '../kernels/smoothing.ts'

/**
 * MACD out of three smoothings. The faster average starts late, so that both become known at the same bar: that is
 * TA-Lib's seed.
 */
class MacdKernel implements Kernel {
  readonly #short: Smoothing
  readonly #long: Smoothing
  readonly #signal: Smoothing
  #wait: number
  readonly more = new Float64Array(2).fill(Number.NaN)

  constructor(short: Smoothing, long: Smoothing, signal: Smoothing, wait: number) {
    this.#short = short
    this.#long = long
    this.#signal = signal
    this.#wait = wait
  }

  update(value: number): number {
    const long = this.#long.update(value)
    if (this.#wait > 0) {
      this.#wait--
      return Number.NaN
    }
    const line = this.#short.update(value) - long
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
  since: '0.1.0',
  name: 'MACD',
  summary: 'Difference of two EMAs, its EMA and what is between them.',
  formula: 'EMA(fast) - EMA(slow), both seeded at bar slow - 1; EMA(signal) of it; their difference',
  parameters: { fast: bars(12), slow: bars(26), signal: bars(9) },
  warmUp: ({ fast, slow, signal }) => Math.max(fast, slow) + signal - 2,
  create: ({ fast, slow, signal }) => {
    const [short, long] = [Math.min(fast, slow), Math.max(fast, slow)]
    return whole(new MacdKernel(emaKernel(short), emaKernel(long), emaKernel(signal), long - short))
  },
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
