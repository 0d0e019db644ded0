import { bars, defineIndicator } from '../defineIndicator.ts'
import { RollingSum } from '../kernels/rollingSum.ts'
import { requireLength } from '../requireLength.ts'

/**
 * Simple moving average: `sum(x[t - length + 1 .. t]) / length`.
 *
 * Warm-up: `length - 1` values. A NaN makes the `length` values whose window holds it NaN, and nothing after them.
 * The running sum is compensated (Neumaier 1974), so that it does not drift from the sum of its window.
 */
export function sma(source: Float64Array, length: number): Float64Array<ArrayBuffer> {
  requireLength(length)
  const size = source.length
  const out = new Float64Array(size).fill(Number.NaN)
  let sum = 0
  let lost = 0
  let known = 0
  for (let t = 0; t < size; t++) {
    const entering = source[t]!
    if (Number.isNaN(entering)) {
      sum = 0
      lost = 0
      known = 0
      continue
    }
    const next = sum + entering
    lost += Math.abs(sum) >= Math.abs(entering) ? sum - next + entering : entering - next + sum
    sum = next
    if (known === length) {
      const leaving = -source[t - length]!
      const rest = sum + leaving
      lost += Math.abs(sum) >= Math.abs(leaving) ? sum - rest + leaving : leaving - rest + sum
      sum = rest
    } else known++
    if (known === length) out[t] = (sum + lost) / length
  }
  return out
}

/** Simple moving average, bar by bar. */
export class SmaKernel {
  readonly #length: number
  readonly #sum: RollingSum

  constructor(length: number) {
    this.#length = length
    this.#sum = new RollingSum(length)
  }

  update(value: number): number {
    return this.#sum.update(value) / this.#length
  }
}

export const smaIndicator = defineIndicator({
  id: 'sma',
  talib: 'SMA',
  name: 'Simple moving average',
  group: 'overlap',
  summary: 'Mean of the last `length` values.',
  formula: 'sum(x[t - length + 1 .. t]) / length',
  source: 'Common knowledge',
  inputs: ['source'],
  parameters: { length: bars(20) },
  outputs: { sma: 'price' },
  pane: 'price',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => new SmaKernel(length),
  vectorised: ([source], { length }) => [sma(source!, length)],
})
