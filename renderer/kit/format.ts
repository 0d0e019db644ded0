/**
 * How figures and times are written on the screen: true minus sign, narrow no-break spaces between thousands, and a
 * dash for what is not defined. Nothing here ever returns `NaN`, `undefined`, `Infinity` or a negative zero.
 */

/** Stands where there is no figure. */
export const MISSING = '–'
export const MINUS = '−'
/** U+202F: a thin space that does not break a line. */
export const THOUSANDS = '\u202f'

export interface NumberFormat {
  /** Exact count of decimals; without it up to `maximumDigits`, trailing zeros left out. */
  readonly digits?: number
  readonly maximumDigits?: number
  /** Write a plus sign before positive figures: for changes. Zero never has a sign. */
  readonly signed?: boolean
}

const MAX_DIGITS = 12
const formatters = new Map<string, Intl.NumberFormat>()

function numberFormatter(minimum: number, maximum: number): Intl.NumberFormat {
  const key = `${minimum}/${maximum}`
  let formatter = formatters.get(key)
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: minimum,
      maximumFractionDigits: maximum,
    })
    formatters.set(key, formatter)
  }
  return formatter
}

/** A figure, or a dash for null, undefined, NaN and the infinities. */
export function formatNumber(value: number | null | undefined, format: NumberFormat = {}): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING
  const maximum = Math.min(format.digits ?? format.maximumDigits ?? 2, MAX_DIGITS)
  const minimum = Math.min(format.digits ?? 0, MAX_DIGITS)
  const magnitude = numberFormatter(minimum, maximum).format(Math.abs(value)).replaceAll(',', THOUSANDS)
  const isZero = !/[1-9]/.test(magnitude)
  if (isZero) return magnitude
  if (value < 0) return MINUS + magnitude
  return format.signed === true ? `+${magnitude}` : magnitude
}

/** A whole number of things. */
export function formatCount(value: number | null | undefined): string {
  return formatNumber(value, { digits: 0 })
}

/** An amount with two decimals; the currency stands in the header or label. */
export function formatMoney(value: number | null | undefined, format: NumberFormat = {}): string {
  return formatNumber(value, { digits: 2, ...format })
}

export interface PercentFormat extends NumberFormat {
  /** False where the header says per cent. */
  readonly unit?: boolean
}

/** A fraction as per cent: 0.1234 is `12.34%`. */
export function formatPercent(fraction: number | null | undefined, format: PercentFormat = {}): string {
  if (fraction === null || fraction === undefined || !Number.isFinite(fraction)) return MISSING
  const text = formatNumber(fraction * 100, { digits: 2, ...format })
  return format.unit === false ? text : `${text}%`
}

/** Decimals needed to write a step: 0.01 needs 2, 1 needs 0, 0.0000025 needs 7. */
export function decimalsOf(step: number): number {
  if (!Number.isFinite(step) || step <= 0) return 2
  const [mantissa = '', exponent = '0'] = step
    .toPrecision(10)
    .replace(/0+($|e)/, '$1')
    .split('e')
  const decimals = (mantissa.split('.')[1]?.replace(/0+$/, '').length ?? 0) - Number(exponent)
  return Math.min(Math.max(decimals, 0), MAX_DIGITS)
}

/** A price in the instrument's precision. */
export function formatPrice(
  value: number | null | undefined,
  tickSize: number,
  format: NumberFormat = {},
): string {
  return formatNumber(value, { digits: decimalsOf(tickSize), ...format })
}

/** A quantity in the instrument's precision, without trailing zeros. */
export function formatQuantity(
  value: number | null | undefined,
  lotSize = 1e-8,
  format: NumberFormat = {},
): string {
  return formatNumber(value, { maximumDigits: decimalsOf(lotSize), ...format })
}

/** The class that colours a change: up, down, or dim for what rounds to zero or is missing. */
export function changeClass(value: number | null | undefined): 'up' | 'down' | 'zero' {
  if (value === null || value === undefined || !Number.isFinite(value) || value === 0) return 'zero'
  return value > 0 ? 'up' : 'down'
}

/** Sizes in powers of 1000: `1.2 MB`. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined || !Number.isFinite(bytes) || bytes < 0) return MISSING
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let size = bytes
  let unit = 0
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000
    unit += 1
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1
  return `${formatNumber(size, { digits })} ${units[unit]}`
}

/** A length of time in its two largest units: `340 ms`, `12.4 s`, `3 min 20 s`, `2 d 4 h`. */
export function formatDuration(milliseconds: number | null | undefined): string {
  if (
    milliseconds === null ||
    milliseconds === undefined ||
    !Number.isFinite(milliseconds) ||
    milliseconds < 0
  ) {
    return MISSING
  }
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 59_950) return `${formatNumber(milliseconds / 1000, { digits: 1 })} s`
  const seconds = Math.round(milliseconds / 1000)
  const pairs = [
    [86_400, 'd', 3600, 'h'],
    [3600, 'h', 60, 'min'],
    [60, 'min', 1, 's'],
  ] as const
  for (const [large, largeUnit, small, smallUnit] of pairs) {
    if (seconds < large) continue
    const rest = Math.floor((seconds % large) / small)
    const head = `${Math.floor(seconds / large)} ${largeUnit}`
    return rest === 0 ? head : `${head} ${rest} ${smallUnit}`
  }
  return `${seconds} s`
}

const dateFormatters = new Map<string, Intl.DateTimeFormat>()

function timeParts(timeMs: number, timeZone: string): Record<string, string> {
  let formatter = dateFormatters.get(timeZone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
    })
    dateFormatters.set(timeZone, formatter)
  }
  return Object.fromEntries(formatter.formatToParts(timeMs).map((part) => [part.type, part.value]))
}

function isTime(timeMs: number | null | undefined): timeMs is number {
  return timeMs !== null && timeMs !== undefined && Number.isFinite(timeMs) && Math.abs(timeMs) <= 8.64e15
}

/** `2020-01-31`, in the zone given. */
export function formatDate(timeMs: number | null | undefined, timeZone = 'UTC'): string {
  if (!isTime(timeMs)) return MISSING
  const { year, month, day } = timeParts(timeMs, timeZone)
  return `${year}-${month}-${day}`
}

export type TimeDetail = 'minutes' | 'seconds' | 'milliseconds'

/** `14:30:05`, in the zone given. */
export function formatTime(
  timeMs: number | null | undefined,
  timeZone = 'UTC',
  detail: TimeDetail = 'seconds',
): string {
  if (!isTime(timeMs)) return MISSING
  const { hour, minute, second, fractionalSecond } = timeParts(timeMs, timeZone)
  if (detail === 'minutes') return `${hour}:${minute}`
  return detail === 'seconds'
    ? `${hour}:${minute}:${second}`
    : `${hour}:${minute}:${second}.${fractionalSecond}`
}

/** `2020-01-31 14:30`, in the zone given; the zone stands in the header or label. */
export function formatDateTime(
  timeMs: number | null | undefined,
  timeZone = 'UTC',
  detail: TimeDetail = 'minutes',
): string {
  if (!isTime(timeMs)) return MISSING
  return `${formatDate(timeMs, timeZone)} ${formatTime(timeMs, timeZone, detail)}`
}

/** The open of a bar: a date for daily bars and coarser, date and time below. */
export function formatBarTime(
  timeMs: number | null | undefined,
  timeframe: string,
  timeZone = 'UTC',
): string {
  return /[dwM]$/.test(timeframe) ? formatDate(timeMs, 'UTC') : formatDateTime(timeMs, timeZone)
}

/** How long ago: `just now`, `5 min ago`, `3 h ago`, then the date. */
export function formatAgo(timeMs: number, nowMs: number, timeZone = 'UTC'): string {
  if (!isTime(timeMs)) return MISSING
  const seconds = Math.max(0, (nowMs - timeMs) / 1000)
  if (seconds < 45) return 'just now'
  if (seconds < 3570) return `${Math.max(1, Math.round(seconds / 60))} min ago`
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`
  return formatDate(timeMs, timeZone)
}

/** The zone's short name at a moment: `UTC`, `GMT+1`, `EST`. */
export function zoneLabel(timeMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(timeMs)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone
}

/** A name that may be written from right to left, kept from turning round what stands beside it. */
export function isolateName(name: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(name) ? `\u2068${name}\u2069` : name
}
