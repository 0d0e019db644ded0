import { closest, distance } from 'fastest-levenshtein'
import type { BacktestConfig, DataSlice } from '../../shared/domain/backtest.ts'
import { barCloseMs } from '../../shared/domain/barClose.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { StrategyNeeds } from '../../shared/domain/strategy.ts'
import { irregularBars, type Timeframe, timeOfTimeframe } from '../../shared/domain/timeframe.ts'
import { feeAssetsOf } from '../engine/fees.ts'
import type { Lake } from '../lake/lake.ts'
import { NO_NEEDS } from './describeNeeds.ts'
import { checkHoldOut, lastOpenMs } from './holdOutPeriod.ts'
import { loadObserved } from './observedData.ts'
import type { BacktestJob, RunLimits, SeriesReference } from './runProtocol.ts'
import { runSessions } from './runSessions.ts'
import { runIndexes, universeNotes, withUniverse } from './universe.ts'

interface LoadedSlice {
  readonly reference: SeriesReference
  readonly slice: DataSlice
  /** When its last bar closes. */
  readonly endMs: number
}

/** @throws DeskError NOT_FOUND naming the nearest symbol where the lake has none of that name and timeframe. */
export function requireSymbol(lake: Lake, symbol: string, timeframe: Timeframe): void {
  if (lake.has(symbol, timeframe)) return
  const known = [...new Set(lake.list().map(({ instrument }) => instrument.symbol))]
  const coarser = lake.find(symbol)
  if (coarser) {
    throw new DeskError('DATA_MISSING', `The data of ${symbol} cannot be shown as ${timeframe} bars.`, {
      where: 'timeframe',
      hint: `Its finest bars are ${coarser.timeframe}: choose that timeframe or a longer one.`,
      details: { suggestions: [coarser.timeframe] },
    })
  }
  const nearest = known.length > 0 ? closest(symbol.toUpperCase(), known) : undefined
  const isNear =
    nearest !== undefined && distance(symbol.toUpperCase(), nearest) <= Math.max(2, symbol.length / 3)
  const suggestion = isNear ? nearest : undefined
  throw new DeskError('NOT_FOUND', `There is no data for the symbol '${symbol}'.`, {
    where: 'symbols',
    hint: suggestion
      ? `Did you mean '${suggestion}'? Import a file to add a symbol.`
      : 'Import a file with its prices first.',
    details: { suggestions: suggestion ? [suggestion] : [] },
  })
}

type LoadedPeriod = Pick<BacktestConfig, 'timeframe' | 'toMs' | 'sessions' | 'holdOut' | 'openHoldOut'>

async function loadSlice(
  lake: Lake,
  symbol: string,
  { timeframe, sessions, ...period }: LoadedPeriod,
  signal?: AbortSignal,
): Promise<LoadedSlice> {
  // Bars before the run's first one are read too: indicators are computed over them.
  const { series, slice, columnsFile } = await lake.slice(
    { symbol, timeframe, toMs: lastOpenMs(period, timeframe), sessions },
    signal,
  )
  const { columns: _columns, closeMs: _closes, traded: _traded, quotes: _quotes, ...reference } = series
  const endMs = series.closeMs?.at(-1) ?? barCloseMs(slice.toMs, timeframe)
  return { reference: { ...reference, columnsFile }, slice, endMs }
}

/**
 * The timeframe in which a run reads what it does not trade: a length of time, for bars without one the finest that is
 * stored.
 */
function plainTimeframe(lake: Lake, symbol: string, timeframe: Timeframe): Timeframe {
  if (!irregularBars(timeframe)) return timeOfTimeframe(timeframe)
  const stored = lake.find(symbol)?.timeframe ?? '1m'
  return irregularBars(stored) ? '1m' : stored
}

/** Symbol of an exchange rate between two currencies, whichever way round the lake has it. */
function findRate(lake: Lake, currency: string, base: string, timeframe: Timeframe): string | undefined {
  const spellings = [`${currency}${base}`, `${base}${currency}`, `${currency}/${base}`, `${base}/${currency}`]
  return spellings.find((symbol) => lake.find(symbol, plainTimeframe(lake, symbol, timeframe)))
}

/** @throws DeskError DATA_MISSING, with the days that there are, where the run begins after the last of them. */
function refuseEmptyPeriod({ fromMs }: BacktestConfig, symbols: readonly LoadedSlice[]): void {
  if (fromMs === undefined || symbols.some(({ slice }) => slice.toMs >= fromMs)) return
  const day = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 10)
  const periods = symbols
    .slice(0, 5)
    .map(({ slice }) => `${slice.symbol} from ${day(slice.fromMs)} to ${day(slice.toMs)}`)
  throw new DeskError('DATA_MISSING', 'There is not one bar in the period asked for.', {
    where: 'period',
    hint: `There are bars of ${periods.join(', ')}.`,
  })
}

/** Symbols that the terms of a run's instruments name and that are not traded in it: mark prices and underlyings. */
function referredSymbols(symbols: readonly LoadedSlice[], config: BacktestConfig): string[] {
  const named = symbols.flatMap(({ reference: { instrument } }) => {
    const { terms } = instrument
    if (terms?.kind === 'perpetual') return terms.markSymbol ?? []
    return terms?.kind === 'option' ? terms.underlying : []
  })
  return [...new Set(named)].filter((symbol) => !config.symbols.includes(symbol))
}

export interface BacktestSource {
  readonly config: BacktestConfig
  readonly source: string
  /** The compiled `source`. */
  readonly code: string
  readonly limits: RunLimits
  /** What the strategy reads beside the bars of the run's symbols. */
  readonly needs?: StrategyNeeds
}

/**
 * Collects all that a run reads: the columns of its symbols, of its benchmark, of the exchange rates between their
 * currencies and the account's, of the mark prices and underlyings that contracts refer to, and the other bars, values and news that the strategy names.
 *
 * @throws DeskError NOT_FOUND, DATA_MISSING
 */
export async function prepareBacktest(
  lake: Lake,
  { config: asked, source, code, limits, needs = NO_NEEDS }: BacktestSource,
  signal?: AbortSignal,
): Promise<BacktestJob> {
  const config = withUniverse(lake, asked)
  checkHoldOut(config)
  const symbols: LoadedSlice[] = []
  for (const symbol of config.symbols) {
    requireSymbol(lake, symbol, config.timeframe)
    symbols.push(await loadSlice(lake, symbol, config, signal))
  }
  refuseEmptyPeriod(config, symbols)
  let benchmark: LoadedSlice | undefined
  if (config.benchmark !== undefined) {
    const timeframe = plainTimeframe(lake, config.benchmark, config.timeframe)
    requireSymbol(lake, config.benchmark, timeframe)
    benchmark = await loadSlice(lake, config.benchmark, { ...config, timeframe }, signal)
  }
  const currencies = new Set(
    [...symbols, ...(benchmark ? [benchmark] : [])].map(({ reference }) => reference.instrument.currency),
  )
  for (const asset of feeAssetsOf(config)) currencies.add(asset)
  currencies.delete(config.currency)
  const rates: LoadedSlice[] = []
  for (const currency of currencies) {
    const rate = findRate(lake, currency, config.currency, config.timeframe)
    if (rate !== undefined) {
      const timeframe = plainTimeframe(lake, rate, config.timeframe)
      rates.push(await loadSlice(lake, rate, { ...config, timeframe, sessions: 'all' }, signal))
    }
  }
  const references: LoadedSlice[] = []
  for (const symbol of referredSymbols(symbols, config)) {
    const timeframe = plainTimeframe(lake, symbol, config.timeframe)
    if (lake.find(symbol, timeframe)) {
      references.push(await loadSlice(lake, symbol, { ...config, timeframe }, signal))
    }
  }
  const beside = await loadObserved({
    ...{ lake, config, needs },
    endMs: symbols.reduce((latest, { endMs }) => Math.max(latest, endMs), Number.NEGATIVE_INFINITY),
    load: (symbol, timeframe) => loadSlice(lake, symbol, { ...config, timeframe }, signal),
  })
  const all = [...symbols, ...(benchmark ? [benchmark] : []), ...rates, ...references, ...beside.observed]
  const data = new Map(all.map(({ slice }) => [`${slice.symbol}@${slice.timeframe}`, slice]))
  const sessions = runSessions(symbols.map(({ slice }) => slice))
  const withSessions = ({ reference }: LoadedSlice): SeriesReference => {
    const own = sessions.get(reference.instrument.calendar)
    return own === undefined ? reference : { ...reference, sessions: own }
  }
  return {
    kind: 'backtest',
    code,
    source,
    config,
    series: symbols.map(withSessions),
    ...(benchmark ? { benchmark: benchmark.reference } : {}),
    conversions: rates.map(({ reference }) => reference),
    references: references.map(({ reference }) => reference),
    observed: beside.observed.map(({ reference }) => reference),
    values: [...beside.values],
    news: [...beside.news],
    indexes: runIndexes(lake, config),
    notes: universeNotes(lake, config),
    data: [...data.values()],
    pointInTime: [...beside.pointInTime],
    limits,
  }
}
