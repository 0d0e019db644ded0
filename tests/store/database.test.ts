import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { MIGRATIONS } from '../../electron/store/migrations.ts'
import { openStoreDatabase } from '../../electron/store/storeDatabase.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { runRecord } from './runRecords.ts'

const newFile = () => path.join(temporaryFolder(), 'quarterdeck.sqlite')
const setting = (value: number, timeMs = value) => ({
  event: { kind: 'setting.saved' as const, payload: { key: 'a', value } },
  timeMs,
})

/** Changes a closed database behind the store's back. */
function tamper(file: string, sql: string): void {
  const database = new Database(file)
  database.exec(sql)
  database.close()
}

describe('opening a database', () => {
  it('writes ahead, waits for the disk, holds to foreign keys, and marks the file as its own', () => {
    const file = newFile()
    const database = openDatabase(file)
    const pragma = (name: string) => database.pragma(name, { simple: true })
    expect(pragma('journal_mode')).toBe('wal')
    // 2 is FULL.
    expect(pragma('synchronous')).toBe(2)
    expect(pragma('foreign_keys')).toBe(1)
    expect(pragma('user_version')).toBe(MIGRATIONS.length)
    database.close()
    // 'QDK1', at offset 68 of SQLite's header.
    expect(readFileSync(file).toString('latin1', 68, 72)).toBe('QDK1')
  })

  it('refuses a version newer than it knows, and leaves every byte as it was', () => {
    const file = newFile()
    openStoreDatabase(file).close({})
    tamper(file, 'PRAGMA user_version = 99')
    const before = readFileSync(file)
    expect(() => openDatabase(file)).toThrow(
      expect.objectContaining({
        code: 'STORE_FAILED',
        message: expect.stringContaining('version 99'),
        details: { version: 99, newestKnown: MIGRATIONS.length },
      }),
    )
    expect(readFileSync(file)).toEqual(before)
  })

  it.each([
    [
      "another program's database",
      (file: string) => tamper(file, 'PRAGMA application_id = 7; CREATE TABLE t (x)'),
    ],
    [
      'a file that is no database',
      (file: string) => writeFileSync(file, 'time,open,high,low,close\n'.repeat(10)),
    ],
  ])('refuses %s, and leaves every byte as it was', (_what, write) => {
    const file = newFile()
    write(file)
    const before = readFileSync(file)
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }))
    expect(readFileSync(file)).toEqual(before)
  })

  it('tells a damaged database from a full disk', () => {
    const file = newFile()
    const answers = openStoreDatabase(file)
    answers.append(Array.from({ length: 500 }, (_, value) => setting(value)))
    answers.close({})
    const bytes = readFileSync(file)
    bytes.fill(0x5a, 4096)
    writeFileSync(file, bytes)
    expect(() => openStoreDatabase(file)).toThrow(
      expect.objectContaining({ code: 'STORE_FAILED', message: 'The database is damaged.' }),
    )
  })

  it('says what to do where the file cannot be opened at all', () => {
    const file = newFile()
    mkdirSync(file)
    expect(() => openDatabase(file)).toThrow(
      expect.objectContaining({
        code: 'STORE_FAILED',
        where: 'quarterdeck.sqlite',
        hint: expect.stringContaining('permissions'),
      }),
    )
  })

  it('takes an empty file, which a crash before the first write leaves, for a new database', () => {
    const file = newFile()
    writeFileSync(file, '')
    const answers = openStoreDatabase(file)
    expect(answers.verifyJournal({})).toEqual({ entries: 0 })
    answers.close({})
  })
})

describe('migrations', () => {
  it('are numbered from 1 without gaps', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1))
  })

  it.each(MIGRATIONS.map(({ version }) => version).slice(1))(
    'to version %i keep every event of the version before, and what they add up to',
    (version) => {
      const file = newFile()
      const reference = newFile()
      const record = runRecord('run-1', { state: 'done' })
      const events = [
        setting(1),
        { event: { kind: 'run.saved' as const, payload: record }, timeMs: 2 },
        setting(3),
      ]

      // The rows as they stand in a database of today, put into one of the version before.
      const today = openStoreDatabase(reference)
      today.append(events)
      today.close({})
      const old = openDatabase(file, MIGRATIONS.slice(0, version - 1))
      old.exec(
        `ATTACH '${reference}' AS today; INSERT INTO journal SELECT * FROM today.journal ORDER BY sequence`,
      )
      const before = old.prepare('SELECT * FROM journal').all()
      old.close()

      const migrated = openStoreDatabase(file)
      expect(migrated.verifyJournal({})).toEqual({ entries: 3 })
      expect(migrated.findSetting({ key: 'a' })).toBe(3)
      expect(migrated.listRuns({ limit: 10 })).toEqual([record])
      migrated.close({})
      const after = new Database(file, { readonly: true })
      expect(after.prepare('SELECT * FROM journal').all()).toEqual(before)
      expect(after.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length)
      after.close()
    },
  )

  it('that fail leave the database at the version before, whole', () => {
    const file = newFile()
    openDatabase(file).close()
    const broken = {
      version: MIGRATIONS.length + 1,
      name: 'broken',
      sql: 'CREATE TABLE extra (x); SELECT no_such()',
    }
    expect(() => openDatabase(file, [...MIGRATIONS, broken])).toThrow(
      expect.objectContaining({ code: 'STORE_FAILED' }),
    )
    const database = openDatabase(file)
    expect(database.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length)
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'extra'").all()).toEqual([])
    database.close()
  })
})

describe('the journal', () => {
  const filled = () => {
    const file = newFile()
    const answers = openStoreDatabase(file)
    answers.append([1, 2, 3, 4, 5].map((value) => setting(value)))
    answers.close({})
    return file
  }

  it.each(['DELETE FROM journal WHERE sequence = 5', "UPDATE journal SET payload = '{}'"])(
    'is append-only in the database itself: %s fails',
    (sql) => {
      expect(() => tamper(filled(), sql)).toThrow('the journal is append-only')
    },
  )

  it('takes no entry but the next', () => {
    expect(() =>
      tamper(filled(), "INSERT INTO journal VALUES (9, 0, 'setting.saved', '{}', zeroblob(32))"),
    ).toThrow('the journal has no gaps')
  })

  // With the triggers out of the way, as somebody with the file and an editor would.
  it.each([
    ['a changed payload', `UPDATE journal SET payload = '{"key":"a","value":7}' WHERE sequence = 3`, 3],
    ['a changed time', 'UPDATE journal SET time_ms = 77 WHERE sequence = 2', 2],
    ['a row taken out', 'DELETE FROM journal WHERE sequence = 4', 4],
    ['rows changed over', 'UPDATE journal SET sequence = 9 WHERE sequence = 1', 1],
  ])('shows %s and names the first entry that does not hold', (_what, sql, sequence) => {
    const file = filled()
    tamper(
      file,
      `DROP TRIGGER journal_keeps_rows; DROP TRIGGER journal_keeps_values; DROP TRIGGER journal_is_contiguous; ${sql}`,
    )
    expect(() => openStoreDatabase(file)).toThrow(
      expect.objectContaining({ code: 'STORE_FAILED', details: { sequence } }),
    )
  })
})

describe('projections', () => {
  const record = runRecord('run-1', { state: 'done' })
  const filled = () => {
    const file = newFile()
    const answers = openStoreDatabase(file)
    answers.append([setting(1), { event: { kind: 'run.saved', payload: record }, timeMs: 2 }, setting(3)])
    answers.close({})
    return file
  }

  it.each([
    ['missing', 'DELETE FROM run; DELETE FROM setting; DELETE FROM projection'],
    ['behind', 'UPDATE projection SET sequence = 1; DELETE FROM run'],
    ['ahead', "UPDATE projection SET sequence = 9; UPDATE setting SET value = '9'"],
    ['of older code', "UPDATE projection SET code_version = 0; UPDATE setting SET value = '9'"],
  ])('that are %s are built anew from the journal', (_what, sql) => {
    const file = filled()
    tamper(file, sql)
    const answers = openStoreDatabase(file)
    expect(answers.findSetting({ key: 'a' })).toBe(3)
    expect(answers.listRuns({ limit: 10 })).toEqual([record])
    answers.close({})
  })

  it('built anew are the ones built event by event', () => {
    const file = filled()
    const rows = () => {
      const database = new Database(file, { readonly: true })
      const all = ['run', 'setting', 'notification', 'projection'].map((table) =>
        database.prepare(`SELECT * FROM ${table} ORDER BY 1`).all(),
      )
      database.close()
      return all
    }
    const before = rows()
    tamper(file, 'DELETE FROM run; DELETE FROM setting; DELETE FROM projection')
    openStoreDatabase(file).close({})
    expect(rows()).toEqual(before)
  })

  it('are written together with their event or not at all', () => {
    const file = newFile()
    const answers = openStoreDatabase(file)
    answers.append([setting(1)])
    // Refuses in the projection, after both events were inserted.
    tamper(file, "CREATE TRIGGER refuse BEFORE INSERT ON run BEGIN SELECT raise(ABORT, 'no'); END")
    expect(() =>
      answers.append([setting(2), { event: { kind: 'run.saved', payload: record }, timeMs: 2 }]),
    ).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }))
    expect(answers.findSetting({ key: 'a' })).toBe(1)
    expect(answers.append([setting(4)]).map(({ sequence }) => sequence)).toEqual([2])
    expect(answers.verifyJournal({})).toEqual({ entries: 2 })
    answers.close({})
  })
})
