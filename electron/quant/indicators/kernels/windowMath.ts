/** Arithmetic mean of `count` values from `start` on, by their distances from the first of them. */
export function meanOf(values: Float64Array, start: number, count: number): number {
  const origin = values[start]!
  let sum = 0
  for (let i = start + 1; i < start + count; i++) sum += values[i]! - origin
  return origin + sum / count
}

/** Sum of squared deviations in two passes, the second corrected for the rounding of the mean (Chan et al. 1983). */
export function squaresOf(values: Float64Array, start: number, count: number): number {
  const mean = meanOf(values, start, count)
  let squares = 0
  let rest = 0
  for (let i = start; i < start + count; i++) {
    const deviation = values[i]! - mean
    squares += deviation * deviation
    rest += deviation
  }
  return Math.max(0, squares - (rest * rest) / count)
}

/** Sum of products of deviations in two passes. */
export function productsOf(a: Float64Array, b: Float64Array, start: number, count: number): number {
  const [meanA, meanB] = [meanOf(a, start, count), meanOf(b, start, count)]
  let products = 0
  let restA = 0
  let restB = 0
  for (let i = start; i < start + count; i++) {
    const [x, y] = [a[i]! - meanA, b[i]! - meanB]
    products += x * y
    restA += x
    restB += y
  }
  return products - (restA * restB) / count
}
