/**
 * Values of a time series read at the bars of a chart, so that both share one time axis: for each bar the last value
 * known by its end. NaN before the series begins and after it has ended.
 *
 * @param times ascending epoch milliseconds of `values`
 * @param barTimes ascending open times of the bars
 * @param spanMs length of one bar; an hour's value belongs to the day that holds it
 */
export function seriesOnBars(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  barTimes: ArrayLike<number>,
  spanMs: number,
): Float64Array {
  const aligned = new Float64Array(barTimes.length).fill(Number.NaN)
  const lastTime = times[times.length - 1]
  if (lastTime === undefined) return aligned
  let next = 0
  for (let bar = 0; bar < barTimes.length; bar += 1) {
    const open = barTimes[bar] ?? 0
    if (open > lastTime) break
    const end = Math.min(open + spanMs, barTimes[bar + 1] ?? Number.POSITIVE_INFINITY)
    while (next < times.length && (times[next] ?? 0) < end) next += 1
    if (next > 0) aligned[bar] = values[next - 1] ?? Number.NaN
  }
  return aligned
}
