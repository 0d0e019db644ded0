import type { EquitySeries, RunResult } from '../../../shared/domain/backtest.ts'
import { periodsPerYear, sampleIndices } from '../../engine/periods.ts'
import { sharpeRatio, simpleReturns } from '../../quant/statistics/returns.ts'

/** One fall from a peak and the way back. */
export interface Drawdown {
  readonly peakMs: number
  readonly troughMs: number
  /** Null while the old peak has not been reached again. */
  readonly recoveredMs: number | null
  /** Negative fraction. */
  readonly depth: number
}

/** The deepest falls, deepest first. */
export function deepestDrawdowns({ time, drawdown }: EquitySeries, count: number): Drawdown[] {
  const found: Drawdown[] = []
  let peakMs = time[0] ?? 0
  let open: { peakMs: number; troughMs: number; depth: number } | undefined
  for (let index = 0; index < time.length; index++) {
    const timeMs = time[index] ?? 0
    const depth = drawdown[index] ?? 0
    if (depth < 0) {
      open ??= { peakMs, troughMs: timeMs, depth: 0 }
      if (depth < open.depth) open = { ...open, troughMs: timeMs, depth }
      continue
    }
    if (open) found.push({ ...open, recoveredMs: timeMs })
    open = undefined
    peakMs = timeMs
  }
  if (open) found.push({ ...open, recoveredMs: null })
  return found.sort((a, b) => a.depth - b.depth).slice(0, count)
}

/** Returns of the periods that the run's ratios are computed from: days, or bars where these are longer. */
export interface PeriodReturns {
  readonly time: Float64Array
  readonly returns: Float64Array
  readonly perYear: number
}

export function periodReturns({ equity, record, summary }: RunResult): PeriodReturns {
  const { timeframe, cash } = record.config
  const calendar = summary.data[0]?.calendar ?? '24x7'
  const indices = sampleIndices(timeframe, equity.time)
  const sampled = new Float64Array(indices.length + 1)
  sampled[0] = cash
  for (const [place, index] of indices.entries()) sampled[place + 1] = equity.equity[index] ?? 0
  const time = Float64Array.from(indices, (index) => equity.time[index] ?? 0)
  return {
    time,
    returns: simpleReturns(sampled),
    perYear: periodsPerYear(timeframe, calendar, time),
  }
}

/** The Sharpe ratio over a window of half a year, at least 6 periods, ending at each period. */
export function rollingSharpe(
  { time, returns, perYear }: PeriodReturns,
  riskFreeRate: number,
): { time: Float64Array; values: Float64Array; window: number } {
  const window = Math.max(6, Math.round(perYear / 2))
  const count = Math.max(0, returns.length - window + 1)
  const values = new Float64Array(count)
  for (let start = 0; start < count; start++) {
    values[start] = sharpeRatio(returns.subarray(start, start + window), perYear, riskFreeRate) ?? 0
  }
  return { time: time.slice(window - 1), values, window }
}
