import { z } from 'zod'
import { defectChoiceSchema, detectionNoteSchema, fileFormatSchema, timeFormatSchema } from './importPlan.ts'
import { symbolSchema } from './instrument.ts'
import {
  knowledgeSchema,
  pointInTimeDatasetSchema,
  recordDefectSchema,
  recordQualitySchema,
} from './valueSeries.ts'

/** What a column of a file of values or news means. */
export const recordRoleSchema = z.enum([
  'reference',
  'known',
  'value',
  'id',
  'text',
  'type',
  'symbols',
  'ignore',
])
export type RecordRole = z.infer<typeof recordRoleSchema>

/** How a reference period is written: as a time, or as a quarter such as 2016Q2. */
export const periodFormatSchema = z.union([timeFormatSchema, z.object({ kind: z.literal('quarter') })])
export type PeriodFormat = z.infer<typeof periodFormatSchema>

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written as 08:30')

/** Everything an import of values or news decides; detected first and open to be overruled. */
export const recordPlanSchema = z.object({
  kind: z.enum(['values', 'news']),
  format: fileFormatSchema,
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  hasHeader: z.boolean(),
  decimalSeparator: z.enum(['.', ',']),
  columns: z.array(z.object({ name: z.string(), role: recordRoleSchema })),
  referenceFormat: periodFormatSchema.optional(),
  knownFormat: timeFormatSchema.optional(),
  /** IANA zone of times without an offset, and of the days on which something became known. */
  timeZone: z.string(),
  /** Absent while nothing says when the rows became known: such a plan is refused. */
  knowledge: knowledgeSchema.optional(),
  /** Time of day at which what is dated by a day became known; without it the end of that day. */
  timeOfDay: clockTime.optional(),
  /** Id of the series; with several of them, what their own names begin with. */
  id: symbolSchema.optional(),
  name: z.string().max(200).optional(),
  unit: z.string().max(60).default(''),
  licence: z.string().max(200).default('unknown'),
  defects: z.partialRecord(recordDefectSchema, defectChoiceSchema).default({}),
  /** `add` puts the rows beside those that are there, `replace` puts them in their place. */
  existing: z.enum(['add', 'replace']).default('add'),
})
export type RecordPlan = z.infer<typeof recordPlanSchema>

export const recordInspectionSchema = z.object({
  fileName: z.string(),
  sizeBytes: z.number().nonnegative(),
  fileHash: z.string(),
  plan: recordPlanSchema,
  notes: z.array(detectionNoteSchema),
  sampleRows: z.array(z.array(z.string())),
})
export type RecordInspection = z.infer<typeof recordInspectionSchema>

/** What a plan would store. */
export const recordPreviewSchema = z.object({
  rows: z.number().int().nonnegative(),
  series: z.array(
    z.object({ id: symbolSchema, rows: z.number().int(), firstKnownMs: z.number(), lastKnownMs: z.number() }),
  ),
  quality: recordQualitySchema,
  /** Kinds of defects that the plan does not allow. */
  refused: z.array(recordDefectSchema),
})
export type RecordPreview = z.infer<typeof recordPreviewSchema>

export const recordImportResultSchema = z.object({
  datasets: z.array(pointInTimeDatasetSchema),
  /** Rows that were not there before. */
  added: z.number().int().nonnegative(),
})
export type RecordImportResult = z.infer<typeof recordImportResultSchema>
