/** Sum with Neumaier's compensation (1974): exact to the last digits whatever the order of magnitudes. */
export function sum(values: Float64Array): number {
  let total = 0
  let lost = 0
  for (const value of values) {
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  return total + lost
}

/** Arithmetic mean; NaN of nothing. */
export function mean(values: Float64Array): number {
  return sum(values) / values.length
}

/** Sample standard deviation (divisor n - 1), in two passes; NaN of fewer than two values. */
export function sampleDeviation(values: Float64Array): number {
  if (values.length < 2) return Number.NaN
  const center = mean(values)
  return Math.sqrt(sum(values.map((value) => (value - center) ** 2)) / (values.length - 1))
}

/** Quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7; the default of R and NumPy). */
export function quantile(values: Float64Array, probability: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = values.slice().sort()
  const position = (sorted.length - 1) * probability
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!)
}
