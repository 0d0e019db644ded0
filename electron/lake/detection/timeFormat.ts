import type { TimeFormat } from '../../../shared/domain/importPlan.ts'
import type { Confidence } from './notes.ts'
import { readWrittenTime } from './timePatterns.ts'

/** A detected time format, and whether day and month could be told apart. */
export interface DetectedTimeFormat {
  readonly format: TimeFormat
  readonly reason: string
  readonly confidence: Confidence
  /** The same format with day and month exchanged, where the sample fits both. */
  readonly alternative?: TimeFormat
}

const TIME_SUFFIXES = [
  '',
  ' %H:%M:%S',
  ' %H:%M',
  ' %H:%M:%S.%f',
  'T%H:%M:%S',
  'T%H:%M',
  ' %I:%M:%S %p',
  ' %I:%M %p',
  ' %I:%M:%S%p',
  ' %I:%M%p',
  ' %H%M%S',
  ' %H%M',
  ', %H:%M:%S',
  ', %H:%M',
  ';%H%M%S',
]

/** Date layouts in the order in which they are tried; pairs that differ in day and month stand next to each other. */
const DATE_LAYOUTS: readonly (readonly [string, string?])[] = [
  ['%Y%m%d'],
  ['%Y/%m/%d'],
  ['%Y.%m.%d'],
  ['%m/%d/%Y', '%d/%m/%Y'],
  ['%d.%m.%Y', '%m.%d.%Y'],
  ['%d-%m-%Y', '%m-%d-%Y'],
  ['%m/%d/%y', '%d/%m/%y'],
  ['%d.%m.%y', '%m.%d.%y'],
  ['%d-%m-%y', '%m-%d-%y'],
  ['%b %d %Y'],
  ['%b %d, %Y'],
  ['%B %d, %Y'],
  ['%B %d %Y'],
  ['%d-%b-%Y'],
  ['%d %b %Y'],
  ['%d-%b-%y'],
  ['%d %B %Y'],
  ['%b %Y'],
  ['%Y-%m'],
  ['%Y%m%d%H%M%S'],
  ['%Y%m%d%H%M'],
  ['%Y'],
]

/** Share of the samples that must be readable; the others are reported as rows whose time cannot be read. */
const NEEDED = 0.9

function share(samples: readonly string[], format: TimeFormat): number {
  let read = 0
  for (const sample of samples) if (readWrittenTime(sample, format)) read++
  return samples.length === 0 ? 0 : read / samples.length
}

/** The format that reads the samples of a column, or undefined where none does. Empty samples are left out. */
export function detectTimeFormat(texts: readonly string[]): DetectedTimeFormat | undefined {
  const samples = texts.map((text) => text.trim()).filter((text) => text !== '')
  const first = samples[0]
  if (first === undefined) return undefined
  if (share(samples, { kind: 'iso' }) >= NEEDED) {
    return { format: { kind: 'iso' }, reason: `times such as ${first} are ISO 8601`, confidence: 'certain' }
  }
  for (const [layout, swapped] of DATE_LAYOUTS) {
    for (const suffix of layout.includes('%H') || layout === '%Y' ? [''] : TIME_SUFFIXES) {
      const format: TimeFormat = { kind: 'pattern', pattern: layout + suffix }
      const other: TimeFormat | undefined = swapped
        ? { kind: 'pattern', pattern: swapped + suffix }
        : undefined
      const fits = share(samples, format)
      const otherFits = other ? share(samples, other) : 0
      if (Math.max(fits, otherFits) < NEEDED) continue
      if (other && otherFits > fits) {
        return { format: other, reason: `a day above 12 comes first in ${layout}`, confidence: 'certain' }
      }
      if (other && otherFits === fits) {
        return {
          format,
          reason: 'day and month cannot be told apart in the sample',
          confidence: 'guess',
          alternative: other,
        }
      }
      return {
        format,
        reason: `times such as ${first} fit ${format.pattern}`,
        confidence: other ? 'certain' : 'likely',
      }
    }
  }
  return detectEpoch(samples)
}

function detectEpoch(samples: readonly string[]): DetectedTimeFormat | undefined {
  if (!samples.every((sample) => /^-?\d{8,20}(\.\d+)?$/.test(sample))) return undefined
  const digits = (samples[0] ?? '').replace(/^-|\..*$/g, '').length
  const unit = digits <= 11 ? 's' : digits <= 14 ? 'ms' : digits <= 17 ? 'us' : 'ns'
  const names = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' }
  return {
    format: { kind: 'epoch', unit },
    reason: `${digits} digits are ${names[unit]} since 1970`,
    confidence: 'certain',
  }
}
