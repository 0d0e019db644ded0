import path from 'node:path'
import type { SeriesColumns } from '../../../shared/domain/bar.ts'
import type { ContinuousSpec } from '../../../shared/domain/continuous.ts'
import type { Dataset, QualityRecord } from '../../../shared/domain/dataset.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type {
  InstrumentPatch,
  ReferenceKind,
  ReferenceResult,
} from '../../../shared/domain/instrumentPatch.ts'
import type { Timeframe } from '../../../shared/domain/timeframe.ts'
import { parseChainFile } from '../continuous/chainFile.ts'
import { makeContinuous } from '../continuous/makeContinuous.ts'
import { writeContinuous } from '../continuous/writeContinuous.ts'
import type { LakeDatabase } from '../duckdb/lakeDatabase.ts'
import type { IndexStore } from '../identity/indexStore.ts'
import { parseMembers } from '../identity/membersFile.ts'
import type { Identity } from '../identity/openIdentity.ts'
import { parseSecurities } from '../identity/securityFiles.ts'
import type { SecurityMaster } from '../identity/securityMaster.ts'
import { noSuchData } from '../lakeErrors.ts'
import { readActions } from '../storage/datasetFiles.ts'
import { datasetFolderName, datasetId } from '../storage/datasetId.ts'
import type { PreparedDataset } from '../storage/writeDatasetFolder.ts'
import { amendDatasets } from './amendDatasets.ts'
import { readReference } from './importReference.ts'
import { patchInstruments } from './patchInstruments.ts'
import { type ReferenceText, readReferenceText } from './referenceText.ts'

/** What reference data needs of its lake. */
export interface ReferenceContext {
  readonly identity: Identity
  readonly folder: string
  readonly database: LakeDatabase
  readonly now: () => number
  readonly list: () => readonly Dataset[]
  readonly find: (symbol: string, timeframe?: Timeframe) => Dataset | undefined
  readonly read: (dataset: Dataset, timeframe: Timeframe) => Promise<SeriesColumns>
  /** Runs work that changes the lake after all work that was asked for before, in a working folder. */
  readonly alone: <T>(work: (staging: string) => Promise<T>) => Promise<T>
  readonly exists: (datasetId: string) => boolean
  /** Moves prepared datasets into the lake, all or none. */
  readonly commit: (staging: string, prepared: readonly PreparedDataset[]) => Promise<void>
  readonly replaced: (datasets: readonly Dataset[]) => void
  readonly check: (datasetId: string) => Promise<QualityRecord>
}

/** What a lake knows about instruments besides their prices, and the series that follow from it. */
export class ReferenceData {
  readonly #context: ReferenceContext

  constructor(context: ReferenceContext) {
    this.#context = context
  }

  /**
   * Imports a file of facts about instruments the lake has, into all of their datasets or none.
   *
   * Securities and members of indexes are kept beside the datasets.
   *
   * @param request `symbol`: the perpetual that funding rates are of, or the index that members are of.
   * @throws DeskError FILE_UNREADABLE, FILE_FORMAT, BAD_INPUT naming each bad field, DATA_MISSING for unknown symbols,
   * DATA_REFUSED naming both where a ticker would name two securities on one day
   */
  async import(
    filePath: string,
    { kind, symbol, displayName }: { kind: ReferenceKind; symbol?: string; displayName?: string },
  ): Promise<ReferenceResult> {
    const { folder, list, alone, replaced, check } = this.#context
    const source = await readReferenceText(filePath, displayName)
    if (kind === 'securities') return { kind, datasets: [], notes: await this.#addSecurities(source) }
    if (kind === 'members') return { kind, datasets: [], notes: await this.#addMembers(source, symbol) }
    const { amendments, notes } = await alone(async (staging) => {
      const { patches, notes } = readReference(kind, source, list(), symbol)
      const amendments = await patchInstruments(folder, list(), patches, source.fileName)
      await amendDatasets(folder, staging, amendments)
      return { amendments, notes }
    })
    const calendars = new Map(list().map(({ id, instrument }) => [id, instrument.calendar]))
    replaced(amendments.map(({ dataset }) => dataset))
    for (const { dataset } of amendments) {
      // Gaps are counted against the calendar.
      if (calendars.get(dataset.id) !== dataset.instrument.calendar) await check(dataset.id)
    }
    return { kind, datasets: amendments.map(({ dataset }) => dataset.id), notes: [...notes] }
  }

  /** Who is who: securities with their tickers. */
  get securities(): SecurityMaster {
    return this.#context.identity.securities
  }

  /** Who was in which index when. */
  get indexes(): IndexStore {
    return this.#context.identity.indexes
  }

  async #addSecurities(source: ReferenceText): Promise<string[]> {
    const added = parseSecurities(source)
    await this.#context.alone(() => this.securities.add(added))
    return added.map(({ name, tickers }) => `${name}: ${tickers.map(({ ticker }) => ticker).join(', then ')}`)
  }

  async #addMembers(source: ReferenceText, indexId: string | undefined): Promise<string[]> {
    if (indexId === undefined) {
      throw new DeskError('BAD_INPUT', 'Members need the name of their index.', {
        where: 'symbol',
        hint: 'Name it with --symbol, such as SP500.',
      })
    }
    const { index, notes } = parseMembers(source, indexId, this.indexes.find(indexId))
    await this.#context.alone(() => this.indexes.put(index))
    const tickers = new Set(index.memberships.map(({ ticker }) => ticker))
    return [`${indexId}: ${index.memberships.length} memberships of ${tickers.size} tickers`, ...notes]
  }

  /** What is known about a symbol, in the form in which it can be imported again. @throws DeskError DATA_MISSING */
  async instrument(symbol: string): Promise<InstrumentPatch> {
    const { folder, find, list } = this.#context
    const dataset = find(symbol)
    if (!dataset) throw noSuchData(symbol, '1d', list())
    const actions = await readActions(path.join(folder, datasetFolderName(dataset.id)))
    return { ...dataset.instrument, actions }
  }

  /**
   * Chains the contracts of a root into a dataset of its own: raw prices of the contract of each day, with the rolls.
   *
   * @param chainFile Volume or open interest of the contracts by day, for a rule that looks at them.
   * @throws DeskError NOT_FOUND, BAD_INPUT, DATA_MISSING, ALREADY_EXISTS
   */
  async continuous(
    spec: ContinuousSpec,
    chainFile?: { path: string; displayName?: string },
  ): Promise<{ dataset: Dataset; notes: string[] }> {
    const { database, now, list, find, read, alone, exists, commit } = this.#context
    const figure = spec.roll === 'open-interest' ? 'open-interest' : 'volume'
    const activity = chainFile
      ? parseChainFile(await readReferenceText(chainFile.path, chainFile.displayName), spec.root, figure)
      : undefined
    return alone(async (staging) => {
      const made = await makeContinuous(spec, { datasets: list(), find, read, activity })
      const id = datasetId(spec.symbol, made.timeframe)
      if (spec.existing === 'refuse' && exists(id)) {
        throw new DeskError('ALREADY_EXISTS', `The lake has ${id} already.`, {
          hint: 'Choose to replace it, or another symbol.',
          details: { datasets: [id] },
        })
      }
      const target = path.join(staging, 'new')
      const prepared = await database.use((session) => writeContinuous(session, made, spec, now(), target))
      await commit(staging, [prepared])
      return { dataset: prepared.dataset, notes: made.notes }
    })
  }
}
