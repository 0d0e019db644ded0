import { z } from 'zod'
import { barColumnsSchema, corporateActionSchema } from '../../domain/bar.ts'
import { continuousSpecSchema } from '../../domain/continuous.ts'
import { datasetSchema, qualityRecordSchema } from '../../domain/dataset.ts'
import {
  importInspectionSchema,
  importPlanSchema,
  importPreviewSchema,
  importResultSchema,
  syntheticSpecSchema,
} from '../../domain/importPlan.ts'
import { symbolSchema } from '../../domain/instrument.ts'
import {
  instrumentPatchSchema,
  referenceKindSchema,
  referenceResultSchema,
} from '../../domain/instrumentPatch.ts'
import { priceAdjustmentSchema } from '../../domain/priceAdjustment.ts'
import { resolutionSchema } from '../../domain/security.ts'
import { timeframeSchema } from '../../domain/timeframe.ts'
import { call, stream } from './define.ts'
import { done, nothing } from './deskCalls.ts'

/** Largest number of bars that one answer carries; the desk aggregates to stay below it. */
export const MAX_CHART_BARS = 10_000

/** A file the desk is to read: a path on its machine, or bytes that a browser uploaded before. */
export const fileReferenceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path: z.string().min(1) }),
  z.object({ kind: z.literal('upload'), uploadId: z.string() }),
])
export type FileReference = z.infer<typeof fileReferenceSchema>

export const chartBarsSchema = z.object({
  /** The timeframe of the bars sent: the one asked for, or a multiple of it where that would be too many bars. */
  timeframe: timeframeSchema,
  columns: barColumnsSchema,
  /** True where `columns` were built from finer bars. */
  aggregated: z.boolean(),
  actions: z.array(corporateActionSchema),
})
export type ChartBars = z.infer<typeof chartBarsSchema>

/** An indicator the chart can draw: an id of the SDK's indicators and its numeric arguments. */
export const indicatorRequestSchema = z.object({
  indicator: z.string(),
  arguments: z.array(z.number()),
})

export const indicatorInfoSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** TA-Lib's name of the same function, where there is one. */
  talib: z.string().optional(),
  /** Section of the catalogue, such as `momentum`. */
  group: z.string(),
  description: z.string(),
  /** `price` is drawn over the candles, `own` in a pane of its own. */
  pane: z.enum(['price', 'own']),
  arguments: z.array(z.object({ name: z.string(), default: z.number(), min: z.number(), max: z.number() })),
  outputs: z.array(z.string()),
})
export type IndicatorInfo = z.infer<typeof indicatorInfoSchema>

/** A trading calendar that an instrument can name. */
export const calendarInfoSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** IANA zone of the market's clock. */
  timeZone: z.string(),
})

const range = {
  datasetId: z.string(),
  timeframe: timeframeSchema,
  fromMs: z.number().optional(),
  toMs: z.number().optional(),
  /** Prices derived from the stored ones; absent: the stored ones. */
  adjusted: priceAdjustmentSchema.optional(),
}

export const dataCalls = {
  'data.list': call(nothing, z.array(datasetSchema)),
  'data.show': call(z.object({ datasetId: z.string() }), datasetSchema),
  /** Timeframes the dataset can be shown in: its own and coarser ones. */
  'data.timeframes': call(z.object({ datasetId: z.string() }), z.array(timeframeSchema)),
  'data.bars': call(
    z.object({ ...range, maxBars: z.number().int().min(1).max(MAX_CHART_BARS) }),
    chartBarsSchema,
  ),
  /** Runs the quality checks again over the stored bars and records the outcome. */
  'data.check': call(z.object({ datasetId: z.string() }), qualityRecordSchema),
  'data.remove': call(z.object({ datasetId: z.string() }), done),
  /** The dataset as a file: CSV text or Parquet bytes. */
  'data.export': call(
    z.object({
      datasetId: z.string(),
      format: z.enum(['csv', 'parquet']),
      adjusted: priceAdjustmentSchema.optional(),
    }),
    z.object({ fileName: z.string(), bytes: z.instanceof(Uint8Array) }),
  ),
  /** The security that a ticker names on a day. */
  'data.resolve': call(
    z.object({ ticker: z.string(), asOfMs: z.number(), venue: z.string().optional() }),
    resolutionSchema,
  ),
  /** The members of an index on a day. */
  'data.members': call(
    z.object({ index: z.string(), asOfMs: z.number() }),
    z.object({ members: z.array(z.string()) }),
  ),
  /** The indexes whose members are known. `revision` only tells one question from the next. */
  'data.indexes': call(
    z.object({ revision: z.number().optional() }),
    z.array(z.object({ id: z.string(), tickers: z.number().int() })),
  ),
  /** Chains the contracts of a root into a dataset of its own. */
  'data.continuous': call(
    continuousSpecSchema.extend({ chain: fileReferenceSchema.optional() }),
    z.object({ dataset: datasetSchema, notes: z.array(z.string()) }),
  ),
  'data.synthesize': call(syntheticSpecSchema, importResultSchema),
  /** The calendars that the lake has rules for. */
  'calendars.list': call(nothing, z.array(calendarInfoSchema)),
  'indicators.list': call(nothing, z.array(indicatorInfoSchema)),
  /** Columns aligned with the bars that `data.bars` answers for the same range. NaN during warm-up. */
  'indicators.compute': call(
    z.object({
      ...range,
      maxBars: z.number().int().min(1).max(MAX_CHART_BARS),
      requests: z.array(indicatorRequestSchema).max(50),
    }),
    z.object({ columns: z.array(z.record(z.string(), z.instanceof(Float64Array))) }),
  ),

  'upload.open': call(
    z.object({ fileName: z.string().min(1).max(255), sizeBytes: z.number().int().nonnegative() }),
    z.object({ uploadId: z.string() }),
  ),
  'upload.write': call(z.object({ uploadId: z.string(), bytes: z.instanceof(Uint8Array) }), done),
  'upload.discard': call(z.object({ uploadId: z.string() }), done),

  /** What is known about a symbol, with its actions. */
  'data.instrument': call(z.object({ symbol: z.string() }), instrumentPatchSchema),

  /** Facts about instruments the lake has: terms, funding rates, margins. All or nothing. */
  'import.reference': call(
    z.object({
      file: fileReferenceSchema,
      kind: referenceKindSchema,
      /** The perpetual that funding rates are of. */
      symbol: symbolSchema.optional(),
    }),
    referenceResultSchema,
  ),
  'import.inspect': call(z.object({ file: fileReferenceSchema }), importInspectionSchema),
  'import.preview': call(
    z.object({ file: fileReferenceSchema, fileHash: z.string(), plan: importPlanSchema }),
    importPreviewSchema,
  ),
  /** Reports progress; all or nothing. */
  'import.commit': call(
    z.object({ file: fileReferenceSchema, fileHash: z.string(), plan: importPlanSchema }),
    importResultSchema,
  ),
} as const

export const dataStreams = {
  /** The list of datasets after each change. */
  'data.changes': stream(nothing, z.array(datasetSchema), 'latest'),
} as const
