import type { BacktestConfig, EquitySeries, RoundTrip } from '../../shared/domain/backtest.ts'
import type { BarSeries } from '../../shared/domain/bar.ts'
import { barCloseMs } from '../../shared/domain/barClose.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { HoldOutResult, PeriodMetrics } from '../../shared/domain/holdOut.ts'
import type { Fill } from '../../shared/domain/order.ts'
import { irregularBars, type Timeframe } from '../../shared/domain/timeframe.ts'
import { measurePerformance } from '../engine/performance.ts'
import { drawdowns } from '../quant/statistics/drawdown.ts'
import { barsKnownAt } from './checks/futureless.ts'

type Period = Pick<BacktestConfig, 'fromMs' | 'toMs' | 'holdOut' | 'openHoldOut'>

/** The moment by which a bar must have closed to be part of the run; undefined where its hold-out does not bound it. */
function closedBy({ holdOut, openHoldOut }: Period): number | undefined {
  return holdOut !== undefined && openHoldOut !== true ? holdOut.fromMs : undefined
}

/**
 * Open time of the last bar that may be loaded for a run, undefined for all there are: a run with a closed hold-out
 * loads no bar that closes within it, one that opens it none that opens after its end.
 */
export function lastOpenMs(period: Period, timeframe: Timeframe): number | undefined {
  const { toMs, holdOut } = period
  if (holdOut === undefined) return toMs
  const bound = closedBy(period) ?? holdOut.toMs
  if (bound === undefined) return toMs
  let lastMs = bound
  if (closedBy(period) !== undefined) {
    lastMs--
    // The bar under way at the start of the hold-out closes in it. Bars without a fixed length are cut by the run.
    if (irregularBars(timeframe) === undefined && barCloseMs(bound, timeframe) > bound) {
      lastMs = latestClosing(bound, timeframe)
    }
  }
  return Math.min(lastMs, toMs ?? Number.POSITIVE_INFINITY)
}

/** The latest open time of a bar that has closed by `boundMs`. */
function latestClosing(boundMs: number, timeframe: Timeframe): number {
  let low = boundMs - 2 * (barCloseMs(boundMs, timeframe) - boundMs) - 4 * 86_400_000
  let high = boundMs
  // Closes grow with opens: a search by halves, to the millisecond.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (barCloseMs(middle, timeframe) <= boundMs) low = middle
    else high = middle
  }
  return low
}

/** @throws DeskError BAD_INPUT for a run that would have no bar before its hold-out, or an opening without one. */
export function checkHoldOut({ fromMs, holdOut, openHoldOut }: Period): void {
  if (openHoldOut === true && holdOut === undefined) {
    throw new DeskError('BAD_INPUT', 'There is no hold-out to open.', {
      where: 'holdOut',
      hint: 'Name the period that is kept back first.',
    })
  }
  if (holdOut === undefined || openHoldOut === true || fromMs === undefined || fromMs < holdOut.fromMs) return
  throw new DeskError('BAD_INPUT', 'The run lies in its own hold-out.', {
    where: 'holdOut',
    hint: 'Begin the run earlier, or open the hold-out: that is recorded.',
  })
}

/** A series without the bars that close within a closed hold-out: those that have no fixed length are told only here. */
export function withoutHoldOut(series: BarSeries, period: Period): BarSeries {
  const boundMs = closedBy(period)
  return boundMs === undefined ? series : barsKnownAt(series, boundMs)
}

/** The part of an outcome that figures of a period are made from. */
export interface MeasuredOutcome {
  readonly equity: EquitySeries
  readonly roundTrips: readonly RoundTrip[]
  readonly fills: readonly Fill[]
}

type MeasuredConfig = Pick<BacktestConfig, 'timeframe' | 'cash' | 'riskFreeRate' | 'holdOut' | 'openHoldOut'>

interface Part {
  readonly first: number
  readonly end: number
  readonly initialEquity: number
}

function measure(
  outcome: MeasuredOutcome,
  config: MeasuredConfig,
  calendar: string,
  part: Part,
): PeriodMetrics | null {
  const { equity, roundTrips, fills } = outcome
  const cut = (column: Float64Array<ArrayBuffer>) => column.slice(part.first, part.end)
  const time = cut(equity.time)
  const [fromMs] = time
  const toMs = time.at(-1)
  if (fromMs === undefined || toMs === undefined) return null
  const values = cut(equity.equity)
  const endMs = irregularBars(config.timeframe) ? toMs : barCloseMs(toMs, config.timeframe)
  const isWithin = (timeMs: number | null) => timeMs !== null && timeMs >= fromMs && timeMs <= endMs
  const figures = measurePerformance({
    ...{ initialEquity: part.initialEquity, endMs, calendar },
    equity: {
      time,
      equity: values,
      drawdown: drawdowns(values, part.initialEquity),
      benchmark: new Float64Array(0),
    },
    timeframe: config.timeframe,
    riskFreeRate: config.riskFreeRate,
    roundTrips: roundTrips.filter(({ exitMs }) => isWithin(exitMs)),
    stepsHeld: 0,
    tradedValue: 0,
  })
  return {
    fromMs,
    toMs,
    initialEquity: figures.initialEquity,
    finalEquity: figures.finalEquity,
    totalReturn: figures.totalReturn,
    cagr: figures.cagr,
    volatility: figures.volatility,
    sharpe: figures.sharpe,
    sortino: figures.sortino,
    maxDrawdown: figures.maxDrawdown,
    trades: figures.trades,
    winRate: figures.winRate,
    profitFactor: figures.profitFactor,
    fees: fills.reduce((sum, { timeMs, fee }) => (isWithin(timeMs) ? sum + fee : sum), 0),
  }
}

/**
 * A run's figures before and within its hold-out; undefined for a run that names none. The hold-out's begin from the
 * equity that the last bar before it left.
 *
 * @param calendar Of the first symbol.
 */
export function holdOutResult(
  outcome: MeasuredOutcome,
  config: MeasuredConfig,
  calendar: string,
): HoldOutResult | undefined {
  const { holdOut } = config
  if (holdOut === undefined) return undefined
  const { time, equity } = outcome.equity
  const found = time.findIndex((timeMs) => timeMs >= holdOut.fromMs)
  const first = found < 0 ? time.length : found
  const before = { first: 0, end: first, initialEquity: config.cash }
  const within = { first, end: time.length, initialEquity: equity[first - 1] ?? config.cash }
  return {
    period: holdOut,
    isOpen: config.openHoldOut === true,
    inSample: measure(outcome, config, calendar, before),
    outOfSample: measure(outcome, config, calendar, within),
  }
}

/** What a run says of its hold-out, one sentence. */
export function holdOutAssumptions({ holdOut, openHoldOut }: Period): string[] {
  if (holdOut === undefined) return []
  const day = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 10)
  const period = `from ${day(holdOut.fromMs)}${holdOut.toMs === undefined ? ' on' : ` to ${day(holdOut.toMs)}`}`
  return openHoldOut === true
    ? [
        `The hold-out ${period} was opened for this run, and that is recorded: each opening makes it prove less.`,
      ]
    : [`Bars ${period} are held out: none of them was loaded, and the run ends before.`]
}
