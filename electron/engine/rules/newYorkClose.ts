import { LocalClock } from '../../quant/localClock.ts'

const DAY_MS = 86_400_000
const CLOSE_MS = 17 * 3_600_000

/**
 * 17:00 in New York, where the currency market's day ends: positions are rolled over to the next value date, and the
 * account's night of interest begins. The hour is that of the wall clock, summer time included.
 */
export class NewYorkClose {
  readonly #clock = new LocalClock('America/New_York')

  /** The first 17:00 after a time, in epoch milliseconds. */
  after(timeMs: number): number {
    const localMs = this.#clock.localMs(timeMs)
    const day = Math.floor((localMs - CLOSE_MS) / DAY_MS) + 1
    const target = day * DAY_MS + CLOSE_MS
    const guess = target - (localMs - timeMs)
    return target - (this.#clock.localMs(guess) - guess)
  }

  /** Day of the week in New York, 0 on Sunday. */
  weekday(timeMs: number): number {
    return new Date(this.#clock.localMs(timeMs)).getUTCDay()
  }

  /** Minutes since midnight in New York. */
  minuteOfDay(timeMs: number): number {
    const localMs = this.#clock.localMs(timeMs)
    return Math.floor((localMs - Math.floor(localMs / DAY_MS) * DAY_MS) / 60_000)
  }
}

/** When the first bar of a run opens: nothing happens on an account before it. */
export function firstOpenMs(cores: readonly { time: Float64Array; range: { first: number } }[]): number {
  return Math.min(...cores.map(({ time, range }) => time[range.first] ?? Number.POSITIVE_INFINITY))
}
