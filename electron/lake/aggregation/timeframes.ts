import type { Dataset } from '../../../shared/domain/dataset.ts'
import {
  irregularBars,
  isHeikinAshi,
  type Timeframe,
  timeframeMs,
  timeframeParts,
  timeOfTimeframe,
} from '../../../shared/domain/timeframe.ts'

/** Timeframes that a chart offers, ascending. */
const LADDER: readonly Timeframe[] = [
  '1s',
  '5s',
  '15s',
  '30s',
  '1m',
  '5m',
  '15m',
  '30m',
  '1h',
  '2h',
  '4h',
  '1d',
  '1w',
  '1M',
  '3M',
  '12M',
]

/**
 * Whether whole bars of `fine` make up a bar of `coarse`: multiples within a day, anything shorter than a day into
 * days, days into weeks, days into months, months into months. A week crosses months, so it makes none. Trades make
 * everything but bars of quotes, quotes everything that needs no volume, bars of time all that ends with what was traded.
 */
export function canBuild(fine: Timeframe, coarse: Timeframe): boolean {
  if (fine === coarse) return true
  if (isHeikinAshi(coarse)) return canBuild(fine, timeOfTimeframe(coarse))
  const source = irregularBars(fine)?.kind
  const target = irregularBars(coarse)?.kind
  if (source === 'quote') return target !== 'tick' && target !== 'volume' && target !== 'dollar'
  if (target !== undefined || source !== undefined) return target !== 'quote'
  const [from, to] = [timeframeParts(fine), timeframeParts(coarse)]
  if (from.unit === 'M' || from.unit === 'w') return to.unit === from.unit && to.count % from.count === 0
  if (from.unit === 'd') {
    if (to.unit === 'd') return to.count % from.count === 0
    return from.count === 1 && timeframeMs(coarse) > timeframeMs(fine)
  }
  if (timeframeMs(coarse) >= 86_400_000) return true
  return timeframeMs(coarse) % timeframeMs(fine) === 0 && timeframeMs(coarse) > timeframeMs(fine)
}

/** The timeframe itself and those of the ladder that can be built from it. */
export function coarserTimeframes(timeframe: Timeframe): Timeframe[] {
  const coarser = LADDER.filter(
    (other) => timeframeMs(other) > timeframeMs(timeframe) && canBuild(timeframe, other),
  )
  return [timeframe, ...coarser]
}

/** What a chart shows where bars of a timeframe are too many: Heikin-Ashi bars stay what they are, bricks too. */
export function coarserSteps(timeframe: Timeframe, source: Timeframe): Timeframe[] {
  const time = timeOfTimeframe(timeframe)
  if (irregularBars(time) && time !== source) return [time]
  const steps = coarserTimeframes(time)
  return isHeikinAshi(timeframe) ? steps.map((step) => `heikin-ashi-${step}`) : steps
}

/**
 * The dataset to read for a timeframe: the exact one; for bars of time the coarsest that they can be built from, for bars
 * that end with what was traded the finest, trades before all. Without a timeframe the finest, bars before trades.
 */
export function fittingTimeframe(datasets: readonly Dataset[], timeframe?: Timeframe): Dataset | undefined {
  const ascending = datasets.toSorted(
    (a, b) =>
      timeframeMs(a.timeframe) - timeframeMs(b.timeframe) || b.timeframe.localeCompare(a.timeframe, 'en'),
  )
  if (timeframe === undefined) return ascending.find(({ kind }) => isBars(kind)) ?? ascending[0]
  const exact = ascending.find((dataset) => dataset.timeframe === timeframe)
  if (exact) return exact
  const able = ascending.filter((dataset) => canBuild(dataset.timeframe, timeframe))
  if (irregularBars(timeframe)) return able[0]
  return able.findLast(({ kind }) => isBars(kind)) ?? able[0]
}

function isBars(kind: Dataset['kind']): boolean {
  return kind === 'bars' || kind === 'quotes'
}
