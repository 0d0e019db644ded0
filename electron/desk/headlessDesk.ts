import { isUtf8 } from 'node:buffer'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type BacktestConfigInput,
  backtestConfigSchema,
  type RunResult,
} from '../../shared/domain/backtest.ts'
import { DeskError, errorShapeSchema } from '../../shared/domain/deskError.ts'
import type { HoldOutOpening } from '../../shared/domain/holdOut.ts'
import type { StrategyDescription } from '../../shared/domain/strategy.ts'
import type { CheckRequest, StrategyCheck } from '../../shared/domain/strategyCheck.ts'
import { type Lake, openLake } from '../lake/lake.ts'
import { type LoadedPlugins, loadPlugins } from '../plugins/pluginLoader.ts'
import { readExamples } from '../research/examples.ts'
import { type RerunAnswer, rerunBundle } from '../research/rerunBundle.ts'
import { readRunResult } from '../research/resultBundle.ts'
import { RunQueue } from '../research/runQueue.ts'
import { runStrategyCheck } from '../research/runStrategyCheck.ts'
import { compileStrategy } from '../research/strategyCompiler.ts'
import { type BuiltInStrategy, type StrategyFile, StrategyLibrary } from '../research/strategyLibrary.ts'
import { renderTearsheet } from '../research/tearsheet.ts'
import { CommandHoldOuts } from './commandHoldOuts.ts'
import { type DeskLock, lockHome } from './deskLock.ts'
import { type Home, prepareHome } from './home.ts'

export interface HeadlessDeskOptions {
  readonly home: string
  readonly appRoot?: string
  readonly now?: () => number
  /** `write` keeps the home for itself until it is closed; `read` works beside a desk that is running. */
  readonly access: 'read' | 'write'
  /** Imports the sample data first where the lake is empty. */
  readonly withSamples: boolean
  readonly onNote?: (message: string) => void
}

/** A finished run as the command line hands it on. */
export interface HeadlessResult {
  readonly result: RunResult
  readonly bundle: Uint8Array
  readonly report: string
  /** Every opening of the same hold-out, this one included, oldest first; empty for a run without a hold-out. */
  readonly openings: readonly HoldOutOpening[]
}

export interface BacktestProgress {
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number) => void
}

const OWN_ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Opens the parts of a desk that work without a screen and without a journal.
 *
 * @throws DeskError CONFLICT where `write` is asked for while another desk runs on the home.
 */
export async function openHeadlessDesk(options: HeadlessDeskOptions): Promise<HeadlessDesk> {
  const { appRoot = OWN_ROOT, now = Date.now, access, withSamples, onNote } = options
  const home = prepareHome(options.home)
  const lock = takeLock(home, now(), access)
  try {
    const lake = await openLake({ folder: home.lake, now, readOnly: lock === undefined })
    try {
      if (withSamples && lock && lake.list().length === 0) {
        onNote?.('First use of this home: importing the sample data.')
        let said = ''
        await lake.importSamples({
          onProgress: ({ note }) => {
            if (note !== said) onNote?.(note)
            said = note
          },
        })
      }
      // Reading needs no lock: a workstation can start while a backtest is running.
      if (access === 'read') lock?.release()
      const plugins = await loadPlugins(path.join(appRoot, 'plugins'))
      const examples = await readExamples(appRoot)
      const work = await mkdtemp(path.join(tmpdir(), 'quarterdeck-'))
      return new HeadlessDesk({ home, appRoot, now, lake, plugins, examples, work, lock })
    } catch (error) {
      await lake.close()
      throw error
    }
  } catch (error) {
    lock?.release()
    throw error
  }
}

function takeLock(home: Home, nowMs: number, access: HeadlessDeskOptions['access']): DeskLock | undefined {
  try {
    return lockHome(home.lock, nowMs)
  } catch (error) {
    if (access === 'read' && error instanceof DeskError && error.code === 'CONFLICT') return undefined
    throw error
  }
}

interface HeadlessParts {
  readonly home: Home
  readonly appRoot: string
  readonly now: () => number
  readonly lake: Lake
  readonly plugins: LoadedPlugins
  readonly examples: readonly BuiltInStrategy[]
  /** A temporary folder of this process. */
  readonly work: string
  readonly lock: DeskLock | undefined
}

/** Lake, strategies and runs of a home, for one command. Runs leave no record; their results are handed over. */
export class HeadlessDesk {
  readonly home: Home
  readonly lake: Lake
  readonly plugins: LoadedPlugins
  readonly library: StrategyLibrary
  readonly #parts: HeadlessParts
  readonly #cacheFolder: string

  constructor(parts: HeadlessParts) {
    this.#parts = parts
    this.home = parts.home
    this.lake = parts.lake
    this.plugins = parts.plugins
    this.library = new StrategyLibrary({
      folder: parts.home.strategies,
      builtIns: [...parts.plugins.strategies, ...parts.examples],
      appRoot: parts.appRoot,
    })
    this.#cacheFolder = path.join(parts.home.folder, 'cache')
  }

  /**
   * A strategy by its id, or from a file: whatever has a path separator or ends in `.ts` is a file.
   * @throws DeskError NOT_FOUND, FILE_UNREADABLE, FILE_FORMAT
   */
  async readStrategy(idOrFile: string): Promise<StrategyFile> {
    if (!/[\\/]|\.ts$/.test(idOrFile)) return this.library.read(idOrFile)
    const id = path.basename(idOrFile, '.ts')
    let bytes: Uint8Array
    try {
      bytes = await readFile(idOrFile)
    } catch {
      throw new DeskError('FILE_UNREADABLE', `The strategy file '${idOrFile}' cannot be read.`, {
        where: idOrFile,
        hint: 'Give the path of a .ts file, or the id of a strategy: see quarterdeck strategy list.',
      })
    }
    if (!isUtf8(bytes) || bytes.includes(0)) {
      throw new DeskError('FILE_FORMAT', 'The strategy file is not text in UTF-8.', {
        where: idOrFile,
        hint: 'Save it as UTF-8 in your editor.',
      })
    }
    const source = new TextDecoder().decode(bytes)
    return { entry: { id, name: id, origin: 'user', modifiedMs: 0 }, source }
  }

  /** What a strategy declares. @throws DeskError STRATEGY_COMPILE with its first error */
  async describe({ entry, source }: StrategyFile): Promise<StrategyDescription> {
    const fileName = `${entry.id}.ts`
    const { appRoot } = this.#parts
    const { description, diagnostics } = await compileStrategy(source, fileName, {
      appRoot,
      cacheFolder: this.#cacheFolder,
    })
    if (description) return description
    const error = diagnostics.find(({ severity }) => severity === 'error')
    throw new DeskError('STRATEGY_COMPILE', error?.message ?? 'The strategy does not compile.', {
      where: error ? `${fileName}:${error.line}:${error.column}` : fileName,
      hint: 'Correct the strategy, then run the command again.',
    })
  }

  /** Runs one backtest to its end. @throws DeskError with which the run failed. */
  async backtest(
    strategy: StrategyFile,
    config: Omit<BacktestConfigInput, 'strategyId'>,
    { signal, onProgress }: BacktestProgress = {},
  ): Promise<HeadlessResult> {
    const { lake, now, appRoot, work, home } = this.#parts
    const holdOuts = new CommandHoldOuts(home, now)
    const queue = new RunQueue({
      lake,
      library: { read: async () => strategy },
      runsFolder: path.join(work, 'runs'),
      cacheFolder: this.#cacheFolder,
      persist: async () => {},
      holdOuts,
      now,
      appRoot,
      concurrency: 1,
    })
    queue.onUpdate(({ progress }) => onProgress?.(progress))
    const cancel = () => void queue.close()
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      const queued = await queue.start({ ...config, strategyId: strategy.entry.id })
      const record = await queue.whenEnded(queued.id)
      if (record.state === 'cancelled') throw new DeskError('CANCELLED', 'The run was cancelled.')
      if (record.error) throw DeskError.fromShape(errorShapeSchema.parse(record.error))
      const file = queue.bundleFile(record.id)
      const result = await readRunResult(file, record)
      const { holdOut, strategyId, symbols } = record.config
      const subject = holdOut && { holdOut, strategyId, symbols, strategyName: record.strategyName }
      const openings = subject ? await holdOuts.openingsOf(subject) : []
      return { result, bundle: await readFile(file), report: renderTearsheet(result), openings }
    } finally {
      if (config.openHoldOut === true) await holdOuts.settle()
      signal?.removeEventListener('abort', cancel)
      await queue.close()
    }
  }

  /** Checks a strategy over what a run with these settings would read. The check is answered and not kept. */
  async check(
    strategy: StrategyFile,
    config: Omit<BacktestConfigInput, 'strategyId'>,
    request: CheckRequest,
    { signal, onProgress }: BacktestProgress = {},
  ): Promise<StrategyCheck> {
    const { lake, now, appRoot } = this.#parts
    const { entry, source } = strategy
    const checked = {
      config: backtestConfigSchema.parse({ ...config, strategyId: entry.id }),
      source,
      fileName: `${entry.id}.ts`,
      request,
    }
    return runStrategyCheck(lake, checked, {
      cacheFolder: this.#cacheFolder,
      now,
      appRoot,
      signal,
      onProgress,
    })
  }

  /** Runs a bundle again and compares. */
  async rerun(file: string, { signal, onProgress }: BacktestProgress = {}): Promise<RerunAnswer> {
    return rerunBundle(file, this.lake, {
      appRoot: this.#parts.appRoot,
      cacheFolder: this.#cacheFolder,
      ...(signal ? { signal } : {}),
      ...(onProgress ? { onProgress } : {}),
    })
  }

  async close(): Promise<void> {
    this.library.close()
    await this.lake.close()
    if (this.#parts.lock) this.#parts.lock.release()
    await rm(this.#parts.work, { recursive: true, force: true })
  }
}
