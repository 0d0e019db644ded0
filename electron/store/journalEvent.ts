import { z } from 'zod'
import { runRecordSchema } from '../../shared/domain/backtest.ts'
import { holdOutOpeningSchema } from '../../shared/domain/holdOut.ts'
import { notificationSchema } from '../../shared/domain/notification.ts'
import { settingKeySchema } from '../../shared/domain/setting.ts'
import { strategyCheckSchema } from '../../shared/domain/strategyCheck.ts'

/**
 * Everything that can have happened on the desk. A kind, once written by a release, keeps its meaning: what changes
 * gets a new kind.
 */
export const journalEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('desk.started'),
    payload: z.object({ version: z.string(), nodeVersion: z.string(), processId: z.number().int() }),
  }),
  z.object({ kind: z.literal('desk.stopped'), payload: z.object({ processId: z.number().int() }) }),
  /** A run's record as it stands after a change of state. */
  z.object({ kind: z.literal('run.saved'), payload: runRecordSchema }),
  z.object({ kind: z.literal('run.removed'), payload: z.object({ runId: z.string() }) }),
  z.object({
    kind: z.literal('setting.saved'),
    payload: z.object({ key: settingKeySchema, value: z.json() }),
  }),
  z.object({ kind: z.literal('notification.raised'), payload: notificationSchema }),
  /** A dataset has come to be, or has been replaced. */
  z.object({
    kind: z.literal('dataset.stored'),
    payload: z.object({
      datasetId: z.string(),
      hash: z.string(),
      bars: z.number().int(),
      source: z.string(),
    }),
  }),
  z.object({ kind: z.literal('dataset.removed'), payload: z.object({ datasetId: z.string() }) }),
  z.object({
    kind: z.literal('strategy.saved'),
    payload: z.object({ strategyId: z.string(), hash: z.string() }),
  }),
  z.object({ kind: z.literal('strategy.removed'), payload: z.object({ strategyId: z.string() }) }),
  z.object({ kind: z.literal('strategy.checked'), payload: strategyCheckSchema }),
  /** Written before the run begins, so that no run through a hold-out goes unrecorded. */
  z.object({ kind: z.literal('hold-out.opened'), payload: holdOutOpeningSchema }),
  /** What a run through a hold-out came to. */
  z.object({
    kind: z.literal('hold-out.finished'),
    payload: z.object({ id: z.string(), resultHash: z.string() }),
  }),
])
export type JournalEvent = z.infer<typeof journalEventSchema>

/** An event in its place in the one order of things. */
export const journalEntrySchema = z.object({
  /** From 1, without gaps. */
  sequence: z.number().int().positive(),
  timeMs: z.number(),
  event: journalEventSchema,
})
export type JournalEntry = z.infer<typeof journalEntrySchema>
