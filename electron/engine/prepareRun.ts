import type { BacktestConfig } from '../../shared/domain/backtest.ts'
import type { BarSeries } from '../../shared/domain/bar.ts'
import { closesOf } from '../../shared/domain/barClose.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { ParameterValues } from '../../shared/domain/strategy.ts'
import type { ValueSeries } from '../../shared/domain/valueSeries.ts'
import { declareIndicators } from '../../shared/sdk/declareIndicators.ts'
import { resolveParameters } from '../../shared/sdk/parameters.ts'
import type { NewsItem } from '../../shared/sdk/quarterdeck.d.ts'
import { definitionOf, type RuntimeDefinition } from '../../shared/sdk/strategyDefinition.ts'
import { AdjustedBars } from './adjustedBars.ts'
import type { BacktestInput } from './backtest.ts'
import { buyAndHold, conversionRates } from './carriedColumns.ts'
import { checkAccount } from './checkAccount.ts'
import { checkSeries } from './checkSeries.ts'
import { feeAssetsOf } from './fees.ts'
import { IndexCalendar } from './indexCalendar.ts'
import { mergeNews } from './knowledge/knowledge.ts'
import { ObservedBars } from './knowledge/observedBars.ts'
import { type MarkColumns, markColumnsOf } from './margin/markColumns.ts'
import { type OptionsOfRun, optionsOfRun } from './options/optionsOfRun.ts'
import { pairLegs } from './positionLegs.ts'
import { scheduledSteps } from './schedule.ts'
import { type BarRange, SymbolCore } from './symbolCore.ts'
import { Tape } from './tape.ts'
import { mergeTimeOrder, type TimeOrder } from './timeOrder.ts'

/** Everything a run needs that does not change while it runs, and the symbols' state at its start. */
export interface PreparedRun {
  readonly config: BacktestConfig
  readonly definition: RuntimeDefinition
  readonly parameters: ParameterValues
  readonly indicatorNames: readonly string[]
  readonly cores: readonly SymbolCore[]
  readonly tape: Tape
  readonly order: TimeOrder
  /** Whether bars say themselves when they closed, so that those of a step may have opened at different times. */
  readonly hasOwnTimes: boolean
  /** The account's currency first. */
  readonly currencies: readonly string[]
  /** Conversion rate by step for each currency; undefined for the account's own. */
  readonly rates: readonly (Float64Array | undefined)[]
  /** First step in which the strategy decides. */
  readonly firstStep: number
  /** Value series that expressions and hooks read. */
  readonly values: readonly ValueSeries[]
  /** The news of the run, in the order in which they became known. */
  readonly news: readonly NewsItem[]
  /** Steps in which each scheduled task runs. */
  readonly taskSteps: readonly Int32Array[]
  /** Mark prices of each symbol, aligned with its bars; undefined where the last price is the mark. */
  readonly marks: readonly (MarkColumns | undefined)[]
  readonly options: OptionsOfRun
  /** Bars of each symbol, adjusted as of the clock. */
  readonly adjusted: readonly AdjustedBars[]
  readonly indexes: IndexCalendar
  /** Buy and hold of the benchmark by step, empty without one. */
  readonly benchmark: Float64Array<ArrayBuffer>
}

/** Checks a run's input and computes all that can be computed before its first bar. */
export function prepareRun(input: BacktestInput): PreparedRun {
  const { config, conversions = [], references = [] } = input
  const definition = definitionOf(input.strategy)
  const parameters = Object.freeze(resolveParameters(definition.parameters ?? {}, config.parameters))
  const indicators = declareIndicators(definition, parameters)
  const named = config.symbols.map((symbol) => seriesOf(symbol, input.series))
  const isHedging = config.account.positions === 'hedging'
  const series = isHedging ? [...named, ...named] : named
  for (const each of named) checkSeries(each, config)
  if (config.slippage.model === 'quoted' && !series.some(({ quotes }) => quotes !== undefined)) {
    throw new DeskError('DATA_MISSING', 'No symbol of the run has quotes, which slippage by quotes needs.', {
      where: 'slippage',
      hint: 'Import quotes (columns of bid and ask), or choose another slippage.',
    })
  }
  checkAccount(named, config)
  const traded = series.map(({ instrument }) => instrument.currency)
  const currencies = [...new Set([config.currency, ...traded, ...feeAssetsOf(config)])]
  const showsOther = series.some(({ traded }) => traded !== undefined)
  const observed = new ObservedBars([...named, ...(input.observed ?? [])], input.values ?? [])
  const sources = series.map(({ instrument, columns, traded = columns }) => {
    const { evaluator } = observed.of(instrument.symbol, config.timeframe)
    const computed = [...indicators.values()].map((node) => evaluator.evaluate(node))
    return {
      open: traded.open,
      close: traded.close,
      shown: showsOther ? columns.close : undefined,
      indicators: computed,
      ...rangeOf(columns.time, config),
    }
  })
  const opens = series.map(({ columns }, id) => columns.time.subarray(sources[id]!.first, sources[id]!.end))
  const closes = series.map((each, id) => closesOf(each).subarray(sources[id]!.first, sources[id]!.end))
  const order = mergeTimeOrder(closes, opens)
  if (order.closeMs.length === 0) {
    throw new DeskError('DATA_MISSING', 'There is not one bar in the period asked for.', {
      where: 'fromMs, toMs',
      hint: 'Choose a period that the symbols have data in.',
    })
  }
  const tape = new Tape(sources, order)
  const cores = series.map((each, id) => {
    const source = sources[id]!
    // The strategy decides once a bar: for the long leg.
    const warm =
      id < named.length
        ? warmIndex(source.indicators, source, each.columns.time.length, config.warmupBars)
        : Number.POSITIVE_INFINITY
    return new SymbolCore(id, each, currencies.indexOf(each.instrument.currency), source, tape, warm)
  })
  if (isHedging) pairLegs(cores)
  const firstStep = firstDecision(cores, order, closes)
  return {
    config,
    definition,
    parameters,
    indicatorNames: [...indicators.keys()],
    cores,
    tape,
    order,
    hasOwnTimes: series.some(({ closeMs }) => closeMs !== undefined),
    currencies,
    rates: currencies.map((currency) =>
      currency === config.currency
        ? undefined
        : conversionRates(currency, config.currency, conversions, order.closeMs),
    ),
    marks: series.map((each) => markColumnsOf(each, [...references, ...named])),
    options: optionsOfRun(series, cores, references, config.riskFreeRate),
    firstStep,
    values: input.values ?? [],
    news: mergeNews(input.news ?? []),
    taskSteps: (definition.schedule ?? []).map((task) => scheduledSteps(task, order.closeMs, firstStep)),
    adjusted: series.map(({ actions }, id) => new AdjustedBars(cores[id]!, actions)),
    indexes: new IndexCalendar(input.indexes ?? []),
    benchmark:
      input.benchmark === undefined
        ? new Float64Array(0)
        : buyAndHold(input.benchmark, config.cash, order.closeMs),
  }
}

function seriesOf(symbol: string, all: readonly BarSeries[]): BarSeries {
  const found = all.find(({ instrument }) => instrument.symbol === symbol)
  if (found !== undefined) return found
  throw new DeskError('DATA_MISSING', `There are no bars for '${symbol}'.`, { where: 'symbols' })
}

function rangeOf(time: Float64Array, { fromMs = -Infinity, toMs = Infinity }: BacktestConfig): BarRange {
  const first = lowerBound(time, fromMs)
  return { first, end: Math.max(first, toMs === Infinity ? time.length : lowerBound(time, toMs + 0.5)) }
}

/** Index of the first value that is not below `bound`. */
function lowerBound(sorted: Float64Array, bound: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < bound) low = middle + 1
    else high = middle
  }
  return low
}

/** First index at which all indicators are known (`auto`), or so many bars after the first; never before the period. */
function warmIndex(
  columns: readonly Float64Array[],
  range: BarRange,
  size: number,
  warmupBars: BacktestConfig['warmupBars'],
): number {
  if (warmupBars !== 'auto') return Math.max(range.first, warmupBars)
  let warm = range.first
  for (const column of columns) {
    while (warm < size && columns.length > 0 && Number.isNaN(firstKnown(column, warm))) warm++
  }
  return warm
}

function firstKnown(column: Float64Array, index: number): number {
  return column[index]!
}

/** First step in which any symbol is warm; the number of steps when none ever is. */
function firstDecision(
  cores: readonly SymbolCore[],
  order: TimeOrder,
  closes: readonly Float64Array[],
): number {
  let earliestMs = Infinity
  for (const core of cores) {
    const close = closes[core.id]![core.warmIndex - core.range.first]
    if (close !== undefined && close < earliestMs) earliestMs = close
  }
  return lowerBound(order.closeMs, earliestMs)
}
