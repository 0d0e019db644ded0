import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type {
  RecordImportResult,
  RecordInspection,
  RecordPlan,
  RecordPreview,
} from '../../../shared/domain/recordPlan.ts'
import type {
  NewsSeries,
  PointInTimeDataset,
  PointInTimeSlice,
  RecordQuality,
  ValueColumns,
  ValueSeries,
} from '../../../shared/domain/valueSeries.ts'
import type { LakeDatabase } from '../duckdb/lakeDatabase.ts'
import { readFileHead } from '../import/fileHead.ts'
import { noSuchDataset } from '../lakeErrors.ts'
import { commitFolders, createStaging, STAGING } from '../storage/commitFolders.ts'
import { newsHash, refuseDefects } from './buildRecords.ts'
import { detectRecordPlan } from './detectRecordPlan.ts'
import { exportRecords } from './exportRecords.ts'
import { makeRecords } from './makeRecords.ts'
import { type ParsedRecords, parsedSeries, parseRecords } from './parseRecords.ts'
import { sampleTable } from './readTable.ts'
import { readText } from './readText.ts'
import { writeNewsFile, writeValuesFile } from './recordFile.ts'
import { readNews, readRecordDatasets, readValues, recordFolderName } from './recordFolders.ts'
import { knownAtMs } from './recordTimes.ts'
import { knownUntil, latestVintages, valueHash, vintagesOf } from './valueTable.ts'

export interface RecordStoreOptions {
  /** The lake's folder. */
  readonly folder: string
  readonly database: LakeDatabase
  readonly now: () => number
}

/** Opens the store of values and news in a lake's folder. */
export async function openRecordStore(
  {
    folder,
    now,
    log,
  }: Pick<RecordStoreOptions, 'folder' | 'now'> & {
    readonly log?: (level: 'warning', message: string) => void
  },
  database: LakeDatabase,
): Promise<RecordStore> {
  return new RecordStore({ folder, now, database }, await readRecordDatasets(folder, log))
}

/** What a run reads of one dataset of values or news: how it is recognised, and a file that its process reads. */
export interface RecordSlice {
  readonly slice: PointInTimeSlice
  readonly file: string
}

/**
 * Datasets of values and news: each row has the time at which it became known. Imports add to what is there; those of
 * one file appear together or not at all.
 */
export class RecordStore {
  readonly #options: RecordStoreOptions
  readonly #datasets: Map<string, PointInTimeDataset>
  readonly #listeners = new Set<() => void>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: RecordStoreOptions, datasets: Map<string, PointInTimeDataset>) {
    this.#options = options
    this.#datasets = datasets
  }

  /** All datasets by their ids. */
  list(): readonly PointInTimeDataset[] {
    return [...this.#datasets.values()].toSorted((a, b) => a.id.localeCompare(b.id, 'en'))
  }

  /** Calls back after each change of the list; the answer ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  has(id: string): boolean {
    return this.#datasets.has(id)
  }

  /** @throws DeskError NOT_FOUND, with close ids in `details.suggestions` */
  show(id: string): PointInTimeDataset {
    const found = this.#datasets.get(id)
    if (found) return found
    throw noSuchDataset(id, this.#datasets.keys())
  }

  /**
   * Detects how a file of values or news is to be read; writes nothing.
   * @throws DeskError FILE_UNREADABLE, FILE_FORMAT
   */
  async inspect(filePath: string, kind: RecordPlan['kind'], displayName?: string): Promise<RecordInspection> {
    const head = await readFileHead(filePath, displayName)
    const sample = sampleTable(head)
    const { fileHash } = await readText(filePath, head)
    const { plan, notes } = detectRecordPlan(sample, kind)
    return {
      fileName: head.fileName,
      sizeBytes: head.sizeBytes,
      fileHash,
      plan,
      notes,
      sampleRows: sample.rows.slice(0, 20).map((row) => [...row]),
    }
  }

  /**
   * The time that a date or an ISO moment means as one at which something became known.
   * @throws DeskError BAD_INPUT for text that is neither
   */
  knownAt(text: string, { timeZone, timeOfDay }: Pick<RecordPlan, 'timeZone' | 'timeOfDay'>): number {
    return knownAtMs(text, timeZone, timeOfDay)
  }

  /** What the plan would store, over the whole file; writes nothing. */
  async preview(
    filePath: string,
    fileHash: string,
    plan: RecordPlan,
    displayName?: string,
  ): Promise<RecordPreview> {
    const { parsed } = await parseRecords(filePath, fileHash, plan, displayName)
    const series = parsedSeries(parsed)
    return { rows: parsed.rows, series, quality: parsed.defects.quality, refused: parsed.defects.refused }
  }

  /**
   * Imports a file after a plan, beside what its series have already: all of them or nothing.
   *
   * @throws DeskError BAD_INPUT where nothing says when the rows became known, DATA_REFUSED, FILE_CHANGED,
   * FILE_UNREADABLE, FILE_FORMAT, ALREADY_EXISTS where a dataset of the other kind has the id
   */
  async commit(
    filePath: string,
    fileHash: string,
    plan: RecordPlan,
    displayName?: string,
  ): Promise<RecordImportResult> {
    const turn = this.#last.then(async () => {
      const { parsed, fileName } = await parseRecords(filePath, fileHash, plan, displayName)
      return this.#store(parsed, plan, fileName)
    })
    this.#last = turn.catch(() => undefined)
    return turn
  }

  /** The columns of a dataset of values. @throws DeskError NOT_FOUND */
  async values(id: string): Promise<ValueSeries> {
    const dataset = this.show(id)
    if (dataset.kind !== 'values') throw otherKind(dataset, 'values')
    const columns = await this.#options.database.use((session) =>
      readValues(session, this.#path(id), dataset.rows),
    )
    return { id, columns }
  }

  /** The latest vintage of every period, ascending, of the newest `maxPeriods`. @throws DeskError NOT_FOUND */
  async latest(id: string, maxPeriods: number): Promise<ValueColumns> {
    return latestVintages((await this.values(id)).columns, maxPeriods)
  }

  /** Everything published of a period, oldest first. @throws DeskError NOT_FOUND */
  async vintages(id: string, refMs: number): Promise<{ knownMs: number; value: number }[]> {
    return vintagesOf((await this.values(id)).columns, refMs)
  }

  /** The items of a dataset of news. @throws DeskError NOT_FOUND */
  async news(id: string): Promise<NewsSeries> {
    const dataset = this.show(id)
    if (dataset.kind !== 'news') throw otherKind(dataset, 'news')
    return { id, items: await this.#options.database.use((session) => readNews(session, this.#path(id))) }
  }

  /**
   * What a run that ends at `untilMs` can come to know of a dataset, as a file for its process. Rows that became known
   * later are no part of it, so that a later import does not change what the run is recognised by.
   *
   * @throws DeskError DATA_MISSING naming what to import
   */
  async slice(kind: 'values' | 'news', id: string, untilMs: number): Promise<RecordSlice> {
    const dataset = this.#datasets.get(id)
    if (dataset?.kind !== kind) throw this.#missing(kind, id)
    const cache = path.join(this.#options.folder, 'cache')
    const shared = { kind, datasetId: id, source: dataset.provenance.source }
    if (kind === 'values') {
      const columns = knownUntil((await this.values(id)).columns, untilMs)
      const hash = valueHash(columns)
      const { knownMs } = columns
      return {
        slice: {
          ...shared,
          rows: knownMs.length,
          hash,
          firstKnownMs: knownMs[0] ?? 0,
          lastKnownMs: knownMs.at(-1) ?? 0,
        },
        file: await writeValuesFile(cache, hash, columns),
      }
    }
    const items = (await this.news(id)).items.filter(({ knownMs }) => knownMs <= untilMs)
    const hash = newsHash(items)
    return {
      slice: {
        ...shared,
        rows: items.length,
        hash,
        firstKnownMs: items[0]?.knownMs ?? 0,
        lastKnownMs: items.at(-1)?.knownMs ?? 0,
      },
      file: await writeNewsFile(cache, hash, items),
    }
  }

  /** Reads the stored rows again, holds them against their hash, and looks for values known before their period. */
  async check(id: string): Promise<RecordQuality> {
    const dataset = this.show(id)
    const hash =
      dataset.kind === 'values'
        ? valueHash((await this.values(id)).columns)
        : newsHash((await this.news(id)).items)
    if (hash !== dataset.hash) {
      throw new DeskError('FILE_FORMAT', `The stored rows of ${id} are not those that were imported.`, {
        where: id,
        hint: 'The file was changed or damaged: remove the dataset and import it again.',
      })
    }
    return dataset.quality
  }

  /** Removes a dataset. @throws DeskError NOT_FOUND */
  async remove(id: string): Promise<void> {
    this.show(id)
    const grave = path.join(this.#options.folder, STAGING, `removed-${randomUUID()}`)
    await mkdir(path.dirname(grave), { recursive: true })
    await rename(this.#path(id), grave)
    this.#datasets.delete(id)
    this.#changed()
    await rm(grave, { recursive: true, force: true })
  }

  /** A dataset as a file; the CSV imports again with the identical hash. @throws DeskError NOT_FOUND */
  async export(id: string, format: 'csv' | 'parquet'): Promise<Uint8Array<ArrayBuffer>> {
    return exportRecords(this.#options.database, this.#options.folder, this.#path(id), this.show(id), format)
  }

  async #store(parsed: ParsedRecords, plan: RecordPlan, fileName: string): Promise<RecordImportResult> {
    const { folder, database, now } = this.#options
    refuseDefects(parsed.defects, fileName)
    const staging = await createStaging(folder, randomUUID())
    try {
      const made = await database.use((session) =>
        makeRecords(session, {
          ...{ parsed, plan, fileName, lakeFolder: folder, target: path.join(staging, 'new') },
          importedMs: now(),
          standing: (id) => this.#datasets.get(id),
        }),
      )
      await commitFolders(
        folder,
        staging,
        made.map((each) => each.folder),
      )
      for (const { dataset } of made) this.#datasets.set(dataset.id, dataset)
      this.#changed()
      return {
        datasets: made.map(({ dataset }) => dataset),
        added: made.reduce((sum, { added }) => sum + added, 0),
      }
    } finally {
      await rm(staging, { recursive: true, force: true })
    }
  }

  #missing(kind: 'values' | 'news', id: string): DeskError {
    const there = this.list().filter((dataset) => dataset.kind === kind)
    const known = there.slice(0, 8).map((dataset) => dataset.id)
    return new DeskError(
      'DATA_MISSING',
      `The strategy needs the ${kind} '${id}', which the lake does not have.`,
      {
        where: id,
        hint: `Import them: quarterdeck import FILE --kind ${kind} --symbol ${id}.${known.length > 0 ? ` There are ${known.join(', ')}.` : ''}`,
        details: { kind, id },
      },
    )
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }

  #path(id: string): string {
    return path.join(this.#options.folder, recordFolderName(id))
  }
}

function otherKind(dataset: PointInTimeDataset, wanted: string): DeskError {
  return new DeskError('BAD_INPUT', `${dataset.id} holds ${dataset.kind}, not ${wanted}.`, {
    where: dataset.id,
  })
}
