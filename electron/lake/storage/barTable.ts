import type { BarColumns } from '../../../shared/domain/bar.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'

const NAMES = ['time', 'open', 'high', 'low', 'close', 'volume'] as const

/** Puts bars into a temporary table of the columns time to volume, runs `work`, and drops it. */
export async function withBarTable<T>(
  session: DatabaseSession,
  columns: BarColumns,
  work: (table: string) => Promise<T>,
): Promise<T> {
  await session.run(
    `create or replace temp table generated (${NAMES.map((name) => `${name} double`).join(', ')})`,
  )
  try {
    await session.appendColumns(
      'generated',
      NAMES.map((name) => columns[name]),
    )
    return await work('(select * replace (time::bigint as time) from generated)')
  } finally {
    await session.run('drop table generated')
  }
}

/** Writes bars to the Parquet file of a dataset. */
export function writeBars(session: DatabaseSession, columns: BarColumns, file: string): Promise<void> {
  return withBarTable(session, columns, (table) => session.writeParquet(`from ${table}`, file))
}
