import { createHash } from 'node:crypto'
import type { ValueColumns } from '../../../shared/domain/valueSeries.ts'

/** A row while it is collected: what was published of a period, and when. */
export interface ValueRow {
  readonly refMs: number
  readonly knownMs: number
  readonly value: number
}

/** Rows as columns in their order: by `knownMs`, then by `refMs`. No two rows may have both in common. */
export function toValueColumns(rows: readonly ValueRow[]): ValueColumns {
  const sorted = rows.toSorted((a, b) => a.knownMs - b.knownMs || a.refMs - b.refMs)
  return {
    refMs: Float64Array.from(sorted, ({ refMs }) => refMs),
    knownMs: Float64Array.from(sorted, ({ knownMs }) => knownMs),
    value: Float64Array.from(sorted, ({ value }) => value),
  }
}

/** The rows that were known at a time, it included: views, not copies. */
export function knownUntil({ refMs, knownMs, value }: ValueColumns, untilMs: number): ValueColumns {
  let low = 0
  let high = knownMs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((knownMs[middle] ?? 0) <= untilMs) low = middle + 1
    else high = middle
  }
  return { refMs: refMs.subarray(0, low), knownMs: knownMs.subarray(0, low), value: value.subarray(0, low) }
}

/** SHA-256, in hexadecimal, over `refMs`, `knownMs` and `value` as little-endian float64. */
export function valueHash(columns: ValueColumns): string {
  const hash = createHash('sha256')
  for (const column of [columns.refMs, columns.knownMs, columns.value]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  }
  return hash.digest('hex')
}

/** How many periods, vintages and corrections there are, and the first and last period. */
export function valueFigures({ refMs, knownMs, value }: ValueColumns) {
  const newest = new Map<number, number>()
  let revisions = 0
  let vintages = 0
  let fromMs = Number.POSITIVE_INFINITY
  let toMs = Number.NEGATIVE_INFINITY
  for (let row = 0; row < refMs.length; row++) {
    const period = refMs[row] ?? 0
    const figure = value[row] ?? Number.NaN
    const before = newest.get(period)
    if (before !== undefined && before !== figure) revisions++
    newest.set(period, figure)
    if (row === 0 || knownMs[row] !== knownMs[row - 1]) vintages++
    fromMs = Math.min(fromMs, period)
    toMs = Math.max(toMs, period)
  }
  return { periods: newest.size, vintages, revisions, fromMs, toMs }
}

/** The latest vintage of every period, ascending by period; of more than `maxPeriods` the newest. */
export function latestVintages({ refMs, knownMs, value }: ValueColumns, maxPeriods: number): ValueColumns {
  const newest = new Map<number, number>()
  for (let row = 0; row < refMs.length; row++) newest.set(refMs[row] ?? 0, row)
  const rows = [...newest]
    .sort(([a], [b]) => a - b)
    .slice(-maxPeriods)
    .map(([, row]) => row)
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] ?? Number.NaN)
  return { refMs: pick(refMs), knownMs: pick(knownMs), value: pick(value) }
}

/** Everything published of a period, oldest first. */
export function vintagesOf(
  { refMs, knownMs, value }: ValueColumns,
  period: number,
): { knownMs: number; value: number }[] {
  const found: { knownMs: number; value: number }[] = []
  for (let row = 0; row < refMs.length; row++) {
    if (refMs[row] === period) found.push({ knownMs: knownMs[row] ?? 0, value: value[row] ?? Number.NaN })
  }
  return found
}
