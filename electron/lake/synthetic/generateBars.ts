import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BarColumns } from '../../../shared/domain/bar.ts'
import { RandomStream } from './randomStream.ts'

/** One instrument of a synthetic set. Rates are per year, as fractions. */
export interface SyntheticProcess {
  readonly initialPrice: number
  readonly drift: number
  readonly volatility: number
  /** Speed of return to the trend; 0 is a random walk. */
  readonly meanReversion: number
  readonly jumpsPerYear: number
  readonly jumpVolatility: number
  /** Correlation of the diffusion with the set's common factor, -1 to 1. */
  readonly loading: number
  readonly tickSize: number
}

/** Steps of the path within a bar, of which open, high, low and close are taken. */
const STEPS = 8
/** Bars generated before the event loop gets its turn: about 5 ms. */
const BARS_A_TURN = 5_000
/** Number of the stream that drives the common factor; instruments have those from 0. */
const FACTOR_STREAM = 1_000_003

/**
 * Prices of one instrument: log S(t) = log S0 + (drift - volatility^2 / 2) t + y(t), where y is a Brownian motion of
 * the given volatility, or with mean reversion k an Ornstein-Uhlenbeck process in its exact discretisation, plus
 * jumps at Poisson times of normal log size with mean -d^2/2 and standard deviation d (Merton 1976, compensated: a jump
 * does not move the expected price). The diffusion is loading x common factor + sqrt(1 - loading^2) x own.
 *
 * The same seed and index give the same bytes on every machine: V8 computes log and exp by its own fdlibm port.
 *
 * @param time open times, ascending
 * @param yearsPerBar length of a bar in years
 * @param index number of the instrument within its set
 */
export async function generateBars(
  process: SyntheticProcess,
  time: Float64Array<ArrayBuffer>,
  yearsPerBar: number,
  seed: number,
  index: number,
  onTurn: () => void = () => undefined,
): Promise<BarColumns> {
  const bars = time.length
  const column = () => new Float64Array(bars)
  const columns: BarColumns = {
    time,
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  }
  const factor = new RandomStream(seed, FACTOR_STREAM)
  const own = new RandomStream(seed, index)
  const dt = yearsPerBar / STEPS
  const { volatility, meanReversion: k, loading } = process
  const decay = Math.exp(-k * dt)
  const step = volatility * (k > 0 ? Math.sqrt((1 - decay * decay) / (2 * k)) : Math.sqrt(dt))
  const rest = Math.sqrt(1 - loading * loading)
  const trend = (process.drift - volatility ** 2 / 2) * dt
  const jumpMean = -(process.jumpVolatility ** 2) / 2
  const base = Math.log(process.initialPrice)
  const toTick = (price: number) => roundToTick(price, process.tickSize)
  let y = 0
  let steps = 0
  let last = toTick(process.initialPrice)
  for (let i = 0; i < bars; i++) {
    if (i % BARS_A_TURN === BARS_A_TURN - 1) {
      onTurn()
      await nextTurn()
    }
    const before = y
    let high = last
    let low = last
    columns.open[i] = last
    for (let s = 0; s < STEPS; s++) {
      y = y * decay + step * (loading * factor.normal() + rest * own.normal())
      for (let jumps = own.poisson(process.jumpsPerYear * dt); jumps > 0; jumps--) {
        y += jumpMean + process.jumpVolatility * own.normal()
      }
      steps++
      last = toTick(Math.exp(base + trend * steps + y))
      if (last > high) high = last
      if (last < low) low = last
    }
    columns.high[i] = high
    columns.low[i] = low
    columns.close[i] = last
    const surprise = Math.abs(y - before) / (volatility * Math.sqrt(yearsPerBar) || 1)
    columns.volume[i] = Math.round(1e6 * Math.exp(0.4 * own.normal()) * (1 + surprise))
  }
  return columns
}

/** A price on the grid of the tick, at least one tick, without binary dust. */
function roundToTick(price: number, tick: number): number {
  const perUnit = Math.round(1 / tick)
  return Math.max(1, Math.round(price * perUnit)) / perUnit
}
