import type { GroupExposure } from '../../shared/domain/accountRules.ts'
import type {
  BacktestConfig,
  EquitySeries,
  Metrics,
  RoundTrip,
  RunLogEntry,
  RunSummary,
} from '../../shared/domain/backtest.ts'
import type { BarSeries } from '../../shared/domain/bar.ts'
import type { Fill, Order } from '../../shared/domain/order.ts'
import type { IndexMembers } from '../../shared/domain/security.ts'
import type { CashFlowTotal, StatementLine } from '../../shared/domain/statement.ts'
import type { NewsSeries, ValueSeries } from '../../shared/domain/valueSeries.ts'
import type { Strategy } from '../../shared/sdk/quarterdeck.d.ts'
import { BacktestRun } from './backtestRun.ts'
import { prepareRun } from './prepareRun.ts'

/** Version of the engine's rules: it changes whenever the same inputs may give another result. */
export const ENGINE_VERSION = '0.3.0'

export interface BacktestInput {
  /** One series for each of the configuration's symbols, in any order. Bars before `fromMs` are history for indicators. */
  readonly series: readonly BarSeries[]
  readonly strategy: Strategy
  readonly config: BacktestConfig
  readonly benchmark?: BarSeries
  /** Currency pairs for instruments in other currencies than the account's, such as EURUSD or USDJPY. */
  readonly conversions?: readonly BarSeries[]
  /** Series that instruments refer to and that are not traded: mark prices, underlyings of options. */
  readonly references?: readonly BarSeries[]
  /** Other bars that expressions read: coarser timeframes, other symbols. */
  readonly observed?: readonly BarSeries[]
  /** Values and news that the strategy names, with the times at which they became known. */
  readonly values?: readonly ValueSeries[]
  readonly news?: readonly NewsSeries[]
  /** Members of indexes, of which the strategy sees those that are symbols of the run. */
  readonly indexes?: readonly IndexMembers[]
}

export interface BacktestOutcome {
  readonly metrics: Metrics
  readonly monthly: RunSummary['monthly']
  readonly bySymbol: RunSummary['bySymbol']
  /** Closed round trips in the order of their exits, then those still open. */
  readonly roundTrips: RoundTrip[]
  /**
   * One point per step, at the open time of the step's bars, with the equity at their close; at the close where bars
   * have no fixed length, as those of several symbols open in another order than they close.
   */
  readonly equity: EquitySeries
  readonly fills: Fill[]
  readonly orders: Order[]
  readonly log: RunLogEntry[]
  /** Every movement of cash, with balances. */
  readonly statement: StatementLine[]
  readonly cashFlows: CashFlowTotal[]
  readonly exposure: GroupExposure[]
  readonly assumptions: string[]
  /** Bars processed, over all symbols. */
  readonly bars: number
  /** Time of the first and the last point of the equity. */
  readonly fromMs: number
  readonly toMs: number
}

export interface Backtest {
  /**
   * Processes whole steps until at least `maxBars` bars are done, synchronously; true when finished. How a run is
   * cut into calls does not change its result. What the strategy throws comes out as it was thrown.
   */
  advance(maxBars: number): boolean
  /** 0 to 1. */
  readonly progress: number
  /** The run's clock, in epoch milliseconds; NaN before the first step. */
  readonly timeMs: number
  /** Finishes what is left and reports. */
  finish(): BacktestOutcome
}

/**
 * Sets up a run: checks the input, computes the indicators and merges the symbols' time order.
 * @throws DeskError BAD_INPUT, DATA_MISSING or STRATEGY_COMPILE when the run cannot be made from the input.
 */
export function createBacktest(input: BacktestInput): Backtest {
  return new BacktestRun(prepareRun(input))
}
