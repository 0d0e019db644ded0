import { setImmediate as nextTurn } from 'node:timers/promises'
import { readNumber } from '../detection/sampleNumber.ts'
import { detectTimeFormat } from '../detection/timeFormat.ts'
import { DELIMITERS, splitDelimited } from '../import/delimitedText.ts'
import { formatError } from '../import/fileErrors.ts'
import type { FileHead } from '../import/fileHead.ts'
import type { RecordSample } from './detectRecordPlan.ts'

/** Rows that a detection looks at. */
const SAMPLE_ROWS = 2000

/**
 * The beginning of a text file as a table. Field names of JSON lines are those of the first objects.
 *
 * @throws DeskError FILE_FORMAT where it is no table or has no rows
 */
export function sampleTable(head: FileHead): RecordSample {
  const { fileName, format } = head
  const lines = head.lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).slice(0, SAMPLE_ROWS)
  if (format === 'json-lines') {
    const objects = lines.flatMap((line) => parseObject(line))
    const names = [...new Set(objects.slice(0, 200).flatMap((object) => Object.keys(object)))]
    const rows = objects.map((object) => names.map((name) => fieldText(object[name])))
    if (rows.length === 0) throw formatError(fileName, 'there are no JSON objects, one a line.')
    return { fileName, format, delimiter: undefined, hasHeader: false, names, rows }
  }
  if (format !== 'csv')
    throw formatError(
      fileName,
      'values and news are read from delimited text and JSON lines.',
      'Export the table as CSV.',
    )
  const delimiter = DELIMITERS.find((candidate) => {
    const counts = lines.slice(0, 50).map((line) => splitDelimited(line, candidate).length)
    const width = counts[0] ?? 1
    return width > 1 && counts.filter((count) => count === width).length >= counts.length * 0.8
  })
  if (delimiter === undefined) {
    throw formatError(fileName, 'the lines are not divided evenly by commas, semicolons, tabs or bars.')
  }
  const cells = lines.map((line) => splitDelimited(line, delimiter).map((cell) => cell.trim()))
  const first = cells[0] ?? []
  const hasHeader = first.every((cell) => Number.isNaN(readNumber(cell, '.')) && !detectTimeFormat([cell]))
  const names = hasHeader ? first : first.map((_, index) => `column ${index + 1}`)
  const rows = hasHeader ? cells.slice(1) : cells
  if (rows.length === 0) throw formatError(fileName, 'the file has a header and no rows.')
  return { fileName, format, delimiter, hasHeader, names, rows }
}

function parseObject(line: string): Record<string, unknown>[] {
  try {
    const parsed: unknown = JSON.parse(line)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? [{ ...parsed }] : []
  } catch {
    return []
  }
}

function fieldText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(String).join(' ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** One row of a file: its place from 1, and its cells, or null where it cannot be split into the columns. */
export interface TableRow {
  readonly row: number
  readonly cells: readonly string[] | null
}

const ROWS_A_TURN = 5000

/** The data rows of a whole text, after the shape of a sample; gives the event loop its turn. */
export async function* tableRows(
  text: string,
  shape: Pick<RecordSample, 'format' | 'delimiter' | 'hasHeader'> & { readonly names: readonly string[] },
): AsyncGenerator<TableRow> {
  let row = 0
  let headerPending = shape.hasHeader
  for (const line of logicalLines(text, shape.format === 'csv')) {
    row++
    if (row % ROWS_A_TURN === 0) await nextTurn()
    if (line.trim() === '' || line.startsWith('#')) continue
    if (headerPending) {
      headerPending = false
      continue
    }
    if (shape.format === 'json-lines') {
      const [object] = parseObject(line)
      yield { row, cells: object ? shape.names.map((name) => fieldText(object[name])) : null }
      continue
    }
    const cells = splitDelimited(line, shape.delimiter ?? ',').map((cell) => cell.trim())
    yield { row, cells: cells.length === shape.names.length ? cells : null }
  }
}

/** Lines of a text; a line break within double quotes continues the line. */
function* logicalLines(text: string, quoted: boolean): Generator<string> {
  let start = 0
  const hasQuotes = quoted && text.includes('"')
  while (start < text.length) {
    let end = text.indexOf('\n', start)
    if (end === -1) end = text.length
    if (hasQuotes) {
      let quotes = countQuotes(text, start, end)
      while (quotes % 2 === 1 && end < text.length) {
        const next = text.indexOf('\n', end + 1)
        const until = next === -1 ? text.length : next
        quotes += countQuotes(text, end, until)
        end = until
      }
    }
    yield text.slice(start, text[end - 1] === '\r' ? end - 1 : end)
    start = end + 1
  }
}

function countQuotes(text: string, from: number, to: number): number {
  let count = 0
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === 34) count++
  return count
}
