import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { BarColumns } from '../../../shared/domain/bar.ts'
import type { DatabaseSession, LakeDatabase } from '../duckdb/lakeDatabase.ts'
import { literal } from '../duckdb/sqlText.ts'
import { withBarTable } from './barTable.ts'
import { STAGING } from './commitFolders.ts'

export type ExportFormat = 'csv' | 'parquet'

/**
 * A dataset's bars as the bytes of a file. CSV has times in ISO 8601 UTC with milliseconds; numbers are written in the
 * shortest form that reads back the same.
 */
export function exportDataset(
  database: LakeDatabase,
  lakeFolder: string,
  datasetFolder: string,
  format: ExportFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  const source = `read_parquet(${literal(path.join(datasetFolder, 'bars.parquet'))})`
  return exportTable(database, lakeFolder, format, (work) => work(source))
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

type CopyFrom = (table: string) => Promise<void>

async function exportTable(
  database: LakeDatabase,
  lakeFolder: string,
  format: ExportFormat,
  withTable: (copy: CopyFrom, session: DatabaseSession) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const time =
    format === 'csv'
      ? "strftime(make_timestamp_ms(time), '%Y-%m-%dT%H:%M:%S.%gZ')"
      : 'make_timestamp_ms(time)'
  const to = format === 'csv' ? 'format csv, header' : 'format parquet, compression zstd, parquet_version v2'
  const folder = path.join(lakeFolder, STAGING, randomUUID())
  const file = path.join(folder, `export.${format}`)
  await mkdir(folder, { recursive: true })
  try {
    await database.use((session) =>
      withTable(
        (table) =>
          session.run(`copy (select * replace (${time} as time) from ${table}) to ${literal(file)} (${to})`),
        session,
      ),
    )
    return new Uint8Array(await readFile(file))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
