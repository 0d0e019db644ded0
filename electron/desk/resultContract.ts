import { z } from 'zod'
import {
  equitySeriesSchema,
  runLogEntrySchema,
  runRecordSchema,
  runSummarySchema,
} from '../../shared/domain/backtest.ts'
import { fillSchema, orderSchema } from '../../shared/domain/order.ts'
import { statementLineSchema } from '../../shared/domain/statement.ts'
import { strategyDescriptionSchema } from '../../shared/domain/strategy.ts'
import { call } from '../../shared/rpc/contract/define.ts'

/** A bundle to read, with the record of the run that wrote it. */
const bundle = z.object({ file: z.string(), record: runRecordSchema })

/** What the desk asks of the thread that reads result bundles. */
export const resultContract = {
  calls: {
    detail: call(
      bundle,
      z.object({ description: strategyDescriptionSchema, source: z.string(), summary: runSummarySchema }),
    ),
    equity: call(bundle.extend({ maxPoints: z.number().int(), daily: z.boolean() }), equitySeriesSchema),
    fills: call(bundle, z.array(fillSchema)),
    orders: call(bundle, z.array(orderSchema)),
    log: call(bundle, z.array(runLogEntrySchema)),
    statement: call(bundle, z.array(statementLineSchema)),
    report: call(bundle, z.string()),
  },
  streams: {},
} as const
export type ResultContract = typeof resultContract
