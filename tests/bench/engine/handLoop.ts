import type { BarSeries } from '../../../shared/domain/bar.ts'
import { CASH, FEE_RATE, SLOW } from './smaCross.ts'

/** Forgives the rounding of floating point sums, as the engine does. */
const SLACK = 1 + 1e-9

/** What a run of the hand-inlined loop leaves: the columns of its fills and its equity curve. */
export interface HandRun {
  readonly time: Float64Array
  /** Signed. */
  readonly quantity: Float64Array
  readonly price: Float64Array
  readonly fee: Float64Array
  readonly profit: Float64Array
  readonly equity: Float64Array
  fills: number
}

/** Room for a run, so that the loop itself allocates nothing. */
export function handRun(bars: number): HandRun {
  const column = (): Float64Array => new Float64Array(bars >> 2)
  return {
    ...{ time: column(), quantity: column(), price: column(), fee: column(), profit: column() },
    equity: new Float64Array(bars),
    fills: 0,
  }
}

/**
 * The SMA cross written out by hand for one symbol, by the engine's rules and to the same cent: whole shares for all
 * of the equity when the means cross, filled at the next open at the nearest cent, cut to what cash and fee allow;
 * fills as columns, fees, realised profit and an equity curve. No order, no round trip, no other kind of anything.
 */
export function handLoop(series: BarSeries, fast: Float64Array, slow: Float64Array, run: HandRun): void {
  const { time, open, close } = series.columns
  const { equity } = run
  let fills = 0
  let cash = CASH
  let quantity = 0
  let cost = 0
  let wanted = 0
  for (let t = 0; t < close.length; t++) {
    if (wanted !== 0) {
      const price = Math.round(open[t]! * 100) / 100
      let value = wanted * price
      let fee = Math.round(Math.abs(value) * FEE_RATE * 100) / 100
      while (wanted > 0 && value + fee > cash * SLACK) {
        wanted = Math.min(wanted - 1, Math.trunc(((cash - fee) * SLACK) / price + 1e-9))
        value = wanted * price
        fee = Math.round(value * FEE_RATE * 100) / 100
      }
      value = Math.round(value * 100) / 100
      cash = Math.round((cash - value - fee) * 100) / 100
      quantity += wanted
      run.time[fills] = time[t]!
      run.quantity[fills] = wanted
      run.price[fills] = price
      run.fee[fills] = fee
      run.profit[fills] = wanted < 0 ? Math.round((-value - cost) * 100) / 100 : 0
      fills++
      cost = value
      wanted = 0
    }
    const worth = cash + quantity * close[t]!
    equity[t] = worth
    if (t < SLOW - 1) continue
    const above = fast[t]! > slow[t]!
    if (above !== quantity > 0) wanted = above ? Math.trunc(worth / close[t]! + 1e-9) : -quantity
  }
  run.fills = fills
}
