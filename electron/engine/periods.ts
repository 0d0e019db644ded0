import { irregularBars, type Timeframe, timeframeMs, timeframeParts } from '../../shared/domain/timeframe.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 365.25 * DAY_MS

/** A year as statistics count it, in milliseconds. */
export function yearsBetween(fromMs: number, toMs: number): number {
  return (toMs - fromMs) / YEAR_MS
}

/** Trading days in a year by the usual count: 365 around the clock, 260 around the clock on weekdays, else 252. */
export function tradingDaysPerYear(calendar: string): number {
  if (calendar === '24x7') return 365
  return calendar === '24x5' ? 260 : 252
}

/**
 * Statistical periods in a year. Intraday equity is sampled once per UTC day first, so that a period is never shorter
 * than a day and ratios of different timeframes can be compared. Bars without a fixed length may leave out days: of them
 * it is the number of samples over the time between the first and the last.
 * @param sampleMs Times at which equity is sampled.
 */
export function periodsPerYear(
  timeframe: Timeframe,
  calendar: string,
  sampleMs = new Float64Array(0),
): number {
  if (irregularBars(timeframe)) {
    const last = sampleMs.length - 1
    const years = last < 1 ? 0 : yearsBetween(sampleMs[0]!, sampleMs[last]!)
    return years > 0 ? last / years : tradingDaysPerYear(calendar)
  }
  const { count, unit } = timeframeParts(timeframe)
  switch (unit) {
    case 'M':
      return 12 / count
    case 'w':
      return 52 / count
    case 'd':
      return tradingDaysPerYear(calendar) / count
    default:
      return tradingDaysPerYear(calendar)
  }
}

/**
 * Indices at which equity is sampled for statistics: every bar of a daily or longer timeframe, the last bar of each
 * UTC day of a shorter one.
 */
export function sampleIndices(timeframe: Timeframe, openMs: Float64Array): Uint32Array {
  const out = new Uint32Array(openMs.length)
  const everyBar = timeframeMs(timeframe) >= DAY_MS
  let count = 0
  for (let t = 0; t < openMs.length; t++) {
    const next = openMs[t + 1]
    const ends = next === undefined || Math.floor(next / DAY_MS) !== Math.floor(openMs[t]! / DAY_MS)
    if (everyBar || ends) out[count++] = t
  }
  return out.slice(0, count)
}
