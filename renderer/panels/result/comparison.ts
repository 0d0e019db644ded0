import type { EquitySeries, RunRecord } from '../../../shared/domain/backtest.ts'
import { formatDate, formatMoney, formatPercent } from '../../kit/format.ts'

/** Equity as growth since the start, so that runs with different cash can be laid over each other: 0.1 is +10%. */
export function growth(series: EquitySeries): Float64Array {
  const start = series.equity[0]
  return start === undefined || start === 0
    ? new Float64Array(series.equity.length)
    : series.equity.map((value) => value / start - 1)
}

export interface Difference {
  readonly setting: string
  readonly values: readonly string[]
}

function words(record: RunRecord): Record<string, string> {
  const { config } = record
  const parameters = Object.fromEntries(
    Object.entries(config.parameters).map(([name, value]) => [`Parameter ${name}`, String(value)]),
  )
  const model = (value: { readonly model: string }) =>
    Object.entries(value)
      .map(([key, part]) => (key === 'model' ? String(part) : `${key} ${part}`))
      .join(', ')
  return {
    Strategy: record.strategyName,
    'Strategy hash': record.strategyHash.slice(0, 12),
    ...parameters,
    Symbols: config.symbols.join(', '),
    Timeframe: config.timeframe,
    From: config.fromMs === undefined ? 'first bar' : formatDate(config.fromMs),
    To: config.toMs === undefined ? 'last bar' : formatDate(config.toMs),
    Cash: `${formatMoney(config.cash)} ${config.currency}`,
    Fees: model(config.fees),
    Slippage: model(config.slippage),
    'Fill timing': config.fillTiming.replaceAll('-', ' '),
    'Short positions': config.allowShort ? 'allowed' : 'not allowed',
    'Largest leverage': String(config.maxLeverage),
    'Warm-up': String(config.warmupBars),
    Benchmark: config.benchmark ?? 'none',
    'Risk-free rate': formatPercent(config.riskFreeRate),
    Seed: String(config.seed),
  }
}

/** Settings in which the runs differ, in the order of the form; a parameter that a run does not have is a dash. */
export function differences(records: readonly RunRecord[]): Difference[] {
  const all = records.map(words)
  const settings = [...new Set(all.flatMap((entry) => Object.keys(entry)))]
  return settings
    .map((setting) => ({ setting, values: all.map((entry) => entry[setting] ?? '–') }))
    .filter(({ values }) => new Set(values).size > 1)
}
