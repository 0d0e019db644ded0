import type { BarSeries } from '../../shared/domain/bar.ts'
import { closesOf } from '../../shared/domain/barClose.ts'
import { DeskError } from '../../shared/domain/deskError.ts'

/** Index of the last bar that has closed at each step, -1 before the first. */
function lastClosed(series: BarSeries, stepCloseMs: Float64Array): Int32Array {
  const closes = closesOf(series)
  const out = new Int32Array(stepCloseMs.length)
  let bar = -1
  for (let step = 0; step < out.length; step++) {
    while (bar + 1 < closes.length && closes[bar + 1]! <= stepCloseMs[step]!) bar++
    out[step] = bar
  }
  return out
}

/**
 * Price of one unit of `currency` in `account` at each step: the close of the last bar of the pair that has closed,
 * inverted where the pair is quoted the other way round; NaN before the first.
 * @throws DeskError DATA_MISSING naming the pair when no series converts the currency.
 */
export function conversionRates(
  currency: string,
  account: string,
  conversions: readonly BarSeries[],
  stepCloseMs: Float64Array,
): Float64Array<ArrayBuffer> {
  const named = (base: string, quote: string): BarSeries | undefined =>
    conversions.find(({ instrument }) => instrument.symbol.replace(/[^A-Z0-9]/g, '') === base + quote)
  const direct = named(currency, account)
  const series = direct ?? named(account, currency)
  if (series === undefined) {
    throw new DeskError(
      'DATA_MISSING',
      `No prices of ${currency}${account} to convert ${currency} to ${account}.`,
      {
        where: 'conversions',
        hint: `Import ${currency}${account} or ${account}${currency}, or run in ${currency}.`,
        details: { pair: currency + account },
      },
    )
  }
  const out = new Float64Array(stepCloseMs.length)
  for (const [step, bar] of lastClosed(series, stepCloseMs).entries()) {
    const close = bar < 0 ? Number.NaN : (series.traded ?? series.columns).close[bar]!
    out[step] = direct === undefined ? 1 / close : close
  }
  return out
}

/**
 * Value at each step of `cash` put into a benchmark at the first step's price and held: splits multiply the units,
 * dividends are kept as cash. Constant before the benchmark's first bar.
 */
export function buyAndHold(
  benchmark: BarSeries,
  cash: number,
  stepCloseMs: Float64Array,
): Float64Array<ArrayBuffer> {
  const { time, close } = benchmark.traded ?? benchmark.columns
  const actions = [...benchmark.actions].sort((a, b) => a.timeMs - b.timeMs)
  const out = new Float64Array(stepCloseMs.length)
  let units = 0
  let paid = 0
  let cursor = 0
  for (const [step, bar] of lastClosed(benchmark, stepCloseMs).entries()) {
    if (bar < 0) {
      out[step] = cash
      continue
    }
    const bought = units > 0
    while (cursor < actions.length && actions[cursor]!.timeMs <= time[bar]!) {
      const action = actions[cursor++]!
      if (!bought) continue
      if (action.kind === 'split') units *= action.ratio
      else if (action.kind === 'stock-dividend') units *= 1 + action.rate
      else if (action.kind === 'dividend') paid += units * action.amount
    }
    if (!bought) units = cash / close[bar]!
    out[step] = units * close[bar]! + paid
  }
  return out
}
