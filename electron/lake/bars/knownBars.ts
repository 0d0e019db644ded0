import path from 'node:path'
import type { BarColumns } from '../../../shared/domain/bar.ts'
import { barCloses } from '../../../shared/domain/barClose.ts'
import type { Timeframe } from '../../../shared/domain/timeframe.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { literal } from '../duckdb/sqlText.ts'
import { readBars } from '../storage/readBars.ts'

/** File of the later vintages of bars, beside that of the first ones. */
export const CORRECTIONS = 'corrections.parquet'

/** When each bar of a Parquet file of the lake became known, in epoch milliseconds. */
export async function readKnown(
  session: DatabaseSession,
  file: string,
  count: number,
): Promise<Float64Array<ArrayBuffer>> {
  const [known] = await session.columns(`select known::double from read_parquet(${literal(file)})`, 1, count)
  if (!known) throw new Error('the column of knowledge times is missing')
  return known
}

/** Later vintages of bars, by time and then by when they became known. */
export interface Corrections extends BarColumns {
  readonly known: Float64Array<ArrayBuffer>
}

/** The corrections that stand beside a dataset's bars. */
export async function readCorrections(session: DatabaseSession, barsFile: string): Promise<Corrections> {
  const file = path.join(path.dirname(barsFile), CORRECTIONS)
  const [counted] = await session.rows(`select count(*) from read_parquet(${literal(file)})`)
  const count = Number(counted?.[0] ?? 0)
  return { ...(await readBars(session, file, count)), known: await readKnown(session, file, count) }
}

/** The bars that were known at a time, each in the latest vintage that was. */
export function barsAsOf(
  columns: BarColumns,
  known: Float64Array,
  corrections: Corrections | undefined,
  asOfMs: number,
): BarColumns {
  const rows = Int32Array.from(columns.time.keys()).filter((row) => (known[row] ?? Number.NaN) <= asOfMs)
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] ?? Number.NaN)
  const { time, open, high, low, close, volume } = columns
  const kept = {
    ...{ time: pick(time), open: pick(open), high: pick(high), low: pick(low) },
    ...{ close: pick(close), volume: pick(volume) },
  }
  if (!corrections) return kept
  const places = new Map(Array.from(kept.time, (at, place) => [at, place]))
  for (let row = 0; row < corrections.time.length; row++) {
    const place = places.get(corrections.time[row] ?? Number.NaN)
    if (place === undefined || (corrections.known[row] ?? Number.NaN) > asOfMs) continue
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) {
      kept[name][place] = corrections[name][row] ?? Number.NaN
    }
  }
  return kept
}

/**
 * When each bar is revealed: at its close, or when it became known where that is later. Bars are revealed in their order,
 * so one that was published after its successor holds that one back; two that would be revealed at the same instant are a
 * millisecond apart.
 *
 * @returns the times, strictly increasing, and how many bars are revealed after their close.
 */
export function knownCloses(
  open: Float64Array,
  known: Float64Array,
  timeframe: Timeframe,
): { closeMs: Float64Array<ArrayBuffer>; late: number } {
  const closeMs = barCloses(open, timeframe)
  let late = 0
  let before = Number.NEGATIVE_INFINITY
  for (let t = 0; t < closeMs.length; t++) {
    const close = closeMs[t] ?? Number.NaN
    const revealed = Math.max(close, known[t] ?? Number.NaN, before + 1)
    if (revealed > close) late++
    closeMs[t] = revealed
    before = revealed
  }
  return { closeMs, late }
}

/**
 * When bars that were built from finer ones are known: at their own close, or at that of their last finer bar where that
 * is later, as finer bars may be late or reach beyond.
 *
 * @param open Opens of the coarser bars.
 * @param fineOpen Opens of the finer bars, each of which belongs to the last coarser bar that opens at or before it.
 * @returns undefined where every bar is known at its own close
 */
export function coarserCloses(
  open: Float64Array,
  timeframe: Timeframe,
  starts: Float64Array,
  fineCloseMs: Float64Array,
): Float64Array<ArrayBuffer> | undefined {
  const closeMs = barCloses(open, timeframe)
  let isLate = false
  let bar = 0
  for (let i = 0; i < starts.length; i++) {
    while (bar + 1 < open.length && starts[i] !== open[bar]) bar++
    const close = fineCloseMs[i] ?? Number.NaN
    if (close > (closeMs[bar] ?? Number.NaN)) {
      closeMs[bar] = close
      isLate = true
    }
  }
  return isLate ? closeMs : undefined
}
