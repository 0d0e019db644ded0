const DAY = /^(\d{4})-?(\d{2})-?(\d{2})$/
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/
const EPOCH_MS = /^\d{11,14}$/

/**
 * A moment as text in epoch milliseconds UTC: a day (`2024-06-21`, `20240621`: midnight UTC), ISO 8601 with an offset,
 * or epoch milliseconds. Undefined for anything else, and for days that no month has.
 */
export function momentOf(text: string): number | undefined {
  const day = DAY.exec(text)
  if (day) {
    const [, year, month, date] = day
    const timeMs = Date.UTC(Number(year), Number(month) - 1, Number(date))
    return new Date(timeMs).getUTCDate() === Number(date) && Number(month) <= 12 ? timeMs : undefined
  }
  if (EPOCH_MS.test(text)) return Number(text)
  if (!INSTANT.test(text)) return undefined
  const timeMs = Date.parse(text.replace(' ', 'T'))
  return Number.isNaN(timeMs) ? undefined : timeMs
}

/** A moment as people read it: the day alone where it is midnight UTC. */
export function momentText(timeMs: number): string {
  const iso = new Date(timeMs).toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.replace('.000Z', 'Z')
}

/** A document with its times as text: every field whose name ends in `Ms`, such as `expiryMs`. */
export function writeMoments(document: unknown): unknown {
  return mapMoments(document, (value) => (typeof value === 'number' ? momentText(value) : value))
}

/** A document with times that are text read; what is no moment stays text. */
export function readMoments(document: unknown): unknown {
  return mapMoments(document, (value) => (typeof value === 'string' ? (momentOf(value) ?? value) : value))
}

function mapMoments(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapMoments(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      /[a-z]Ms$/.test(key) ? change(item) : mapMoments(item, change),
    ]),
  )
}
