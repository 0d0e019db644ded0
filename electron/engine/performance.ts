import type { EquitySeries, Metrics, RoundTrip } from '../../shared/domain/backtest.ts'
import type { Timeframe } from '../../shared/domain/timeframe.ts'
import { deepestDrawdown, longestDrawdown } from '../quant/statistics/drawdown.ts'
import { mean } from '../quant/statistics/moments.ts'
import {
  annualVolatility,
  compoundAnnualGrowth,
  conditionalValueAtRisk95,
  regressOnBenchmark,
  sharpeRatio,
  simpleReturns,
  sortinoRatio,
  valueAtRisk95,
} from '../quant/statistics/returns.ts'
import { periodsPerYear, sampleIndices, yearsBetween } from './periods.ts'

/** What the statistics of a run are made from. */
export interface PerformanceInput {
  readonly initialEquity: number
  readonly equity: EquitySeries
  /** When the last bar closed. */
  readonly endMs: number
  readonly timeframe: Timeframe
  /** Calendar of the first symbol. */
  readonly calendar: string
  readonly riskFreeRate: number
  /** Round trips that are closed. */
  readonly roundTrips: readonly RoundTrip[]
  /** Steps with a position. */
  readonly stepsHeld: number
  readonly tradedValue: number
}

type Counted = 'fees' | 'slippage' | 'dividends' | 'fillCount' | 'orderCount' | 'rejectedOrders'

/**
 * The statistics of a run except for its plain sums. Ratios are made from simple returns between neighbouring
 * points of the equity curve (one per UTC day for intraday timeframes); formulas and sources stand with the functions
 * of `electron/quant/statistics`. Exposure is the share of steps that ended with a position; turnover is traded value
 * over mean equity, per year.
 */
export function measurePerformance(input: PerformanceInput): Omit<Metrics, Counted> {
  const { initialEquity, equity, timeframe, riskFreeRate } = input
  const steps = equity.equity.length
  const finalEquity = steps === 0 ? initialEquity : equity.equity[steps - 1]!
  const years = steps === 0 ? 0 : yearsBetween(equity.time[0]!, input.endMs)
  const samples = sampleIndices(timeframe, equity.time)
  const perYear = periodsPerYear(timeframe, input.calendar, pick(equity.time, samples))
  const returns = simpleReturns(pick(equity.equity, samples))
  const cagr = compoundAnnualGrowth(initialEquity, finalEquity, years)
  const maxDrawdown = deepestDrawdown(equity.drawdown)
  const meanEquity = mean(equity.equity)
  return {
    initialEquity,
    finalEquity,
    totalReturn: finalEquity / initialEquity - 1,
    cagr,
    volatility: annualVolatility(returns, perYear),
    sharpe: sharpeRatio(returns, perYear, riskFreeRate),
    sortino: sortinoRatio(returns, perYear, riskFreeRate),
    calmar: cagr === null || maxDrawdown === 0 ? null : cagr / -maxDrawdown,
    maxDrawdown,
    maxDrawdownDays: longestDrawdown(equity.drawdown, equity.time) / 86_400_000,
    valueAtRisk95: valueAtRisk95(returns),
    conditionalValueAtRisk95: conditionalValueAtRisk95(returns),
    ...tradeStatistics(input.roundTrips),
    exposure: steps === 0 ? 0 : input.stepsHeld / steps,
    turnover: years > 0 && meanEquity > 0 ? input.tradedValue / meanEquity / years : null,
    ...againstBenchmark(equity, samples, returns, perYear, riskFreeRate),
  }
}

type TradeStatistics = Pick<
  Metrics,
  'trades' | 'winRate' | 'profitFactor' | 'expectancy' | 'averageWin' | 'averageLoss'
>

/**
 * Statistics over closed round trips after fees. Win rate: share with a profit above 0. Profit factor: gross profit
 * over gross loss, null without a loss. Expectancy: mean profit.
 */
export function tradeStatistics(closed: readonly RoundTrip[]): TradeStatistics {
  let won = 0
  let lost = 0
  let wins = 0
  let losses = 0
  for (const { profit } of closed) {
    if (profit > 0) {
      won += profit
      wins++
    } else if (profit < 0) {
      lost -= profit
      losses++
    }
  }
  const trades = closed.length
  return {
    trades,
    winRate: trades === 0 ? null : wins / trades,
    profitFactor: lost === 0 ? null : won / lost,
    expectancy: trades === 0 ? null : (won - lost) / trades,
    averageWin: wins === 0 ? null : won / wins,
    averageLoss: losses === 0 ? null : -lost / losses,
  }
}

function againstBenchmark(
  equity: EquitySeries,
  samples: Uint32Array,
  returns: Float64Array,
  perYear: number,
  riskFreeRate: number,
): Pick<Metrics, 'benchmarkReturn' | 'alpha' | 'beta' | 'informationRatio'> {
  const { benchmark } = equity
  if (benchmark.length === 0)
    return { benchmarkReturn: null, alpha: null, beta: null, informationRatio: null }
  const benchmarkReturns = simpleReturns(pick(benchmark, samples))
  return {
    benchmarkReturn: benchmark[benchmark.length - 1]! / benchmark[0]! - 1,
    ...regressOnBenchmark(returns, benchmarkReturns, perYear, riskFreeRate),
  }
}

function pick(values: Float64Array, indices: Uint32Array): Float64Array<ArrayBuffer> {
  const out = new Float64Array(indices.length)
  for (let t = 0; t < out.length; t++) out[t] = values[indices[t]!]!
  return out
}

/**
 * Return of each calendar month (UTC) of the equity curve: last value of the month over the last one of the month
 * before, the first month over the initial equity; 0 from an equity of nothing or less. Months are those of the bars' open times.
 */
export function monthlyReturns(
  equity: EquitySeries,
  initialEquity: number,
): { year: number; month: number; returnRate: number }[] {
  const out: { year: number; month: number; returnRate: number }[] = []
  const { time } = equity
  let base = initialEquity
  let monthEndMs = Number.NEGATIVE_INFINITY
  for (let t = 0; t < time.length; t++) {
    if (time[t]! >= monthEndMs) monthEndMs = nextMonthMs(time[t]!)
    if (t + 1 < time.length && time[t + 1]! < monthEndMs) continue
    const date = new Date(time[t]!)
    const value = equity.equity[t]!
    out.push({
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      returnRate: base > 0 ? value / base - 1 : 0,
    })
    base = value
  }
  return out
}

function nextMonthMs(timeMs: number): number {
  const date = new Date(timeMs)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}
