import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DeskError } from '../../../shared/domain/deskError.ts'
import type { RecordPlan } from '../../../shared/domain/recordPlan.ts'
import type { RecordQuality } from '../../../shared/domain/valueSeries.ts'
import { cleanSymbol } from '../detection/fileNameSymbol.ts'
import { isMissingText, readNumber } from '../detection/sampleNumber.ts'
import { readWrittenTime, type WrittenTime } from '../detection/timePatterns.ts'
import { formatError } from '../import/fileErrors.ts'
import { requireKnowledge } from './knowledgeErrors.ts'
import { type TableRow, tableRows } from './readTable.ts'
import { DefectCounter } from './recordDefects.ts'
import { isMidnight, KnowledgeClock, readPeriod } from './recordTimes.ts'
import type { ValueRow } from './valueTable.ts'

const DAY_MS = 86_400_000
/** Rows that are placed before the event loop gets its turn. */
const ROWS_A_TURN = 10_000

/** A row of a file whose times have been read and not yet been placed on the clock. */
interface WrittenRow {
  readonly row: number
  readonly reference: WrittenTime
  readonly known: WrittenTime | undefined
  /** The file's own word for the series; empty where it has none. */
  readonly id: string
  readonly column: string
  readonly value: number
}

/** The series of a file with what was found in each. */
export interface ParsedValues {
  /** Data rows of the file. */
  readonly rows: number
  readonly series: ReadonlyMap<string, readonly ValueRow[]>
  readonly defects: DefectCounter
  /** What was found in the rows of one series: in a wide file, of its column. */
  defectsOf(id: string): RecordQuality
}

/**
 * Reads a file of values after a plan.
 *
 * @throws DeskError BAD_INPUT where nothing says when the values became known, FILE_FORMAT where no row remains
 */
export async function parseValues(text: string, plan: RecordPlan, fileName: string): Promise<ParsedValues> {
  const knowledge = requireKnowledge(plan, fileName)
  const defects = new DefectCounter(plan)
  const names = plan.columns.map(({ name }) => name)
  const at = (role: string) => plan.columns.findIndex((column) => column.role === role)
  const places = { reference: at('reference'), known: at('known'), id: at('id') }
  const written: WrittenRow[] = []
  let rows = 0
  for await (const row of tableRows(text, { ...plan, delimiter: plan.delimiter, names })) {
    rows++
    readRow(row, plan, places, defects, written)
  }
  if (written.length === 0) throw formatError(fileName, 'no values remain to be stored.')
  const place = placing(written, plan, knowledge)
  const nameOf = seriesNames(written, plan, fileName)
  const series = new Map<string, Map<string, ValueRow>>()
  for (const [count, each] of written.entries()) {
    if (count % ROWS_A_TURN === 0) await nextTurn()
    const { refMs, knownMs } = place(each)
    const id = nameOf(each)
    const own = series.get(id) ?? new Map<string, ValueRow>()
    series.set(id, own)
    if (knownMs < refMs) {
      const message = `${day(refMs)} was known on ${day(knownMs)}, before it began`
      if (!defects.found('known-early', { row: each.row, column: each.column, message })) continue
    }
    addVintage(own, { refMs, knownMs, value: each.value }, defects, { row: each.row, column: each.column })
  }
  const filled = [...series].filter(([, own]) => own.size > 0)
  const isSingle = filled.length === 1
  const columnOf = new Map(written.map((row) => [nameOf(row), row.column]))
  return {
    rows,
    series: new Map(filled.map(([id, own]) => [id, [...own.values()]])),
    defects,
    defectsOf: (id) => (isSingle ? defects.quality : defects.qualityOf(columnOf.get(id) ?? '')),
  }
}

/** Puts a row beside those of its series; the same period at the same time is a repetition or a contradiction. */
export function addVintage(
  rows: Map<string, ValueRow>,
  row: ValueRow,
  defects: DefectCounter,
  place: { row?: number; column?: string },
): void {
  const key = `${row.refMs} ${row.knownMs}`
  const before = rows.get(key)
  if (before === undefined) rows.set(key, row)
  else if (before.value === row.value) {
    defects.found('duplicate-row', {
      ...place,
      message: `${day(row.refMs)} as known on ${day(row.knownMs)} stands there twice`,
    })
  } else {
    const message = `${day(row.refMs)} as known on ${day(row.knownMs)} is ${before.value} and ${row.value}`
    if (defects.found('conflicting-vintage', { ...place, message })) rows.set(key, row)
  }
}

interface RolePlaces {
  readonly reference: number
  readonly known: number
  readonly id: number
}

function readRow(
  { row, cells }: TableRow,
  plan: RecordPlan,
  places: RolePlaces,
  defects: DefectCounter,
  into: WrittenRow[],
): void {
  if (cells === null) {
    defects.found('unreadable-row', { row, message: `the row does not have ${plan.columns.length} fields` })
    return
  }
  const cell = (index: number) => cells[index] ?? ''
  const reference = plan.referenceFormat && readPeriod(cell(places.reference), plan.referenceFormat)
  const known = plan.knownFormat && readWrittenTime(cell(places.known), plan.knownFormat)
  if (!reference || (plan.knowledge?.from === 'column' && !known)) {
    const column = plan.columns[reference ? places.known : places.reference]?.name ?? ''
    defects.found('unreadable-time', {
      row,
      column,
      message: `'${cell(reference ? places.known : places.reference)}' is no time`,
    })
    return
  }
  const id = places.id === -1 ? '' : cell(places.id)
  for (const [index, { name, role }] of plan.columns.entries()) {
    if (role !== 'value') continue
    const text = cell(index)
    if (isMissingText(text) || text.toLowerCase() === 'nan') {
      defects.found('missing-value', { row, column: name, message: `there is no value in ${name}` })
      continue
    }
    const value = readNumber(text, plan.decimalSeparator)
    if (Number.isNaN(value))
      defects.found('not-a-number', { row, column: name, message: `'${text}' is no number` })
    else into.push({ row, reference, known: known || undefined, id, column: name, value })
  }
}

/** How rows of this file are placed in time. */
function placing(
  written: readonly WrittenRow[],
  plan: RecordPlan,
  knowledge: NonNullable<RecordPlan['knowledge']>,
) {
  let fromMs = knowledge.from === 'at' ? knowledge.timeMs : Number.POSITIVE_INFINITY
  let toMs = knowledge.from === 'at' ? knowledge.timeMs : Number.NEGATIVE_INFINITY
  let refDays = true
  let knownDays = true
  for (const { reference, known = reference } of written) {
    fromMs = Math.min(fromMs, reference.wallMs, known.wallMs)
    toMs = Math.max(toMs, reference.wallMs, known.wallMs)
    refDays &&= isMidnight(reference)
    knownDays &&= isMidnight(known)
  }
  if (knowledge.from === 'after') toMs += knowledge.days * DAY_MS
  const clock = new KnowledgeClock(plan.timeZone, plan.timeOfDay, fromMs, toMs)
  return ({ reference, known }: WrittenRow): { refMs: number; knownMs: number } => {
    const refMs = refDays ? reference.wallMs : clock.ofInstant(reference)
    switch (knowledge.from) {
      case 'column':
        if (!known) return { refMs, knownMs: Number.NaN }
        return { refMs, knownMs: knownDays ? clock.ofDay(known.wallMs) : clock.ofInstant(known) }
      case 'after': {
        const laterMs = refMs + knowledge.days * DAY_MS
        return {
          refMs,
          knownMs: refDays && Number.isInteger(knowledge.days) ? clock.ofDay(laterMs) : laterMs,
        }
      }
      case 'at':
        return { refMs, knownMs: knowledge.timeMs }
    }
  }
}

/**
 * Names of the series: the plan's id where there is one series; with several of them their columns or their own ids,
 * after the plan's id and a point where one is given.
 *
 * @throws DeskError FILE_FORMAT for a name that is no symbol
 */
function seriesNames(
  written: readonly WrittenRow[],
  plan: RecordPlan,
  fileName: string,
): (row: WrittenRow) => string {
  const isWide = plan.columns.filter(({ role }) => role === 'value').length > 1
  const ids = new Set(written.map(({ id }) => id))
  const isSingle = !isWide && ids.size <= 1
  const names = new Map<string, string>()
  return ({ id, column }) => {
    const own = [...(id === '' ? [] : [id]), ...(isWide ? [column] : [])].join('.')
    const known = names.get(own)
    if (known !== undefined) return known
    const wanted = isSingle ? (plan.id ?? own) : plan.id === undefined ? own : `${plan.id}.${own}`
    const name = cleanSymbol(wanted)
    if (name === undefined) throw noName(fileName, wanted)
    names.set(own, name)
    return name
  }
}

function noName(fileName: string, wanted: string): DeskError {
  return formatError(fileName, `'${wanted}' cannot be the id of a series.`, 'Give an id with --symbol.')
}

function day(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}
