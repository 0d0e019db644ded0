import { Xoshiro128 } from '../../../electron/quant/xoshiro128.ts'
import type { BarSeries } from '../../../shared/domain/bar.ts'

/** Daily bars of a geometric random walk, in whole cents. */
export function randomWalk(symbol: string, bars: number, seed: number): BarSeries {
  const random = new Xoshiro128(seed)
  const column = (): Float64Array<ArrayBuffer> => new Float64Array(bars)
  const [time, open, high, low, close] = [column(), column(), column(), column(), column()]
  let price = 100
  for (let t = 0; t < bars; t++) {
    time[t] = t * 86_400_000
    open[t] = Math.round(price * 100) / 100
    price = Math.max(1, price * (1 + (random.next() - 0.5) * 0.03))
    close[t] = Math.round(price * 100) / 100
    high[t] = Math.max(open[t]!, close[t]!)
    low[t] = Math.min(open[t]!, close[t]!)
  }
  return {
    instrument: {
      symbol,
      name: symbol,
      assetClass: 'equity',
      currency: 'USD',
      tickSize: 0.01,
      lotSize: 1,
      multiplier: 1,
      calendar: '24x7',
    },
    timeframe: '1d',
    columns: { time, open, high, low, close, volume: new Float64Array(bars).fill(1e6) },
    actions: [],
  }
}
