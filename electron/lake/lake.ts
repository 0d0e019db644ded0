import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { distance } from 'fastest-levenshtein'
import type { DataSlice } from '../../shared/domain/backtest.ts'
import type { BarColumns, BarSeries, CorporateAction } from '../../shared/domain/bar.ts'
import type { Dataset, Provenance, QualityRecord } from '../../shared/domain/dataset.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import {
  type ImportInspection,
  type ImportPlan,
  type ImportPreview,
  type ImportResult,
  importPlanSchema,
} from '../../shared/domain/importPlan.ts'
import { type Timeframe, timeframeSchema } from '../../shared/domain/timeframe.ts'
import { aggregate } from './aggregation/aggregateBars.ts'
import { coarserTimeframes, fittingTimeframe } from './aggregation/timeframes.ts'
import { writeColumnsFile } from './columnsFile.ts'
import { LakeDatabase, throwIfCancelled } from './duckdb/lakeDatabase.ts'
import { literal } from './duckdb/sqlText.ts'
import { IMPORT_DEFECTS } from './import/defects.ts'
import { Importer } from './import/importer.ts'
import type { WorkOptions } from './import/stageFile.ts'
import { checkQuality } from './quality/checkQuality.ts'
import { importSampleFiles } from './samples/importSamples.ts'
import { ColumnCache } from './storage/columnCache.ts'
import { columnsHash } from './storage/columnsHash.ts'
import { recoverStaging, STAGING } from './storage/commitFolders.ts'
import { readActions, readDatasets, writeDatasetRecord } from './storage/datasetFiles.ts'
import { datasetFolderName } from './storage/datasetId.ts'
import { readBars, sliceColumns } from './storage/readBars.ts'

export type { Progress, WorkOptions } from './import/stageFile.ts'

const IMPORT_KINDS: ReadonlySet<string> = new Set(IMPORT_DEFECTS)

/** How a lake is opened. `now` gives the wall clock in epoch milliseconds. */
export interface LakeOptions {
  readonly folder: string
  readonly now: () => number
  readonly log?: (level: 'info' | 'warning' | 'error', message: string) => void
  /** For a second process beside the desk: reads datasets and leaves what the desk has under way alone. */
  readonly readOnly?: boolean
}

/** Bars for a chart. */
export interface LakeBars {
  readonly timeframe: Timeframe
  readonly columns: BarColumns
  readonly aggregated: boolean
  readonly actions: CorporateAction[]
}

/** What a run reads for one symbol: the series, how it is recognised, and its columns as a file. */
export interface LakeSlice {
  readonly series: BarSeries
  readonly slice: DataSlice
  readonly columnsFile: string
}

/** A request for a run's data; times are open times of bars, both ends included. */
export interface SliceRequest {
  readonly symbol: string
  readonly timeframe: Timeframe
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
}

/**
 * Opens the lake in a folder, which it creates, and finishes or discards what a crash left behind.
 * One process at a time: the desk holds a lock on its home.
 */
export async function openLake(options: LakeOptions): Promise<Lake> {
  await mkdir(path.join(options.folder, 'cache'), { recursive: true })
  if (!options.readOnly) await recoverStaging(options.folder)
  const spill = path.join(options.folder, STAGING, 'spill')
  const database = await LakeDatabase.open(spill)
  const datasets = await readDatasets(options.folder, options.log)
  return new Lake(options, database, datasets)
}

/** The market data of one workstation: datasets of bars in Parquet files, each of one symbol at one timeframe. */
export class Lake {
  readonly #folder: string
  readonly #database: LakeDatabase
  readonly #datasets: Map<string, Dataset>
  readonly #listeners = new Set<() => void>()
  readonly #columns = new ColumnCache()
  readonly #importer: Importer

  constructor(options: LakeOptions, database: LakeDatabase, datasets: Map<string, Dataset>) {
    this.#folder = options.folder
    this.#database = database
    this.#datasets = datasets
    this.#importer = new Importer({
      folder: options.folder,
      database,
      now: options.now,
      exists: (id) => this.#findFolder(id) !== undefined,
      committed: (datasets) => this.#replaced(datasets),
    })
  }

  /** All datasets, by symbol and then from the finest timeframe. */
  list(): readonly Dataset[] {
    return [...this.#datasets.values()].toSorted(
      (a, b) =>
        a.instrument.symbol.localeCompare(b.instrument.symbol, 'en') || a.id.localeCompare(b.id, 'en'),
    )
  }

  /** @throws DeskError NOT_FOUND, with up to three close ids in `details.suggestions` */
  show(datasetId: string): Dataset {
    const found = this.#datasets.get(datasetId)
    if (found) return found
    const suggestions = [...this.#datasets.keys()]
      .map((id) => ({ id, far: distance(id.toLowerCase(), datasetId.toLowerCase()) }))
      .toSorted((a, b) => a.far - b.far)
      .filter(({ far }) => far <= Math.max(3, datasetId.length / 2))
      .slice(0, 3)
      .map(({ id }) => id)
    throw new DeskError('NOT_FOUND', `There is no dataset '${datasetId}'.`, {
      hint: suggestions.length > 0 ? `Did you mean ${suggestions.join(', ')}?` : 'Import the data first.',
      details: { suggestions },
    })
  }

  /**
   * The dataset of a symbol: at exactly the timeframe asked for where there is one, else the coarsest finer one from
   * which it can be built; without a timeframe the finest.
   */
  find(symbol: string, timeframe?: Timeframe): Dataset | undefined {
    const own = this.list().filter((dataset) => dataset.instrument.symbol === symbol)
    return fittingTimeframe(own, timeframe)
  }

  /** Calls back after each change of the list; the answer ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Detects how a file is to be imported; writes nothing. `displayName` stands for the path's last part. */
  inspect(filePath: string, displayName?: string, options: WorkOptions = {}): Promise<ImportInspection> {
    return this.#importer.inspect(filePath, displayName, options)
  }

  /** What the plan would store, over the whole file; writes nothing. */
  preview(
    filePath: string,
    fileHash: string,
    plan: ImportPlan,
    options: WorkOptions & { displayName?: string } = {},
  ): Promise<ImportPreview> {
    return this.#importer.preview(filePath, fileHash, importPlanSchema.parse(plan), options)
  }

  /**
   * Imports a file after a plan: all of its symbols or nothing.
   *
   * @throws DeskError DATA_REFUSED where rows stand against the plan's choices, FILE_CHANGED where the file is not the
   * inspected one, ALREADY_EXISTS, FILE_UNREADABLE, FILE_FORMAT, BAD_INPUT, CANCELLED
   */
  commit(
    filePath: string,
    fileHash: string,
    plan: ImportPlan,
    options: WorkOptions & {
      provenance?: Omit<Provenance, 'importedMs'>
      displayName?: string
      names?: Readonly<Record<string, string>>
    } = {},
  ): Promise<ImportResult> {
    return this.#importer.commit(filePath, fileHash, importPlanSchema.parse(plan), options)
  }

  /** Brings in the samples that come with the workstation. Doing it again changes nothing. */
  async importSamples(options: WorkOptions = {}): Promise<void> {
    await importSampleFiles(this.#importer, () => this.list(), options)
  }

  /** Timeframes a dataset can be shown in: its own and the coarser ones it can be built into. */
  timeframes(datasetId: string): Timeframe[] {
    return coarserTimeframes(this.show(datasetId).timeframe)
  }

  /**
   * Bars between two open times, both included, at most `maxBars`: where there would be more, they are built into the
   * finest coarser timeframe that stays below.
   */
  async bars(
    datasetId: string,
    timeframe: Timeframe,
    fromMs: number | undefined,
    toMs: number | undefined,
    maxBars: number,
  ): Promise<LakeBars> {
    const dataset = this.show(datasetId)
    const from = fromMs ?? Number.NEGATIVE_INFINITY
    const to = toMs ?? Number.POSITIVE_INFINITY
    const possible = coarserTimeframes(dataset.timeframe)
    const asked = timeframeSchema.parse(timeframe)
    if (!possible.includes(asked)) throw this.#cannotBuild(dataset, asked)
    for (const candidate of possible.slice(possible.indexOf(asked))) {
      const columns = sliceColumns(await this.#columnsOf(dataset, candidate), from, to)
      if (columns.time.length > maxBars && candidate !== possible.at(-1)) continue
      const newest = Math.max(0, columns.time.length - maxBars)
      return {
        timeframe: candidate,
        columns: copyColumns(columns, newest),
        aggregated: candidate !== dataset.timeframe,
        actions: await readActions(this.#path(datasetId)),
      }
    }
    throw this.#cannotBuild(dataset, asked)
  }

  /**
   * A run's data for one symbol. The columns are also written to a cache file named after their content, which
   * `readColumnsFile` reads in the process of the run.
   *
   * @throws DeskError DATA_MISSING where the lake has no such symbol, timeframe or bars in the range
   */
  async slice(request: SliceRequest, signal?: AbortSignal): Promise<LakeSlice> {
    const dataset = this.find(request.symbol, request.timeframe)
    if (!dataset) throw this.#missing(request)
    throwIfCancelled(signal)
    const all = await this.#columnsOf(dataset, request.timeframe)
    const columns = sliceColumns(
      all,
      request.fromMs ?? Number.NEGATIVE_INFINITY,
      request.toMs ?? Number.POSITIVE_INFINITY,
    )
    const bars = columns.time.length
    if (bars === 0) throw this.#missing(request, dataset)
    const actions = await readActions(this.#path(dataset.id))
    const hash = await columnsHash(columns, actions)
    const columnsFile = path.join(this.#folder, 'cache', `${hash}.columns`)
    if (!existsSync(columnsFile)) await writeColumnsFile(columnsFile, columns)
    return {
      series: { instrument: dataset.instrument, timeframe: request.timeframe, columns, actions },
      slice: {
        datasetId: dataset.id,
        symbol: request.symbol,
        timeframe: request.timeframe,
        bars,
        fromMs: columns.time[0] ?? Number.NaN,
        toMs: columns.time[bars - 1] ?? Number.NaN,
        hash,
        adjustment: dataset.adjustment,
        calendar: dataset.instrument.calendar,
        synthetic: dataset.provenance.kind === 'synthetic',
        source: dataset.provenance.source,
        quality: dataset.quality,
      },
      columnsFile,
    }
  }

  /** Runs the checks of the series again and records the outcome; what the import found is kept. */
  async check(datasetId: string): Promise<QualityRecord> {
    const dataset = this.show(datasetId)
    const columns = await this.#columnsOf(dataset, dataset.timeframe)
    const series = await checkQuality(columns, dataset.instrument, dataset.timeframe)
    const imported = Object.entries(dataset.quality.counts).filter(([kind]) => IMPORT_KINDS.has(kind))
    const quality: QualityRecord = {
      ...series,
      counts: { ...Object.fromEntries(imported), ...series.counts },
      droppedRows: dataset.quality.droppedRows,
      examples: [
        ...dataset.quality.examples.filter(({ kind }) => IMPORT_KINDS.has(kind)),
        ...series.examples,
      ],
    }
    const updated = { ...dataset, quality }
    await writeDatasetRecord(this.#path(datasetId), updated)
    this.#datasets.set(datasetId, updated)
    this.#changed()
    return quality
  }

  /** Removes a dataset. @throws DeskError NOT_FOUND */
  async remove(datasetId: string): Promise<void> {
    this.show(datasetId)
    const grave = path.join(this.#folder, STAGING, `removed-${crypto.randomUUID()}`)
    await mkdir(path.dirname(grave), { recursive: true })
    await rename(this.#path(datasetId), grave)
    this.#datasets.delete(datasetId)
    this.#columns.drop(datasetId)
    this.#changed()
    await rm(grave, { recursive: true, force: true })
  }

  /** The dataset as CSV, with times in ISO 8601 UTC; imported again it has the same hash. */
  async exportCsv(datasetId: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#export(datasetId, 'csv')
  }

  /** The dataset as a Parquet file; imported again it has the same hash. */
  async exportParquet(datasetId: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#export(datasetId, 'parquet')
  }

  /** Closes the database. Work that is still going on fails. */
  async close(): Promise<void> {
    this.#listeners.clear()
    this.#database.close()
  }

  async #export(datasetId: string, format: 'csv' | 'parquet'): Promise<Uint8Array<ArrayBuffer>> {
    this.show(datasetId)
    const source = literal(path.join(this.#path(datasetId), 'bars.parquet'))
    const folder = path.join(this.#folder, STAGING, crypto.randomUUID())
    const file = path.join(folder, `export.${format}`)
    await mkdir(folder, { recursive: true })
    try {
      const to =
        format === 'csv' ? '(format csv, header)' : '(format parquet, compression zstd, parquet_version v2)'
      const select =
        format === 'csv'
          ? `select * replace (strftime(make_timestamp_ms(time), '%Y-%m-%dT%H:%M:%S.%gZ') as time) from`
          : 'select * from'
      await this.#database.use((session) =>
        session.run(`copy (${select} read_parquet(${source})) to ${literal(file)} ${to}`),
      )
      return new Uint8Array(await readFile(file))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  async #columnsOf(dataset: Dataset, timeframe: Timeframe): Promise<BarColumns> {
    return this.#columns.get(dataset.id, `${dataset.hash} ${timeframe}`, async () => {
      if (timeframe !== dataset.timeframe) {
        const fine = await this.#columnsOf(dataset, dataset.timeframe)
        return aggregate(fine, dataset.timeframe, timeframe, dataset.instrument.calendar)
      }
      const file = path.join(this.#path(dataset.id), 'bars.parquet')
      return this.#database.use((session) => readBars(session, file, dataset.bars))
    })
  }

  #path(datasetId: string): string {
    return path.join(this.#folder, datasetFolderName(datasetId))
  }

  /** The dataset that stands in the folder an id would get, where file systems ignore case too. */
  #findFolder(datasetId: string): string | undefined {
    const folder = datasetFolderName(datasetId).toLowerCase()
    return [...this.#datasets.keys()].find((id) => datasetFolderName(id).toLowerCase() === folder)
  }

  #replaced(datasets: readonly Dataset[]): void {
    for (const dataset of datasets) {
      this.#columns.drop(dataset.id)
      this.#datasets.set(dataset.id, dataset)
    }
    this.#changed()
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }

  #cannotBuild(dataset: Dataset, timeframe: Timeframe): DeskError {
    return new DeskError('BAD_INPUT', `${dataset.id} cannot be shown in bars of ${timeframe}.`, {
      hint: `Possible are ${coarserTimeframes(dataset.timeframe).join(', ')}.`,
    })
  }

  #missing(request: SliceRequest, dataset?: Dataset): DeskError {
    const { symbol, timeframe } = request
    if (dataset) {
      const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
      return new DeskError('DATA_MISSING', `${symbol} has no bars of ${timeframe} in the period asked for.`, {
        hint: `There are bars from ${day(dataset.fromMs)} to ${day(dataset.toMs)}.`,
      })
    }
    const own = this.list().filter(({ instrument }) => instrument.symbol === symbol)
    const symbols = [...new Set(this.list().map(({ instrument }) => instrument.symbol))]
    const near = symbols
      .filter((other) => distance(other.toLowerCase(), symbol.toLowerCase()) <= 2)
      .slice(0, 3)
    return new DeskError(
      'DATA_MISSING',
      own.length > 0
        ? `There are no bars of ${timeframe} for ${symbol}.`
        : `There is no data for '${symbol}'.`,
      {
        hint:
          own.length > 0
            ? `There are bars of ${own.map((other) => other.timeframe).join(', ')}; a finer timeframe can be built into a coarser one only.`
            : near.length > 0
              ? `Did you mean ${near.join(', ')}?`
              : 'Import the data first.',
        details: { suggestions: own.length > 0 ? own.map(({ id }) => id) : near },
      },
    )
  }
}

/** The columns from index `first` on, as copies that outlive the cache and cross a message port. */
function copyColumns(columns: BarColumns, first: number): BarColumns {
  return {
    time: columns.time.slice(first),
    open: columns.open.slice(first),
    high: columns.high.slice(first),
    low: columns.low.slice(first),
    close: columns.close.slice(first),
    volume: columns.volume.slice(first),
  }
}
