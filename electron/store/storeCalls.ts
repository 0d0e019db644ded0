import { z } from 'zod'
import { runRecordSchema } from '../../shared/domain/backtest.ts'
import { errorShapeSchema } from '../../shared/domain/deskError.ts'
import { holdOutOpeningSchema } from '../../shared/domain/holdOut.ts'
import { notificationSchema } from '../../shared/domain/notification.ts'
import { strategyCheckSchema } from '../../shared/domain/strategyCheck.ts'
import { journalEntrySchema, journalEventSchema } from './journalEvent.ts'

/** What the store's thread answers. Values cross the thread as they are and are parsed on arrival. */
export const storeCalls = {
  append: {
    params: z.array(z.object({ event: journalEventSchema, timeMs: z.number() })).min(1),
    result: z.array(journalEntrySchema),
  },
  readJournal: {
    params: z.object({ afterSequence: z.number().int(), limit: z.number().int().positive() }),
    result: z.array(journalEntrySchema),
  },
  verifyJournal: { params: z.object({}), result: z.object({ entries: z.number().int() }) },
  listRuns: {
    params: z.object({ search: z.string().optional(), limit: z.number().int().positive() }),
    result: z.array(runRecordSchema),
  },
  findRun: { params: z.object({ runId: z.string() }), result: runRecordSchema.nullable() },
  unfinishedRuns: { params: z.object({}), result: z.array(runRecordSchema) },
  findSetting: { params: z.object({ key: z.string() }), result: z.json().nullable() },
  listNotifications: {
    params: z.object({ limit: z.number().int().positive() }),
    result: z.array(notificationSchema),
  },
  listChecks: {
    params: z.object({ strategyHash: z.string(), limit: z.number().int().positive() }),
    result: z.array(strategyCheckSchema),
  },
  listHoldOutOpenings: { params: z.object({}), result: z.array(holdOutOpeningSchema) },
  close: { params: z.object({}), result: z.null() },
} as const

type CallTable = Readonly<Record<string, { readonly params: z.ZodType; readonly result: z.ZodType }>>
type StoreCalls = typeof storeCalls
export type StoreCallName = keyof StoreCalls
export type StoreParams<N extends StoreCallName> = z.output<StoreCalls[N]['params']>
export type StoreResult<N extends StoreCallName> = z.output<StoreCalls[N]['result']>
/** The answers as functions; they block, and run in the store's thread. */
export type StoreAnswers = { readonly [N in StoreCallName]: (params: StoreParams<N>) => StoreResult<N> }

/** Checks a call's parameters or answer, `side`, against the table. */
export function checkStoreValue<N extends StoreCallName, S extends 'params' | 'result'>(
  name: N,
  side: S,
  value: unknown,
): z.ZodSafeParseResult<z.output<StoreCalls[N][S]>> {
  return checkValue<StoreCalls, N, S>(storeCalls, name, side, value)
}

function checkValue<T extends CallTable, N extends keyof T & string, S extends 'params' | 'result'>(
  table: T,
  name: N,
  side: S,
  value: unknown,
): z.ZodSafeParseResult<z.output<T[N][S]>> {
  const entry: T[N] = table[name]
  return z.safeParse<T[N][S]>(entry[side], value)
}

export const storeRequestSchema = z.object({ id: z.number().int(), call: z.string(), params: z.unknown() })
export const storeReplySchema = z.union([
  /** Sent once, without being asked: the database is open, or could not be opened. */
  z.object({ id: z.literal(0), opened: z.literal(true) }),
  z.object({ id: z.number().int(), error: errorShapeSchema }),
  z.object({ id: z.number().int(), value: z.unknown() }),
])
