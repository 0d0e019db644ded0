import { requireLength } from './requireLength.ts'

/**
 * Relative strength index (Wilder 1978): `100 U / (U + D)`, where U and D are Wilder averages of the upward and
 * downward changes, each seeded with the mean of the first `length` changes. 50 where nothing moved at all.
 *
 * Warm-up: `length` values (`length` changes need one value more). A NaN in the source gives NaN at its place; the
 * next change is taken from the last known value.
 */
export function rsi(source: Float64Array, length: number): Float64Array<ArrayBuffer> {
  requireLength(length)
  const size = source.length
  const out = new Float64Array(size).fill(Number.NaN)
  let previous = Number.NaN
  let changes = 0
  let up = 0
  let down = 0
  for (let t = 0; t < size; t++) {
    const value = source[t]!
    if (Number.isNaN(value)) continue
    if (Number.isNaN(previous)) {
      previous = value
      continue
    }
    const change = value - previous
    const gain = change > 0 ? change : 0
    const loss = change < 0 ? -change : 0
    previous = value
    changes++
    if (changes <= length) {
      up += gain / length
      down += loss / length
      if (changes < length) continue
    } else {
      up += (gain - up) / length
      down += (loss - down) / length
    }
    const moved = up + down
    out[t] = moved === 0 ? 50 : (100 * up) / moved
  }
  return out
}
