import { z } from 'zod'
import { symbolSchema } from './instrument.ts'
import { timeframeSchema } from './timeframe.ts'

/**
 * When a continuous future goes over from a contract to the next one.
 * - `last-trading-day`: with the session of the contract's last trade.
 * - `days-before:N`: N weekdays before it.
 * - `first-of-month`: on the first day of the contract's month, or its last trading day where that is earlier.
 * - `volume`, `open-interest`: on the day after the first one on which the next contract has more, on its last trading
 *   day at the latest.
 */
export const rollRuleSchema = z
  .string()
  .regex(
    /^(last-trading-day|first-of-month|volume|open-interest|days-before:\d{1,3})$/,
    'a roll rule is last-trading-day, first-of-month, volume, open-interest or days-before:N',
  )

/** What strategies see across a roll: raw prices, or later contracts shifted or scaled by the gap at each roll. */
export const rollAdjustSchema = z.enum(['none', 'difference', 'ratio'])
export type RollAdjust = z.infer<typeof rollAdjustSchema>

/** How a dataset was chained from contracts. Its stored bars are the raw prices of the contract of their day. */
export const continuousSchema = z.object({
  root: z.string().min(1),
  roll: rollRuleSchema,
  adjust: rollAdjustSchema,
  /** The contracts in use, in their order. */
  contracts: z.array(symbolSchema),
})
export type Continuous = z.infer<typeof continuousSchema>

export const continuousSpecSchema = z.object({
  root: z.string().min(1).max(12),
  /** Symbol of the series that is made. */
  symbol: symbolSchema,
  roll: rollRuleSchema,
  adjust: rollAdjustSchema.default('difference'),
  /** Timeframe of the bars; absent: the finest that all contracts have. */
  timeframe: timeframeSchema.optional(),
  existing: z.enum(['refuse', 'replace']).default('refuse'),
})
export type ContinuousSpec = z.infer<typeof continuousSpecSchema>
