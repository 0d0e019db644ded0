import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { DeskError } from '../../shared/domain/deskError.ts'
import { MIGRATIONS, type Migration } from './migrations.ts'

/** `QDK1`: marks the file as Quarterdeck's in SQLite's header. */
const APPLICATION_ID = 0x51444b31
/** Offsets in SQLite's file header, both big-endian 32-bit (SQLite file format, 1.3). */
const USER_VERSION_OFFSET = 60
const APPLICATION_ID_OFFSET = 68
const HEADER_BYTES = 100

/**
 * Opens the database, making or migrating it as needed.
 *
 * Write-ahead logging, so that readers do not wait for the writer; `synchronous=FULL`, because an acknowledged event
 * must survive the power going and the journal's few writes a second can pay for it.
 *
 * @throws DeskError `STORE_FAILED` for a file of another program, one that a newer release has written (neither is
 * touched), a damaged one, or a disk that refuses.
 */
export function openDatabase(file: string, migrations: readonly Migration[] = MIGRATIONS): Database.Database {
  const newest = migrations.at(-1)?.version ?? 0
  let database: Database.Database
  try {
    refuseForeignFile(file, newest)
    database = new Database(file, { timeout: 5000 })
  } catch (error) {
    throw error instanceof DeskError ? error : storeFailure(file, error)
  }
  try {
    // Once more from inside: a version that still stands in the write-ahead log is not in the file's header.
    refuseVersion(file, Number(database.pragma('user_version', { simple: true })), newest)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    database.pragma('trusted_schema = OFF')
    migrate(database, migrations)
    return database
  } catch (error) {
    database.close()
    throw error instanceof DeskError ? error : storeFailure(file, error)
  }
}

/** Runs the missing migrations, each in a transaction of its own together with the version it leads to. */
function migrate(database: Database.Database, migrations: readonly Migration[]): void {
  const current = Number(database.pragma('user_version', { simple: true }))
  for (const { version, sql } of migrations) {
    if (version <= current) continue
    const step = database.transaction(() => {
      database.exec(sql)
      database.pragma(`user_version = ${version}`)
      database.pragma(`application_id = ${APPLICATION_ID}`)
    })
    step.immediate()
  }
}

/** Reads SQLite's header without SQLite, which would leave side files next to a database it only looked at. */
function refuseForeignFile(file: string, newest: number): void {
  if (!existsSync(file)) return
  const header = Buffer.alloc(HEADER_BYTES)
  const descriptor = openSync(file, 'r')
  const length = readSync(descriptor, header, 0, HEADER_BYTES, 0)
  closeSync(descriptor)
  // SQLite leaves an empty file where it was stopped before its first write.
  if (length === 0) return
  const application = length === HEADER_BYTES ? header.readUInt32BE(APPLICATION_ID_OFFSET) : 0
  const version = length === HEADER_BYTES ? header.readUInt32BE(USER_VERSION_OFFSET) : 0
  const isSqlite = header.toString('latin1', 0, 16) === 'SQLite format 3\0'
  // Both are still zero where the first migration has only reached the write-ahead log.
  const isOurs = application === APPLICATION_ID || (application === 0 && version === 0)
  if (!isSqlite || !isOurs) {
    throw new DeskError('STORE_FAILED', 'The file is not a Quarterdeck database.', {
      where: path.basename(file),
      hint: 'Move it away, or start with another home folder.',
    })
  }
  refuseVersion(file, version, newest)
}

function refuseVersion(file: string, version: number, newest: number): void {
  if (version <= newest) return
  throw new DeskError(
    'STORE_FAILED',
    `The database is of version ${version}, and this release of Quarterdeck knows versions up to ${newest}.`,
    {
      where: path.basename(file),
      hint: 'Start the newer release that wrote it, or another home folder; nothing has been changed.',
      details: { version, newestKnown: newest },
    },
  )
}

/** A failure of SQLite as the user is told of it. */
export function storeFailure(file: string, error: unknown): DeskError {
  const code = error instanceof Database.SqliteError ? error.code : ''
  const message = error instanceof Error ? error.message : String(error)
  const damaged = code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB'
  return new DeskError(
    'STORE_FAILED',
    damaged ? 'The database is damaged.' : `The database failed: ${message}`,
    {
      where: path.basename(file),
      hint: damaged
        ? 'Restore the home folder from a backup, or move the file away to begin with an empty one.'
        : 'Check the free space and the permissions of the home folder.',
    },
  )
}
