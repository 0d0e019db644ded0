import { Xoshiro128 } from '../../electron/quant/xoshiro128.ts'
import type { BarSeries } from '../../shared/domain/bar.ts'
import type { Timeframe } from '../../shared/domain/timeframe.ts'

export interface MadePrices {
  readonly seed: number
  /** 1000 unless told otherwise. */
  readonly bars?: number
  /** First close; 100 by default. */
  readonly start?: number
  /** Standard deviation of a bar's return; 0.015 by default. */
  readonly volatility?: number
  /** Mean return of a bar; 0 by default. */
  readonly drift?: number
}

/** Closes of a seeded random walk, rounded to cents. */
export function madeCloses({
  seed,
  bars = 1000,
  start = 100,
  volatility = 0.015,
  drift = 0,
}: MadePrices): number[] {
  const random = new Xoshiro128(seed)
  let price = start
  return Array.from({ length: bars }, () => {
    // The sum of twelve uniform numbers less six has mean 0 and variance 1.
    let normal = -6
    for (let k = 0; k < 12; k++) normal += random.next()
    price *= Math.exp(drift + volatility * normal)
    return Math.round(price * 100) / 100
  })
}

const DAY_MS = 86_400_000

/** Daily bars around the clock from 1 January 2018 on: each opens at the close before and ranges 1 % beyond both. */
export function seriesOfCloses(
  symbol: string,
  closes: readonly number[],
  timeframe: Timeframe = '1d',
): BarSeries {
  const column = (value: (index: number) => number) => Float64Array.from(closes, (_, index) => value(index))
  const close = (index: number) => closes[index] ?? 0
  const open = (index: number) => closes[index - 1] ?? close(index)
  return {
    instrument: {
      symbol,
      name: symbol,
      assetClass: 'etf',
      currency: 'USD',
      tickSize: 0.0001,
      lotSize: 0.0001,
      multiplier: 1,
      calendar: '24x7',
    },
    timeframe,
    columns: {
      time: column((index) => Date.UTC(2018, 0, 1) + index * DAY_MS),
      open: column(open),
      high: column((index) => Math.max(open(index), close(index)) * 1.01),
      low: column((index) => Math.min(open(index), close(index)) * 0.99),
      close: column(close),
      volume: column(() => 1e9),
    },
    actions: [],
  }
}
