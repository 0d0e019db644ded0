import type { BacktestConfig } from '../../shared/domain/backtest.ts'
import type { BarSeries } from '../../shared/domain/bar.ts'
import { DeskError } from '../../shared/domain/deskError.ts'

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
  for (const column of [open, high, low, close, volume]) {
    if (column.length === time.length) continue
    throw new DeskError('BAD_INPUT', `The columns of ${symbol} have different lengths.`, { where: symbol })
  }
  for (let t = 1; t < time.length; t++) {
    if (time[t]! > time[t - 1]!) continue
    throw new DeskError('BAD_INPUT', `The bars of ${symbol} are not in strictly increasing time order.`, {
      where: `${symbol}, bar ${t}`,
    })
  }
  if (config.slippage.model === 'volume-share' && !volume.some((value) => value > 0)) {
    throw new DeskError('DATA_MISSING', `${symbol} has no volume, which volume-share slippage needs.`, {
      where: 'slippage',
      hint: 'Choose spread or constant slippage.',
    })
  }
}
