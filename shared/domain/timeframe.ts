import { z } from 'zod'

/** A bar's length: a count and a unit. `m` minutes, `h` hours, `d` days, `w` weeks (from Monday), `M` calendar months. */
export const timeframeSchema = z
  .string()
  .regex(
    /^[1-9]\d{0,3}(s|m|h|d|w|M)$/,
    'a timeframe is a count and a unit of s, m, h, d, w or M, such as 5m or 1d',
  )
export type Timeframe = z.infer<typeof timeframeSchema>

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, M: 2_629_746_000 } as const

function isUnit(unit: string): unit is keyof typeof UNIT_MS {
  return unit in UNIT_MS
}

/**
 * Length of a timeframe in milliseconds. Exact up to weeks; a month is the mean Gregorian month
 * (30.436875 days) and serves ordering and display only, never bucketing.
 */
export function timeframeMs(timeframe: Timeframe): number {
  const unit = timeframe.slice(-1)
  if (!isUnit(unit)) throw new RangeError(`unknown timeframe unit in '${timeframe}'`)
  return Number(timeframe.slice(0, -1)) * UNIT_MS[unit]
}
