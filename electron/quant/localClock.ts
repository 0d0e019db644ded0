const HOUR_MS = 3_600_000
const WEEK_MS = 7 * 24 * HOUR_MS

/**
 * Converts instants to local wall-clock time of one zone. Offsets are looked up per week where both ends agree and
 * per hour where they do not, because a look-up costs microseconds.
 */
export class LocalClock {
  readonly #format: Intl.DateTimeFormat | null
  readonly #offsets = new Map<number, number>()

  /** @param timeZone IANA name. */
  constructor(timeZone: string) {
    this.#format =
      timeZone === 'UTC'
        ? null
        : new Intl.DateTimeFormat('en-US', {
            timeZone,
            hourCycle: 'h23',
            year: 'numeric',
            month: 'numeric',
            day: 'numeric',
            hour: 'numeric',
            minute: 'numeric',
            second: 'numeric',
          })
  }

  /** Local wall-clock time as milliseconds since 1970-01-01 00:00 local. */
  localMs(timeMs: number): number {
    if (this.#format === null) return timeMs
    const week = Math.floor(timeMs / WEEK_MS) * WEEK_MS
    const offset = this.#offsetAt(week)
    if (offset === this.#offsetAt(week + WEEK_MS)) return timeMs + offset
    return timeMs + this.#offsetAt(Math.floor(timeMs / HOUR_MS) * HOUR_MS)
  }

  #offsetAt(timeMs: number): number {
    const known = this.#offsets.get(timeMs)
    if (known !== undefined) return known
    const parts = new Map(
      (this.#format?.formatToParts(timeMs) ?? []).map(({ type, value }) => [type, Number(value)]),
    )
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
    const local = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    )
    const offset = local - timeMs
    this.#offsets.set(timeMs, offset)
    return offset
  }
}
