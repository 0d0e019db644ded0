import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BarColumns, CorporateAction, SeriesColumns } from '../../shared/domain/bar.ts'
import type { Dataset, Provenance, QualityRecord } from '../../shared/domain/dataset.ts'
import {
  type ImportInspection,
  type ImportPlan,
  type ImportPreview,
  type ImportResult,
  importPlanSchema,
  type SyntheticSpec,
} from '../../shared/domain/importPlan.ts'
import type { PriceAdjustment } from '../../shared/domain/priceAdjustment.ts'
import { type Timeframe, timeframeSchema } from '../../shared/domain/timeframe.ts'
import { canBuild, coarserSteps, coarserTimeframes, fittingTimeframe } from './aggregation/timeframes.ts'
import { constructionOf, SeriesReader } from './bars/seriesReader.ts'
import { LakeDatabase } from './duckdb/lakeDatabase.ts'
import { type Identity, openIdentity } from './identity/openIdentity.ts'
import { type LakeSlice, SliceReader, type SliceRequest } from './identity/sliceReader.ts'
import { IMPORT_DEFECTS } from './import/defects.ts'
import { Importer } from './import/importer.ts'
import type { WorkOptions } from './import/stageFile.ts'
import { cannotBuild, noSuchDataset } from './lakeErrors.ts'
import { checkQuality } from './quality/checkQuality.ts'
import { openRecordStore, type RecordStore } from './records/recordStore.ts'
import { ReferenceData } from './reference/referenceData.ts'
import { importSampleFiles, syntheticSample } from './samples/importSamples.ts'
import { recoverStaging, STAGING } from './storage/commitFolders.ts'
import { readActions, readDatasets, writeDatasetRecord } from './storage/datasetFiles.ts'
import { datasetFolderName, datasetId } from './storage/datasetId.ts'
import { type ExportFormat, exportBars, exportDataset } from './storage/exportDataset.ts'
import { copyColumns } from './storage/readBars.ts'
import { sliceSeries } from './storage/seriesColumns.ts'
import { SliceFiles } from './storage/sliceFiles.ts'
import { makeExampleMarkets } from './synthetic/markets/exampleMarkets.ts'
import { syntheticSet } from './synthetic/syntheticSet.ts'

export type { LakeSlice, SliceRequest } from './identity/sliceReader.ts'
export type { Progress, WorkOptions } from './import/stageFile.ts'

const IMPORT_KINDS: ReadonlySet<string> = new Set(IMPORT_DEFECTS)

/** How a lake is opened. `now` gives the wall clock in epoch milliseconds. */
export interface LakeOptions {
  readonly folder: string
  readonly now: () => number
  readonly log?: (level: 'info' | 'warning' | 'error', message: string) => void
  /** For a second process beside the desk: reads datasets and leaves what the desk has under way alone. */
  readonly readOnly?: boolean
  /** Free bytes of the disk that holds a folder; asked of the system where it is not given. */
  readonly freeBytes?: (folder: string) => Promise<number>
}

/** Bars for a chart. */
export interface LakeBars {
  readonly timeframe: Timeframe
  readonly columns: BarColumns
  readonly aggregated: boolean
  readonly actions: CorporateAction[]
}

/**
 * Opens the lake in a folder, which it creates, and finishes or discards what a crash left behind.
 * One process at a time: the desk holds a lock on its home.
 */
export async function openLake(options: LakeOptions): Promise<Lake> {
  await mkdir(path.join(options.folder, 'cache'), { recursive: true })
  if (!options.readOnly) await recoverStaging(options.folder)
  const spill = path.join(options.folder, STAGING, `spill-${process.pid}`)
  const database = await LakeDatabase.open(spill)
  const datasets = await readDatasets(options.folder, options.log)
  const records = await openRecordStore(options, database)
  return new Lake(options, database, datasets, records, await openIdentity(options.folder))
}

/** The market data of one workstation: datasets of bars in Parquet files, each of one symbol at one timeframe. */
export class Lake {
  readonly #folder: string
  readonly #database: LakeDatabase
  readonly #datasets: Map<string, Dataset>
  readonly #listeners = new Set<() => void>()
  readonly #series: SeriesReader
  readonly #importer: Importer
  readonly #slices: SliceReader
  /** Values and news, whose rows have the times at which they became known. */
  readonly records: RecordStore
  /** What is known about instruments besides their prices. */
  readonly reference: ReferenceData

  constructor(
    options: LakeOptions,
    database: LakeDatabase,
    datasets: Map<string, Dataset>,
    records: RecordStore,
    identity: Identity,
  ) {
    const { folder } = options
    this.#folder = folder
    this.records = records
    this.#database = database
    this.#series = new SeriesReader(database, (id) => this.#path(id))
    this.#datasets = datasets
    this.#importer = new Importer({
      folder: options.folder,
      database,
      now: options.now,
      freeBytes: options.freeBytes,
      exists: (id) => this.#findFolder(id) !== undefined,
      committed: (datasets) => this.#replaced(datasets),
    })
    this.#slices = new SliceReader({
      list: () => this.list(),
      find: (symbol, timeframe) => this.find(symbol, timeframe),
      folderOf: (id) => this.#path(id),
      series: this.#series,
      files: new SliceFiles(folder),
      securities: identity.securities,
    })
    this.reference = new ReferenceData({
      identity,
      folder,
      database,
      now: options.now,
      list: () => this.list(),
      find: (symbol, timeframe) => this.find(symbol, timeframe),
      read: (dataset, timeframe) => this.#series.read(dataset, timeframe),
      alone: (work) => this.#importer.alone(work),
      exists: (id) => this.#findFolder(id) !== undefined,
      commit: (staging, prepared) => this.#importer.commitPrepared(staging, prepared),
      replaced: (datasets) => this.#replaced(datasets),
      check: (id) => this.check(id),
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
  show(id: string): Dataset {
    const found = this.#datasets.get(id)
    if (found) return found
    throw noSuchDataset(id, this.#datasets.keys())
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
  async preview(
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
  async commit(
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
    const set = await syntheticSample()
    const ids = set.instruments.map(({ symbol }) => datasetId(symbol, set.timeframe))
    if (!ids.some((id) => this.#datasets.has(id))) await this.#importer.synthesize(set, options)
    await this.#importExampleMarkets(options)
  }

  /** Generates the markets that the examples run on and chains their futures, unless some of them are there. */
  async #importExampleMarkets(options: WorkOptions): Promise<void> {
    const markets = await makeExampleMarkets()
    const isKnown = markets.series.some(({ instrument, timeframe }) =>
      this.#datasets.has(datasetId(instrument.symbol, timeframe)),
    )
    if (isKnown) return
    await this.#importer.storeMade(markets, options)
    for (const chain of markets.continuous) await this.reference.continuous(chain)
  }

  /** Generates a synthetic set. @throws DeskError BAD_INPUT, ALREADY_EXISTS, CANCELLED */
  async synthesize(spec: SyntheticSpec, options: WorkOptions = {}): Promise<ImportResult> {
    return this.#importer.synthesize(syntheticSet(spec), options)
  }

  /** Timeframes a dataset can be shown in: its own and the coarser ones it can be built into. */
  timeframes(id: string): Timeframe[] {
    return coarserTimeframes(this.show(id).timeframe)
  }

  /**
   * Bars between two open times, both included, at most `maxBars`: where there would be more, they are built into the
   * finest coarser timeframe that stays below. With `adjusted`, prices derived from the stored ones.
   *
   * @throws DeskError NOT_FOUND, BAD_INPUT for a timeframe or an adjustment that the dataset cannot be shown in
   */
  async bars(
    id: string,
    timeframe: Timeframe,
    fromMs: number | undefined,
    toMs: number | undefined,
    maxBars: number,
    adjusted?: PriceAdjustment,
  ): Promise<LakeBars> {
    const dataset = this.show(id)
    const from = fromMs ?? Number.NEGATIVE_INFINITY
    const to = toMs ?? Number.POSITIVE_INFINITY
    const asked = timeframeSchema.parse(timeframe)
    if (!canBuild(dataset.timeframe, asked)) throw cannotBuild(dataset, asked)
    const possible = coarserSteps(asked, dataset.timeframe)
    for (const candidate of possible) {
      const { columns } = sliceSeries(await this.#shown(dataset, candidate, adjusted), from, to)
      if (columns.time.length > maxBars && candidate !== possible.at(-1)) {
        await nextTurn()
        continue
      }
      const newest = Math.max(0, columns.time.length - maxBars)
      return {
        timeframe: candidate,
        columns: copyColumns(columns, newest),
        aggregated: candidate !== dataset.timeframe,
        actions: await readActions(this.#path(id)),
      }
    }
    throw cannotBuild(dataset, asked)
  }

  /**
   * A run's data for one symbol. The columns are also written to a cache file named after their content, which
   * `readSeriesFile` reads in the process of the run.
   *
   * @throws DeskError DATA_MISSING where the lake has no such symbol, timeframe or bars in the range
   */
  slice(request: SliceRequest, signal?: AbortSignal): Promise<LakeSlice> {
    return this.#slices.slice(request, signal)
  }

  /** Whether there are bars of a symbol in a period, also under another ticker of the security it names. */
  has(
    symbol: string,
    timeframe: Timeframe,
    period: { fromMs?: number | undefined; toMs?: number | undefined } = {},
  ): boolean {
    return this.#slices.has(symbol, timeframe, period)
  }

  /** Runs the checks of the series again and records the outcome; what the import found is kept. */
  async check(id: string): Promise<QualityRecord> {
    const dataset = this.show(id)
    const { columns } = await this.#series.read(dataset, dataset.timeframe)
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
    await writeDatasetRecord(this.#path(id), updated)
    this.#datasets.set(id, updated)
    this.#changed()
    return quality
  }

  /** Removes a dataset. @throws DeskError NOT_FOUND */
  async remove(id: string): Promise<void> {
    this.show(id)
    const grave = path.join(this.#folder, STAGING, `removed-${crypto.randomUUID()}`)
    await mkdir(path.dirname(grave), { recursive: true })
    await rename(this.#path(id), grave)
    this.#datasets.delete(id)
    this.#series.drop(id)
    this.#changed()
    await rm(grave, { recursive: true, force: true })
  }

  /**
   * All bars that a dataset can be built into, with a sentence on how where they are not lengths of time.
   * @throws DeskError NOT_FOUND, BAD_INPUT for a timeframe it cannot be built into
   */
  async built(id: string, timeframe: Timeframe): Promise<{ series: SeriesColumns; construction?: string }> {
    const dataset = this.show(id)
    if (!canBuild(dataset.timeframe, timeframe)) throw cannotBuild(dataset, timeframe)
    const construction = constructionOf(dataset, timeframe)
    const series = await this.#series.read(dataset, timeframe)
    return { series, ...(construction === undefined ? {} : { construction }) }
  }

  /** The bars that a dataset can be built into, as a file; as a dataset is exported. */
  async exportBuilt(
    id: string,
    timeframe: Timeframe,
    format: ExportFormat,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const { series } = await this.built(id, timeframe)
    return exportBars(this.#database, this.#folder, series.columns, format)
  }

  /** The dataset as CSV, with times in ISO 8601 UTC; imported again it has the same hash, unless prices are adjusted. */
  exportCsv(id: string, adjusted?: PriceAdjustment): Promise<Uint8Array<ArrayBuffer>> {
    return this.#export(id, 'csv', adjusted)
  }

  /** The dataset as a Parquet file; imported again it has the same hash, unless prices are adjusted. */
  exportParquet(id: string, adjusted?: PriceAdjustment): Promise<Uint8Array<ArrayBuffer>> {
    return this.#export(id, 'parquet', adjusted)
  }

  /** Cancels what is going on, waits for its end and closes the database. */
  async close(): Promise<void> {
    this.#listeners.clear()
    await this.#importer.stop()
    this.#database.close()
  }

  async #export(
    id: string,
    format: ExportFormat,
    adjusted?: PriceAdjustment,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const dataset = this.show(id)
    if (!adjusted) return exportDataset(this.#database, this.#folder, this.#path(id), format)
    const { columns } = await this.#shown(dataset, dataset.timeframe, adjusted)
    return exportBars(this.#database, this.#folder, columns, format)
  }

  async #shown(dataset: Dataset, timeframe: Timeframe, adjusted?: PriceAdjustment): Promise<SeriesColumns> {
    if (!adjusted) return this.#series.read(dataset, timeframe)
    const actions = await readActions(this.#path(dataset.id))
    return this.#series.adjusted(dataset, timeframe, adjusted, actions)
  }

  #path(id: string): string {
    return path.join(this.#folder, datasetFolderName(id))
  }

  /** The dataset that stands in the folder an id would get, where file systems ignore case too. */
  #findFolder(id: string): string | undefined {
    const folder = datasetFolderName(id).toLowerCase()
    return [...this.#datasets.keys()].find((id) => datasetFolderName(id).toLowerCase() === folder)
  }

  #replaced(datasets: readonly Dataset[]): void {
    for (const dataset of datasets) {
      this.#series.drop(dataset.id)
      this.#datasets.set(dataset.id, dataset)
    }
    this.#changed()
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
