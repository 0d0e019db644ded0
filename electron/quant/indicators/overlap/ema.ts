import { bars, defineIndicator } from '../defineIndicator.ts'
import { emaKernel, wilderKernel } from '../kernels/smoothing.ts'
import { requireLength } from '../requireLength.ts'

/**
 * Exponential smoothing `s[t] = s[t-1] + alpha (x[t] - s[t-1])`, seeded with the mean of the first `length` known
 * values. A NaN in the source gives NaN at its place and leaves the state as it was.
 */
function smoothed(source: Float64Array, length: number, alpha: number): Float64Array<ArrayBuffer> {
  requireLength(length)
  const size = source.length
  const out = new Float64Array(size).fill(Number.NaN)
  let seed = 0
  let known = 0
  let state = 0
  for (let t = 0; t < size; t++) {
    const value = source[t]!
    if (Number.isNaN(value)) continue
    known++
    if (known < length) {
      seed += value
      continue
    }
    state = known === length ? (seed + value) / length : state + alpha * (value - state)
    out[t] = state
  }
  return out
}

/**
 * Exponential moving average with `alpha = 2 / (length + 1)`, seeded with the SMA of the first `length` values as
 * TA-Lib does. Warm-up: `length - 1` values.
 */
export function ema(source: Float64Array, length: number): Float64Array<ArrayBuffer> {
  return smoothed(source, length, 2 / (length + 1))
}

/**
 * Wilder's smoothing (New Concepts in Technical Trading Systems, 1978) with `alpha = 1 / length`, seeded with the
 * mean of the first `length` values. Warm-up: `length - 1` values.
 */
export function wilder(source: Float64Array, length: number): Float64Array<ArrayBuffer> {
  return smoothed(source, length, 1 / length)
}

export const emaIndicator = defineIndicator({
  id: 'ema',
  talib: 'EMA',
  name: 'Exponential moving average',
  group: 'overlap',
  summary:
    'Mean whose weights fall by a constant factor a bar, seeded with the SMA of the first `length` values.',
  formula: 's += (x - s) * 2 / (length + 1)',
  source: 'Common knowledge; seed as TA-Lib',
  inputs: ['source'],
  parameters: { length: bars(20) },
  outputs: { ema: 'price' },
  pane: 'price',
  memory: 'recursive',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => emaKernel(length),
  vectorised: ([source], { length }) => [ema(source!, length)],
})

export const rmaIndicator = defineIndicator({
  id: 'rma',
  talib: 'RMA',
  name: "Wilder's moving average",
  group: 'overlap',
  summary: "Wilder's smoothing, seeded with the mean of the first `length` values.",
  formula: 's += (x - s) / length',
  source: 'Wilder, New Concepts in Technical Trading Systems, 1978',
  inputs: ['source'],
  parameters: { length: bars(14) },
  outputs: { rma: 'price' },
  pane: 'price',
  memory: 'recursive',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => wilderKernel(length),
  vectorised: ([source], { length }) => [wilder(source!, length)],
})
