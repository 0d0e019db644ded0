import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type DeskContract, deskContract } from '../../shared/rpc/contract/deskContract.ts'
import type { ContractHandlers } from '../../shared/rpc/rpcHandlers.ts'
import { type ServedConnection, serveContract } from '../../shared/rpc/rpcServer.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import type { Lake } from '../lake/lake.ts'
import type { Store } from '../store/store.ts'
import { buildDesk, type DeskParts } from './buildDesk.ts'
import { dataHandlers, dataStreamHandlers } from './dataHandlers.ts'
import { deskHandlers, deskStreamHandlers } from './deskHandlers.ts'
import { lockHome } from './deskLock.ts'
import { prepareHome } from './home.ts'
import type { LogService } from './logService.ts'
import { recordHandlers, recordStreamHandlers } from './recordHandlers.ts'
import { runHandlers, runStreamHandlers } from './runHandlers.ts'
import type { RunService } from './runService.ts'
import { strategyHandlers, strategyStreamHandlers } from './strategyHandlers.ts'
import { uploadHandlers } from './uploadHandlers.ts'

export interface DeskOptions {
  /** Folder that holds everything this desk keeps; made where it is missing. */
  readonly home: string
  /** Folder of the program's own files: plugins, templates, packages. */
  readonly appRoot?: string
  readonly now?: () => number
  /** Whether a first start brings the sample data in; it does unless told otherwise. */
  readonly importSamples?: boolean
  /** Runs that may be under way together; one less than the processors by default. */
  readonly concurrency?: number
}

/** Where this program's files lie when nothing else is said. */
const OWN_ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Opens the desk on a home: locks it, opens store, lake, strategies and runs, marks what a crash has left unfinished,
 * and brings the sample data in on a first start, in the background.
 *
 * @throws DeskError `CONFLICT` where another desk runs on this home, `STORE_FAILED` for a database that cannot be
 * used, `BAD_INPUT` for a folder that cannot be a home.
 */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { appRoot = OWN_ROOT, now = Date.now, importSamples = true } = options
  const concurrency = options.concurrency ?? Math.max(1, availableParallelism() - 1)
  const home = prepareHome(options.home)
  const lock = lockHome(home.lock, now())
  let desk: Desk
  try {
    const parts = await buildDesk({ home, appRoot, now, concurrency })
    desk = new Desk(parts, () => lock.release())
  } catch (error) {
    lock.release()
    throw error
  }
  try {
    await desk.start(importSamples)
    return desk
  } catch (error) {
    await desk.close()
    throw error
  }
}

/** The running desk: everything of the house put together, answering any number of screens. */
export class Desk {
  readonly #parts: DeskParts
  readonly #unlock: () => void
  readonly #handlers: ContractHandlers<DeskContract>
  readonly #connections = new Set<ServedConnection>()
  readonly #closing = new AbortController()
  #samples: Promise<void> = Promise.resolve()
  #closed: Promise<void> | null = null

  /** Use `openDesk`. */
  constructor(parts: DeskParts, unlock: () => void) {
    this.#parts = parts
    this.#unlock = unlock
    const services = parts.services
    this.#handlers = {
      calls: {
        ...deskHandlers(services),
        ...dataHandlers(services),
        ...recordHandlers(services),
        ...uploadHandlers(services),
        ...strategyHandlers(services),
        ...runHandlers(services),
      },
      streams: {
        ...deskStreamHandlers(services),
        ...dataStreamHandlers(services),
        ...recordStreamHandlers(services),
        ...strategyStreamHandlers(services),
        ...runStreamHandlers(services),
      },
    }
  }

  get lake(): Lake {
    return this.#parts.services.lake
  }

  get store(): Store {
    return this.#parts.services.store
  }

  get runs(): RunService {
    return this.#parts.services.runs
  }

  get log(): LogService {
    return this.#parts.services.log
  }

  /** Settles when the sample data of a first start is there, or could not be brought in. */
  get samplesImported(): Promise<void> {
    return this.#samples
  }

  /** Answers the desk's contract on a connection until either side closes it. */
  attach(transport: Transport): void {
    if (this.#closed !== null) {
      transport.close()
      return
    }
    const connection = serveContract(deskContract, transport, this.#handlers, {
      redact: (text) => this.log.presentable(text),
      onInternalError: (error, where) => {
        this.log.write(
          'error',
          'desk',
          `${where}: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
        )
      },
    })
    this.#connections.add(connection)
    transport.onClose(() => this.#connections.delete(connection))
  }

  /** Called by `openDesk`. */
  async start(importSamples: boolean): Promise<void> {
    await this.#parts.start()
    if (importSamples) this.#samples = (await this.#parts.importSamples(this.#closing.signal)).done
  }

  /** Ends every connection, cancels what is under way, and leaves everything on disk. Safe to call again. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    this.#closing.abort()
    for (const connection of [...this.#connections]) connection.close()
    try {
      await this.#samples
      await this.#parts.close()
    } finally {
      this.#unlock()
    }
  }
}
