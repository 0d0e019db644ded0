import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { BarColumns } from '../../../shared/domain/bar.ts'
import { CORRECTIONS } from '../bars/knownBars.ts'
import type { DatabaseSession, LakeDatabase } from '../duckdb/lakeDatabase.ts'
import { literal } from '../duckdb/sqlText.ts'
import { withBarTable } from './barTable.ts'
import { STAGING } from './commitFolders.ts'

export type ExportFormat = 'csv' | 'parquet'

/**
 * A dataset as the bytes of a file. CSV has times in ISO 8601 UTC, of bars with milliseconds, of trades and quotes one by
 * one with nanoseconds; numbers are written in the shortest form that reads back the same.
 */
export function exportDataset(
  database: LakeDatabase,
  lakeFolder: string,
  datasetFolder: string,
  format: ExportFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  const source = `read_parquet(${literal(path.join(datasetFolder, 'bars.parquet'))})`
  const corrections = path.join(datasetFolder, CORRECTIONS)
  return exportTable(database, lakeFolder, format, async (copy, session) => {
    const names = (await session.rows(`describe select * from ${source}`)).map(([name]) => name)
    if (!names.includes('known')) return copy(source, names.includes('close') ? 'ms' : 'ns')
    const later = existsSync(corrections)
      ? ` union all select * from read_parquet(${literal(corrections)})`
      : ''
    const known =
      format === 'csv'
        ? `strftime(make_timestamp_ms(known), '%Y-%m-%dT%H:%M:%S.%gZ')`
        : 'make_timestamp_ms(known)'
    const all = `(select * from ${source}${later} order by time, known)`
    return copy(`(select * replace (${known} as known) from ${all})`, 'ms')
  })
}

/** Bars that are not stored, as the bytes of a file in the same form. */
export function exportBars(
  database: LakeDatabase,
  lakeFolder: string,
  columns: BarColumns,
  format: ExportFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  return exportTable(database, lakeFolder, format, (work, session) => withBarTable(session, columns, work))
}

type CopyFrom = (table: string, unit?: 'ms' | 'ns') => Promise<void>

async function exportTable(
  database: LakeDatabase,
  lakeFolder: string,
  format: ExportFormat,
  withTable: (copy: CopyFrom, session: DatabaseSession) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const instant = { ms: 'make_timestamp_ms(time)', ns: 'make_timestamp_ns(time)' }
  const text = {
    ms: `strftime(${instant.ms}, '%Y-%m-%dT%H:%M:%S.%gZ')`,
    // strftime() writes nanoseconds wrongly.
    ns: "strftime(make_timestamp_ms(time // 1000000), '%Y-%m-%dT%H:%M:%S.%g') || lpad((time % 1000000)::varchar, 6, '0') || 'Z'",
  }
  const time = format === 'csv' ? text : instant
  const to = format === 'csv' ? 'format csv, header' : 'format parquet, compression zstd, parquet_version v2'
  const folder = path.join(lakeFolder, STAGING, randomUUID())
  const file = path.join(folder, `export.${format}`)
  await mkdir(folder, { recursive: true })
  try {
    await database.use((session) =>
      withTable(
        (table, unit = 'ms') =>
          session.run(
            `copy (select * replace (${time[unit]} as time) from ${table}) to ${literal(file)} (${to})`,
          ),
        session,
      ),
    )
    return new Uint8Array(await readFile(file))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
