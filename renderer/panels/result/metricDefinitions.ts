import type { Metrics } from '../../../shared/domain/backtest.ts'
import { formatCount, formatMoney, formatNumber, formatPercent, MISSING } from '../../kit/format.ts'

export interface MetricDefinition {
  readonly key: keyof Metrics
  readonly label: string
  /** What it measures and how it is computed, for the tooltip. */
  readonly definition: string
  readonly group: 'Return' | 'Risk' | 'Trades' | 'Costs and activity' | 'Against the benchmark'
  readonly format: (value: number | null) => string
  /** Which of two runs is the better one by it; null where neither is. */
  readonly better: 'higher' | 'lower' | null
  /** Coloured by its sign. */
  readonly isChange?: boolean
}

const percent = (value: number | null) => formatPercent(value)
const change = (value: number | null) => formatPercent(value, { signed: true })
const ratio = (value: number | null) => formatNumber(value, { digits: 2 })
const money = (value: number | null) => formatMoney(value)
const moneyChange = (value: number | null) => formatMoney(value, { signed: true })
const count = (value: number | null) => formatCount(value)

/** Every figure of a run, in the order in which it is read. Amounts are in the account's currency. */
export const METRIC_DEFINITIONS: readonly MetricDefinition[] = [
  {
    key: 'totalReturn',
    label: 'Total return',
    definition: 'Final equity over initial equity, less one.',
    group: 'Return',
    format: change,
    better: 'higher',
    isChange: true,
  },
  {
    key: 'cagr',
    label: 'CAGR',
    definition:
      'Compound annual growth rate: the constant yearly return that leads from initial to final equity. Not defined for very short runs.',
    group: 'Return',
    format: change,
    better: 'higher',
    isChange: true,
  },
  {
    key: 'initialEquity',
    label: 'Initial equity',
    definition: 'Cash at the start.',
    group: 'Return',
    format: money,
    better: null,
  },
  {
    key: 'finalEquity',
    label: 'Final equity',
    definition: 'Cash plus the market value of all positions after the last bar.',
    group: 'Return',
    format: money,
    better: 'higher',
  },
  {
    key: 'dividends',
    label: 'Dividends',
    definition: 'Cash received for long positions less cash paid for short ones.',
    group: 'Return',
    format: moneyChange,
    better: null,
  },
  {
    key: 'sharpe',
    label: 'Sharpe',
    definition: 'Mean return above the risk-free rate over its standard deviation, annualised (Sharpe 1994).',
    group: 'Risk',
    format: ratio,
    better: 'higher',
  },
  {
    key: 'sortino',
    label: 'Sortino',
    definition:
      'As the Sharpe ratio, with the deviation of returns below the risk-free rate only (Sortino and Price 1994).',
    group: 'Risk',
    format: ratio,
    better: 'higher',
  },
  {
    key: 'calmar',
    label: 'Calmar',
    definition: 'CAGR over the size of the largest drawdown (Young 1991).',
    group: 'Risk',
    format: ratio,
    better: 'higher',
  },
  {
    key: 'volatility',
    label: 'Volatility',
    definition: 'Standard deviation of returns, annualised.',
    group: 'Risk',
    format: percent,
    better: 'lower',
  },
  {
    key: 'maxDrawdown',
    label: 'Max drawdown',
    definition: 'Deepest fall of equity below its highest value so far.',
    group: 'Risk',
    format: percent,
    better: 'higher',
    isChange: true,
  },
  {
    key: 'maxDrawdownDays',
    label: 'Longest drawdown, days',
    definition: 'Longest time between a peak of equity and its recovery, in calendar days.',
    group: 'Risk',
    format: count,
    better: 'lower',
  },
  {
    key: 'valueAtRisk95',
    label: 'VaR 95%',
    definition: 'Historical value at risk: the return that is undercut on one day in twenty.',
    group: 'Risk',
    format: percent,
    better: null,
  },
  {
    key: 'conditionalValueAtRisk95',
    label: 'CVaR 95%',
    definition: 'Mean return of the worst one in twenty days (expected shortfall).',
    group: 'Risk',
    format: percent,
    better: null,
  },
  {
    key: 'trades',
    label: 'Trades',
    definition: 'Round trips: a position opened from flat, or turned, and closed again.',
    group: 'Trades',
    format: count,
    better: null,
  },
  {
    key: 'winRate',
    label: 'Win rate',
    definition: 'Share of closed round trips with a profit after fees.',
    group: 'Trades',
    format: percent,
    better: 'higher',
  },
  {
    key: 'profitFactor',
    label: 'Profit factor',
    definition: 'Sum of all profits over the sum of all losses. Not defined without a loss.',
    group: 'Trades',
    format: ratio,
    better: 'higher',
  },
  {
    key: 'expectancy',
    label: 'Expectancy',
    definition: 'Mean profit of a round trip after fees.',
    group: 'Trades',
    format: moneyChange,
    better: 'higher',
    isChange: true,
  },
  {
    key: 'averageWin',
    label: 'Average win',
    definition: 'Mean profit of the round trips that won.',
    group: 'Trades',
    format: money,
    better: 'higher',
  },
  {
    key: 'averageLoss',
    label: 'Average loss',
    definition: 'Mean result of the round trips that lost.',
    group: 'Trades',
    format: money,
    better: null,
  },
  {
    key: 'exposure',
    label: 'Exposure',
    definition: 'Share of bars with a position.',
    group: 'Costs and activity',
    format: percent,
    better: null,
  },
  {
    key: 'turnover',
    label: 'Turnover a year',
    definition: 'Traded value over mean equity, per year.',
    group: 'Costs and activity',
    format: (value) => (value === null ? MISSING : `${formatNumber(value, { digits: 1 })}×`),
    better: 'lower',
  },
  {
    key: 'fees',
    label: 'Fees',
    definition: 'Commissions and exchange fees paid.',
    group: 'Costs and activity',
    format: money,
    better: 'lower',
  },
  {
    key: 'slippage',
    label: 'Slippage',
    definition: 'What fills gave up against their reference prices.',
    group: 'Costs and activity',
    format: money,
    better: 'lower',
  },
  {
    key: 'orderCount',
    label: 'Orders',
    definition: 'Orders submitted.',
    group: 'Costs and activity',
    format: count,
    better: null,
  },
  {
    key: 'fillCount',
    label: 'Fills',
    definition: 'Executions, partial ones counted singly.',
    group: 'Costs and activity',
    format: count,
    better: null,
  },
  {
    key: 'rejectedOrders',
    label: 'Rejected orders',
    definition: 'Orders that the account could not carry: too little cash, too much leverage, no shorting.',
    group: 'Costs and activity',
    format: count,
    better: 'lower',
  },
  {
    key: 'benchmarkReturn',
    label: 'Benchmark return',
    definition: 'Buying and holding the benchmark with the same cash over the same time.',
    group: 'Against the benchmark',
    format: change,
    better: null,
    isChange: true,
  },
  {
    key: 'alpha',
    label: 'Alpha',
    definition: 'Annualised return that the benchmark does not explain (Jensen 1968).',
    group: 'Against the benchmark',
    format: change,
    better: 'higher',
    isChange: true,
  },
  {
    key: 'beta',
    label: 'Beta',
    definition: 'Slope of the returns on those of the benchmark.',
    group: 'Against the benchmark',
    format: ratio,
    better: null,
  },
  {
    key: 'informationRatio',
    label: 'Information ratio',
    definition: 'Mean return above the benchmark over its standard deviation, annualised (Goodwin 1998).',
    group: 'Against the benchmark',
    format: ratio,
    better: 'higher',
  },
]

/** Figures that stand in the head of a result. */
export const HEADLINE_KEYS: readonly (keyof Metrics)[] = [
  'totalReturn',
  'cagr',
  'sharpe',
  'maxDrawdown',
  'trades',
  'winRate',
  'profitFactor',
  'finalEquity',
]

export function metricDefinition(key: keyof Metrics): MetricDefinition {
  const found = METRIC_DEFINITIONS.find((definition) => definition.key === key)
  if (found === undefined) throw new RangeError(`no definition of the metric '${key}'`)
  return found
}

/**
 * Indices of the best of several values by a metric, all of them on a tie; none where the metric knows no better, or
 * where fewer than two values are defined, or all are equal.
 */
export function bestOf(definition: MetricDefinition, values: readonly (number | null)[]): readonly number[] {
  const { better } = definition
  const defined = values.filter((value) => value !== null)
  if (better === null || defined.length < 2 || new Set(defined).size < 2) return []
  const best = better === 'higher' ? Math.max(...defined) : Math.min(...defined)
  return values.flatMap((value, index) => (value === best ? [index] : []))
}
