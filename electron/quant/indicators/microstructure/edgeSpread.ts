import { bars, defineIndicator } from '../defineIndicator.ts'
import { SlidingWindow } from '../kernels/slidingWindow.ts'
import { meanOf } from '../kernels/windowMath.ts'

/** Mean of `a - scale x traded` times `b`. */
function demeaned(a: Float64Array, traded: Float64Array, scale: number, b: Float64Array, i: number): number {
  return (a[i]! - scale * traded[i]!) * b[i]!
}

/** Means of the spread's two estimates, weighed by the variance of each other. */
class EdgeEstimate {
  readonly #count: number
  readonly #columns: readonly Float64Array[]
  readonly #estimates: readonly [Float64Array, Float64Array]

  constructor(bars: number) {
    this.#count = bars - 1
    this.#columns = Array.from({ length: 6 }, () => new Float64Array(this.#count))
    this.#estimates = [new Float64Array(this.#count), new Float64Array(this.#count)]
  }

  /** Spread by windows of log prices that start at `start`. */
  spread(
    open: Float64Array,
    high: Float64Array,
    low: Float64Array,
    close: Float64Array,
    start: number,
  ): number {
    const count = this.#count
    const [r1, r2, r3, r4, r5, traded] = this.#columns
    if (r1 === undefined || r2 === undefined || r3 === undefined) return Number.NaN
    if (r4 === undefined || r5 === undefined || traded === undefined) return Number.NaN
    let trades = 0
    let opens = 0
    let closes = 0
    for (let i = 0; i < count; i++) {
      const [before, now] = [start + i, start + i + 1]
      const middle = (high[now]! + low[now]!) / 2
      const middleBefore = (high[before]! + low[before]!) / 2
      r1[i] = middle - open[now]!
      r2[i] = open[now]! - middleBefore
      r3[i] = middle - close[before]!
      r4[i] = close[before]! - middleBefore
      r5[i] = open[now]! - close[before]!
      const moved = high[now] !== low[now] || low[now] !== close[before] ? 1 : 0
      traded[i] = moved
      trades += moved
      opens += moved * (Number(open[now] !== high[now]) + Number(open[now] !== low[now]))
      closes += moved * (Number(close[before] !== high[before]) + Number(close[before] !== low[before]))
    }
    if (trades < 2 || opens === 0 || closes === 0) return Number.NaN
    const scale = count / trades
    const [m1, m3, m5] = [
      meanOf(r1, 0, count) * scale,
      meanOf(r3, 0, count) * scale,
      meanOf(r5, 0, count) * scale,
    ]
    const [first, second] = this.#estimates
    const [o, c] = [(-4 * count) / opens, (-4 * count) / closes]
    for (let i = 0; i < count; i++) {
      first[i] = o * demeaned(r1, traded, m1, r2, i) + c * demeaned(r3, traded, m3, r4, i)
      second[i] = o * demeaned(r1, traded, m1, r5, i) + c * demeaned(r5, traded, m5, r4, i)
    }
    const [e1, e2] = [meanOf(first, 0, count), meanOf(second, 0, count)]
    const [v1, v2] = [variance(first, e1), variance(second, e2)]
    return Math.sqrt(Math.abs(v1 + v2 > 0 ? (v2 * e1 + v1 * e2) / (v1 + v2) : (e1 + e2) / 2))
  }
}

function variance(values: Float64Array, mean: number): number {
  let sum = 0
  for (const value of values) sum += (value - mean) ** 2
  return sum / values.length
}

export const edgeSpreadIndicator = defineIndicator({
  id: 'edgeSpread',
  name: 'EDGE spread',
  group: 'microstructure',
  summary: 'Spread as a fraction of the price, estimated efficiently from open, high, low and close.',
  formula:
    'sqrt(|w E1 + (1 - w) E2|), E1 and E2 moment conditions of mids, opens and closes before, w by the variance of the other',
  source: 'Ardia, Guidotti and Kroencke, Efficient estimation of bid-ask spreads from OHLC prices, 2024',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: { length: bars(60, 3) },
  outputs: { edgeSpread: 'fraction' },
  pane: 'own',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const opens = new SlidingWindow(length)
    const highs = new SlidingWindow(length)
    const lows = new SlidingWindow(length)
    const closes = new SlidingWindow(length)
    const estimate = new EdgeEstimate(length)
    return {
      update: (open, high, low, close) => {
        opens.push(Math.log(open))
        highs.push(Math.log(high))
        lows.push(Math.log(low))
        if (!closes.push(Math.log(close))) return Number.NaN
        return estimate.spread(opens.values, highs.values, lows.values, closes.values, closes.start)
      },
    }
  },
})
