import { DeskError } from '../../../shared/domain/deskError.ts'
import type { TimeFormat } from '../../../shared/domain/importPlan.ts'
import type { PeriodFormat } from '../../../shared/domain/recordPlan.ts'
import { ZoneClock } from '../calendars/zoneClock.ts'
import type { Confidence } from '../detection/notes.ts'
import { detectTimeFormat } from '../detection/timeFormat.ts'
import { readWrittenTime, type WrittenTime } from '../detection/timePatterns.ts'

const DAY_MS = 86_400_000
const QUARTER = /^(\d{4})[- :]?Q([1-4])$/i

export interface DetectedPeriodFormat {
  readonly format: PeriodFormat
  readonly reason: string
  readonly confidence: Confidence
}

/**
 * The format of a column of reference periods. Where day and month could be exchanged, the reading whose periods are
 * more even is taken: 1/1/85, 2/1/85, 3/1/85 are months, and not twelve days of each January.
 */
export function detectPeriodFormat(texts: readonly string[]): DetectedPeriodFormat | undefined {
  const samples = texts.map((text) => text.trim()).filter((text) => text !== '')
  if (samples.length > 0 && samples.every((text) => QUARTER.test(text))) {
    return { format: { kind: 'quarter' }, reason: `${samples[0]} is a quarter`, confidence: 'certain' }
  }
  const detected = detectTimeFormat(samples)
  if (!detected?.alternative) return detected
  const { format, alternative } = detected
  const other = unevenness(samples, alternative) < unevenness(samples, format)
  return {
    format: other ? alternative : format,
    reason: `read as ${other ? describe(alternative) : describe(format)} the dates follow one another most evenly`,
    confidence: 'likely',
  }
}

function describe(format: TimeFormat): string {
  return format.kind === 'pattern' ? format.pattern : format.kind
}

/** Longest distance between neighbouring dates over the median one; 1 where all are equal. */
function unevenness(samples: readonly string[], format: TimeFormat): number {
  const times = samples.map((text) => readWrittenTime(text, format)?.wallMs ?? Number.NaN)
  const gaps = times.slice(1).map((time, i) => Math.abs(time - (times[i] ?? time)))
  const sorted = gaps.filter((gap) => gap > 0).sort((a, b) => a - b)
  return (sorted.at(-1) ?? 1) / (sorted[sorted.length >> 1] ?? 1)
}

/** A reference period as written, by its first instant. */
export function readPeriod(text: string, format: PeriodFormat): WrittenTime | undefined {
  if (format.kind !== 'quarter') return readWrittenTime(text, format)
  const [, year, quarter] = QUARTER.exec(text.trim()) ?? []
  if (year === undefined || quarter === undefined) return undefined
  return { wallMs: Date.UTC(Number(year), (Number(quarter) - 1) * 3), offsetMs: undefined }
}

/** Whether a written time is a midnight. A column in which all are holds days, and not the instants at which they begin. */
export function isMidnight({ wallMs }: WrittenTime): boolean {
  return wallMs % DAY_MS === 0
}

/**
 * Turns written times of knowledge into instants. What is dated by a day became known at `timeOfDay` of that day in
 * `timeZone`, and where no time of day is given in the day's last millisecond: the latest moment that the date allows, so
 * that nobody trades on a figure hours before it was published.
 */
export class KnowledgeClock {
  readonly #zone: ZoneClock
  readonly #offsetMs: number

  constructor(timeZone: string, timeOfDay: string | undefined, fromMs: number, toMs: number) {
    this.#zone = new ZoneClock(timeZone, fromMs - 2 * DAY_MS, toMs + 2 * DAY_MS)
    const [hours = 0, minutes = 0] = (timeOfDay ?? '').split(':').map(Number)
    this.#offsetMs = timeOfDay === undefined ? DAY_MS - 1 : hours * 3_600_000 + minutes * 60_000
  }

  /** The instant at which something dated by a day, given as midnight UTC, was known. */
  ofDay(dayMs: number): number {
    return this.#zone.instantOf(dayMs + this.#offsetMs)
  }

  /** The instant of a written time. */
  ofInstant({ wallMs, offsetMs }: WrittenTime): number {
    return offsetMs === undefined ? this.#zone.instantOf(wallMs) : wallMs - offsetMs
  }
}

/**
 * A time at which something became known, as a person writes it: a date means its end or `timeOfDay`, a moment itself.
 * @throws DeskError BAD_INPUT for text that is neither
 */
export function knownAtMs(text: string, timeZone: string, timeOfDay: string | undefined): number {
  const written = readWrittenTime(text, { kind: 'iso' })
  if (!written) {
    throw new DeskError('BAD_INPUT', `'${text}' is no date.`, {
      where: 'known-at',
      hint: 'Write a date such as 2016-06-29 or a moment such as 2016-06-29T08:30Z.',
    })
  }
  const clock = new KnowledgeClock(timeZone, timeOfDay, written.wallMs, written.wallMs)
  return /:/.test(text) ? clock.ofInstant(written) : clock.ofDay(written.wallMs)
}
