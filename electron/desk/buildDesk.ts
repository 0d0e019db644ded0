import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { openLake } from '../lake/lake.ts'
import { loadPlugins } from '../plugins/pluginLoader.ts'
import { readExamples } from '../research/examples.ts'
import { RunQueue } from '../research/runQueue.ts'
import { StrategyLibrary } from '../research/strategyLibrary.ts'
import { openStore } from '../store/store.ts'
import { CheckService } from './checkService.ts'
import { journalDatasets } from './datasetJournal.ts'
import type { DeskServices } from './deskServices.ts'
import { DeskStatusSource } from './deskStatus.ts'
import { HoldOutService } from './holdOutService.ts'
import { HoldOutSpool } from './holdOutSpool.ts'
import type { Home } from './home.ts'
import { LogService } from './logService.ts'
import { NotificationService } from './notificationService.ts'
import { RunService } from './runService.ts'
import { SampleImport } from './sampleImport.ts'
import { UploadFolder } from './uploadFolder.ts'

export interface BuildOptions {
  readonly home: Home
  readonly appRoot: string
  readonly now: () => number
  readonly concurrency: number
}

/** The desk's parts put together, and the steps of their life. */
export interface DeskParts {
  readonly services: DeskServices
  start(): Promise<void>
  /** Where this home has never had the samples: brings them in. Resolves at once, with a promise of the end. */
  importSamples(signal: AbortSignal): Promise<{ done: Promise<void> }>
  close(): Promise<void>
}

/** Puts the house together: every part is made here and nowhere else. */
export async function buildDesk({ home, appRoot, now, concurrency }: BuildOptions): Promise<DeskParts> {
  const version = await readVersion(appRoot)
  const startedMs = now()
  const log = new LogService({
    folder: home.logs,
    now,
    places: { [home.folder]: '(home)', [path.resolve(appRoot)]: '(program)' },
  })
  // What has been opened, to be closed in the opposite order, also where a later part does not open.
  const closers: (() => Promise<void>)[] = [() => log.flush()]
  try {
    const store = await openStore(home.database, { onLost: endWithoutMemory })
    closers.push(() => store.close())
    const notifications = new NotificationService({ store, log, now })
    const lake = await openLake({
      folder: home.lake,
      now,
      log: (level, message) => log.write(level, 'lake', message),
    })
    closers.push(async () => lake.close())
    journalDatasets({ lake, store, log, now })
    const plugins = await loadPlugins(path.join(appRoot, 'plugins'))
    for (const { file, field, message } of plugins.problems) {
      log.write('warning', 'plugins', `plugins/${file}${field === '' ? '' : `, ${field}`}: ${message}`)
    }
    const own = plugins.plugins.flatMap((plugin) => plugin.strategies)
    const builtIns = [...own, ...(await readExamples(appRoot))]
    const library = new StrategyLibrary({ folder: home.strategies, builtIns, appRoot })
    closers.push(async () => library.close())
    const holdOuts = new HoldOutService({
      store,
      spool: new HoldOutSpool(home.holdOuts),
      now,
      onBad: (file) => log.write('warning', 'store', `hold-outs/${file} cannot be read and was set aside`),
    })
    const checks = new CheckService({ lake, library, store, log, now, appRoot, cacheFolder: home.cache })
    const queue = new RunQueue({
      lake,
      library,
      runsFolder: home.runs,
      persist: async (record) => {
        await store.append({ kind: 'run.saved', payload: record }, now())
      },
      holdOuts,
      now,
      concurrency,
      appRoot,
      cacheFolder: home.cache,
    })
    const runs = new RunService({ queue, store, library, log, notifications, runsFolder: home.runs, now })
    const uploads = new UploadFolder(home.uploads, now)
    closers.push(() => uploads.discardAll())
    const samples = new SampleImport({ lake, store, log, notifications, now })
    const status = new DeskStatusSource(() => ({
      version,
      nodeVersion: process.versions.node,
      processId: process.pid,
      startedMs,
      home: home.folder,
      datasets: lake.list().length,
      runsRunning: runs.running,
      runsQueued: runs.queued,
      memoryBytes: process.memoryUsage.rss(),
      preparing: samples.isPreparing,
    }))
    return {
      services: {
        store,
        lake,
        library,
        runs,
        checks,
        holdOuts,
        uploads,
        log,
        notifications,
        status,
        now,
        compileOptions: { appRoot, cacheFolder: home.cache },
      },
      start: async () => {
        await uploads.clear()
        const { node } = process.versions
        await store.append(
          { kind: 'desk.started', payload: { version, nodeVersion: node, processId: process.pid } },
          startedMs,
        )
        log.write('info', 'desk', `Quarterdeck ${version} on Node ${node}, process ${process.pid}`)
        await runs.markInterrupted()
        await holdOuts.takeIn()
      },
      importSamples: async (signal) => ({
        done: (await samples.isNeeded()) ? samples.run(signal) : Promise.resolve(),
      }),
      close: async () => {
        await runs.close()
        await store.append({ kind: 'desk.stopped', payload: { processId: process.pid } }, now())
        log.write('info', 'desk', 'the desk has ended')
        await closeAll(closers)
      },
    }
  } catch (error) {
    await closeAll(closers)
    throw error
  }
}

/** A desk that can no longer remember must not go on: this ends the process, as any bug does. */
function endWithoutMemory(error: Error): void {
  queueMicrotask(() => {
    throw error
  })
}

async function closeAll(closers: (() => Promise<void>)[]): Promise<void> {
  let failure: unknown = null
  for (const close of closers.toReversed()) {
    try {
      await close()
    } catch (error) {
      failure ??= error
    }
  }
  if (failure !== null) throw failure
}

async function readVersion(appRoot: string): Promise<string> {
  const text = await readFile(path.join(appRoot, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
