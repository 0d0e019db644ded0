import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Dataset, Provenance } from '../../../shared/domain/dataset.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type {
  ImportInspection,
  ImportPlan,
  ImportPreview,
  ImportResult,
} from '../../../shared/domain/importPlan.ts'
import { requireKnownCalendar } from '../calendars/calendarOf.ts'
import { checkTimePattern } from '../detection/timePatterns.ts'
import { type DatabaseSession, type LakeDatabase, throwIfCancelled } from '../duckdb/lakeDatabase.ts'
import { commitFolders, createStaging } from '../storage/commitFolders.ts'
import { datasetId } from '../storage/datasetId.ts'
import type { PreparedDataset } from '../storage/writeDatasetFolder.ts'
import type { ExampleMarkets } from '../synthetic/markets/exampleMarkets.ts'
import { writeMadeSeries } from '../synthetic/markets/writeMadeSeries.ts'
import { type SyntheticSet, writeSynthetic } from '../synthetic/writeSynthetic.ts'
import { checkChoices } from './defects.ts'
import { formatError } from './fileErrors.ts'
import { readFileHead } from './fileHead.ts'
import { inspectFile } from './inspectFile.ts'
import { ParsedCache, parsedKey } from './parsedCache.ts'
import type { ParsedFile } from './parseFile.ts'
import { type ParseRequest, parseSource } from './parseSource.ts'
import { planColumns } from './priceColumns.ts'
import { hashFile } from './scanText.ts'
import type { StageOptions, WorkOptions } from './stageFile.ts'
import { writeDatasets } from './writeDatasets.ts'

export interface ImporterOptions {
  readonly folder: string
  readonly database: LakeDatabase
  readonly now: () => number
  /** Whether the lake has a dataset of this id, or one that a file system could not tell from it. */
  readonly exists: (datasetId: string) => boolean
  readonly freeBytes?: StageOptions['freeBytes'] | undefined
  /** Takes over datasets whose folders are in place. */
  readonly committed: (datasets: readonly Dataset[]) => void
}

export interface CommitOptions extends WorkOptions {
  readonly provenance?: Omit<Provenance, 'importedMs'>
  readonly displayName?: string
  /** Full names of symbols, where they are known. */
  readonly names?: Readonly<Record<string, string>>
}

/** Bars that a preview shows. */
const PREVIEW_BARS = 50

/** Brings files into a lake. Imports run one after another, each in a working folder that is removed at its end. */
export class Importer {
  readonly #options: ImporterOptions
  readonly #stopping = new AbortController()
  readonly #cache = new ParsedCache()
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: ImporterOptions) {
    this.#options = options
  }

  /** Cancels what is going on or waiting, and waits for its end. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#last
    this.#cache.clear()
  }

  inspect(filePath: string, displayName: string | undefined, given: WorkOptions): Promise<ImportInspection> {
    const options = this.#stoppable(given)
    return this.#inTurn((staging) =>
      inspectFile(this.#options.database, staging, filePath, displayName, options),
    )
  }

  preview(
    filePath: string,
    fileHash: string,
    plan: ImportPlan,
    given: WorkOptions & { displayName?: string },
  ): Promise<ImportPreview> {
    const options = this.#stoppable(given)
    return this.#parsed(
      filePath,
      fileHash,
      plan,
      { ...options, keep: true },
      async ({ parsed, session }) => ({
        rows: parsed.rows,
        symbols: parsed.symbols.map(({ symbol, bars, fromMs, toMs }) => ({ symbol, bars, fromMs, toMs })),
        counts: parsed.counts,
        issues: [...parsed.issues],
        refused: [...parsed.refused],
        bars: await previewBars(session),
      }),
    )
  }

  commit(filePath: string, fileHash: string, plan: ImportPlan, given: CommitOptions): Promise<ImportResult> {
    const options = this.#stoppable(given)
    const once = { ...options, keep: false }
    return this.#parsed(filePath, fileHash, plan, once, async ({ parsed, session, staging, fileName }) => {
      this.#refuse(parsed, plan, fileName)
      const provenance: Provenance = {
        ...(options.provenance ?? { kind: 'file', source: fileName, licence: 'unknown' }),
        importedMs: this.#options.now(),
      }
      const names = options.names ?? {}
      const target = path.join(staging, 'new')
      const prepared = await storing(fileName, async () => {
        const written = await writeDatasets(session, parsed, plan, provenance, names, target, options)
        throwIfCancelled(options.signal)
        await this.commitPrepared(staging, written)
        return written
      })
      return { datasets: prepared.map(({ dataset }) => dataset) }
    })
  }

  /** Generates a synthetic set: all of its symbols or nothing. @throws DeskError ALREADY_EXISTS, CANCELLED */
  synthesize(set: SyntheticSet, given: WorkOptions): Promise<ImportResult> {
    const options = this.#stoppable(given)
    return this.#inTurn(async (staging) => {
      this.#refuseExisting(set.instruments.map(({ symbol }) => datasetId(symbol, set.timeframe)))
      const target = path.join(staging, 'new')
      const prepared = await this.#options.database.use(
        (session) => writeSynthetic(session, set, this.#options.now(), target, options),
        options.signal,
      )
      await this.commitPrepared(staging, prepared)
      return { datasets: prepared.map(({ dataset }) => dataset) }
    })
  }

  /** Stores generated series: all or none. @throws DeskError ALREADY_EXISTS, CANCELLED */
  storeMade({ series, seed }: ExampleMarkets, given: WorkOptions): Promise<void> {
    const options = this.#stoppable(given)
    return this.#inTurn(async (staging) => {
      this.#refuseExisting(series.map(({ instrument, timeframe }) => datasetId(instrument.symbol, timeframe)))
      const target = path.join(staging, 'new')
      const nowMs = this.#options.now()
      const prepared: PreparedDataset[] = []
      await this.#options.database.use(async (session) => {
        for (const [place, made] of series.entries()) {
          throwIfCancelled(options.signal)
          options.onProgress?.({ fraction: place / series.length, note: 'Generating the example markets' })
          prepared.push(await writeMadeSeries(session, made, seed, nowMs, target))
        }
      }, options.signal)
      await this.commitPrepared(staging, prepared)
    })
  }

  /** Runs other work that changes the lake in its turn, in a working folder that is removed at its end. */
  alone<T>(work: (staging: string) => Promise<T>): Promise<T> {
    return this.#inTurn(work)
  }

  /** Moves prepared datasets into the lake, all or none, and tells it. */
  async commitPrepared(staging: string, prepared: readonly PreparedDataset[]): Promise<void> {
    await commitFolders(
      this.#options.folder,
      staging,
      prepared.map(({ folder }) => folder),
    )
    this.#options.committed(prepared.map(({ dataset }) => dataset))
  }

  /** Runs `work` in a fresh working folder, after all work that was asked for before. */
  async #inTurn<T>(work: (staging: string) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#inStaging(work))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  async #inStaging<T>(work: (staging: string) => Promise<T>): Promise<T> {
    const staging = await createStaging(this.#options.folder, randomUUID())
    try {
      return await work(staging)
    } finally {
      await rm(staging, { recursive: true, force: true })
    }
  }

  #stoppable<T extends WorkOptions>(options: T): T & StageOptions {
    const { signal } = this.#stopping
    const { freeBytes } = this.#options
    return {
      ...options,
      freeBytes,
      signal: options.signal ? AbortSignal.any([options.signal, signal]) : signal,
    }
  }

  /** Runs `work` on the parsed file. With `keep` the result of the parsing stays for what follows. */
  #parsed<T>(
    filePath: string,
    fileHash: string,
    plan: ImportPlan,
    options: StageOptions & { displayName?: string; keep: boolean },
    work: (at: {
      parsed: ParsedFile
      session: DatabaseSession
      staging: string
      fileName: string
    }) => Promise<T>,
  ): Promise<T> {
    return this.#inTurn(async (staging) => {
      throwIfCancelled(options.signal)
      planColumns(plan)
      checkChoices(plan)
      requireKnownCalendar(plan.calendar)
      if (plan.timeFormat.kind === 'pattern') checkTimePattern(plan.timeFormat.pattern)
      const head = await readFileHead(filePath, options.displayName)
      const { database } = this.#options
      const request = { database, filePath, head, fileHash, plan, staging, options }
      const key = parsedKey(filePath, fileHash, plan)
      const source = (await this.#kept(key, request)) ?? (await parseSource(request))
      let isKept = false
      try {
        const { parsed } = source
        const result = await source.connection.use(
          (session) => work({ parsed, session, staging, fileName: head.fileName }),
          options.signal,
        )
        if (options.keep) {
          this.#cache.keep(key, source)
          isKept = true
        }
        return result
      } finally {
        if (!isKept) source.connection.close()
      }
    })
  }

  /** What an earlier call parsed of the same file after the same plan, if the file still is what it was. */
  async #kept(key: string, { filePath, head, fileHash, options }: ParseRequest) {
    const source = this.#cache.take(key)
    if (!source) return undefined
    let isSame = false
    try {
      isSame = (await hashFile(filePath, head, options)) === fileHash
    } finally {
      if (!isSame) source.connection.close()
    }
    if (!isSame) return undefined
    options.onProgress?.({ fraction: null, note: 'Reading bars' })
    return source
  }

  #refuse(parsed: ParsedFile, plan: ImportPlan, fileName: string): void {
    if (parsed.refused.length > 0) {
      const listed = parsed.refused.map((kind) => `${parsed.counts[kind] ?? 0} of '${kind}'`).join(', ')
      const first = parsed.issues.find(({ kind }) => parsed.refused.some((refused) => refused === kind))
      const example = first
        ? ` The first: row ${first.row}${first.column ? `, column ${first.column}` : ''}: ${first.message}.`
        : ''
      throw new DeskError('DATA_REFUSED', `${fileName} has rows with defects: ${listed}.${example}`, {
        where: first?.row === undefined ? fileName : `${fileName}, row ${first.row}`,
        hint: 'Choose for each kind of defect whether its rows are dropped or kept, then import again.',
        details: { refused: [...parsed.refused], counts: { ...parsed.counts } },
      })
    }
    if (parsed.symbols.length === 0) throw formatError(fileName, 'no bars remain to be stored.')
    if (plan.existing === 'replace') return
    this.#refuseExisting(parsed.symbols.map(({ symbol }) => datasetId(symbol, plan.timeframe)))
  }

  #refuseExisting(ids: readonly string[]): void {
    const standing = ids.filter((id) => this.#options.exists(id))
    if (standing.length === 0) return
    throw new DeskError('ALREADY_EXISTS', `The lake has ${standing.slice(0, 5).join(', ')} already.`, {
      hint: 'Choose to replace what is there, or give the data another symbol.',
      details: { datasets: standing },
    })
  }
}

/** Runs the writing part of an import; what the disk refuses becomes one clear error. */
async function storing<T>(fileName: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DeskError || !(error instanceof Error)) throw error
    if (/interrupt/i.test(error.message)) throw error
    throw new DeskError(
      'STORE_FAILED',
      `${fileName} could not be stored (${error.message.split('\n')[0]}).`,
      {
        where: fileName,
        hint: 'Check the space and the permissions of the disk that holds the data folder, then import again.',
      },
    )
  }
}

async function previewBars(session: DatabaseSession): Promise<ImportPreview['bars']> {
  const available = await session.rows(`select column_name from (describe kept)`)
  const has = (name: string) => available.some(([column]) => column === name)
  const value = (part: string) =>
    has(part)
      ? part
      : has(`b${part}`) && has(`a${part}`)
        ? `(b${part} + a${part}) / 2`
        : has('c')
          ? 'c'
          : '(bc + ac) / 2'
  const rows = await session.rows(
    `select s, t::double, ${['o', 'h', 'l', 'c'].map(value).join(', ')}, v from kept where s <> '' and t is not null order by s, t limit ${PREVIEW_BARS}`,
  )
  const finite = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null)
  return rows.map(([symbol, timeMs, open, high, low, close, volume]) => ({
    symbol: String(symbol),
    timeMs: Number(timeMs),
    open: finite(open),
    high: finite(high),
    low: finite(low),
    close: finite(close),
    volume: finite(volume),
  }))
}
