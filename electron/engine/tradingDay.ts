import type { SessionColumns } from '../../shared/domain/bar.ts'

const DAY_MS = 86_400_000

/**
 * The trading day that an instant falls in, as a number that grows from day to day: with sessions the place of the
 * first one that closes after it, so that what happens before or after hours belongs to the session that comes next;
 * without them the UTC day.
 */
export function tradingDayAt(sessions: SessionColumns | undefined, timeMs: number): number {
  if (sessions === undefined) return Math.floor(timeMs / DAY_MS)
  const { closeMs } = sessions
  let low = 0
  let high = closeMs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (closeMs[middle]! <= timeMs) low = middle + 1
    else high = middle
  }
  return low
}
