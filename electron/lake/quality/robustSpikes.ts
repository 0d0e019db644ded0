import { setImmediate as nextTurn } from 'node:timers/promises'

/** Largest share of a normal sample's standard deviation that its median absolute deviation is: 1 / Phi^-1(3/4). */
const MAD_TO_SIGMA = 1.4826022185056018

/** A return beyond this many robust standard deviations is a spike... */
const THRESHOLD = 12
/** ...unless the market moves like that: a day's ordinary tail must be exceeded in absolute size too. */
const SMALLEST_LOG_RETURN = 0.03

/** Bars that are looked at before the event loop gets its turn: about 5 ms of work. */
const BARS_A_TURN = 1 << 18

/**
 * Indices of bars whose log return from the bar before lies beyond 12 robust standard deviations of all returns
 * (1.4826 times the median absolute deviation, Rousseeuw and Croux 1993) and beyond 3 %. Bars that did not move are
 * left out of the scale, so that a thin market's zeros do not make every trade a spike.
 *
 * @returns indices with the size of each spike in robust standard deviations
 */
export async function robustSpikes(close: Float64Array): Promise<{ index: number; score: number }[]> {
  const returns = new Float64Array(Math.max(0, close.length - 1))
  for (let i = 1; i < close.length; i++) {
    returns[i - 1] = Math.log((close[i] ?? 0) / (close[i - 1] ?? 0))
    if (i % BARS_A_TURN === 0) await nextTurn()
  }
  await nextTurn()
  const moving = sampleOfMoves(returns)
  if (moving.length < 20) return []
  const centre = median(moving)
  await nextTurn()
  for (let i = 0; i < moving.length; i++) moving[i] = Math.abs((moving[i] ?? 0) - centre)
  const scale = MAD_TO_SIGMA * median(moving)
  if (!(scale > 0)) return []
  await nextTurn()
  const spikes: { index: number; score: number }[] = []
  for (let i = 0; i < returns.length; i++) {
    const value = returns[i] ?? 0
    const score = Math.abs(value - centre) / scale
    if (Number.isFinite(value) && score > THRESHOLD && Math.abs(value) > SMALLEST_LOG_RETURN)
      spikes.push({ index: i + 1, score })
    if (i % BARS_A_TURN === BARS_A_TURN - 1) await nextTurn()
  }
  return spikes
}

/** Returns other than zero: all of up to 200,000, evenly taken beyond, which moves a median by less than a rank in 400. */
function sampleOfMoves(returns: Float64Array): Float64Array {
  const step = Math.max(1, Math.floor(returns.length / 200_000))
  const sample = new Float64Array(Math.ceil(returns.length / step))
  let count = 0
  for (let i = 0; i < returns.length; i += step) {
    const value = returns[i] ?? 0
    if (value !== 0 && Number.isFinite(value)) sample[count++] = value
  }
  return sample.subarray(0, count)
}

/** Median of values, of which a copy is sorted. */
function median(values: Float64Array): number {
  const sorted = values.slice().sort()
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
