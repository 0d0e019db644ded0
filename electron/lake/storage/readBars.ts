import type { BarColumns } from '../../../shared/domain/bar.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { literal } from '../duckdb/sqlText.ts'

/** Reads the bars of a Parquet file of the lake, all of `count`. */
export function readBars(session: DatabaseSession, file: string, count: number): Promise<BarColumns> {
  return queryBars(session, `from read_parquet(${literal(file)})`, count)
}

/** The bars of a query that gives them in order, all of `count`. */
export async function queryBars(session: DatabaseSession, sql: string, count: number): Promise<BarColumns> {
  const [time, open, high, low, close, volume] = await session.columns(
    `select time::double, open, high, low, close, volume from (${sql})`,
    6,
    count,
  )
  if (!time || !open || !high || !low || !close || !volume) throw new Error('a column of bars is missing')
  return { time, open, high, low, close, volume }
}

/** The columns from index `first` on, as copies that outlive the cache and cross a message port. */
export function copyColumns(columns: BarColumns, first: number): BarColumns {
  return {
    time: columns.time.slice(first),
    open: columns.open.slice(first),
    high: columns.high.slice(first),
    low: columns.low.slice(first),
    close: columns.close.slice(first),
    volume: columns.volume.slice(first),
  }
}

/** Index of the first value at or after `key` in an ascending column; its length where there is none. */
export function firstAtOrAfter(values: Float64Array, key: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) < key) low = middle + 1
    else high = middle
  }
  return low
}
