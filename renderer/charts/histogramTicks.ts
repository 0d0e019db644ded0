import type { HistogramBin } from './histogram.ts'

/**
 * Which edges of the bins carry a label so that labels never touch: every n-th one counted from zero, where zero is an
 * edge, else from the first.
 *
 * @param widthPx width of all bins together
 * @param labelPx room one label needs
 */
export function labelledEdges(
  bins: readonly HistogramBin[],
  widthPx: number,
  labelPx: number,
): readonly number[] {
  const [first] = bins
  if (first === undefined) return []
  const edges = [first.from, ...bins.map((bin) => bin.to)]
  const zero = edges.findIndex((edge) => Math.abs(edge) < (first.to - first.from) * 1e-6)
  const every = Math.max(1, Math.ceil((labelPx * bins.length) / Math.max(1, widthPx)))
  const anchor = zero < 0 ? 0 : zero
  return edges.map((_, index) => index).filter((index) => (index - anchor) % every === 0)
}

/** Round counts for the vertical axis, from 0 to at least the highest bin, about `wanted` of them. */
export function countTicks(highest: number, wanted: number): readonly number[] {
  if (highest <= 0) return [0]
  const rough = highest / Math.max(1, wanted)
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)))
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? power * 10,
  )
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, index) => index * step)
}
