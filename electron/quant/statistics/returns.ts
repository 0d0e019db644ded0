import { mean, quantile, sampleDeviation, sum } from './moments.ts'

/** Simple returns between neighbouring values: `x[t] / x[t-1] - 1`, one fewer than there are values. */
export function simpleReturns(values: Float64Array): Float64Array<ArrayBuffer> {
  const out = new Float64Array(Math.max(values.length - 1, 0))
  for (let t = 0; t < out.length; t++) out[t] = values[t + 1]! / values[t]! - 1
  return out
}

/**
 * Compound annual growth rate: `(last / first)^(1 / years) - 1`; null without time, after a total loss, and
 * where a profit of moments comes to more than a number can hold in a year.
 */
export function compoundAnnualGrowth(first: number, last: number, years: number): number | null {
  if (!(years > 0) || !(first > 0) || last < 0) return null
  return defined((last / first) ** (1 / years) - 1)
}

/** Annualised volatility: sample standard deviation of the returns x sqrt(periods per year). */
export function annualVolatility(returns: Float64Array, periodsPerYear: number): number | null {
  return defined(sampleDeviation(returns) * Math.sqrt(periodsPerYear))
}

/**
 * Sharpe ratio (Sharpe 1994), annualised: mean of the returns in excess of the risk-free rate over their sample
 * standard deviation, x sqrt(periods per year). Null where the returns do not vary.
 *
 * @param riskFreeRate Annual, as a fraction; spread evenly over the periods.
 */
export function sharpeRatio(
  returns: Float64Array,
  periodsPerYear: number,
  riskFreeRate: number,
): number | null {
  const deviation = sampleDeviation(returns)
  if (!(deviation > 0)) return null
  return ((mean(returns) - riskFreeRate / periodsPerYear) / deviation) * Math.sqrt(periodsPerYear)
}

/**
 * Sortino ratio (Sortino and Price 1994), annualised: mean excess return over the downside deviation
 * `sqrt(sum(min(0, excess)^2) / n)`, n counting all periods. Null where nothing fell short.
 */
export function sortinoRatio(
  returns: Float64Array,
  periodsPerYear: number,
  riskFreeRate: number,
): number | null {
  const target = riskFreeRate / periodsPerYear
  const downside = Math.sqrt(mean(returns.map((value) => Math.min(0, value - target) ** 2)))
  if (!(downside > 0)) return null
  return ((mean(returns) - target) / downside) * Math.sqrt(periodsPerYear)
}

/** Historical value at risk at 95 %: the 5 % quantile of the returns, negative where it is a loss. */
export function valueAtRisk95(returns: Float64Array): number | null {
  return defined(quantile(returns, 0.05))
}

/** Historical expected shortfall at 95 %: mean of the returns at or below the 5 % quantile. */
export function conditionalValueAtRisk95(returns: Float64Array): number | null {
  const threshold = quantile(returns, 0.05)
  return defined(mean(returns.filter((value) => value <= threshold)))
}

/** How returns move with a benchmark's (Sharpe 1964, Jensen 1968, Grinold and Kahn 1999). */
export interface BenchmarkRegression {
  /** Jensen's alpha per year: mean excess return less beta x the benchmark's, x periods per year. */
  readonly alpha: number | null
  /** Covariance with the benchmark over the benchmark's variance. */
  readonly beta: number | null
  /** Mean active return over its sample standard deviation, x sqrt(periods per year). */
  readonly informationRatio: number | null
}

/** Compares returns with a benchmark's over the same periods. */
export function regressOnBenchmark(
  returns: Float64Array,
  benchmark: Float64Array,
  periodsPerYear: number,
  riskFreeRate: number,
): BenchmarkRegression {
  const center = mean(returns)
  const benchmarkCenter = mean(benchmark)
  const covariance = sum(returns.map((value, t) => (value - center) * (benchmark[t]! - benchmarkCenter)))
  const variance = sum(benchmark.map((value) => (value - benchmarkCenter) ** 2))
  const beta = variance > 0 ? covariance / variance : null
  const free = riskFreeRate / periodsPerYear
  const alpha = beta === null ? null : (center - free - beta * (benchmarkCenter - free)) * periodsPerYear
  const active = returns.map((value, t) => value - benchmark[t]!)
  const spread = sampleDeviation(active)
  const informationRatio = spread > 0 ? (mean(active) / spread) * Math.sqrt(periodsPerYear) : null
  return { alpha, beta, informationRatio }
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
