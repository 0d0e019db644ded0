import type { BacktestConfig } from '../../shared/domain/backtest.ts'
import type { BarSeries } from '../../shared/domain/bar.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import { irregularBars } from '../../shared/domain/timeframe.ts'

/**
 * Holds a series against what the engine takes for granted.
 * @throws DeskError BAD_INPUT or DATA_MISSING naming the symbol.
 */
export function checkSeries(series: BarSeries, config: BacktestConfig): void {
  const { symbol } = series.instrument
  const { time, open, high, low, close, volume } = series.columns
  if (series.timeframe !== config.timeframe) {
    throw new DeskError(
      'BAD_INPUT',
      `${symbol} has ${series.timeframe} bars, the run needs ${config.timeframe}.`,
      {
        where: 'timeframe',
      },
    )
  }
  const traded = series.traded === undefined ? [] : Object.values(series.traded)
  const closes = series.closeMs === undefined ? [] : [series.closeMs]
  const quotes = series.quotes === undefined ? [] : Object.values(series.quotes)
  for (const column of [open, high, low, close, volume, ...traded, ...closes, ...quotes]) {
    if (column.length === time.length) continue
    throw new DeskError('BAD_INPUT', `The columns of ${symbol} have different lengths.`, { where: symbol })
  }
  for (let t = 1; t < time.length; t++) {
    if (time[t]! > time[t - 1]!) continue
    throw new DeskError('BAD_INPUT', `The bars of ${symbol} are not in strictly increasing time order.`, {
      where: `${symbol}, bar ${t}`,
    })
  }
  checkCloses(series)
  if (config.slippage.model === 'volume-share' && !volume.some((value) => value > 0)) {
    throw new DeskError('DATA_MISSING', `${symbol} has no volume, which volume-share slippage needs.`, {
      where: 'slippage',
      hint: 'Choose spread or constant slippage.',
    })
  }
}

/** Closes that are given must strictly increase, and no bar closes before it opens. */
function checkCloses({ instrument: { symbol }, timeframe, columns: { time }, closeMs }: BarSeries): void {
  if (closeMs === undefined) {
    if (irregularBars(timeframe) === undefined) return
    throw new DeskError('BAD_INPUT', `The ${timeframe} bars of ${symbol} do not say when they closed.`, {
      where: symbol,
    })
  }
  for (let t = 0; t < time.length; t++) {
    if (closeMs[t]! >= time[t]! && (t === 0 || closeMs[t]! > closeMs[t - 1]!)) continue
    throw new DeskError(
      'BAD_INPUT',
      `The closes of the bars of ${symbol} are not in strictly increasing order.`,
      {
        where: `${symbol}, bar ${t}`,
      },
    )
  }
}
