import type { Timeframe } from '../../../shared/domain/timeframe.ts'
import type { Confidence } from './notes.ts'

const DAY = 86_400_000
const UNITS = [
  ['d', DAY],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const

/** The timeframe whose bars stand a given time apart, or undefined where there is none. */
export function timeframeOfSpacing(spacingMs: number): Timeframe | undefined {
  const days = spacingMs / DAY
  if (days >= 360 && days <= 372) return '12M'
  if (days >= 89 && days <= 93) return '3M'
  if (days >= 27.5 && days <= 31.5) return '1M'
  if (Number.isInteger(days) && days % 7 === 0) return `${days / 7}w`
  if (days >= 1 && !Number.isInteger(days)) return undefined
  for (const [unit, length] of UNITS) {
    const count = spacingMs / length
    if (Number.isInteger(count) && count >= 1 && count <= 9999) return `${count}${unit}`
  }
  return undefined
}

/**
 * Timeframe from the commonest distance between neighbouring times of a symbol; time that stands still is left out.
 *
 * @param times wall clock in epoch ms, with the symbol of each
 */
export function modalTimeframe(times: readonly { readonly symbol: string; readonly timeMs: number }[]): {
  timeframe: Timeframe
  reason: string
  confidence: Confidence
} {
  const bySymbol = Map.groupBy(times, (time) => time.symbol)
  const counts = new Map<Timeframe, number>()
  let total = 0
  for (const group of bySymbol.values()) {
    const sorted = Float64Array.from(group, (time) => time.timeMs).toSorted()
    for (let i = 1; i < sorted.length; i++) {
      const spacing = (sorted[i] ?? 0) - (sorted[i - 1] ?? 0)
      const timeframe = spacing > 0 ? timeframeOfSpacing(spacing) : undefined
      if (spacing > 0) total++
      if (timeframe) counts.set(timeframe, (counts.get(timeframe) ?? 0) + 1)
    }
  }
  const best = [...counts].reduce<[Timeframe, number] | undefined>(
    (leader, entry) => (leader === undefined || entry[1] > leader[1] ? entry : leader),
    undefined,
  )
  if (best === undefined) {
    const intraday = times.some((time) => time.timeMs % DAY !== 0)
    return {
      timeframe: intraday ? '1m' : '1d',
      reason: 'too few times to measure their distance',
      confidence: 'guess',
    }
  }
  const percent = Math.round((100 * best[1]) / total)
  if (percent < 60 && /^([2-9]|\d\d+)[dw]$/.test(best[0])) {
    return { timeframe: '1d', reason: 'the dates are days apart without a pattern', confidence: 'likely' }
  }
  return {
    timeframe: best[0],
    reason: `${percent} % of neighbouring times are ${best[0]} apart`,
    confidence: percent >= 60 ? 'certain' : 'likely',
  }
}
