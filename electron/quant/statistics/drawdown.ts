/** Fraction below the running maximum, zero or negative. The maximum starts at `initial`. */
export function drawdowns(equity: Float64Array, initial: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(equity.length)
  let peak = initial
  for (let t = 0; t < equity.length; t++) {
    if (equity[t]! > peak) peak = equity[t]!
    out[t] = peak > 0 ? equity[t]! / peak - 1 : 0
  }
  return out
}

/** Deepest drawdown as a negative fraction, 0 when there is none. */
export function deepestDrawdown(drawdown: Float64Array): number {
  let deepest = 0
  for (const value of drawdown) if (value < deepest) deepest = value
  return deepest
}

/**
 * Longest time under water in the unit of `time`: from the last moment at the running maximum to the first one back
 * at it, or to the end where it was not reached again.
 */
export function longestDrawdown(drawdown: Float64Array, time: Float64Array): number {
  let longest = 0
  let since = time[0] ?? 0
  for (let t = 0; t < drawdown.length; t++) {
    longest =
      drawdown[t] === 0 && (t === 0 || drawdown[t - 1] === 0) ? longest : Math.max(longest, time[t]! - since)
    if (drawdown[t] === 0) since = time[t]!
  }
  return longest
}
