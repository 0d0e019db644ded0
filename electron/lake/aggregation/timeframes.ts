import type { Dataset } from '../../../shared/domain/dataset.ts'
import { type Timeframe, timeframeMs } from '../../../shared/domain/timeframe.ts'

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
 * days, days into weeks, days into months, months into months. A week crosses months, so it makes none.
 */
export function canBuild(fine: Timeframe, coarse: Timeframe): boolean {
  if (fine === coarse) return true
  const unit = (timeframe: Timeframe) => timeframe.slice(-1)
  const count = (timeframe: Timeframe) => Number(timeframe.slice(0, -1))
  if (unit(fine) === 'M') return unit(coarse) === 'M' && count(coarse) % count(fine) === 0
  if (unit(fine) === 'w') return unit(coarse) === 'w' && count(coarse) % count(fine) === 0
  if (unit(fine) === 'd') {
    if (unit(coarse) === 'd') return count(coarse) % count(fine) === 0
    return count(fine) === 1 && timeframeMs(coarse) > timeframeMs(fine)
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

/** The dataset to read for a timeframe: the exact one, else the coarsest that it can be built from; else the finest. */
export function fittingTimeframe(datasets: readonly Dataset[], timeframe?: Timeframe): Dataset | undefined {
  const ascending = datasets.toSorted((a, b) => timeframeMs(a.timeframe) - timeframeMs(b.timeframe))
  if (timeframe === undefined) return ascending[0]
  return ascending.findLast((dataset) => canBuild(dataset.timeframe, timeframe))
}
