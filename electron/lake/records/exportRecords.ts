import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { PointInTimeDataset } from '../../../shared/domain/valueSeries.ts'
import type { LakeDatabase } from '../duckdb/lakeDatabase.ts'
import { literal } from '../duckdb/sqlText.ts'
import { STAGING } from '../storage/commitFolders.ts'

const instant = (column: string, csv: boolean) =>
  csv
    ? `strftime(make_timestamp_ms(${column}), '%Y-%m-%dT%H:%M:%S.%gZ') as ${column}`
    : `make_timestamp_ms(${column}) as ${column}`

/** The rows of values or news as the bytes of a file, times in UTC. */
export async function exportRecords(
  database: LakeDatabase,
  lakeFolder: string,
  recordFolder: string,
  dataset: PointInTimeDataset,
  format: 'csv' | 'parquet',
): Promise<Uint8Array<ArrayBuffer>> {
  const csv = format === 'csv'
  const source = `read_parquet(${literal(path.join(recordFolder, `${dataset.kind}.parquet`))})`
  const query =
    dataset.kind === 'values'
      ? `select ${instant('reference', csv)}, ${instant('known', csv)}, value from ${source}`
      : `select ${instant('known', csv)}, text, type, ${csv ? "array_to_string(symbols, ' ') as symbols" : 'symbols'} from ${source}`
  const to = csv ? 'format csv, header' : 'format parquet, compression zstd, parquet_version v2'
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
