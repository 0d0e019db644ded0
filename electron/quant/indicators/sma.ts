import { requireLength } from './requireLength.ts'

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
    if (!Number.isNaN(entering)) {
      const next = sum + entering
      lost += Math.abs(sum) >= Math.abs(entering) ? sum - next + entering : entering - next + sum
      sum = next
      known++
    }
    if (t >= length) {
      const leaving = -source[t - length]!
      if (!Number.isNaN(leaving)) {
        const next = sum + leaving
        lost += Math.abs(sum) >= Math.abs(leaving) ? sum - next + leaving : leaving - next + sum
        sum = next
        known--
      }
    }
    if (known === length) out[t] = (sum + lost) / length
  }
  return out
}
