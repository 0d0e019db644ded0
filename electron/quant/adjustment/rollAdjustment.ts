import type { PriceColumns } from './adjustedColumns.ts'

/** A continuous series goes over to its next contract, from the first bar at or after `timeMs`. */
export interface RollAction {
  readonly kind: string
  readonly timeMs: number
  readonly fromPrice?: number | undefined
  readonly toPrice?: number | undefined
}

/** Gaps between contracts are taken out by adding them (Panama canal) or by multiplying with their ratio. */
export type RollMethod = 'difference' | 'ratio'

export interface RollStep {
  readonly bar: number
  /** Price of the next contract minus that of the one before, and over it. */
  readonly difference: number
  readonly ratio: number
}

/** The rolls of a series up to a moment, ascending, each with its first bar; those without bars on both sides left out. */
export function rollSteps(
  time: Float64Array,
  actions: readonly RollAction[],
  asOfMs = Number.POSITIVE_INFINITY,
): RollStep[] {
  const steps: RollStep[] = []
  let bar = 0
  for (const { kind, timeMs, fromPrice, toPrice } of actions.toSorted((a, b) => a.timeMs - b.timeMs)) {
    if (kind !== 'roll' || fromPrice === undefined || toPrice === undefined || timeMs > asOfMs) continue
    while (bar < time.length && time[bar]! < timeMs) bar++
    if (bar > 0 && bar < time.length) {
      steps.push({ bar, difference: toPrice - fromPrice, ratio: toPrice / fromPrice })
    }
  }
  return steps
}

/**
 * Prices of a continuous future as they looked at a moment: the newest contract raw, earlier ones shifted by the gaps at
 * the rolls since (Panama canal) or scaled by their ratios. Bars that open after `asOfMs` are left out, rolls after it
 * have no influence. Volumes stay. The columns are new.
 */
export function rollAdjustedAsOf(
  columns: PriceColumns,
  actions: readonly RollAction[],
  method: RollMethod,
  asOfMs = Number.POSITIVE_INFINITY,
): PriceColumns {
  let size = columns.time.length
  while (size > 0 && columns.time[size - 1]! > asOfMs) size--
  const seen = copyOf(columns, size)
  let shift = 0
  let factor = 1
  let end = size
  for (const { bar, difference, ratio } of rollSteps(seen.time, actions, asOfMs).toReversed()) {
    move(seen, bar, end, shift, factor)
    if (method === 'difference') shift += difference
    else factor *= ratio
    end = bar
  }
  move(seen, 0, end, shift, factor)
  return seen
}

/**
 * Prices of a continuous future adjusted from its first contract on: that one stays raw, a later one is shifted or
 * scaled back by the gaps at the rolls up to it. A value depends on nothing that comes after its bar. The columns are
 * new, `time` and `volume` are shared.
 */
export function rollAdjustedForward(
  columns: PriceColumns,
  actions: readonly RollAction[],
  method: RollMethod,
): PriceColumns {
  const { time, volume } = columns
  const adjusted = { ...copyOf(columns, time.length), time, volume }
  const steps = rollSteps(time, actions, Number.POSITIVE_INFINITY)
  let shift = 0
  let factor = 1
  for (const [index, { bar, difference, ratio }] of steps.entries()) {
    if (method === 'difference') shift -= difference
    else factor /= ratio
    move(adjusted, bar, steps[index + 1]?.bar ?? time.length, shift, factor)
  }
  return adjusted
}

function copyOf(columns: PriceColumns, size: number): PriceColumns {
  return {
    time: columns.time.slice(0, size),
    open: columns.open.slice(0, size),
    high: columns.high.slice(0, size),
    low: columns.low.slice(0, size),
    close: columns.close.slice(0, size),
    volume: columns.volume.slice(0, size),
  }
}

function move(columns: PriceColumns, from: number, to: number, shift: number, factor: number): void {
  if (shift === 0 && factor === 1) return
  for (const column of [columns.open, columns.high, columns.low, columns.close]) {
    for (let i = from; i < to; i++) column[i] = column[i]! * factor + shift
  }
}
