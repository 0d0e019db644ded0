import { requireLength } from './requireLength.ts'
import { wilder } from './smoothed.ts'

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

/** Average true range (Wilder 1978): Wilder's average of the true range, as TA-Lib. Warm-up: `length` values. */
export function atr(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  length: number,
): Float64Array<ArrayBuffer> {
  requireLength(length)
  return wilder(trueRange(high, low, close), length)
}
