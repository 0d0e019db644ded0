import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { RunRecord } from '../../shared/domain/backtest.ts'
import type { HoldOutOpening } from '../../shared/domain/holdOut.ts'
import type { Notification } from '../../shared/domain/notification.ts'
import type { StrategyCheck } from '../../shared/domain/strategyCheck.ts'
import type { Journal } from './journal.ts'
import type { JournalEntry } from './journalEvent.ts'

/** Raise a projection's number when its code writes other rows for the same events: it is then built anew. */
const CODE_VERSIONS = { run: 1, setting: 1, notification: 1, check: 1, 'hold-out': 1 } as const
type ProjectionName = keyof typeof CODE_VERSIONS

/** Notifications that are kept to be read again. */
const KEPT_NOTIFICATIONS = 1000
const REBUILD_BATCH = 1000

/** The state that the journal's events add up to: run records, settings, notifications, checks and hold-outs. */
export class Projections {
  readonly #database: Database.Database
  readonly #saveRun: Database.Statement
  readonly #removeRun: Database.Statement
  readonly #saveSetting: Database.Statement
  readonly #saveNotification: Database.Statement
  readonly #trimNotifications: Database.Statement
  readonly #saveCheck: Database.Statement
  readonly #saveOpening: Database.Statement
  readonly #finishOpening: Database.Statement
  readonly #saveState: Database.Statement

  constructor(database: Database.Database) {
    this.#database = database
    this.#saveRun = database.prepare(
      `INSERT INTO run (id, created_ms, state, search_text, record) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET created_ms = excluded.created_ms, state = excluded.state,
         search_text = excluded.search_text, record = excluded.record`,
    )
    this.#removeRun = database.prepare('DELETE FROM run WHERE id = ?')
    this.#saveSetting = database.prepare(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    this.#saveNotification = database.prepare(
      'INSERT OR REPLACE INTO notification (id, time_ms, body) VALUES (?, ?, ?)',
    )
    this.#trimNotifications = database.prepare(
      `DELETE FROM notification WHERE id IN
         (SELECT id FROM notification ORDER BY time_ms DESC, id LIMIT -1 OFFSET ${KEPT_NOTIFICATIONS})`,
    )
    this.#saveCheck = database.prepare(
      'INSERT OR REPLACE INTO strategy_check (id, strategy_hash, checked_ms, body) VALUES (?, ?, ?, ?)',
    )
    this.#saveOpening = database.prepare(
      'INSERT OR IGNORE INTO hold_out_opening (id, opened_ms, body) VALUES (?, ?, ?)',
    )
    this.#finishOpening = database.prepare(
      "UPDATE hold_out_opening SET body = json_set(body, '$.resultHash', ?) WHERE id = ?",
    )
    this.#saveState = database.prepare(
      `INSERT INTO projection (name, code_version, sequence) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET code_version = excluded.code_version, sequence = excluded.sequence`,
    )
  }

  /** Folds new entries in; call in the transaction that wrote them. */
  apply(entries: readonly JournalEntry[]): void {
    for (const entry of entries) this.#apply(entry)
    const last = entries.at(-1)
    if (last !== undefined) this.#saveProgress(last.sequence)
  }

  /** Builds everything anew from the journal where any projection is missing, behind, ahead or of older code. */
  bringUpToDate(journal: Journal): void {
    if (this.#isCurrent(journal.sequence)) return
    const rebuild = this.#database.transaction(() => {
      this.#database.exec(
        `DELETE FROM run; DELETE FROM setting; DELETE FROM notification; DELETE FROM strategy_check;
         DELETE FROM hold_out_opening; DELETE FROM projection`,
      )
      for (let sequence = 0; sequence < journal.sequence; ) {
        const entries = journal.read(sequence, REBUILD_BATCH)
        for (const entry of entries) this.#apply(entry)
        sequence = entries.at(-1)?.sequence ?? journal.sequence
      }
      this.#saveProgress(journal.sequence)
    })
    rebuild.immediate()
  }

  #isCurrent(sequence: number): boolean {
    const rows = z
      .array(z.object({ name: z.string(), code_version: z.number(), sequence: z.number() }))
      .parse(this.#database.prepare('SELECT name, code_version, sequence FROM projection').all())
    return projectionNames().every((name) =>
      rows.some(
        (row) => row.name === name && row.code_version === CODE_VERSIONS[name] && row.sequence === sequence,
      ),
    )
  }

  #saveProgress(sequence: number): void {
    for (const name of projectionNames()) this.#saveState.run(name, CODE_VERSIONS[name], sequence)
  }

  #apply({ event }: JournalEntry): void {
    switch (event.kind) {
      case 'run.saved':
        this.#putRun(event.payload)
        break
      case 'run.removed':
        this.#removeRun.run(event.payload.runId)
        break
      case 'setting.saved':
        this.#saveSetting.run(event.payload.key, JSON.stringify(event.payload.value))
        break
      case 'notification.raised':
        this.#putNotification(event.payload)
        break
      case 'strategy.checked':
        this.#putCheck(event.payload)
        break
      case 'hold-out.opened':
        this.#putOpening(event.payload)
        break
      case 'hold-out.finished':
        this.#finishOpening.run(event.payload.resultHash, event.payload.id)
        break
      default:
        // The other kinds are history: they project to nothing.
        break
    }
  }

  #putRun(record: RunRecord): void {
    const searchText = [record.id, record.strategyName, ...record.config.symbols].join(' ').toLowerCase()
    this.#saveRun.run(record.id, record.createdMs, record.state, searchText, JSON.stringify(record))
  }

  #putCheck(check: StrategyCheck): void {
    this.#saveCheck.run(check.id, check.strategyHash, check.checkedMs, JSON.stringify(check))
  }

  #putOpening(opening: HoldOutOpening): void {
    this.#saveOpening.run(opening.id, opening.openedMs, JSON.stringify(opening))
  }

  #putNotification(notification: Notification): void {
    this.#saveNotification.run(notification.id, notification.timeMs, JSON.stringify(notification))
    this.#trimNotifications.run()
  }
}

function projectionNames(): ProjectionName[] {
  return ['run', 'setting', 'notification', 'check', 'hold-out']
}
