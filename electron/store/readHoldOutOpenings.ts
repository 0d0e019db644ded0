import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { type HoldOutOpening, holdOutOpeningSchema } from '../../shared/domain/holdOut.ts'
import { storeFailure } from './database.ts'

/** Version of the schema that first has the table of openings. */
const FIRST_VERSION = 3

const rowSchema = z.object({
  body: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(holdOutOpeningSchema),
})

/**
 * Reads the openings of hold-outs from a database that another process may be writing; none where there is no database
 * yet, or one from before there were any. Oldest first.
 *
 * @throws DeskError STORE_FAILED
 */
export function readHoldOutOpenings(file: string): HoldOutOpening[] {
  if (!existsSync(file)) return []
  try {
    const database = new Database(file, { readonly: true, timeout: 5000 })
    try {
      if (Number(database.pragma('user_version', { simple: true })) < FIRST_VERSION) return []
      const rows = database.prepare('SELECT body FROM hold_out_opening ORDER BY opened_ms, id').all()
      return z
        .array(rowSchema)
        .parse(rows)
        .map(({ body }) => body)
    } finally {
      database.close()
    }
  } catch (error) {
    throw storeFailure(file, error)
  }
}
