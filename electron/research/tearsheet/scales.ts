/** Maps a range of values to a range of places. */
export interface Scale {
  readonly from: number
  readonly to: number
  place(value: number): number
}

export function linearScale(from: number, to: number, start: number, end: number): Scale {
  const span = to - from || 1
  return { from, to, place: (value) => start + ((value - from) / span) * (end - start) }
}

/** Round values inside a range, about `count` of them (steps of 1, 2, 2.5 or 5 times a power of ten). */
export function niceTicks(from: number, to: number, count: number): number[] {
  const span = to - from
  if (!(span > 0)) return [from]
  const rough = span / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const ticks: number[] = []
  for (let index = Math.ceil(from / step); index * step <= to + step * 1e-9; index++) ticks.push(index * step)
  return ticks
}

const DAY_MS = 86_400_000

/** Calendar boundaries inside a range of time, at most `count`, with the word for each. */
export function timeTicks(fromMs: number, toMs: number, count: number): { timeMs: number; label: string }[] {
  const days = (toMs - fromMs) / DAY_MS
  const monthSteps = [1, 2, 3, 6, 12, 24, 36, 60, 120, 240]
  const months = monthSteps.find((step) => days / 30.44 / step <= count) ?? 600
  const ticks: { timeMs: number; label: string }[] = []
  if (days < 45) {
    const step = Math.max(1, Math.ceil(days / count)) * DAY_MS
    for (let timeMs = Math.ceil(fromMs / step) * step; timeMs <= toMs; timeMs += step) {
      ticks.push({ timeMs, label: new Date(timeMs).toISOString().slice(5, 10) })
    }
    return ticks
  }
  const start = new Date(fromMs)
  const first = start.getUTCFullYear() * 12 + start.getUTCMonth()
  for (let month = Math.ceil(first / months) * months; ; month += months) {
    const timeMs = Date.UTC(Math.floor(month / 12), month % 12, 1)
    if (timeMs > toMs) return ticks
    if (timeMs < fromMs) continue
    const label = new Date(timeMs).toISOString()
    ticks.push({ timeMs, label: months % 12 === 0 ? label.slice(0, 4) : label.slice(0, 7) })
  }
}

/** Points of a line, thinned to about `buckets` by keeping first, lowest, highest and last of each. */
export function thinLine(
  time: ArrayLike<number>,
  values: ArrayLike<number>,
  buckets: number,
): { timeMs: number; value: number }[] {
  const at = (index: number) => ({ timeMs: time[index] ?? 0, value: values[index] ?? 0 })
  if (time.length <= buckets * 4) {
    return Array.from({ length: time.length }, (_, index) => at(index)).filter(({ value }) =>
      Number.isFinite(value),
    )
  }
  const points: { timeMs: number; value: number }[] = []
  const size = time.length / buckets
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor(bucket * size)
    const to = Math.min(time.length, Math.floor((bucket + 1) * size))
    let low = from
    let high = from
    for (let index = from; index < to; index++) {
      if ((values[index] ?? 0) < (values[low] ?? 0)) low = index
      if ((values[index] ?? 0) > (values[high] ?? 0)) high = index
    }
    const kept = [...new Set([from, Math.min(low, high), Math.max(low, high), to - 1])]
    points.push(...kept.map(at).filter(({ value }) => Number.isFinite(value)))
  }
  return points
}
