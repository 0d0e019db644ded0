import { z } from 'zod'
import {
  recordImportResultSchema,
  recordInspectionSchema,
  recordPlanSchema,
  recordPreviewSchema,
} from '../../domain/recordPlan.ts'
import { newsItemSchema, pointInTimeDatasetSchema, recordQualitySchema } from '../../domain/valueSeries.ts'
import { fileReferenceSchema } from './dataCalls.ts'
import { call, stream } from './define.ts'
import { done, nothing } from './deskCalls.ts'

const record = z.object({ id: z.string() })
const file = z.object({ file: fileReferenceSchema, fileHash: z.string(), plan: recordPlanSchema })
const float64 = z.instanceof(Float64Array)

/** Values and news: datasets whose rows have the times at which they became known. */
export const recordCalls = {
  'records.list': call(nothing, z.array(pointInTimeDatasetSchema)),
  /** The latest vintage of every period, ascending; of more than `maxPeriods` the newest. */
  'records.latest': call(
    z.object({ id: z.string(), maxPeriods: z.number().int().min(1).max(20_000) }),
    z.object({ refMs: float64, knownMs: float64, value: float64 }),
  ),
  /** Everything published of one period, oldest first. */
  'records.vintages': call(
    z.object({ id: z.string(), refMs: z.number() }),
    z.array(z.object({ knownMs: z.number(), value: z.number() })),
  ),
  /** News whose text contains `search`, newest first. */
  'records.news': call(
    z.object({
      id: z.string(),
      search: z.string().max(200).optional(),
      limit: z.number().int().min(1).max(1000),
    }),
    z.array(newsItemSchema),
  ),
  /** Holds the stored rows against their hash. */
  'records.check': call(record, recordQualitySchema),
  'records.remove': call(record, done),
  'records.export': call(
    z.object({ id: z.string(), format: z.enum(['csv', 'parquet']) }),
    z.object({ fileName: z.string(), bytes: z.instanceof(Uint8Array) }),
  ),
  'records.inspect': call(
    z.object({ file: fileReferenceSchema, kind: z.enum(['values', 'news']) }),
    recordInspectionSchema,
  ),
  /** The time that a date or an ISO moment means as one at which something became known. */
  'records.knownAt': call(
    recordPlanSchema.pick({ timeZone: true, timeOfDay: true }).extend({ text: z.string().max(60) }),
    z.object({ timeMs: z.number() }),
  ),
  'records.preview': call(file, recordPreviewSchema),
  /** Adds to what is there; all series of the file or none. */
  'records.commit': call(file, recordImportResultSchema),
} as const

export const recordStreams = {
  /** The list after each change. */
  'records.changes': stream(nothing, z.array(pointInTimeDatasetSchema), 'latest'),
} as const
