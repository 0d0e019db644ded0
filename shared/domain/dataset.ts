import { z } from 'zod'
import { continuousSchema } from './continuous.ts'
import { instrumentSchema, symbolSchema } from './instrument.ts'
import { timeframeSchema } from './timeframe.ts'

/** How far prices were changed after the fact. `raw` needs the dataset's actions to be traded honestly. */
export const adjustmentSchema = z.enum(['raw', 'split', 'split-dividend', 'unknown'])
export type Adjustment = z.infer<typeof adjustmentSchema>

/** A kind of defect. The first group can be refused or dropped at import, the second is only ever reported. */
export const qualityKindSchema = z.enum([
  'missing-price',
  'non-positive-price',
  'not-a-number',
  'crossed-range',
  'crossed-quote',
  'negative-volume',
  'duplicate-time',
  'conflicting-duplicate',
  'unsorted',
  'unreadable-time',
  'unreadable-row',
  'gap',
  'spike',
  'stale-run',
  'zero-volume',
  'outside-session',
])
export type QualityKind = z.infer<typeof qualityKindSchema>

/** One defect, with the place a person can look it up. */
export const qualityIssueSchema = z.object({
  kind: qualityKindSchema,
  symbol: symbolSchema.optional(),
  /** Row in the source file, the first data row being 2 where there is a header; absent for defects of the series. */
  row: z.number().int().positive().optional(),
  column: z.string().optional(),
  timeMs: z.number().optional(),
  /** The offending value as the file has it, or a measure such as the length of a gap. */
  value: z.string().optional(),
  message: z.string(),
})
export type QualityIssue = z.infer<typeof qualityIssueSchema>

/** Counts per kind plus the first examples of each. */
export const qualityRecordSchema = z.object({
  counts: z.partialRecord(qualityKindSchema, z.number().int().nonnegative()),
  /** Rows left out at import, by the user's choice. */
  droppedRows: z.number().int().nonnegative(),
  /** Bars the calendar expects between first and last, or null without a calendar. */
  expectedBars: z.number().int().nonnegative().nullable(),
  missingBars: z.number().int().nonnegative().nullable(),
  examples: z.array(qualityIssueSchema),
})
export type QualityRecord = z.infer<typeof qualityRecordSchema>

export const provenanceSchema = z.object({
  /** `sample` came with the workstation, `file` was imported by the user, `synthetic` was generated. */
  kind: z.enum(['sample', 'file', 'synthetic', 'source']),
  /** Who made it: a package, a file name, a generator with its seed. Never an absolute path. */
  source: z.string(),
  licence: z.string(),
  importedMs: z.number(),
})
export type Provenance = z.infer<typeof provenanceSchema>

export const datasetKindSchema = z.enum(['bars', 'quotes', 'trades', 'ticks'])
export type DatasetKind = z.infer<typeof datasetKindSchema>

/** One symbol at one timeframe, stored once. Trades stand at `tick-1`, quotes one by one at `quote-1`. */
export const datasetSchema = z.object({
  id: z.string(),
  instrument: instrumentSchema,
  timeframe: timeframeSchema,
  /**
   * What is stored: `bars` of trades; `quotes`, bars of bid and ask whose mid stands as the bars' prices; `trades` one by
   * one; `ticks`, every change of the best bid and ask.
   */
  kind: datasetKindSchema,
  /** Rows: bars, trades or quotes. */
  bars: z.number().int().nonnegative(),
  fromMs: z.number(),
  toMs: z.number(),
  adjustment: adjustmentSchema,
  timeZone: z.string(),
  actions: z.number().int().nonnegative(),
  provenance: provenanceSchema,
  /** How it was chained from contracts, of a continuous future. */
  continuous: continuousSchema.optional(),
  /** Of bars with times at which they became known: how many came after their close, and how many were corrected later. */
  vintages: z
    .object({ late: z.number().int().nonnegative(), corrections: z.number().int().nonnegative() })
    .optional(),
  quality: qualityRecordSchema,
  /** SHA-256 of the columns, little-endian, in the order of `BarColumns`. */
  hash: z.string(),
})
export type Dataset = z.infer<typeof datasetSchema>
