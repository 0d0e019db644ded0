/** Mean distance of `count` values from the first of them, which keeps the digits that their level would cost. */
export function shiftOf(values: Float64Array, start: number, count: number): number {
  const origin = values[start]!
  let sum = 0
  for (let i = start + 1; i < start + count; i++) sum += values[i]! - origin
  return sum / count
}

/** Arithmetic mean of `count` values from `start` on. */
export function meanOf(values: Float64Array, start: number, count: number): number {
  return values[start]! + shiftOf(values, start, count)
}

/** Sum of squared deviations in two passes, the second corrected for the rounding of the mean (Chan et al. 1983). */
export function squaresOf(values: Float64Array, start: number, count: number): number {
  const origin = values[start]!
  const shift = shiftOf(values, start, count)
  let squares = 0
  let rest = 0
  for (let i = start; i < start + count; i++) {
    const deviation = values[i]! - origin - shift
    squares += deviation * deviation
    rest += deviation
  }
  return Math.max(0, squares - (rest * rest) / count)
}

/** Sum of products of deviations in two passes. */
export function productsOf(a: Float64Array, b: Float64Array, start: number, count: number): number {
  const originA = a[start]!
  const originB = b[start]!
  const shiftA = shiftOf(a, start, count)
  const shiftB = shiftOf(b, start, count)
  let products = 0
  let restA = 0
  let restB = 0
  for (let i = start; i < start + count; i++) {
    const x = a[i]! - originA - shiftA
    const y = b[i]! - originB - shiftB
    products += x * y
    restA += x
    restB += y
  }
  return products - (restA * restB) / count
}
