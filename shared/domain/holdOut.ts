import { z } from 'zod'
import { symbolSchema } from './instrument.ts'
import { parameterValuesSchema } from './strategy.ts'
import { timeframeSchema } from './timeframe.ts'

/**
 * A period that is kept back for one last test: bars that close after `fromMs` are not even loaded into an ordinary
 * run. Without `toMs` it reaches to the end of the data.
 */
export const holdOutSchema = z
  .object({ fromMs: z.number(), toMs: z.number().optional() })
  .refine(({ fromMs, toMs }) => toMs === undefined || fromMs < toMs, 'the hold-out ends before it begins')
export type HoldOut = z.infer<typeof holdOutSchema>

/** A run through a hold-out, as it is recorded before the run begins. */
export const holdOutOpeningSchema = z.object({
  /** The run's. */
  id: z.string(),
  openedMs: z.number(),
  /** The user of the operating system. */
  openedBy: z.string(),
  /** `window` or `command line`. */
  openedFrom: z.enum(['window', 'command line']),
  strategyId: z.string(),
  strategyName: z.string(),
  /** SHA-256 of its source. */
  strategyHash: z.string(),
  parameters: parameterValuesSchema,
  symbols: z.array(symbolSchema),
  timeframe: timeframeSchema,
  holdOut: holdOutSchema,
  /** Null where the run has not finished, failed or was cancelled. */
  resultHash: z.string().nullable(),
})
export type HoldOutOpening = z.infer<typeof holdOutOpeningSchema>

/** What is compared to tell whether two runs have seen the same hold-out. */
export type HoldOutSubject = Pick<HoldOutOpening, 'strategyId' | 'strategyName' | 'symbols' | 'holdOut'>

/**
 * Whether two openings are of one hold-out: the same strategy by file or name, in whatever version, at least one
 * symbol in common, and periods that overlap. A period moved by a day is no fresh one.
 */
export function isSameHoldOut(a: HoldOutSubject, b: HoldOutSubject): boolean {
  const isSameStrategy = a.strategyId === b.strategyId || a.strategyName === b.strategyName
  const hasCommonSymbol = a.symbols.some((symbol) => b.symbols.includes(symbol))
  const end = ({ toMs }: HoldOut) => toMs ?? Number.POSITIVE_INFINITY
  const overlaps = a.holdOut.fromMs <= end(b.holdOut) && b.holdOut.fromMs <= end(a.holdOut)
  return isSameStrategy && hasCommonSymbol && overlaps
}

const ratio = z.number().nullable()

/** Statistics of a part of a run. Fractions; null where a figure is not defined. */
export const periodMetricsSchema = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  initialEquity: z.number(),
  finalEquity: z.number(),
  totalReturn: z.number(),
  cagr: ratio,
  volatility: ratio,
  sharpe: ratio,
  sortino: ratio,
  maxDrawdown: z.number(),
  /** Round trips that were closed in the part. */
  trades: z.number().int(),
  winRate: ratio,
  profitFactor: ratio,
  fees: z.number(),
})
export type PeriodMetrics = z.infer<typeof periodMetricsSchema>

/** A run's hold-out in its result. */
export const holdOutResultSchema = z.object({
  period: holdOutSchema,
  isOpen: z.boolean(),
  inSample: periodMetricsSchema.nullable(),
  /** Null while it is closed, and where it holds no bar. */
  outOfSample: periodMetricsSchema.nullable(),
})
export type HoldOutResult = z.infer<typeof holdOutResultSchema>
