import { DeskError } from '../../../shared/domain/deskError.ts'
import type { TimeFormat } from '../../../shared/domain/importPlan.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The strptime directives an import's pattern may use, each with what it matches. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  Y: '\\d{4}',
  y: '\\d{2}',
  m: '\\d{1,2}',
  d: '\\d{1,2}',
  b: '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)',
  B: '(?:january|february|march|april|may|june|july|august|september|october|november|december)',
  H: '\\d{1,2}',
  I: '\\d{1,2}',
  M: '\\d{2}',
  S: '\\d{2}',
  f: '\\d{1,6}',
  g: '\\d{1,3}',
  p: '[ap]m',
}

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?( ?Z| ?[+-]\d{2}(?::?\d{2})?)?$/

/** A time as written: the wall clock in epoch milliseconds as if it were UTC, and the offset where one is written. */
export interface WrittenTime {
  readonly wallMs: number
  /** Milliseconds ahead of UTC; undefined where the text has no offset. 0 for an epoch number. */
  readonly offsetMs: number | undefined
}

interface CompiledPattern {
  readonly regex: RegExp
  readonly directives: string[]
}

const compiled = new Map<string, CompiledPattern>()

function compile(pattern: string): CompiledPattern {
  const known = compiled.get(pattern)
  if (known) return known
  const directives: string[] = []
  let source = ''
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i] ?? ''
    if (character !== '%') {
      source += character.replace(/[.*+?^${}()|[\]\\/-]/, '\\$&')
      continue
    }
    const directive = pattern[++i] ?? ''
    const match = DIRECTIVES[directive]
    if (match === undefined) {
      throw new DeskError(
        'BAD_INPUT',
        `The time pattern '${pattern}' has the unknown part '%${directive}'.`,
        {
          where: 'timeFormat',
          hint: `Known parts: ${Object.keys(DIRECTIVES)
            .map((name) => `%${name}`)
            .join(' ')}`,
        },
      )
    }
    directives.push(directive)
    // Without separators every number has its full width: 20240531, 093000.
    const fixed =
      /%[mdHIMS]/.test(pattern.slice(i + 1, i + 3)) || (directives.length > 1 && /\\d\{\d\}\)$/.test(source))
    source += `(${fixed && match === '\\d{1,2}' ? '\\d{2}' : match})`
  }
  const result = { regex: new RegExp(`^${source}$`, 'i'), directives }
  compiled.set(pattern, result)
  return result
}

/** Checks a pattern of a plan. @throws DeskError BAD_INPUT for an unknown part */
export function checkTimePattern(pattern: string): void {
  compile(pattern)
}

/** Reads a time in the given format, or undefined where the text is not one. Used for samples; whole files go through SQL. */
export function readWrittenTime(text: string, format: TimeFormat): WrittenTime | undefined {
  const trimmed = text.trim()
  switch (format.kind) {
    case 'epoch': {
      const value = Number(trimmed)
      if (trimmed === '' || !Number.isFinite(value)) return undefined
      const perMs = { s: 0.001, ms: 1, us: 1000, ns: 1_000_000 }[format.unit]
      return { wallMs: Math.floor(value / perMs), offsetMs: 0 }
    }
    case 'iso':
      return readIso(trimmed)
    case 'pattern':
      return readPattern(trimmed, format.pattern)
  }
}

function readIso(text: string): WrittenTime | undefined {
  const match = ISO.exec(text)
  if (!match) return undefined
  const number = (index: number) => Number(match[index] ?? 0)
  const wallMs = wallClock(number(1), number(2), number(3), number(4), number(5), number(6))
  if (wallMs === undefined) return undefined
  const fraction = Math.floor(Number(`0.${match[7] ?? 0}`) * 1000)
  const zone = match[8]?.trim()
  if (zone === undefined) return { wallMs: wallMs + fraction, offsetMs: undefined }
  if (zone === 'Z') return { wallMs: wallMs + fraction, offsetMs: 0 }
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  const offset = (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000
  return { wallMs: wallMs + fraction, offsetMs: zone.startsWith('-') ? -offset : offset }
}

function readPattern(text: string, pattern: string): WrittenTime | undefined {
  const { regex, directives } = compile(pattern)
  const match = regex.exec(text)
  if (!match) return undefined
  const part = new Map(directives.map((directive, index) => [directive, match[index + 1] ?? '']))
  const number = (directive: string) => Number(part.get(directive) ?? 0)
  const monthName = part.get('b') ?? part.get('B')
  const month = monthName ? MONTHS.indexOf(monthName.slice(0, 3).toLowerCase()) + 1 : number('m')
  // strptime's rule: 69 to 99 are of the last century.
  const year = part.has('y') ? number('y') + (number('y') < 69 ? 2000 : 1900) : number('Y')
  let hour = number('H')
  if (part.has('I')) {
    const twelve = number('I')
    if (twelve < 1 || twelve > 12) return undefined
    hour = (twelve % 12) + (part.get('p')?.toLowerCase() === 'pm' ? 12 : 0)
  }
  const wallMs = wallClock(year, month, number('d') || 1, hour, number('M'), number('S'))
  if (wallMs === undefined) return undefined
  const fraction = part.get('f') ?? part.get('g')
  return { wallMs: wallMs + (fraction ? Math.floor(Number(`0.${fraction}`) * 1000) : 0), offsetMs: undefined }
}

function wallClock(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (month < 1 || month > 12 || hour > 24 || minute > 59 || second > 60) return undefined
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  return date.getUTCDate() === day || hour === 24 ? date.getTime() : undefined
}
