import type { SeriesMarker, UTCTimestamp } from 'lightweight-charts'
import type { RoundTrip } from '../../shared/domain/backtest.ts'
import type { Fill } from '../../shared/domain/order.ts'
import { chartTime } from './chartTime.ts'
import { lastIndexAtOrBefore } from './sortedTimes.ts'

/** The fills of one bar and side, folded into one mark. */
export interface FillMark {
  /** Index of the bar in which the fills happened. */
  readonly barIndex: number
  readonly side: 'buy' | 'sell'
  readonly quantity: number
  /** Volume-weighted mean of the fills' prices. */
  readonly price: number
  readonly count: number
}

/**
 * The moment of a fill for placing it on a bar. A fill at a bar's close carries the close's time, which is the open of
 * the next bar where trading never pauses; it belongs to the bar that closes.
 */
export function fillMoment(fill: Fill): number {
  return fill.priceSource.startsWith('close') ? fill.timeMs - 1 : fill.timeMs
}

/**
 * Places fills on bars: each belongs to the bar whose span holds its time (the last bar that opened at or before it),
 * at most one mark per bar and side. Fills before the first bar, or more than `spanMs` after the last bar's open, are
 * outside the chart and left out.
 *
 * @param barTimes open times of the bars, ascending, epoch milliseconds
 * @param spanMs length of one bar
 */
export function placeFills(
  fills: readonly Fill[],
  symbol: string,
  barTimes: ArrayLike<number>,
  spanMs: number,
): FillMark[] {
  const byKey = new Map<string, FillMark>()
  const lastEnd =
    barTimes.length === 0 ? Number.NEGATIVE_INFINITY : (barTimes[barTimes.length - 1] ?? 0) + spanMs
  for (const fill of fills) {
    const timeMs = fillMoment(fill)
    if (fill.symbol !== symbol || timeMs > lastEnd) continue
    const barIndex = lastIndexAtOrBefore(barTimes, timeMs)
    if (barIndex < 0) continue
    const key = `${barIndex}:${fill.side}`
    const before = byKey.get(key)
    const quantity = (before?.quantity ?? 0) + fill.quantity
    const value = (before?.price ?? 0) * (before?.quantity ?? 0) + fill.price * fill.quantity
    byKey.set(key, {
      barIndex,
      side: fill.side,
      quantity,
      price: value / quantity,
      count: (before?.count ?? 0) + 1,
    })
  }
  return [...byKey.values()].sort((a, b) => a.barIndex - b.barIndex || a.side.localeCompare(b.side))
}

/** A line from entry to exit of a round trip, in bar indices and prices. */
export interface TradeLine {
  readonly fromIndex: number
  readonly fromPrice: number
  readonly toIndex: number
  readonly toPrice: number
  readonly profit: number
  readonly entryMs: number
}

/**
 * Entry to exit of each closed round trip of a symbol, for those that touch the loaded bars. A trip that began before
 * the first bar is cut there, its price interpolated over time.
 *
 * @param fills the run's fills: they tell which entries and exits happened at a close
 */
export function placeTrades(
  roundTrips: readonly RoundTrip[],
  fills: readonly Fill[],
  symbol: string,
  barTimes: ArrayLike<number>,
): TradeLine[] {
  const moments = new Map<number, number>()
  for (const fill of fills) if (fill.symbol === symbol) moments.set(fill.timeMs, fillMoment(fill))
  const lines: TradeLine[] = []
  const first = barTimes[0]
  const last = barTimes[barTimes.length - 1]
  if (first === undefined || last === undefined) return lines
  for (const trip of roundTrips) {
    if (trip.symbol !== symbol || trip.exitMs === null || trip.exitPrice === null) continue
    if (trip.exitMs < first || trip.entryMs > last) continue
    const { entryPrice, exitPrice } = trip
    const entryMs = moments.get(trip.entryMs) ?? trip.entryMs
    const exitMs = moments.get(trip.exitMs) ?? trip.exitMs
    const priceAt = (timeMs: number) =>
      exitMs === entryMs
        ? entryPrice
        : entryPrice + ((exitPrice - entryPrice) * (timeMs - entryMs)) / (exitMs - entryMs)
    const startsInside = entryMs >= first
    lines.push({
      fromIndex: startsInside ? lastIndexAtOrBefore(barTimes, entryMs) : 0,
      fromPrice: startsInside ? entryPrice : priceAt(first),
      toIndex: lastIndexAtOrBefore(barTimes, exitMs),
      toPrice: exitPrice,
      profit: trip.profit,
      entryMs: trip.entryMs,
    })
  }
  return lines
}

/** Fills as arrows on their bars: purchases from below, sales from above. */
export function fillMarkers(
  fills: readonly FillMark[],
  barTimes: ArrayLike<number>,
  { up, down }: { readonly up: string; readonly down: string },
): SeriesMarker<UTCTimestamp>[] {
  return fills.map(({ barIndex, side }) => ({
    time: chartTime(barTimes[barIndex] ?? 0),
    position: side === 'buy' ? 'belowBar' : 'aboveBar',
    shape: side === 'buy' ? 'arrowUp' : 'arrowDown',
    color: side === 'buy' ? up : down,
  }))
}
