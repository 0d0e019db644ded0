import { z } from 'zod'
import {
  backtestConfigSchema,
  equitySeriesSchema,
  runLogEntrySchema,
  runRecordSchema,
  runSummarySchema,
} from '../../domain/backtest.ts'
import { fillSchema, orderSchema } from '../../domain/order.ts'
import { statementLineSchema } from '../../domain/statement.ts'
import { strategyDescriptionSchema } from '../../domain/strategy.ts'
import { call, stream } from './define.ts'
import { done, nothing } from './deskCalls.ts'

const run = z.object({ runId: z.string() })

/** A finished run's summary with the record and the source it ran. */
export const runDetailSchema = z.object({
  record: runRecordSchema,
  description: strategyDescriptionSchema.nullable(),
  source: z.string(),
  /** Null for a run that did not finish. */
  summary: runSummarySchema.nullable(),
})
export type RunDetail = z.infer<typeof runDetailSchema>

const fileAnswer = z.object({ fileName: z.string(), bytes: z.instanceof(Uint8Array) })

export const runCalls = {
  /** Queues a run and answers at once; follow it on `runs.updates`. */
  'runs.start': call(backtestConfigSchema, runRecordSchema),
  'runs.cancel': call(run, runRecordSchema),
  /** Newest first. `search` matches name, symbols and id. */
  'runs.list': call(
    z.object({ search: z.string().max(200).optional(), limit: z.number().int().min(1).max(1000) }),
    z.array(runRecordSchema),
  ),
  'runs.show': call(run, runDetailSchema),
  /** At most `maxPoints`; thinning keeps every extreme. `daily` takes the last point of each UTC day first. */
  'runs.equity': call(
    z.object({
      runId: z.string(),
      maxPoints: z.number().int().min(2).max(10_000),
      daily: z.boolean().default(false),
    }),
    equitySeriesSchema,
  ),
  'runs.fills': call(run, z.array(fillSchema)),
  'runs.orders': call(run, z.array(orderSchema)),
  'runs.log': call(run, z.array(runLogEntrySchema)),
  /** Every movement of cash, with the balance of its currency after it. */
  'runs.statement': call(run, z.array(statementLineSchema)),
  'runs.remove': call(run, done),
  /** The self-contained HTML tearsheet. */
  'runs.report': call(run, fileAnswer),
  /** The result bundle that proves the run. */
  'runs.bundle': call(run, fileAnswer),
} as const

export const runStreams = {
  'runs.updates': stream(nothing, runRecordSchema, { key: (record) => record.id }),
} as const
