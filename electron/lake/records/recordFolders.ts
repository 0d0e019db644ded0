import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import {
  type NewsItem,
  newsItemSchema,
  type PointInTimeDataset,
  pointInTimeDatasetSchema,
  type ValueColumns,
} from '../../../shared/domain/valueSeries.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { literal } from '../duckdb/sqlText.ts'
import { datasetFolderName } from '../storage/datasetId.ts'

const RECORD = 'dataset.json'
/** What the folders of values and news end with. A folder of bars has an @ instead. */
const ENDING = '~records'

/** Folder of a dataset of values or news, within the lake's. */
export function recordFolderName(id: string): string {
  return `${datasetFolderName(id)}${ENDING}`
}

/** Reads the records of all datasets of values and news. One that cannot be read is logged and left where it is. */
export async function readRecordDatasets(
  lakeFolder: string,
  log?: (level: 'warning', message: string) => void,
): Promise<Map<string, PointInTimeDataset>> {
  const datasets = new Map<string, PointInTimeDataset>()
  for (const entry of await readdir(lakeFolder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !entry.name.endsWith(ENDING)) continue
    try {
      const text = await readFile(path.join(lakeFolder, entry.name, RECORD), 'utf8')
      const dataset = pointInTimeDatasetSchema.parse(JSON.parse(text))
      if (recordFolderName(dataset.id) !== entry.name) throw new Error('the record is of another dataset')
      datasets.set(dataset.id, dataset)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log?.('warning', `The dataset in '${entry.name}' cannot be read and is left out: ${reason}`)
    }
  }
  return datasets
}

/** Writes a dataset of values below `target` and returns its folder's name. */
export async function writeValueFolder(
  session: DatabaseSession,
  target: string,
  dataset: PointInTimeDataset,
  { refMs, knownMs, value }: ValueColumns,
): Promise<string> {
  const folder = await makeFolder(target, dataset)
  await session.run(
    'create or replace temp table record_values (reference double, known double, value double)',
  )
  await session.appendColumns('record_values', [refMs, knownMs, value])
  await session.writeParquet(
    'select reference::bigint as reference, known::bigint as known, value from record_values',
    path.join(target, folder, 'values.parquet'),
  )
  return folder
}

/** Writes a dataset of news below `target` and returns its folder's name. */
export async function writeNewsFolder(
  session: DatabaseSession,
  target: string,
  dataset: PointInTimeDataset,
  items: readonly NewsItem[],
): Promise<string> {
  const folder = await makeFolder(target, dataset)
  const lines = path.join(target, `${folder}.jsonl`)
  await writeFile(lines, items.map((item) => `${JSON.stringify(item)}\n`).join(''))
  const columns = `columns={'knownMs': 'BIGINT', 'text': 'VARCHAR', 'type': 'VARCHAR', 'symbols': 'VARCHAR[]'}`
  await session.writeParquet(
    `select "knownMs" as known, text, type, symbols from read_json(${literal(lines)}, format='newline_delimited', ${columns})`,
    path.join(target, folder, 'news.parquet'),
  )
  return folder
}

async function makeFolder(target: string, dataset: PointInTimeDataset): Promise<string> {
  const folder = recordFolderName(dataset.id)
  await mkdir(path.join(target, folder), { recursive: true })
  await writeFile(path.join(target, folder, RECORD), `${JSON.stringify(dataset, null, 2)}\n`)
  return folder
}

/** The columns of a dataset of values. */
export async function readValues(
  session: DatabaseSession,
  folder: string,
  rows: number,
): Promise<ValueColumns> {
  const [refMs, knownMs, value] = await session.columns(
    `select reference::double, known::double, value from read_parquet(${literal(path.join(folder, 'values.parquet'))})`,
    3,
    rows,
  )
  if (!refMs || !knownMs || !value) throw new Error('a column of values is missing')
  return { refMs, knownMs, value }
}

/** The items of a dataset of news, in the order in which they became known. */
export async function readNews(session: DatabaseSession, folder: string): Promise<NewsItem[]> {
  const rows = await session.rowsWithList(
    `select known::double, text, type, symbols from read_parquet(${literal(path.join(folder, 'news.parquet'))})`,
  )
  return rows.map(({ values: [known, text, type], list }) =>
    newsItemSchema.parse({ knownMs: Number(known), text, type, symbols: list }),
  )
}
