import Database from 'better-sqlite3'
import { z } from 'zod'
import { DeskError } from '../../shared/domain/deskError.ts'

const holderSchema = z.object({ process_id: z.number(), started_ms: z.number() })

/** Long enough for another desk's signing, short enough to be refused at once. */
const LOCK_WAIT_MS = 250

export interface DeskLock {
  release(): void
}

/**
 * Makes this process the only desk on a home. The lock is SQLite's write lock on `desk.lock`, which the operating
 * system gives up with the process that held it: after a kill there is nothing stale to detect and nobody to ask, and
 * of two that start together one wins. The row inside names the holder and can be read past the lock.
 *
 * @throws DeskError `CONFLICT` naming the process that runs on this home already.
 */
export function lockHome(file: string, nowMs: number): DeskLock {
  const database = open(file)
  try {
    database.exec(
      'CREATE TABLE IF NOT EXISTS holder (only INTEGER PRIMARY KEY CHECK (only = 1), process_id INTEGER, started_ms REAL)',
    )
    const insert = database.prepare('INSERT OR REPLACE INTO holder VALUES (1, ?, ?)')
    const sign = database.transaction(() => insert.run(process.pid, nowMs))
    // To be seen, the name must be committed, which gives the lock up for a moment. Another desk may sign in that
    // moment and then find itself locked out: the name is written again until it is this one under this lock.
    do {
      if (database.inTransaction) database.exec('ROLLBACK')
      sign.immediate()
      database.exec('BEGIN IMMEDIATE')
    } while (holderSchema.parse(readHolder(database)).process_id !== process.pid)
  } catch (error) {
    const isHeld = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
    const refusal = isHeld ? heldBy(database) : unusable(error)
    database.close()
    throw refusal
  }
  return {
    release: () => {
      if (!database.open) return
      database.exec('ROLLBACK')
      database.close()
    },
  }
}

function open(file: string): Database.Database {
  try {
    return new Database(file, { timeout: LOCK_WAIT_MS })
  } catch (error) {
    throw unusable(error)
  }
}

function heldBy(database: Database.Database): DeskError {
  const holder = holderSchema.safeParse(readHolder(database))
  const who = holder.success
    ? `process ${holder.data.process_id}, since ${new Date(holder.data.started_ms).toISOString()}`
    : 'another process'
  return new DeskError('CONFLICT', `A desk is running on this home already: ${who}.`, {
    where: 'desk.lock',
    hint: 'Use the desk that runs, end it, or start with another home folder.',
    ...(holder.success ? { details: { processId: holder.data.process_id } } : {}),
  })
}

function readHolder(database: Database.Database): unknown {
  try {
    return database.prepare('SELECT process_id, started_ms FROM holder').get()
  } catch {
    return undefined
  }
}

function unusable(error: unknown): DeskError {
  return new DeskError(
    'STORE_FAILED',
    `The home cannot be locked: ${error instanceof Error ? error.message : String(error)}`,
    {
      where: 'desk.lock',
      hint: 'Check the permissions of the home folder; remove desk.lock if no desk is running.',
    },
  )
}
