import type Database from 'better-sqlite3'
import { z } from 'zod'
import { runRecordSchema } from '../../shared/domain/backtest.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import { holdOutOpeningSchema } from '../../shared/domain/holdOut.ts'
import { notificationSchema } from '../../shared/domain/notification.ts'
import { strategyCheckSchema } from '../../shared/domain/strategyCheck.ts'
import { openDatabase, storeFailure } from './database.ts'
import { Journal } from './journal.ts'
import { Projections } from './projections.ts'
import type { StoreAnswers } from './storeCalls.ts'

/** Entries whose hashes are checked at every opening; `verifyJournal` checks them all. */
const VERIFIED_AT_OPENING = 1000

const jsonText = z.string().transform((text): unknown => JSON.parse(text))
const runRowSchema = z.object({ record: jsonText.pipe(runRecordSchema) })
const settingRowSchema = z.object({ value: jsonText.pipe(z.json()) })
const checkRowSchema = z.object({ body: jsonText.pipe(strategyCheckSchema) })
const openingRowSchema = z.object({ body: jsonText.pipe(holdOutOpeningSchema) })
const notificationRowSchema = z.object({ body: jsonText.pipe(notificationSchema) })

/**
 * Opens the database at `file` and answers the store's calls on it, synchronously.
 * @throws DeskError `STORE_FAILED` as `openDatabase` does, and for a journal whose end does not hold together.
 */
export function openStoreDatabase(file: string): StoreAnswers {
  const database = openDatabase(file)
  try {
    const journal = new Journal(database)
    journal.verify(Math.max(0, journal.sequence - VERIFIED_AT_OPENING))
    const projections = new Projections(database)
    projections.bringUpToDate(journal)
    return guarded(file, answers(database, journal, projections))
  } catch (error) {
    database.close()
    throw error instanceof DeskError ? error : storeFailure(file, error)
  }
}

function answers(database: Database.Database, journal: Journal, projections: Projections): StoreAnswers {
  const listRuns = database.prepare('SELECT record FROM run ORDER BY created_ms DESC, id LIMIT ?')
  const searchRuns = database.prepare(
    'SELECT record FROM run WHERE instr(search_text, ?) > 0 ORDER BY created_ms DESC, id LIMIT ?',
  )
  const findRun = database.prepare('SELECT record FROM run WHERE id = ?')
  const unfinishedRuns = database.prepare(
    "SELECT record FROM run WHERE state IN ('queued', 'running') ORDER BY created_ms, id",
  )
  const findSetting = database.prepare('SELECT value FROM setting WHERE key = ?')
  const listNotifications = database.prepare(
    'SELECT body FROM notification ORDER BY time_ms DESC, id LIMIT ?',
  )
  const listChecks = database.prepare(
    'SELECT body FROM strategy_check WHERE strategy_hash = ? ORDER BY checked_ms DESC, id DESC LIMIT ?',
  )
  const listOpenings = database.prepare('SELECT body FROM hold_out_opening ORDER BY opened_ms, id')
  return {
    append: (batch) => {
      const write = database.transaction(() => {
        const entries = batch.map(({ event, timeMs }) => journal.append(event, timeMs))
        projections.apply(entries)
        return entries
      })
      try {
        return write.immediate()
      } catch (error) {
        journal.reload()
        throw error
      }
    },
    readJournal: ({ afterSequence, limit }) => journal.read(afterSequence, limit),
    verifyJournal: () => {
      journal.verify()
      return { entries: journal.sequence }
    },
    listRuns: ({ search, limit }) => {
      const rows = search ? searchRuns.all(search.toLowerCase(), limit) : listRuns.all(limit)
      return z
        .array(runRowSchema)
        .parse(rows)
        .map(({ record }) => record)
    },
    findRun: ({ runId }) => runRowSchema.optional().parse(findRun.get(runId))?.record ?? null,
    unfinishedRuns: () =>
      z
        .array(runRowSchema)
        .parse(unfinishedRuns.all())
        .map(({ record }) => record),
    findSetting: ({ key }) => settingRowSchema.optional().parse(findSetting.get(key))?.value ?? null,
    listNotifications: ({ limit }) =>
      z
        .array(notificationRowSchema)
        .parse(listNotifications.all(limit))
        .map(({ body }) => body),
    listChecks: ({ strategyHash, limit }) =>
      z
        .array(checkRowSchema)
        .parse(listChecks.all(strategyHash, limit))
        .map(({ body }) => body),
    listHoldOutOpenings: () =>
      z
        .array(openingRowSchema)
        .parse(listOpenings.all())
        .map(({ body }) => body),
    close: () => {
      database.pragma('wal_checkpoint(TRUNCATE)')
      database.close()
      return null
    },
  }
}

/** Every answer with its failures told as `STORE_FAILED`. */
function guarded(file: string, plain: StoreAnswers): StoreAnswers {
  const guard =
    <P, R>(answer: (params: P) => R) =>
    (params: P): R => {
      try {
        return answer(params)
      } catch (error) {
        throw error instanceof DeskError ? error : storeFailure(file, error)
      }
    }
  return {
    append: guard(plain.append),
    readJournal: guard(plain.readJournal),
    verifyJournal: guard(plain.verifyJournal),
    listRuns: guard(plain.listRuns),
    findRun: guard(plain.findRun),
    unfinishedRuns: guard(plain.unfinishedRuns),
    findSetting: guard(plain.findSetting),
    listNotifications: guard(plain.listNotifications),
    listChecks: guard(plain.listChecks),
    listHoldOutOpenings: guard(plain.listHoldOutOpenings),
    close: guard(plain.close),
  }
}
