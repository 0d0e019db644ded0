import { z } from 'zod'
import { backtestConfigSchema, dataSliceSchema, metricsSchema } from '../../shared/domain/backtest.ts'
import { corporateActionSchema, sessionColumnsSchema } from '../../shared/domain/bar.ts'
import { errorShapeSchema } from '../../shared/domain/deskError.ts'
import { instrumentSchema } from '../../shared/domain/instrument.ts'
import { indexMembersSchema } from '../../shared/domain/security.ts'
import { parameterValuesSchema, strategyDescriptionSchema } from '../../shared/domain/strategy.ts'
import { checkOutcomeSchema, checkRequestSchema } from '../../shared/domain/strategyCheck.ts'
import { timeframeSchema } from '../../shared/domain/timeframe.ts'
import { pointInTimeSliceSchema } from '../../shared/domain/valueSeries.ts'
import { sourceTablesSchema } from './checks/sourceRows.ts'
import { codePositionSchema } from './strategyLocation.ts'

/** A series whose columns the run process reads itself, from the lake's cache. */
export const seriesReferenceSchema = z.object({
  instrument: instrumentSchema,
  timeframe: timeframeSchema,
  actions: z.array(corporateActionSchema),
  sessions: sessionColumnsSchema.optional(),
  columnsFile: z.string(),
})
export type SeriesReference = z.infer<typeof seriesReferenceSchema>

/** Values or news that the run process reads itself. */
export const recordReferenceSchema = z.object({ id: z.string(), file: z.string() })
export type RecordReference = z.infer<typeof recordReferenceSchema>

/** What a strategy is allowed before its run is ended. */
export const runLimitsSchema = z.object({
  /** Longest time without the engine moving on: a hook, or the evaluation of the file. */
  hookTimeMs: z.number().positive(),
  /** Resident memory on top of what the process had when the strategy started. */
  memoryBytes: z.number().positive(),
})
export type RunLimits = z.infer<typeof runLimitsSchema>

/** The one message a run process receives. */
export const runJobSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('describe'),
    code: z.string(),
    parameters: parameterValuesSchema.optional(),
    limits: runLimitsSchema,
  }),
  z.object({
    kind: z.literal('backtest'),
    code: z.string(),
    source: z.string(),
    config: backtestConfigSchema,
    series: z.array(seriesReferenceSchema),
    benchmark: seriesReferenceSchema.optional(),
    conversions: z.array(seriesReferenceSchema),
    /** Mark prices and underlyings that the terms of the run's instruments name. */
    references: z.array(seriesReferenceSchema),
    /** What expressions read beside the bars of the run's symbols. */
    observed: z.array(seriesReferenceSchema),
    values: z.array(recordReferenceSchema),
    news: z.array(recordReferenceSchema),
    indexes: z.array(indexMembersSchema),
    /** Sentences on where the run's symbols come from. */
    notes: z.array(z.string()),
    data: z.array(dataSliceSchema),
    pointInTime: z.array(pointInTimeSliceSchema),
    limits: runLimitsSchema,
  }),
  /** Runs a strategy many times over changed data, to see what its decisions hang on. */
  z.object({
    kind: z.literal('check'),
    code: z.string(),
    config: backtestConfigSchema,
    series: z.array(seriesReferenceSchema),
    conversions: z.array(seriesReferenceSchema),
    /** Mark prices and underlyings that the terms of the run's instruments name. */
    references: z.array(seriesReferenceSchema),
    observed: z.array(seriesReferenceSchema),
    values: z.array(recordReferenceSchema),
    news: z.array(recordReferenceSchema),
    indexes: z.array(indexMembersSchema),
    limits: runLimitsSchema,
    request: checkRequestSchema,
    /** Tables in `code`. */
    tables: sourceTablesSchema,
  }),
])
export type RunJob = z.infer<typeof runJobSchema>
export type BacktestJob = Extract<RunJob, { kind: 'backtest' }>
export type CheckJob = Extract<RunJob, { kind: 'check' }>

/** What a run process answers: any number of `progress`, then one of the others. */
export const runMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), fraction: z.number().min(0).max(1) }),
  z.object({ type: z.literal('described'), description: strategyDescriptionSchema }),
  /** Places in it are places in the compiled code. */
  z.object({ type: z.literal('checked'), outcome: checkOutcomeSchema }),
  z.object({
    type: z.literal('finished'),
    strategyName: z.string(),
    metrics: metricsSchema,
    resultHash: z.string(),
    /** The encoded result bundle. */
    bundle: z.instanceof(Uint8Array),
  }),
  /** `position` is the place in the compiled code, where the failure has one. */
  z.object({ type: z.literal('failed'), error: errorShapeSchema, position: codePositionSchema.optional() }),
])
export type RunMessage = z.infer<typeof runMessageSchema>

/** What the watchdog writes, as one line of JSON, before the process is killed. */
export const watchdogReportSchema = z.object({
  reason: z.enum(['timeout', 'memory']),
  position: codePositionSchema.optional(),
})
export type WatchdogReport = z.infer<typeof watchdogReportSchema>
