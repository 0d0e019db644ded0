import type { EquitySeries } from '../../shared/domain/backtest.ts'

/** Points a bucket contributes at most: lowest and highest equity, deepest drawdown. */
const POINTS_PER_BUCKET = 3

/**
 * At most `maxPoints` points of an equity curve. First and last stay, and of every stretch in between its lowest and
 * highest equity and its deepest drawdown, so that no extreme of the curve is lost at any width. With fewer than five
 * points to spend, only first, last and the curve's own extremes remain as far as they fit.
 */
export function thinEquity(series: EquitySeries, maxPoints: number): EquitySeries {
  const length = series.time.length
  if (length <= maxPoints) return series
  const buckets = Math.max(0, Math.floor((maxPoints - 2) / POINTS_PER_BUCKET))
  const kept = new Set<number>([0, length - 1])
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor((bucket * (length - 2)) / buckets)
    const to = 1 + Math.floor(((bucket + 1) * (length - 2)) / buckets)
    if (from >= to) continue
    let lowest = from
    let highest = from
    let deepest = from
    for (let index = from + 1; index < to; index++) {
      if (at(series.equity, index) < at(series.equity, lowest)) lowest = index
      if (at(series.equity, index) > at(series.equity, highest)) highest = index
      if (at(series.drawdown, index) < at(series.drawdown, deepest)) deepest = index
    }
    kept.add(lowest).add(highest).add(deepest)
  }
  const indices = [...kept].sort((a, b) => a - b)
  const pick = (column: Float64Array<ArrayBuffer>) =>
    column.length === 0 ? column : Float64Array.from(indices, (index) => at(column, index))
  return {
    time: pick(series.time),
    equity: pick(series.equity),
    drawdown: pick(series.drawdown),
    benchmark: pick(series.benchmark),
  }
}

function at(column: Float64Array, index: number): number {
  return column[index] ?? Number.NaN
}
