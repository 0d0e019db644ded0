import path from 'node:path'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { RecordPlan } from '../../../shared/domain/recordPlan.ts'
import type { PointInTimeDataset } from '../../../shared/domain/valueSeries.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { mergeRows, newsDataset, refuseDefects, valueDataset } from './buildRecords.ts'
import { orderNews } from './parseNews.ts'
import type { ParsedRecords } from './parseRecords.ts'
import { DefectCounter, joinQuality, NOTHING_FOUND } from './recordDefects.ts'
import { readNews, readValues, recordFolderName, writeNewsFolder, writeValueFolder } from './recordFolders.ts'
import { toValueColumns } from './valueTable.ts'

/** A dataset whose folder stands ready to be moved into the lake. */
export interface MadeRecords {
  readonly dataset: PointInTimeDataset
  readonly folder: string
  /** Rows that were not there before. */
  readonly added: number
}

/** What an import of values or news is made from. */
export interface RecordWork {
  readonly parsed: ParsedRecords
  readonly plan: RecordPlan
  readonly fileName: string
  readonly importedMs: number
  readonly lakeFolder: string
  /** Where the new folders are written. */
  readonly target: string
  /** The dataset of an id that is there. */
  readonly standing: (id: string) => PointInTimeDataset | undefined
}

/**
 * Writes the datasets of an import, with the rows that they had before.
 * @throws DeskError DATA_REFUSED where a row contradicts one that is there, ALREADY_EXISTS
 */
export async function makeRecords(session: DatabaseSession, work: RecordWork): Promise<MadeRecords[]> {
  const { parsed } = work
  if (parsed.kind === 'news') return [await makeNews(session, parsed, work)]
  const made: MadeRecords[] = []
  for (const id of parsed.series.keys()) made.push(await makeValues(session, id, parsed, work))
  return made
}

async function makeNews(
  session: DatabaseSession,
  { id, items, defects }: Extract<ParsedRecords, { kind: 'news' }>,
  { plan, fileName, importedMs, target, lakeFolder, standing }: RecordWork,
): Promise<MadeRecords> {
  const found = requireKind(standing(id), 'news', plan)
  const before = found?.kind === 'news' ? found : undefined
  const old = before ? await readNews(session, path.join(lakeFolder, recordFolderName(id))) : []
  const counter = new DefectCounter(plan)
  const all = orderNews([...old, ...items], counter)
  const quality = joinQuality(joinQuality(before?.quality ?? NOTHING_FOUND, defects.quality), counter.quality)
  const added = all.length - old.length
  const dataset = newsDataset(id, all, { plan, fileName, importedMs, added, quality }, before)
  return { dataset, added, folder: await writeNewsFolder(session, target, dataset, all) }
}

async function makeValues(
  session: DatabaseSession,
  id: string,
  { series, defectsOf }: Extract<ParsedRecords, { kind: 'values' }>,
  { plan, fileName, importedMs, target, lakeFolder, standing }: RecordWork,
): Promise<MadeRecords> {
  const found = requireKind(standing(id), 'values', plan)
  const before = found?.kind === 'values' ? found : undefined
  const old = before
    ? await readValues(session, path.join(lakeFolder, recordFolderName(id)), before.rows)
    : undefined
  const counter = new DefectCounter(plan)
  const columns = toValueColumns(mergeRows(old, series.get(id) ?? [], counter))
  refuseDefects(counter, `${fileName}, ${id}`)
  const quality = joinQuality(joinQuality(before?.quality ?? NOTHING_FOUND, defectsOf(id)), counter.quality)
  const added = columns.refMs.length - (old?.refMs.length ?? 0)
  const dataset = valueDataset(id, columns, { plan, fileName, importedMs, added, quality }, before)
  return { dataset, added, folder: await writeValueFolder(session, target, dataset, columns) }
}

/** The dataset that an import adds to; undefined where there is none or it is replaced. */
function requireKind(
  standing: PointInTimeDataset | undefined,
  kind: PointInTimeDataset['kind'],
  plan: RecordPlan,
): PointInTimeDataset | undefined {
  if (standing !== undefined && standing.kind !== kind) {
    throw new DeskError(
      'ALREADY_EXISTS',
      `The lake has ${standing.kind} of the name ${standing.id} already.`,
      {
        where: standing.id,
        hint: 'Give the data another id with --symbol.',
      },
    )
  }
  return plan.existing === 'replace' ? undefined : standing
}
