import { z } from 'zod'
import { provenanceSchema } from './dataset.ts'
import { symbolSchema } from './instrument.ts'

const float64 = z.instanceof(Float64Array)

/**
 * A series of values with its vintages, as columns of equal length: each row says what was published of one period.
 * Sorted by `knownMs`, then by `refMs`; no two rows have both in common. A later row of the same `refMs` corrects the
 * earlier ones from its `knownMs` on, and only from then on.
 */
export const valueColumnsSchema = z.object({
  /** The period that the value is about: its first instant, a date as midnight UTC. */
  refMs: float64,
  /** When the value became known, epoch milliseconds UTC. */
  knownMs: float64,
  value: float64,
})
export type ValueColumns = z.infer<typeof valueColumnsSchema>

/** What a run reads of a value series. */
export interface ValueSeries {
  readonly id: string
  readonly columns: ValueColumns
}

/** Something that was published at a time: a statement, a headline. */
export const newsItemSchema = z.object({
  knownMs: z.number(),
  text: z.string().max(1_000_000),
  /** The publisher's own word for what it is, such as `statement`. */
  type: z.string().max(200),
  /** What it is about; empty where the source does not say. */
  symbols: z.array(symbolSchema),
})
export type NewsItem = z.infer<typeof newsItemSchema>

/** What a run reads of a news dataset, in the order of `knownMs`. */
export interface NewsSeries {
  readonly id: string
  readonly items: readonly NewsItem[]
}

/** A defect of a row of values or news. */
export const recordDefectSchema = z.enum([
  'missing-value',
  'not-a-number',
  'unreadable-time',
  'unreadable-row',
  'duplicate-row',
  'conflicting-vintage',
  'known-early',
])
export type RecordDefect = z.infer<typeof recordDefectSchema>

export const recordQualitySchema = z.object({
  counts: z.partialRecord(recordDefectSchema, z.number().int().nonnegative()),
  /** Rows left out at import, by the user's choice. */
  droppedRows: z.number().int().nonnegative(),
  /** The first of each kind, in words. */
  examples: z.array(
    z.object({
      kind: recordDefectSchema,
      row: z.number().int().positive().optional(),
      column: z.string().optional(),
      message: z.string(),
    }),
  ),
})
export type RecordQuality = z.infer<typeof recordQualitySchema>

/** Where the times at which values became known come from: the file, or what the user said about it. */
export const knowledgeSchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('column'), column: z.string() }),
  /** So many days after the reference date. */
  z.object({ from: z.literal('after'), days: z.number().nonnegative().max(100_000) }),
  /** The whole file is one vintage. */
  z.object({ from: z.literal('at'), timeMs: z.number() }),
])
export type Knowledge = z.infer<typeof knowledgeSchema>

/**
 * How the rows of an import became known, in words.
 * @param moment Writes an instant as the reader expects it.
 */
export function knowledgeText(knowledge: Knowledge, moment: (timeMs: number) => string): string {
  switch (knowledge.from) {
    case 'column':
      return `known as its column ${knowledge.column} says`
    case 'after':
      return `known ${knowledge.days} days after the reference date`
    case 'at':
      return `known on ${moment(knowledge.timeMs)}`
  }
}

const recordFields = {
  /** Unique among values and news. */
  id: symbolSchema,
  name: z.string().max(200),
  rows: z.number().int().nonnegative(),
  firstKnownMs: z.number(),
  lastKnownMs: z.number(),
  /** The files that it was put together from, oldest import first. */
  imports: z.array(
    z.object({
      source: z.string(),
      importedMs: z.number(),
      rows: z.number().int(),
      knowledge: knowledgeSchema,
    }),
  ),
  provenance: provenanceSchema,
  quality: recordQualitySchema,
  hash: z.string(),
}

export const valueDatasetSchema = z.object({
  kind: z.literal('values'),
  ...recordFields,
  unit: z.string().max(60),
  /** First and last reference period. */
  fromMs: z.number(),
  toMs: z.number(),
  /** Different reference periods. */
  periods: z.number().int().nonnegative(),
  /** Different times at which something was published. */
  vintages: z.number().int().nonnegative(),
  /** Rows that changed what was known of their period. */
  revisions: z.number().int().nonnegative(),
})
export type ValueDataset = z.infer<typeof valueDatasetSchema>

export const newsDatasetSchema = z.object({
  kind: z.literal('news'),
  ...recordFields,
  types: z.array(z.string()),
  symbols: z.array(symbolSchema),
})
export type NewsDataset = z.infer<typeof newsDatasetSchema>

/** A dataset each of whose rows has the time at which it became known. */
export const pointInTimeDatasetSchema = z.discriminatedUnion('kind', [valueDatasetSchema, newsDatasetSchema])
export type PointInTimeDataset = z.infer<typeof pointInTimeDatasetSchema>

/** What a run read of a dataset of values or news: the rows that were known by its end. */
export const pointInTimeSliceSchema = z.object({
  kind: z.enum(['values', 'news']),
  datasetId: symbolSchema,
  rows: z.number().int(),
  firstKnownMs: z.number(),
  lastKnownMs: z.number(),
  /** SHA-256 over the rows read. */
  hash: z.string(),
  source: z.string(),
})
export type PointInTimeSlice = z.infer<typeof pointInTimeSliceSchema>
