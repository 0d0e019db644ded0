import { z } from 'zod'
import { instrumentSchema } from './instrument.ts'
import { timeframeSchema } from './timeframe.ts'

const float64 = z.instanceof(Float64Array)

/**
 * Bars as columns of equal length, sorted by `time`, strictly increasing.
 * `time` is the bar's OPEN in epoch milliseconds UTC. Prices are in the instrument's currency. `volume` is in units
 * of the instrument and NaN where the source has none.
 */
export const barColumnsSchema = z.object({
  time: float64,
  open: float64,
  high: float64,
  low: float64,
  close: float64,
  volume: float64,
})
export type BarColumns = z.infer<typeof barColumnsSchema>

/** A split or dividend, effective before the open of the first bar at or after `timeMs`. */
export const corporateActionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('split'),
    timeMs: z.number(),
    /** New shares for one old share: 7 for a 7:1 split. */
    ratio: z.number().positive(),
  }),
  z.object({
    kind: z.literal('dividend'),
    timeMs: z.number(),
    /** Cash per share held before the ex-date, in the instrument's currency. */
    amount: z.number().positive(),
  }),
])
export type CorporateAction = z.infer<typeof corporateActionSchema>

/** What a run reads for one symbol. */
export const barSeriesSchema = z.object({
  instrument: instrumentSchema,
  timeframe: timeframeSchema,
  columns: barColumnsSchema,
  actions: z.array(corporateActionSchema),
})
export type BarSeries = z.infer<typeof barSeriesSchema>
