export interface HistogramBin {
  /** Lower edge, included; the last bin includes its upper edge as well. */
  readonly from: number
  readonly to: number
  readonly count: number
}

const NICE_STEPS = [1, 2, 2.5, 5, 10] as const

/** The smallest of 1, 2, 2.5, 5 x 10^n that is not below `width`. */
export function niceStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  for (const step of NICE_STEPS) {
    if (step * power >= width * (1 - 1e-12)) return step * power
  }
  return 10 * power
}

function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = (sorted.length - 1) * share
  const low = Math.floor(position)
  const lower = sorted[low] ?? Number.NaN
  const upper = sorted[Math.min(low + 1, sorted.length - 1)] ?? lower
  return lower + (upper - lower) * (position - low)
}

/**
 * Bins of equal, round width over finite values, zero always on an edge so that no bin mixes gains and losses.
 * The width starts from Freedman and Diaconis (1981), 2 IQR n^(-1/3), and is widened until at most `maxBins` are
 * needed. Empty for no finite values.
 */
export function histogram(values: ArrayLike<number>, maxBins = 41): HistogramBin[] {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort()
  const smallest = sorted[0]
  const largest = sorted[sorted.length - 1]
  if (smallest === undefined || largest === undefined) return []
  const range = largest - smallest
  const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25)
  const suggested = (2 * spread) / Math.cbrt(sorted.length)
  // Two bins less than allowed: rounding outwards to the grid can add one at each end.
  let width = niceStep(Math.max(suggested, range / Math.max(1, maxBins - 2), Math.abs(largest) * 1e-9, 1e-12))
  let first = Math.floor(smallest / width + 1e-9)
  let last = Math.max(Math.ceil(largest / width - 1e-9), first + 1)
  while (last - first > maxBins) {
    width = niceStep(width * 1.01)
    first = Math.floor(smallest / width + 1e-9)
    last = Math.max(Math.ceil(largest / width - 1e-9), first + 1)
  }
  const counts = new Uint32Array(last - first)
  for (const value of sorted) {
    const bin = Math.min(counts.length - 1, Math.max(0, Math.floor(value / width + 1e-9) - first))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return Array.from(counts, (count, bin) => ({
    from: (first + bin) * width,
    to: (first + bin + 1) * width,
    count,
  }))
}
