import { z } from 'zod'

const SIZE = String.raw`(?=[0.]*[1-9])\d{1,12}(?:\.\d{1,12})?(?:e\d{1,2})?`
const TIME = String.raw`[1-9]\d{0,3}[smhdwM]`
const PATTERN = new RegExp(
  `^(?:(?:heikin-ashi-)?${TIME}|(?:tick|quote)-[1-9]\\d{0,8}|(?:volume|dollar|range)-${SIZE}|renko-${SIZE}(?:-wicks)?)$`,
)

/**
 * What ends a bar. A length of time: a count and a unit, `m` minutes, `h` hours, `d` days, `w` weeks (from Monday), `M`
 * calendar months; `heikin-ashi-1h` shows such bars smoothed. Or what was traded: `tick-500` trades, `volume-1000`
 * units, `dollar-1e6` of traded value in the instrument's currency, `range-0.5` of price, `renko-5` bricks of price
 * (`renko-5-wicks` with the extremes between two bricks), `quote-100` changes of the quote.
 */
export const timeframeSchema = z
  .string()
  .regex(
    PATTERN,
    'a timeframe is a count and a unit of s, m, h, d, w or M, such as 5m or 1d, or a kind of bar and its size: tick-500, volume-1000, dollar-1e6, range-0.5, renko-5, heikin-ashi-1h',
  )
export type Timeframe = z.infer<typeof timeframeSchema>

/** Bars that end with what was traded and not with time. */
export const irregularKindSchema = z.enum(['tick', 'quote', 'volume', 'dollar', 'range', 'renko'])
export type IrregularKind = z.infer<typeof irregularKindSchema>

/** An irregular timeframe in its parts. */
export interface IrregularBars {
  readonly kind: IrregularKind
  /** Trades, quotes, units, traded value, or price. */
  readonly size: number
  /** Whether Renko bricks show how far the price went against them. */
  readonly wicks: boolean
}

const HEIKIN_ASHI = 'heikin-ashi-'

/** The parts of a timeframe whose bars have no fixed length; undefined for lengths of time. */
export function irregularBars(timeframe: Timeframe): IrregularBars | undefined {
  const [kind, size, wicks] = timeframe.split('-')
  const known = irregularKindSchema.safeParse(kind)
  return known.success ? { kind: known.data, size: Number(size), wicks: wicks === 'wicks' } : undefined
}

export function isHeikinAshi(timeframe: Timeframe): boolean {
  return timeframe.startsWith(HEIKIN_ASHI)
}

/** The length of time behind a timeframe: `1h` of `heikin-ashi-1h`, itself for any other. */
export function timeOfTimeframe(timeframe: Timeframe): Timeframe {
  return isHeikinAshi(timeframe) ? timeframe.slice(HEIKIN_ASHI.length) : timeframe
}

/** Count and unit of a length of time. @throws RangeError for bars without a fixed length */
export function timeframeParts(timeframe: Timeframe): { count: number; unit: keyof typeof UNIT_MS } {
  const time = timeOfTimeframe(timeframe)
  const unit = time.slice(-1)
  if (!isUnit(unit) || irregularBars(timeframe)) {
    throw new RangeError(`bars of '${timeframe}' have no fixed length`)
  }
  return { count: Number(time.slice(0, -1)), unit }
}

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, M: 2_629_746_000 } as const

function isUnit(unit: string): unit is keyof typeof UNIT_MS {
  return unit in UNIT_MS
}

/**
 * Length of a timeframe in milliseconds. Exact up to weeks; a month is the mean Gregorian month
 * (30.436875 days) and serves ordering and display only, never bucketing. 0 for bars without a fixed length, which are
 * so ordered before all others.
 */
export function timeframeMs(timeframe: Timeframe): number {
  if (irregularBars(timeframe)) return 0
  const { count, unit } = timeframeParts(timeframe)
  return count * UNIT_MS[unit]
}
