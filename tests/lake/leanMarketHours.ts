import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { sharedData } from '../support/sharedData.ts'

const DAY = 86_400_000
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

const segmentSchema = z.object({ start: z.string(), end: z.string(), state: z.string() })
const times = z.record(z.string(), z.string()).default({})
const entrySchema = z.object({
  exchangeTimeZone: z.string(),
  sunday: z.array(segmentSchema).default([]),
  monday: z.array(segmentSchema).default([]),
  tuesday: z.array(segmentSchema).default([]),
  wednesday: z.array(segmentSchema).default([]),
  thursday: z.array(segmentSchema).default([]),
  friday: z.array(segmentSchema).default([]),
  saturday: z.array(segmentSchema).default([]),
  holidays: z.array(z.string()).default([]),
  earlyCloses: times,
  lateOpens: times,
})
const databaseSchema = z.object({ entries: z.record(z.string(), z.unknown()) })

/** A stretch of time, instants in epoch ms. */
export type Stretch = readonly [fromMs: number, toMs: number]

export function readMarketHours(): Readonly<Record<string, unknown>> {
  const text = gunzipSync(readFileSync(sharedData('reference_data/market_hours_database.json.gz'))).toString(
    'utf8',
  )
  return databaseSchema.parse(JSON.parse(text)).entries
}

/** Minutes of `1.00:00:00` (a day and no hours) or `16:30:00`. */
function minutes(text: string): number {
  const [clock = '', days = '0'] = text.split('.').toReversed()
  const [hours = 0, rest = 0] = clock.split(':').map(Number)
  return Number(days) * 1440 + hours * 60 + rest
}

/** Midnight UTC of `12/25/2026`. */
function dateMs(text: string): number {
  const [month = 0, day = 0, year = 0] = text.split('/').map(Number)
  return Date.UTC(year, month - 1, day)
}

/** When Lean has a market open between two dates, in these states, joined and ascending. */
export function leanStretches(
  raw: unknown,
  fromMs: number,
  toMs: number,
  states: readonly string[],
): Stretch[] {
  const entry = entrySchema.parse(raw)
  const holidays = new Set(entry.holidays.map(dateMs))
  const byDate = (record: Readonly<Record<string, string>>) =>
    new Map(Object.entries(record).map(([date, time]) => [dateMs(date), minutes(time)]))
  const earlyCloses = byDate(entry.earlyCloses)
  const lateOpens = byDate(entry.lateOpens)
  const instant = (date: number, minute: number) =>
    Temporal.Instant.fromEpochMilliseconds(date + minute * 60_000)
      .toZonedDateTimeISO('UTC')
      .toPlainDateTime()
      .toZonedDateTime(entry.exchangeTimeZone).epochMilliseconds
  const stretches: Stretch[] = []
  for (let date = fromMs - DAY; date <= toMs + DAY; date += DAY) {
    if (holidays.has(date)) continue
    const weekday = WEEKDAYS[new Date(date).getUTCDay()] ?? 'sunday'
    const close = earlyCloses.get(date) ?? Number.POSITIVE_INFINITY
    const open = lateOpens.get(date) ?? 0
    for (const { start, end, state } of entry[weekday]) {
      if (!states.includes(state)) continue
      const [from, to] = [minutes(start), minutes(end)]
      // A close before the open is a pause in the middle of the day.
      const parts: Stretch[] =
        close < open
          ? [
              [from, Math.min(to, close)],
              [Math.max(from, open), to],
            ]
          : [[Math.max(from, open), Math.min(to, close)]]
      for (const [a, b] of parts) if (b > a) stretches.push([instant(date, a), instant(date, b)])
    }
  }
  return joined(stretches).flatMap(([from, to]): Stretch[] =>
    to > fromMs && from < toMs ? [[Math.max(from, fromMs), Math.min(to, toMs)]] : [],
  )
}

/** Stretches that touch become one. */
export function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: [number, number][] = []
  for (const [from, to] of stretches.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}

/** What is in `all` and not in `without`; both joined and ascending. */
export function difference(all: readonly Stretch[], without: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = []
  for (const [start, end] of all) {
    let from = start
    for (const [a, b] of without) {
      if (b <= from) continue
      if (a >= end) break
      if (a > from) result.push([from, a])
      from = Math.max(from, b)
      if (from >= end) break
    }
    if (from < end) result.push([from, end])
  }
  return result
}
