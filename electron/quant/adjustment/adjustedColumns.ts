import {
  type AdjustmentKind,
  type AdjustmentStep,
  adjustmentSteps,
  type PriceAction,
} from './adjustmentFactors.ts'

/** Bars as columns of equal length, ascending by `time`. */
export interface PriceColumns {
  readonly time: Float64Array<ArrayBuffer>
  readonly open: Float64Array<ArrayBuffer>
  readonly high: Float64Array<ArrayBuffer>
  readonly low: Float64Array<ArrayBuffer>
  readonly close: Float64Array<ArrayBuffer>
  readonly volume: Float64Array<ArrayBuffer>
}

/**
 * Raw bars as they looked, adjusted, at a moment: those that open at or before `asOfMs`, the newest at its raw price
 * and earlier ones multiplied by the factors of what happened between. Nothing that happens after `asOfMs` has any
 * influence. The columns are new.
 */
export function adjustedAsOf(
  columns: PriceColumns,
  actions: readonly PriceAction[],
  kind: AdjustmentKind,
  asOfMs = Number.POSITIVE_INFINITY,
): PriceColumns {
  const size = countUpTo(columns.time, asOfMs)
  const seen: PriceColumns = {
    time: columns.time.slice(0, size),
    open: columns.open.slice(0, size),
    high: columns.high.slice(0, size),
    low: columns.low.slice(0, size),
    close: columns.close.slice(0, size),
    volume: columns.volume.slice(0, size),
  }
  let price = 1
  let volume = 1
  let end = size
  const steps = adjustmentSteps(seen.time, columns.close, actions, kind)
  for (const step of steps.toReversed()) {
    scale(seen, step.bar, end, price, volume)
    price *= step.price
    volume *= step.volume
    end = step.bar
  }
  scale(seen, 0, end, price, volume)
  return seen
}

/**
 * Raw bars adjusted from the first one on: it stays raw, and later ones are divided by the factors of what has happened
 * since. A value depends on nothing that comes after its bar, so that strategies may compute with it; the newest bar is
 * not at its raw price. Returns between bars are those of `adjustedAsOf`. The columns are new, `time` is shared.
 */
export function adjustedForward(
  columns: PriceColumns,
  actions: readonly PriceAction[],
  kind: AdjustmentKind,
): PriceColumns {
  const adjusted: PriceColumns = {
    time: columns.time,
    open: columns.open.slice(),
    high: columns.high.slice(),
    low: columns.low.slice(),
    close: columns.close.slice(),
    volume: columns.volume.slice(),
  }
  const steps: readonly AdjustmentStep[] = adjustmentSteps(columns.time, columns.close, actions, kind)
  let price = 1
  let volume = 1
  for (const [index, step] of steps.entries()) {
    price /= step.price
    volume /= step.volume
    scale(adjusted, step.bar, steps[index + 1]?.bar ?? columns.time.length, price, volume)
  }
  return adjusted
}

function scale(columns: PriceColumns, from: number, to: number, price: number, volume: number): void {
  const { open, high, low, close } = columns
  if (price !== 1) {
    for (let i = from; i < to; i++) {
      open[i]! *= price
      high[i]! *= price
      low[i]! *= price
      close[i]! *= price
    }
  }
  if (volume !== 1) for (let i = from; i < to; i++) columns.volume[i]! *= volume
}

/** How many values of an ascending column are at or below `bound`. */
function countUpTo(values: Float64Array, bound: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! <= bound) low = middle + 1
    else high = middle
  }
  return low
}
