/** Index of the last entry of `times` (ascending) that is not after `timeMs`; -1 when all are after it. */
export function lastIndexAtOrBefore(times: ArrayLike<number>, timeMs: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? Number.POSITIVE_INFINITY) <= timeMs) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Index of the first entry of `times` (ascending) that is not before `timeMs`; `times.length` when all are before it. */
export function firstIndexAtOrAfter(times: ArrayLike<number>, timeMs: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? Number.POSITIVE_INFINITY) < timeMs) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the entry nearest to `timeMs`, the earlier one on a tie; -1 for an empty array. */
export function nearestIndex(times: ArrayLike<number>, timeMs: number): number {
  const before = lastIndexAtOrBefore(times, timeMs)
  const after = before + 1
  if (after >= times.length) return before
  if (before < 0) return after
  const distanceBefore = timeMs - (times[before] ?? 0)
  const distanceAfter = (times[after] ?? 0) - timeMs
  return distanceBefore <= distanceAfter ? before : after
}
