import {
  type BacktestInput,
  type BacktestOutcome,
  createBacktest,
} from '../../../electron/engine/backtest.ts'
import { type BacktestConfigInput, backtestConfigSchema } from '../../../shared/domain/backtest.ts'
import type { BarSeries, CorporateAction } from '../../../shared/domain/bar.ts'
import type { Instrument } from '../../../shared/domain/instrument.ts'
import { timeframeMs } from '../../../shared/domain/timeframe.ts'
import { defineStrategy } from '../../../shared/sdk/index.ts'
import type { Strategy } from '../../../shared/sdk/quarterdeck.d.ts'
import type { RuntimeContext } from '../../../shared/sdk/strategyDefinition.ts'

/** Monday, 1 January 2024. */
export const START_MS = Date.UTC(2024, 0, 1)
export const DAY_MS = 86_400_000

/** Open, high, low, close and, where it matters, volume. */
export type Row = readonly [number, number, number, number, number?]

export interface SeriesOptions extends Partial<Instrument> {
  timeframe?: string
  startMs?: number
  times?: readonly number[]
  actions?: CorporateAction[]
}

/** A series of bars that follow one another without a gap, unless their times are given. */
export function seriesOf(symbol: string, rows: readonly Row[], options: SeriesOptions = {}): BarSeries {
  const { timeframe = '1d', startMs = START_MS, times, actions = [], ...instrument } = options
  const column = (place: number): Float64Array<ArrayBuffer> =>
    Float64Array.from(rows, (row) => row[place] ?? 1e6)
  return {
    instrument: {
      symbol,
      name: symbol,
      assetClass: 'equity',
      currency: 'USD',
      tickSize: 0.01,
      lotSize: 1,
      multiplier: 1,
      calendar: 'XNYS',
      ...instrument,
    },
    timeframe,
    columns: {
      time: Float64Array.from(rows, (_, t) => times?.[t] ?? startMs + t * timeframeMs(timeframe)),
      open: column(0),
      high: column(1),
      low: column(2),
      close: column(3),
      volume: column(4),
    },
    actions,
  }
}

/** Bars that rest at one price each. */
export function flat(...prices: number[]): Row[] {
  return prices.map((price) => [price, price, price, price])
}

/** What a strategy does at the close of the bar with this index. */
export type Script = Readonly<Record<number, (ctx: RuntimeContext) => void>>

/** A strategy that plays a script. */
export function scripted(script: Script): Strategy {
  return defineStrategy({
    name: 'scripted',
    onBar(ctx) {
      script[ctx.index]?.(ctx)
    },
  })
}

export type RunOptions = Omit<Partial<BacktestConfigInput>, 'benchmark'> &
  Pick<BacktestInput, 'benchmark' | 'conversions' | 'references'>

/** The input of a run over all series given. */
export function inputOf(
  series: readonly BarSeries[],
  strategy: Strategy | Script,
  { benchmark, conversions, references, ...config }: RunOptions = {},
): BacktestInput {
  return {
    series,
    strategy: isStrategy(strategy) ? strategy : scripted(strategy),
    config: backtestConfigSchema.parse({
      strategyId: 'spec',
      symbols: series.map(({ instrument }) => instrument.symbol),
      timeframe: series[0]!.timeframe,
      ...config,
    }),
    ...(benchmark === undefined ? {} : { benchmark }),
    ...(conversions === undefined ? {} : { conversions }),
    ...(references === undefined ? {} : { references }),
  }
}

/** Runs to the end. */
export function runStrategy(
  series: BarSeries | readonly BarSeries[],
  strategy: Strategy | Script,
  options: RunOptions = {},
): BacktestOutcome {
  const all = 'instrument' in series ? [series] : series
  return createBacktest(inputOf(all, strategy, options)).finish()
}

function isStrategy(value: Strategy | Script): value is Strategy {
  return 'kind' in value && value.kind === 'strategy'
}
