import type { TimeSpan } from './chartWindow.ts'
import { nearestIndex } from './sortedTimes.ts'

/** A stretch of the time axis in bars: 0 is the first bar, fractions and places beyond the bars are allowed. */
export interface LogicalRange {
  readonly from: number
  readonly to: number
}

/** Fewer bars than this are not a chart; a new timeframe then shows so many instead. */
export const LEAST_BARS = 40
const KEPT_BARS = 160
/** Room between the newest bar and the price scale. */
const RIGHT_BARS = 3
const LEAST_ZOOMED_BARS = 8

/** The newest `count` of `length` bars. A handful of bars keeps the width of bars, instead of filling the chart. */
export function latestRange(length: number, count: number): LogicalRange {
  const from = Math.max(-1, length - count)
  return { from, to: Math.max(length + RIGHT_BARS, from + LEAST_BARS) }
}

/**
 * The same stretch of time on other bars. Where that is a handful of them, its end is kept and more is shown around it;
 * null where it does not touch the bars at all.
 */
export function restoredRange(times: Float64Array, span: TimeSpan): LogicalRange | null {
  const from = nearestIndex(times, span.fromMs)
  const to = nearestIndex(times, span.toMs)
  if (to - from >= LEAST_BARS) return { from, to }
  if (to <= from) return null
  const start = Math.max(-1, to - KEPT_BARS)
  const end = Math.min(times.length + RIGHT_BARS, Math.max(to + RIGHT_BARS, start + KEPT_BARS))
  return { from: start, to: Math.max(end, start + LEAST_BARS) }
}

/** Moved by a share of its width; negative is back in time. Half of the screen never leaves the `length` bars. */
export function pannedRange({ from, to }: LogicalRange, length: number, share: number): LogicalRange {
  const width = to - from
  const furthest = length - 1 + width / 2 - to
  const step = Math.min(furthest, Math.max(-width / 2 - from, width * share))
  return { from: from + step, to: to + step }
}

/**
 * Multiplied in width; below 1 shows less time, larger. The newest bar stays where it is while it is on the screen,
 * else the middle does.
 */
export function zoomedRange({ from, to }: LogicalRange, length: number, factor: number): LogicalRange {
  const last = length - 1
  const anchor = to >= last && from <= last ? last : (from + to) / 2
  const applied = Math.max(LEAST_ZOOMED_BARS / (to - from), factor)
  return {
    from: anchor - (anchor - from) * applied,
    to: anchor + Math.min((to - anchor) * applied, Math.max(to - anchor, 4)),
  }
}
