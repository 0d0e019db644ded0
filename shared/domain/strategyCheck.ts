import { z } from 'zod'
import { backtestConfigSchema } from './backtest.ts'
import { symbolSchema } from './instrument.ts'
import { orderTypeSchema, sideSchema, timeInForceSchema } from './order.ts'

/**
 * How the look-ahead check takes the future away: bars after the cut are left out (`cut-off`), replaced by noise
 * (`noise`), or rows of tables in the strategy's own source that are dated after the cut are left out (`source`).
 * `repeat` runs the same program a second time over the same data: what it kept from the first run is the future.
 */
export const lookAheadProbeSchema = z.enum(['cut-off', 'noise', 'source', 'repeat'])
export type LookAheadProbe = z.infer<typeof lookAheadProbeSchema>

/** Something a strategy decided: an order it submitted, or a working order it cancelled. */
export const strategyDecisionSchema = z.object({
  kind: z.enum(['order', 'cancel']),
  timeMs: z.number(),
  symbol: symbolSchema,
  side: sideSchema,
  type: orderTypeSchema,
  timeInForce: timeInForceSchema,
  quantity: z.number(),
  limitPrice: z.number().optional(),
  stopPrice: z.number().optional(),
  tag: z.string().optional(),
})
export type StrategyDecision = z.infer<typeof strategyDecisionSchema>

/** A place in the strategy's file; lines and columns from 1. */
const placeSchema = z.object({ line: z.number().int(), column: z.number().int() })

const trialOfFinding = {
  probe: lookAheadProbeSchema,
  /** Close of the last bar that the trial knew; null for `repeat`, which knows them all. */
  cutMs: z.number().nullable(),
  timeMs: z.number(),
  /** Of the order, of the table's first future row, or of the failure; null where it is not known. */
  place: placeSchema.nullable(),
}

/** The first thing in which a trial differs from the run that knew the future. */
export const lookAheadFindingSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('decision'),
    ...trialOfFinding,
    symbol: symbolSchema,
    withFuture: strategyDecisionSchema.nullable(),
    withoutFuture: strategyDecisionSchema.nullable(),
    /** Decisions up to the cut that only one of the two runs made. */
    differing: z.number().int(),
  }),
  z.object({
    kind: z.literal('indicator'),
    ...trialOfFinding,
    symbol: symbolSchema,
    indicator: z.string(),
    /** Null where the value is not known (NaN). */
    withFuture: z.number().nullable(),
    withoutFuture: z.number().nullable(),
    /** Values up to the cut that differ. */
    differing: z.number().int(),
  }),
  /** The strategy failed once its future was gone. */
  z.object({ kind: z.literal('failure'), ...trialOfFinding, message: z.string() }),
])
export type LookAheadFinding = z.infer<typeof lookAheadFindingSchema>

export const lookAheadOptionsSchema = z.object({
  /** Moments at which the future is taken away; each is tried in every way. */
  cuts: z.number().int().min(1).max(1000).default(24),
  /** Of the choice of cuts and of the noise. */
  seed: z.number().int().nonnegative().default(1),
})
export type LookAheadOptions = z.infer<typeof lookAheadOptionsSchema>

export const lookAheadOutcomeSchema = z.object({
  check: z.literal('look-ahead'),
  passed: z.boolean(),
  options: lookAheadOptionsSchema,
  /** Closes of the last known bars, increasing. */
  cutsMs: z.array(z.number()),
  trials: z.number().int(),
  failedTrials: z.number().int(),
  /** Decisions of the run that knew everything. */
  decisions: z.number().int(),
  indicators: z.array(z.string()),
  /** The finding of the earliest time of each failed trial, earliest first; at most 50. */
  findings: z.array(lookAheadFindingSchema),
  /** What usually causes what was found; null where the check passed. */
  hint: z.string().nullable(),
  /** What the check could not look into. */
  notes: z.array(z.string()),
})
export type LookAheadOutcome = z.infer<typeof lookAheadOutcomeSchema>

export const warmUpOptionsSchema = z.object({
  /** Starts of the history that are tried. */
  starts: z.number().int().min(1).max(100).default(6),
  /** Relative difference below which a value counts as settled. */
  tolerance: z.number().positive().max(1).default(1e-6),
})
export type WarmUpOptions = z.infer<typeof warmUpOptionsSchema>

/** How one indicator depends on the length of the history before it. Bars are counted from the history's start. */
export const indicatorWarmUpSchema = z.object({
  indicator: z.string(),
  /** Bars until it has a value; null where it never had one. */
  knownAfterBars: z.number().int().nullable(),
  /** Bars until its value no longer depends on earlier history; null where it still did at the end of the data. */
  settledAfterBars: z.number().int().nullable(),
  /** Relative difference that the history makes at the run's first decision; null where it cannot be told. */
  differenceAtFirstDecision: z.number().nullable(),
  /** The symbol that took longest. */
  symbol: symbolSchema.nullable(),
  isSettledAtFirstDecision: z.boolean(),
})
export type IndicatorWarmUp = z.infer<typeof indicatorWarmUpSchema>

export const warmUpOutcomeSchema = z.object({
  check: z.literal('warm-up'),
  passed: z.boolean(),
  options: warmUpOptionsSchema,
  /** First bars of the histories that were tried, increasing. */
  startsMs: z.array(z.number()),
  /** When the run first decided anything; null where it never did. */
  firstDecisionMs: z.number().nullable(),
  /** Bars of history that the symbol with the fewest had then. */
  historyBars: z.number().int(),
  indicators: z.array(indicatorWarmUpSchema),
  /** Bars of history after which every indicator has settled; null where one never did. */
  recommendedBars: z.number().int().nullable(),
  /** Whether runs with as little history as the run had decided otherwise than runs with more. */
  decisionsChanged: z.boolean(),
  /** The first such decision. */
  firstChange: z
    .object({
      timeMs: z.number(),
      symbol: symbolSchema,
      withMoreHistory: strategyDecisionSchema.nullable(),
      withLessHistory: strategyDecisionSchema.nullable(),
    })
    .nullable(),
  hint: z.string().nullable(),
  notes: z.array(z.string()),
})
export type WarmUpOutcome = z.infer<typeof warmUpOutcomeSchema>

export const checkOutcomeSchema = z.discriminatedUnion('check', [lookAheadOutcomeSchema, warmUpOutcomeSchema])
export type CheckOutcome = z.infer<typeof checkOutcomeSchema>

/** Which check, and how. */
export const checkRequestSchema = z.discriminatedUnion('check', [
  z.object({ check: z.literal('look-ahead'), options: lookAheadOptionsSchema.prefault({}) }),
  z.object({ check: z.literal('warm-up'), options: warmUpOptionsSchema.prefault({}) }),
])
export type CheckRequest = z.infer<typeof checkRequestSchema>
export type CheckRequestInput = z.input<typeof checkRequestSchema>

/** A finished check, as it is kept with the strategy. */
export const strategyCheckSchema = z.object({
  id: z.string(),
  strategyName: z.string(),
  /** SHA-256 of the source that was checked. */
  strategyHash: z.string(),
  config: backtestConfigSchema,
  checkedMs: z.number(),
  outcome: checkOutcomeSchema,
})
export type StrategyCheck = z.infer<typeof strategyCheckSchema>
