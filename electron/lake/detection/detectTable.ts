import type { ColumnRole, ImportPlan } from '../../../shared/domain/importPlan.ts'
import { DELIMITERS, type Delimiter, splitDelimited } from '../import/delimitedText.ts'
import { formatError } from '../import/fileErrors.ts'
import { knownNames, plainName, rolesByName } from './columnRoles.ts'
import type { Sample } from './detectPlan.ts'
import { cleanSymbol } from './fileNameSymbol.ts'
import type { DetectionNote } from './notes.ts'
import { otherKindHint } from './otherKind.ts'
import { isMissingText, readNumber } from './sampleNumber.ts'
import { detectTimeFormat } from './timeFormat.ts'

/** The shape of a table: how its lines are split and what its columns mean. */
export interface Table {
  readonly delimiter: Delimiter | undefined
  readonly hasHeader: boolean
  readonly decimalSeparator: '.' | ','
  readonly columns: ImportPlan['columns']
  readonly layout: ImportPlan['layout']
  readonly quotes: boolean
  readonly symbolColumns: readonly number[]
  /** Data rows of the sample. */
  readonly rows: readonly (readonly string[])[]
  readonly notes: DetectionNote[]
}

/** Rows that are looked at for everything but times. */
const LOOK = 200

/** Detects the shape of a sample. @throws DeskError FILE_FORMAT where it has no times or no prices */
export function detectTable(sample: Sample): Table {
  const notes: DetectionNote[] = []
  let delimiter: Delimiter | undefined
  let cells = sample.rows ?? []
  if (sample.lines) {
    const lines = sample.lines.filter((line) => line.trim() !== '' && !line.startsWith('#'))
    delimiter = detectDelimiter(lines.slice(0, LOOK), sample.fileName)
    const separator = delimiter
    cells = lines.map((line) => splitDelimited(line, separator).map((field) => field.trim()))
    const names: Record<Delimiter, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }
    notes.push({
      field: 'delimiter',
      reason: `lines split evenly at each ${names[delimiter]}`,
      confidence: 'certain',
    })
  }
  const hasHeader = sample.names === undefined && looksLikeHeader(cells)
  const names =
    sample.names ?? (hasHeader ? (cells[0] ?? []) : (cells[0] ?? []).map((_, i) => `column ${i + 1}`))
  const body = hasHeader ? cells.slice(1) : cells
  if (body.length === 0) throw formatError(sample.fileName, 'the file has a header and no rows.')
  const width = names.length
  const rows = body.filter((row) => row.length === width)
  notes.push({
    field: 'hasHeader',
    reason: hasHeader ? 'the first row holds names, the second values' : 'the first row holds values',
    confidence: 'certain',
  })
  const decimalSeparator = detectDecimal(rows, delimiter)
  const roles = hasHeader || sample.names ? rolesByName(names) : rolesByPosition(rows, decimalSeparator)
  splitDateAndTime(names, roles, rows)
  const layout = completePrices(sample.fileName, names, roles, rows, decimalSeparator, notes)
  if (!roles.some((role) => role === 'time' || role === 'date')) {
    throw formatError(
      sample.fileName,
      `none of the columns (${names.slice(0, 12).join(', ')}) is a time.`,
      'Bars need a column of dates or times.',
    )
  }
  return {
    delimiter,
    hasHeader,
    decimalSeparator,
    columns: names.map((name, index) => ({ name, role: roles[index] ?? 'ignore' })),
    layout,
    quotes: roles.includes('bid-close') && roles.includes('ask-close'),
    symbolColumns: roles.flatMap((role, index) => (role === 'symbol' ? [index] : [])),
    rows,
    notes,
  }
}

function detectDelimiter(lines: readonly string[], fileName: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } | undefined
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => splitDelimited(line, delimiter).length)
    const modal = mode(counts)
    if (modal < 2) continue
    const score = counts.filter((count) => count === modal).length / counts.length + modal / 10_000
    if (best === undefined || score > best.score) best = { delimiter, score }
  }
  if (best === undefined) {
    throw formatError(fileName, 'the lines are not divided by commas, semicolons, tabs or bars.')
  }
  return best.delimiter
}

function mode(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0]
}

function looksLikeHeader(cells: readonly (readonly string[])[]): boolean {
  const first = cells[0] ?? []
  const values = first.filter((cell) => !Number.isNaN(readNumber(cell, '.')) || detectTimeFormat([cell]))
  return values.length === 0 || (knownNames(first) >= 2 && values.length * 2 < first.length)
}

function detectDecimal(rows: readonly (readonly string[])[], delimiter: Delimiter | undefined): '.' | ',' {
  if (delimiter === ',' || delimiter === undefined) return '.'
  let comma = 0
  let point = 0
  for (const row of rows.slice(0, LOOK)) {
    for (const cell of row) {
      if (/^-?\d{1,3}(\.\d{3})*,\d+$|^-?\d+,\d+$/.test(cell)) comma++
      else if (/^-?\d+\.\d+$/.test(cell)) point++
    }
  }
  return comma > point ? ',' : '.'
}

function isNumeric(rows: readonly (readonly string[])[], index: number, decimal: '.' | ','): boolean {
  const cells = rows.map((row) => row[index] ?? '').filter((cell) => !isMissingText(cell))
  const numbers = cells.filter((cell) => !Number.isNaN(readNumber(cell, decimal)) || /^-?nan|inf/i.test(cell))
  return cells.length > 0 && numbers.length >= cells.length * 0.8
}

function rolesByPosition(rows: readonly (readonly string[])[], decimal: '.' | ','): ColumnRole[] {
  const look = rows.slice(0, LOOK)
  const roles: ColumnRole[] = (rows[0] ?? []).map(() => 'ignore')
  const timeAt = roles.findIndex((_, index) => detectTimeFormat(look.map((row) => row[index] ?? '')))
  if (timeAt !== -1) roles[timeAt] = 'time'
  const text = roles.findIndex((role, index) => role === 'ignore' && !isNumeric(look, index, decimal))
  if (text !== -1 && !/^\d{1,2}:\d{2}/.test(look[0]?.[text] ?? '')) roles[text] = 'symbol'
  const numbers = roles.flatMap((role, index) =>
    role === 'ignore' && isNumeric(look, index, decimal) ? [index] : [],
  )
  const order: readonly ColumnRole[] =
    numbers.length >= 4 ? ['open', 'high', 'low', 'close', 'volume'] : ['close', 'volume']
  for (const [i, index] of numbers.entries()) roles[index] = order[i] ?? 'ignore'
  return roles
}

/** Where one column holds the date and another only the time of day, both are needed. */
function splitDateAndTime(
  names: readonly string[],
  roles: ColumnRole[],
  rows: readonly (readonly string[])[],
): void {
  const look = rows.slice(0, LOOK)
  const isClock = (index: number) =>
    look.length > 0 &&
    look.every((row) => /^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?$/i.test(row[index] ?? ''))
  const isClockNumber = (index: number) =>
    /^(time|hhmmss|timeofday)$/.test(plainName(names[index] ?? '')) &&
    look.every((row) => /^\d{3,6}$/.test(row[index] ?? ''))
  const isDate = (index: number) =>
    /^(date|day|session|tradedate|yyyymmdd|column1|dtyyyymmdd)$/.test(plainName(names[index] ?? ''))
  const clock = names.findIndex((_, index) => isClock(index) || isClockNumber(index))
  const date = names.findIndex((_, index) => index !== clock && isDate(index))
  if (clock === -1 || date === -1) return
  for (const [index, role] of roles.entries()) if (role === 'time') roles[index] = 'ignore'
  roles[date] = 'date'
  roles[clock] = 'time-of-day'
}

/** Makes sure there are prices: named ones, quotes, or one column per symbol. */
function completePrices(
  fileName: string,
  names: readonly string[],
  roles: ColumnRole[],
  rows: readonly (readonly string[])[],
  decimal: '.' | ',',
  notes: DetectionNote[],
): ImportPlan['layout'] {
  const has = (role: ColumnRole) => roles.includes(role)
  const priced = has('close') || (has('bid-close') && has('ask-close'))
  if (priced) {
    const single = has('close') && !has('open')
    notes.push({
      field: 'columns',
      reason: single
        ? 'there is one price a row: open, high, low and close are the same'
        : "by the columns' names",
      confidence: single ? 'likely' : 'certain',
    })
    return 'long'
  }
  // Without a price no name stands for what it says: SIZE is a fund among funds, not a volume.
  const others = names.flatMap((_, index) =>
    /^(time|date|time-of-day|symbol)$/.test(roles[index] ?? '') ? [] : [index],
  )
  const tickers = others.filter(
    (index) =>
      cleanSymbol(names[index] ?? '') !== undefined &&
      names[index] === names[index]?.toUpperCase() &&
      isNumeric(rows.slice(0, LOOK), index, decimal),
  )
  const wide = has('time') && !has('symbol') && tickers.length > 0 && tickers.length === others.length
  if (!wide) {
    throw formatError(
      fileName,
      `none of the columns (${names.slice(0, 12).join(', ')}) is a price.`,
      `Bars need open, high, low and close, a price, bid and ask, or one column per symbol. ${otherKindHint(names)}`,
    )
  }
  for (const index of tickers) roles[index] = 'close'
  notes.push({
    field: 'layout',
    reason: `one column of prices for each of ${tickers.length} symbols`,
    confidence: 'likely',
  })
  return 'wide'
}
