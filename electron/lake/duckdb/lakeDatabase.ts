import { setImmediate as nextTurn } from 'node:timers/promises'
import { DOUBLE, type DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { literal } from './sqlText.ts'

/** Rows of DuckDB's chunks. */
const CHUNK_ROWS = 2048

/** Chunks copied before the event loop gets its turn: about 5 ms of work. */
const CHUNKS_A_TURN = 64

/** One value of a small result: DuckDB's numbers beyond 2^53 and decimals arrive as text. */
export type SqlValue = string | number | boolean | null

/**
 * The lake's DuckDB: in memory, spilling into the lake's own folder, without extensions from the network.
 * Each piece of work gets a connection of its own, whose temporary tables vanish with it.
 */
export class LakeDatabase {
  readonly #instance: DuckDBInstance

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance
  }

  /** Opens the database; `spillFolder` receives what does not fit into memory. */
  static async open(spillFolder: string): Promise<LakeDatabase> {
    const instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      temp_directory: spillFolder,
      preserve_insertion_order: 'true',
    })
    return new LakeDatabase(instance)
  }

  /**
   * Runs `work` on a connection of its own and closes it afterwards. Aborting `signal` interrupts the running
   * query and rejects with `CANCELLED`.
   */
  async use<T>(work: (session: DatabaseSession) => Promise<T>, signal?: AbortSignal): Promise<T> {
    throwIfCancelled(signal)
    const connection = await this.connect()
    try {
      return await connection.use(work, signal)
    } finally {
      connection.close()
    }
  }

  /** A connection that its holder closes: what a piece of work leaves in temporary tables stays until then. */
  async connect(): Promise<LakeConnection> {
    const connection = await this.#instance.connect()
    await connection.run("set TimeZone = 'UTC'")
    return new LakeConnection(connection)
  }

  close(): void {
    this.#instance.closeSync()
  }
}

/** A connection for several pieces of work, one after the other. */
export class LakeConnection {
  readonly #connection: DuckDBConnection

  constructor(connection: DuckDBConnection) {
    this.#connection = connection
  }

  /** Runs `work`; aborting `signal` interrupts the running query and rejects with `CANCELLED`. */
  async use<T>(work: (session: DatabaseSession) => Promise<T>, signal?: AbortSignal): Promise<T> {
    throwIfCancelled(signal)
    const interrupt = () => this.#connection.interrupt()
    signal?.addEventListener('abort', interrupt, { once: true })
    try {
      const result = await work(new DatabaseSession(this.#connection, signal))
      throwIfCancelled(signal)
      return result
    } catch (error) {
      throwIfCancelled(signal)
      throw error
    } finally {
      signal?.removeEventListener('abort', interrupt)
    }
  }

  close(): void {
    this.#connection.closeSync()
  }
}

/** Throws `CANCELLED` once the signal is aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DeskError('CANCELLED', 'The work was cancelled; nothing was changed.')
}

/** A connection with the few ways in which the lake talks to DuckDB. */
export class DatabaseSession {
  readonly #connection: DuckDBConnection
  readonly #signal: AbortSignal | undefined

  constructor(connection: DuckDBConnection, signal?: AbortSignal) {
    this.#connection = connection
    this.#signal = signal
  }

  /** Runs a statement whose rows do not matter. */
  async run(sql: string): Promise<void> {
    throwIfCancelled(this.#signal)
    await this.#connection.run(sql)
  }

  /** All rows of a small result. */
  async rows(sql: string): Promise<SqlValue[][]> {
    throwIfCancelled(this.#signal)
    const reader = await this.#connection.runAndReadAll(sql)
    return reader.getRowsJson().map((row) => row.map(toSqlValue))
  }

  /** Rows of a small result whose last column is a list of texts. */
  async rowsWithList(sql: string): Promise<{ values: SqlValue[]; list: (string | null)[] }[]> {
    throwIfCancelled(this.#signal)
    const reader = await this.#connection.runAndReadAll(sql)
    return reader.getRowsJson().map((row) => {
      const last = row.at(-1)
      const list = Array.isArray(last) ? last.map((item) => (item === null ? null : String(item))) : []
      return { values: row.slice(0, -1).map(toSqlValue), list }
    })
  }

  /**
   * Reads a query of DOUBLE columns (no nulls: coalesce them to NaN) into typed arrays of `count` values each, giving
   * the event loop its turn between chunks.
   */
  async columns(sql: string, columnCount: number, count: number): Promise<Float64Array<ArrayBuffer>[]> {
    throwIfCancelled(this.#signal)
    const columns = Array.from({ length: columnCount }, () => new Float64Array(count))
    const result = await this.#connection.run(sql)
    let offset = 0
    for (let index = 0; index < result.chunkCount; index++) {
      const chunk = result.getChunk(index)
      for (const [c, target] of columns.entries()) {
        const vector = chunk.getColumnVector(c)
        // The driver keeps the vector's memory private; without nulls it is the column itself.
        const items: unknown = Reflect.get(vector, 'items')
        if (items instanceof Float64Array) target.set(items, offset)
        else
          for (let i = 0; i < chunk.rowCount; i++)
            target[offset + i] = Number(vector.getItem(i) ?? Number.NaN)
      }
      offset += chunk.rowCount
      if (index % CHUNKS_A_TURN === CHUNKS_A_TURN - 1) {
        await nextTurn()
        throwIfCancelled(this.#signal)
      }
    }
    if (offset !== count) throw new Error(`the query gave ${offset} rows where ${count} were counted`)
    return columns
  }

  /** Appends columns of equal length to a table whose columns are all DOUBLE. */
  async appendColumns(table: string, columns: readonly Float64Array[]): Promise<void> {
    const count = columns[0]?.length ?? 0
    const appender = await this.#connection.createAppender(table)
    try {
      const types = columns.map(() => DOUBLE)
      for (let from = 0; from < count; from += CHUNK_ROWS) {
        throwIfCancelled(this.#signal)
        const to = Math.min(count, from + CHUNK_ROWS)
        const chunk = DuckDBDataChunk.create(types, to - from)
        for (const [index, column] of columns.entries()) {
          chunk.setColumnValues(index, Array.from(column.subarray(from, to)))
        }
        appender.appendDataChunk(chunk)
        if ((from / CHUNK_ROWS) % 16 === 15) await nextTurn()
      }
    } finally {
      appender.closeSync()
    }
  }

  /** Writes a query to a Parquet file (zstd, format 2). */
  async writeParquet(sql: string, file: string): Promise<void> {
    await this.run(
      `copy (${sql}) to ${literal(file)} (format parquet, compression zstd, parquet_version v2, row_group_size 122880)`,
    )
  }
}

function toSqlValue(value: unknown): SqlValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return JSON.stringify(value)
}
