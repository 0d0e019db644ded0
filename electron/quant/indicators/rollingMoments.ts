import { requireLength } from './requireLength.ts'

/** Mean and sum of squared deviations of each window; NaN where the window is not full of known values. */
export interface RollingMoments {
  readonly mean: Float64Array<ArrayBuffer>
  readonly squares: Float64Array<ArrayBuffer>
}

/**
 * Mean and sum of squared deviations over the last `length` values.
 *
 * The source is cut into blocks of `length`. Every window is the end of one block joined to the beginning of the
 * next (van Herk 1992), and two parts are joined by the pairwise update of Chan, Golub and LeVeque (1979). Values only
 * ever enter a sum and never leave it, so there is no cancellation: a price level of 1e9 or an outlier that has
 * left the window costs no digit. Two updates a value, whatever the length.
 */
export function rollingMoments(source: Float64Array, length: number): RollingMoments {
  requireLength(length)
  const size = source.length
  const mean = new Float64Array(size).fill(Number.NaN)
  const squares = new Float64Array(size).fill(Number.NaN)
  const tailMean = new Float64Array(length)
  const tailSquares = new Float64Array(length)
  let tailUnknownUntil = -1
  for (let block = 0; block < size; block += length) {
    const end = Math.min(block + length, size)
    let headMean = 0
    let headSquares = 0
    let headKnown = true
    for (let t = block; t < end; t++) {
      const value = source[t]!
      const count = t - block + 1
      if (Number.isNaN(value)) headKnown = false
      const delta = value - headMean
      headMean += delta / count
      headSquares += delta * (value - headMean)
      if (!headKnown) continue
      const rest = length - count
      if (rest === 0) {
        mean[t] = headMean
        squares[t] = headSquares
      } else if (block > 0 && t - length >= tailUnknownUntil) {
        const from = count
        const gap = headMean - tailMean[from]!
        mean[t] = tailMean[from]! + (gap * count) / length
        squares[t] = tailSquares[from]! + headSquares + (gap * gap * count * rest) / length
      }
    }
    if (end - block < length) break
    let backMean = 0
    let backSquares = 0
    tailUnknownUntil = block - 1
    for (let t = end - 1; t >= block; t--) {
      const value = source[t]!
      if (Number.isNaN(value)) {
        tailUnknownUntil = t
        break
      }
      const delta = value - backMean
      backMean += delta / (end - t)
      backSquares += delta * (value - backMean)
      tailMean[t - block] = backMean
      tailSquares[t - block] = backSquares
    }
  }
  return { mean, squares }
}

/**
 * Rolling standard deviation `sqrt(sum((x - mean)^2) / divisor)` with the divisor `length - 1` (sample) or `length`
 * (population). Warm-up: `length - 1` values; a sample needs a length of at least 2.
 */
export function standardDeviation(
  source: Float64Array,
  length: number,
  kind: 'sample' | 'population',
): Float64Array<ArrayBuffer> {
  requireLength(length, kind === 'sample' ? 2 : 1)
  const out = rollingMoments(source, length).squares
  const divisor = kind === 'sample' ? length - 1 : length
  for (let t = 0; t < out.length; t++) out[t] = Math.sqrt(out[t]! / divisor)
  return out
}

/**
 * Rolling z-score `(x - mean) / sample standard deviation` over the last `length` values; 0 where the deviation
 * is 0. Warm-up: `length - 1` values, length of at least 2.
 */
export function zScore(source: Float64Array, length: number): Float64Array<ArrayBuffer> {
  requireLength(length, 2)
  const { mean, squares } = rollingMoments(source, length)
  for (let t = 0; t < mean.length; t++) {
    const deviation = Math.sqrt(squares[t]! / (length - 1))
    mean[t] = deviation === 0 ? 0 : (source[t]! - mean[t]!) / deviation
  }
  return mean
}
