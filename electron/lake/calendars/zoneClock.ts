import { zoneRules } from '../import/zoneRules.ts'

/** A zone's offsets over a range, for millions of look-ups in ascending order. */
export class ZoneClock {
  /** Instants at which the offset changes, ascending. */
  readonly #instants: Float64Array
  /** `#offsets[i]` holds before `#instants[i]`, the last one after all. */
  readonly #offsets: Float64Array

  constructor(timeZone: string, fromMs: number, toMs: number) {
    const { firstOffsetMs, changes } = zoneRules(timeZone, fromMs, toMs)
    this.#instants = Float64Array.from(changes, ({ wallMs, beforeMs }) => wallMs - beforeMs)
    this.#offsets = Float64Array.from([firstOffsetMs, ...changes.map(({ afterMs }) => afterMs)])
  }

  /** Milliseconds ahead of UTC at an instant. */
  offsetAt(instantMs: number): number {
    let low = 0
    let high = this.#instants.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#instants[middle] ?? 0) <= instantMs) low = middle + 1
      else high = middle
    }
    return this.#offsets[low] ?? 0
  }

  /** The instant of a wall clock time that is neither skipped nor repeated, as no exchange's hours are. */
  instantOf(wallMs: number): number {
    const guess = wallMs - this.offsetAt(wallMs)
    return wallMs - this.offsetAt(guess)
  }
}
