import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import { z } from 'zod'
import { DeskError } from '../../shared/domain/deskError.ts'
import { type JournalEntry, type JournalEvent, journalEventSchema } from './journalEvent.ts'

const rowSchema = z.object({
  sequence: z.number(),
  time_ms: z.number(),
  kind: z.string(),
  payload: z.string(),
  hash: z.instanceof(Uint8Array),
})
type Row = z.infer<typeof rowSchema>

const GENESIS = new Uint8Array(32)

/**
 * The append-only sequence of everything that happened. Each row's hash covers the row before it, so a row that was
 * changed, taken out or slipped in after the fact shows:
 * `hash = SHA-256(previous hash, JSON [sequence, timeMs, kind, payload text])`.
 */
export class Journal {
  readonly #insert: Database.Statement
  readonly #after: Database.Statement
  readonly #last: Database.Statement
  #sequence: number
  #hash: Uint8Array

  constructor(database: Database.Database) {
    this.#insert = database.prepare(
      'INSERT INTO journal (sequence, time_ms, kind, payload, hash) VALUES (?, ?, ?, ?, ?)',
    )
    this.#after = database.prepare('SELECT * FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?')
    this.#last = database.prepare('SELECT * FROM journal ORDER BY sequence DESC LIMIT 1')
    this.#sequence = 0
    this.#hash = GENESIS
    this.reload()
  }

  /** Sequence of the newest entry, 0 in an empty journal. */
  get sequence(): number {
    return this.#sequence
  }

  /** Writes one event; call inside a transaction, and `reload` where that was rolled back. */
  append(event: JournalEvent, timeMs: number): JournalEntry {
    const sequence = this.#sequence + 1
    const payload = JSON.stringify(event.payload)
    const hash = chain(this.#hash, { sequence, time_ms: timeMs, kind: event.kind, payload })
    this.#insert.run(sequence, timeMs, event.kind, payload, hash)
    this.#sequence = sequence
    this.#hash = hash
    return { sequence, timeMs, event }
  }

  /** Reads the end of the journal again from the database. */
  reload(): void {
    const last = rowSchema.optional().parse(this.#last.get())
    this.#sequence = last?.sequence ?? 0
    this.#hash = last?.hash ?? GENESIS
  }

  /** Entries after a sequence, oldest first. @throws DeskError `STORE_FAILED` for a row that is not a known event. */
  read(afterSequence: number, limit: number): JournalEntry[] {
    return this.#rows(afterSequence, limit).map((row) => {
      let payload: unknown
      try {
        payload = JSON.parse(row.payload)
      } catch {
        throw damaged(row.sequence, 'its payload is not JSON')
      }
      const event = journalEventSchema.safeParse({ kind: row.kind, payload })
      if (!event.success) throw damaged(row.sequence, z.prettifyError(event.error))
      return { sequence: row.sequence, timeMs: row.time_ms, event: event.data }
    })
  }

  /** Checks the chain from after a sequence to the end. @throws DeskError `STORE_FAILED` naming the first bad row. */
  verify(afterSequence = 0): void {
    const before = afterSequence > 0 ? this.#rows(afterSequence - 1, 1)[0] : undefined
    let hash: Uint8Array = before?.hash ?? GENESIS
    let sequence = afterSequence
    while (true) {
      const rows = this.#rows(sequence, 1000)
      if (rows.length === 0) return
      for (const row of rows) {
        if (row.sequence !== sequence + 1) throw damaged(sequence + 1, 'it is missing')
        const expected = chain(hash, row)
        if (Buffer.compare(expected, row.hash) !== 0) throw damaged(row.sequence, 'its hash does not fit')
        hash = expected
        sequence = row.sequence
      }
    }
  }

  #rows(afterSequence: number, limit: number): Row[] {
    return z.array(rowSchema).parse(this.#after.all(afterSequence, limit))
  }
}

function chain(previous: Uint8Array, row: Omit<Row, 'hash'>): Uint8Array {
  return createHash('sha256')
    .update(previous)
    .update(JSON.stringify([row.sequence, row.time_ms, row.kind, row.payload]))
    .digest()
}

function damaged(sequence: number, why: string): DeskError {
  return new DeskError('STORE_FAILED', `Entry ${sequence} of the journal is damaged: ${why}.`, {
    where: 'quarterdeck.sqlite',
    hint: 'Restore the home folder from a backup.',
    details: { sequence },
  })
}
