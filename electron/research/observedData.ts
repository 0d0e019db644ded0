import type { BacktestConfig, DataSlice } from '../../shared/domain/backtest.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { StrategyNeeds } from '../../shared/domain/strategy.ts'
import type { PointInTimeSlice } from '../../shared/domain/valueSeries.ts'
import type { Lake } from '../lake/lake.ts'
import type { RecordReference, SeriesReference } from './runProtocol.ts'

/** Bars that a strategy reads without trading them, and what became known beside the bars. */
export interface ObservedData {
  readonly observed: readonly { readonly reference: SeriesReference; readonly slice: DataSlice }[]
  readonly values: readonly RecordReference[]
  readonly news: readonly RecordReference[]
  readonly pointInTime: readonly PointInTimeSlice[]
}

export interface ObservedRequest {
  readonly lake: Lake
  readonly config: BacktestConfig
  readonly needs: StrategyNeeds
  /** When the run's last bar closes. */
  readonly endMs: number
  /** Reads the bars of a symbol, as those of the run's symbols are read. */
  readonly load: (
    symbol: string,
    timeframe: string,
  ) => Promise<{ readonly reference: SeriesReference; readonly slice: DataSlice }>
}

/**
 * Loads exactly what a strategy names beside its symbols' bars.
 * @throws DeskError DATA_MISSING naming what is to be imported
 */
export async function loadObserved({
  lake,
  config,
  needs,
  endMs,
  load,
}: ObservedRequest): Promise<ObservedData> {
  const wanted = new Map<string, { symbol: string; timeframe: string }>()
  for (const { symbol, timeframe = config.timeframe } of needs.bars) {
    for (const each of symbol === undefined ? config.symbols : [symbol]) {
      const isTraded = timeframe === config.timeframe && config.symbols.includes(each)
      if (!isTraded) wanted.set(`${each}@${timeframe}`, { symbol: each, timeframe })
    }
  }
  const observed: Awaited<ReturnType<typeof load>>[] = []
  for (const { symbol, timeframe } of wanted.values()) {
    requireBars(lake, symbol, timeframe)
    observed.push(await load(symbol, timeframe))
  }
  const values: RecordReference[] = []
  const news: RecordReference[] = []
  const pointInTime: PointInTimeSlice[] = []
  for (const [kind, ids, into] of [
    ['values', needs.values, values],
    ['news', needs.news, news],
  ] as const) {
    for (const id of ids) {
      const { slice, file } = await lake.records.slice(kind, id, endMs)
      into.push({ id, file })
      pointInTime.push(slice)
    }
  }
  return { observed, values, news, pointInTime }
}

function requireBars(lake: Lake, symbol: string, timeframe: string): void {
  if (lake.has(symbol, timeframe)) return
  const there = lake.find(symbol)
  const has = there ? ` The finest bars of ${symbol} are ${there.timeframe}.` : ''
  throw new DeskError(
    'DATA_MISSING',
    `The strategy needs ${timeframe} bars of ${symbol}, which the lake does not have.`,
    {
      where: `${symbol}@${timeframe}`,
      hint: `Import ${symbol} with bars of ${timeframe} or finer.${has}`,
      details: { symbol, timeframe },
    },
  )
}
