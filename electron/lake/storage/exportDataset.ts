import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { LakeDatabase } from '../duckdb/lakeDatabase.ts'
import { literal } from '../duckdb/sqlText.ts'
import { STAGING } from './commitFolders.ts'

/**
 * A dataset's bars as the bytes of a file. CSV has times in ISO 8601 UTC with milliseconds; numbers are written in the
 * shortest form that reads back the same.
 */
export async function exportDataset(
  database: LakeDatabase,
  lakeFolder: string,
  datasetFolder: string,
  format: 'csv' | 'parquet',
): Promise<Uint8Array<ArrayBuffer>> {
  const source = `read_parquet(${literal(path.join(datasetFolder, 'bars.parquet'))})`
  const query =
    format === 'csv'
      ? `select * replace (strftime(make_timestamp_ms(time), '%Y-%m-%dT%H:%M:%S.%gZ') as time) from ${source}`
      : `select * replace (make_timestamp_ms(time) as time) from ${source}`
  const to = format === 'csv' ? 'format csv, header' : 'format parquet, compression zstd, parquet_version v2'
  const folder = path.join(lakeFolder, STAGING, randomUUID())
  const file = path.join(folder, `export.${format}`)
  await mkdir(folder, { recursive: true })
  try {
    await database.use((session) => session.run(`copy (${query}) to ${literal(file)} (${to})`))
    return new Uint8Array(await readFile(file))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
