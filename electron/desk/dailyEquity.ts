import type { EquitySeries } from '../../shared/domain/backtest.ts'

const DAY_MS = 86_400_000

/** The last point of each UTC day: what daily returns are computed from. */
export function dailyEquity(series: EquitySeries): EquitySeries {
  const { time } = series
  const kept: number[] = []
  for (let index = 0; index < time.length; index++) {
    const day = Math.floor((time[index] ?? 0) / DAY_MS)
    const next = time[index + 1]
    if (next === undefined || Math.floor(next / DAY_MS) !== day) kept.push(index)
  }
  const pick = (column: Float64Array) =>
    column.length === 0 ? new Float64Array() : Float64Array.from(kept, (index) => column[index] ?? Number.NaN)
  return {
    time: pick(time),
    equity: pick(series.equity),
    drawdown: pick(series.drawdown),
    benchmark: pick(series.benchmark),
  }
}
