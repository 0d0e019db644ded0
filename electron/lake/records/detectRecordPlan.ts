import type { RecordPlan, RecordRole } from '../../../shared/domain/recordPlan.ts'
import { plainName } from '../detection/columnRoles.ts'
import { symbolFromFileName } from '../detection/fileNameSymbol.ts'
import type { DetectionNote } from '../detection/notes.ts'
import { isMissingText, readNumber } from '../detection/sampleNumber.ts'
import { detectTimeFormat } from '../detection/timeFormat.ts'
import { formatError } from '../import/fileErrors.ts'
import { detectPeriodFormat } from './recordTimes.ts'

/** The beginning of a file as a table. */
export interface RecordSample {
  readonly fileName: string
  readonly format: RecordPlan['format']
  readonly delimiter: RecordPlan['delimiter']
  readonly hasHeader: boolean
  readonly names: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Names under which files carry each role; the first that is found is taken. */
const NAMES: Readonly<
  Record<'reference' | 'known' | 'value' | 'id' | 'text' | 'type' | 'symbols', readonly string[]>
> = {
  reference: [
    ...[
      'referencedate',
      'refdate',
      'reference',
      'refperiod',
      'period',
      'timeperiod',
      'observationdate',
      'obsdate',
    ],
    ...['asofdate', 'effectivedate', 'quarter', 'month', 'date', 'time', 'day', 'year'],
  ],
  known: [
    ...[
      'knownat',
      'known',
      'knowntime',
      'publicationdate',
      'pubdate',
      'published',
      'publishedat',
      'releasedate',
    ],
    ...[
      'releasetime',
      'released',
      'vintagedate',
      'vintage',
      'realtimestart',
      'availableat',
      'available',
      'timestamp',
    ],
  ],
  value: ['value', 'obsvalue', 'observation', 'rate', 'index', 'close', 'price', 'level', 'yield', 'actual'],
  id: ['seriesid', 'series', 'id', 'symbol', 'code', 'indicator', 'country', 'name'],
  text: ['text', 'headline', 'title', 'body', 'summary', 'content', 'message'],
  type: ['type', 'category', 'kind', 'event', 'source'],
  symbols: ['symbols', 'symbol', 'tickers', 'ticker', 'instruments'],
}

/** What a file of news calls the time of its items. */
const NEWS_TIMES = [...NAMES.known, 'time', 'datetime', 'date', 'createdat', 'day']

/**
 * How a file of values or news is to be read: by the names of its columns, and where these say nothing by what they
 * hold. A table with one date and several columns of numbers is wide: a series per column.
 *
 * @throws DeskError FILE_FORMAT where the times or the values are not found
 */
export function detectRecordPlan(
  sample: RecordSample,
  kind: RecordPlan['kind'],
): { plan: RecordPlan; notes: DetectionNote[] } {
  return kind === 'values' ? detectValues(sample) : detectNews(sample)
}

function detectValues(sample: RecordSample): { plan: RecordPlan; notes: DetectionNote[] } {
  const { names, rows, fileName } = sample
  const notes: DetectionNote[] = []
  const roles: RecordRole[] = names.map(() => 'ignore')
  const take = (role: Exclude<RecordRole, 'ignore'>, among: readonly string[] = NAMES[role]) =>
    takeByName(names, roles, role, among)
  const known = take('known')
  let reference = take('reference')
  if (reference === -1) {
    reference = names.findIndex(
      (_, i) => roles[i] === 'ignore' && detectPeriodFormat(column(rows, i)) !== undefined,
    )
    if (reference !== -1) roles[reference] = 'reference'
  }
  const referenceFormat = reference === -1 ? undefined : detectPeriodFormat(column(rows, reference))
  if (!referenceFormat) {
    throw formatError(
      fileName,
      `none of the columns (${names.slice(0, 12).join(', ')}) is a date that the values are about.`,
      'Values need a column of reference dates: the day, month or quarter that each is about.',
    )
  }
  notes.push({
    field: 'reference',
    reason: `${names[reference]}: ${referenceFormat.reason}`,
    confidence: referenceFormat.confidence,
  })
  const numeric = names.flatMap((_, i) => (roles[i] === 'ignore' && isNumeric(rows, i) ? [i] : []))
  const named = NAMES.value
    .map((name) => numeric.find((i) => plainName(names[i] ?? '') === name))
    .find((i) => i !== undefined)
  const isLong =
    known !== -1 ||
    names.some(
      (name, i) => roles[i] === 'ignore' && !numeric.includes(i) && NAMES.id.includes(plainName(name)),
    )
  const values =
    numeric.length > 1 && !isLong ? numeric : [named ?? numeric[0]].filter((i) => i !== undefined)
  for (const i of values) roles[i] = 'value'
  if (values.length === 0) {
    throw formatError(
      fileName,
      `none of the columns (${names.slice(0, 12).join(', ')}) holds numbers.`,
      'Values need a column of numbers.',
    )
  }
  if (isLong) take('id')
  notes.push({
    field: 'columns',
    reason:
      values.length === 1
        ? `the values are in ${names[values[0] ?? 0]}`
        : `${values.length} columns of numbers: a series each`,
    confidence: values.length === 1 && named === undefined ? 'likely' : 'certain',
  })
  const knownFormat = known === -1 ? undefined : detectTimeFormat(column(rows, known))
  if (known !== -1 && !knownFormat) {
    throw formatError(
      fileName,
      `the column ${names[known]} holds no times.`,
      'Write the times at which values became known in ISO 8601.',
    )
  }
  notes.push({
    field: 'knowledge',
    reason:
      known === -1
        ? 'no column says when the values became known'
        : `${names[known]} says when each value became known`,
    confidence: known === -1 ? 'guess' : 'certain',
  })
  const { symbol } = symbolFromFileName(fileName)
  const isWide = values.length > 1
  return {
    plan: {
      ...base(sample, 'values', roles),
      referenceFormat: referenceFormat.format,
      ...(knownFormat
        ? { knownFormat: knownFormat.format, knowledge: { from: 'column', column: names[known] ?? '' } }
        : {}),
      ...(isWide || roles.includes('id') ? {} : { id: symbol }),
    },
    notes,
  }
}

function detectNews(sample: RecordSample): { plan: RecordPlan; notes: DetectionNote[] } {
  const { names, rows, fileName } = sample
  const roles: RecordRole[] = names.map(() => 'ignore')
  const known = takeByName(names, roles, 'known', NEWS_TIMES)
  const text = takeByName(names, roles, 'text', NAMES.text)
  takeByName(names, roles, 'type', NAMES.type)
  takeByName(names, roles, 'symbols', NAMES.symbols)
  const knownFormat = known === -1 ? undefined : detectTimeFormat(column(rows, known))
  if (!knownFormat || text === -1) {
    const missing = text === -1 ? 'holds the text of the news' : 'says when the news became known'
    throw formatError(
      fileName,
      `none of the columns (${names.slice(0, 12).join(', ')}) ${missing}.`,
      'News need a time and a text; a type and symbols are taken where there are any.',
    )
  }
  return {
    plan: {
      ...base(sample, 'news', roles),
      knownFormat: knownFormat.format,
      knowledge: { from: 'column', column: names[known] ?? '' },
      id: symbolFromFileName(fileName).symbol,
    },
    notes: [
      {
        field: 'knowledge',
        reason: `${names[known]}: ${knownFormat.reason}`,
        confidence: knownFormat.confidence,
      },
    ],
  }
}

function base(sample: RecordSample, kind: RecordPlan['kind'], roles: readonly RecordRole[]): RecordPlan {
  const { format, delimiter, hasHeader, names } = sample
  return {
    kind,
    format,
    ...(delimiter === undefined ? {} : { delimiter }),
    hasHeader,
    decimalSeparator: '.',
    columns: names.map((name, i) => ({ name, role: roles[i] ?? 'ignore' })),
    timeZone: 'UTC',
    unit: '',
    licence: 'unknown',
    defects: {},
    existing: 'add',
  }
}

function takeByName(
  names: readonly string[],
  roles: RecordRole[],
  role: RecordRole,
  among: readonly string[],
): number {
  const index = among
    .map((candidate) => names.findIndex((name, i) => roles[i] === 'ignore' && plainName(name) === candidate))
    .find((i) => i !== -1)
  if (index === undefined) return -1
  roles[index] = role
  return index
}

function column(rows: readonly (readonly string[])[], index: number): string[] {
  return rows.map((row) => row[index] ?? '')
}

function isNumeric(rows: readonly (readonly string[])[], index: number): boolean {
  const cells = column(rows, index).filter((cell) => !isMissingText(cell))
  // A column that is empty in the sample is a series that begins later.
  return cells.filter((cell) => !Number.isNaN(readNumber(cell, '.'))).length >= cells.length * 0.8
}
