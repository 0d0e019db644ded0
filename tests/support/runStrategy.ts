import { type BacktestOutcome, createBacktest } from '../../electron/engine/backtest.ts'
import { type BacktestConfigInput, backtestConfigSchema } from '../../shared/domain/backtest.ts'
import type { BarSeries } from '../../shared/domain/bar.ts'
import type { Strategy } from '../../shared/sdk/quarterdeck.d.ts'

const DAY_MS = 86_400_000
/** A Monday. */
const START_MS = Date.UTC(2018, 0, 1)

/** Daily bars around the clock whose open is the close before, and whose range is a hundredth either way. */
export function makeSeries(symbol: string, closes: readonly number[]): BarSeries {
  const column = (value: (index: number) => number) => Float64Array.from(closes, (_, index) => value(index))
  const close = column((index) => closes[index] ?? 0)
  const open = column((index) => closes[index - 1] ?? closes[0] ?? 0)
  return {
    instrument: {
      ...{ symbol, name: symbol, assetClass: 'etf', currency: 'USD', tickSize: 0.0001, lotSize: 0.0001 },
      ...{ multiplier: 1, calendar: '24x7' },
    },
    timeframe: '1d',
    columns: {
      time: column((index) => START_MS + index * DAY_MS),
      open,
      high: column((index) => Math.max(open[index] ?? 0, close[index] ?? 0) * 1.01),
      low: column((index) => Math.min(open[index] ?? 0, close[index] ?? 0) * 0.99),
      close,
      volume: column(() => 1e9),
    },
    actions: [],
  }
}

/** Runs a strategy over made-up daily closes, first bar on 1 January 2018, with 100,000 USD and no costs. */
export function runStrategy(
  strategy: Strategy,
  closes: Readonly<Record<string, readonly number[]>>,
  config: Partial<BacktestConfigInput> = {},
): BacktestOutcome {
  const series = Object.entries(closes).map(([symbol, values]) => makeSeries(symbol, values))
  const symbols = Object.keys(closes)
  return createBacktest({
    series,
    strategy,
    config: backtestConfigSchema.parse({ strategyId: 'it', symbols, timeframe: '1d', ...config }),
  }).finish()
}

/** Index of the bar at which a fill happened. */
export function barOf(timeMs: number): number {
  return Math.floor((timeMs - START_MS) / DAY_MS)
}

/** `count` values of a function of the index. */
export function closesOf(count: number, value: (index: number) => number): number[] {
  return Array.from({ length: count }, (_, index) => value(index))
}
