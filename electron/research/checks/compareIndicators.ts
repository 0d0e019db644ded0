import type { PreparedRun } from '../../engine/prepareRun.ts'

/** The engine's sums may round differently over another number of bars; a look ahead is far beyond that. */
const ROUNDING = 1e-9

export interface IndicatorDifference {
  readonly indicator: string
  readonly symbol: string
  readonly timeMs: number
  readonly first: number
  readonly second: number
  /** Values that differ. */
  readonly differing: number
}

/** Relative difference of two values: 0 where both are unknown, infinite where one is. */
export function relativeDifference(a: number, b: number, floor = 0): number {
  if (Object.is(a, b)) return 0
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.POSITIVE_INFINITY
  const difference = Math.abs(a - b)
  return difference === 0 ? 0 : difference / Math.max(Math.abs(a), Math.abs(b), floor)
}

/** The value of an indicator at a slot of a run's time order. */
export function indicatorAt({ tape }: PreparedRun, slot: number, indicator: number): number {
  return tape.values[tape.origin + slot * tape.width + 1 + indicator] ?? Number.NaN
}

/** The step that a slot of the time order belongs to. */
function stepOf({ order }: PreparedRun, slot: number): number {
  let low = 0
  let high = order.closeMs.length
  while (low < high - 1) {
    const middle = (low + high) >> 1
    if ((order.start[middle] ?? 0) <= slot) low = middle
    else high = middle
  }
  return low
}

/** Compares the indicators of two runs over the bars that both have, up to those that close at `untilMs`. */
export function compareIndicators(
  reference: PreparedRun,
  trial: PreparedRun,
  untilMs: number,
): IndicatorDifference | null {
  const names = reference.indicatorNames
  let first: Omit<IndicatorDifference, 'differing'> | null = null
  let differing = 0
  const slots = Math.min(reference.order.symbolIds.length, trial.order.symbolIds.length)
  for (let slot = 0; slot < slots; slot++) {
    for (let place = 0; place < names.length; place++) {
      const a = indicatorAt(reference, slot, place)
      const b = indicatorAt(trial, slot, place)
      if (a === b || relativeDifference(a, b) <= ROUNDING) continue
      const timeMs = reference.order.closeMs[stepOf(reference, slot)] ?? Number.NaN
      if (timeMs > untilMs) return first && { ...first, differing }
      differing++
      first ??= {
        indicator: names[place] ?? '',
        symbol: reference.cores[reference.order.symbolIds[slot] ?? 0]?.symbol ?? '',
        timeMs,
        first: a,
        second: b,
      }
    }
  }
  return first && { ...first, differing }
}
