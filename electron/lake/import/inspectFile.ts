import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ImportInspection, ImportPlan } from '../../../shared/domain/importPlan.ts'
import { detectAdjustment } from '../detection/detectAdjustment.ts'
import { type DetectedPlan, detectPlan, SAMPLE_ROWS, type Sample } from '../detection/detectPlan.ts'
import type { LakeDatabase } from '../duckdb/lakeDatabase.ts'
import { literal } from '../duckdb/sqlText.ts'
import { formatError } from './fileErrors.ts'
import { type FileHead, readFileHead } from './fileHead.ts'
import { textSourceSql } from './parserSql.ts'
import { looksPlain, scanText } from './scanText.ts'
import { type StagedFile, type StageOptions, stageFile } from './stageFile.ts'

/** Rows that the wizard shows. */
const SHOWN_ROWS = 20

/**
 * Detects how a file is to be imported. The beginning decides first, from a bounded read; what only the whole column
 * can tell (day before month, adjustment) is then asked of the whole file. Writes only into `staging`.
 */
export async function inspectFile(
  database: LakeDatabase,
  staging: string,
  filePath: string,
  displayName: string | undefined,
  options: StageOptions,
): Promise<ImportInspection> {
  const head = await readFileHead(filePath, displayName)
  const copy = path.join(staging, 'source')
  try {
    if (head.format === 'parquet') return await inspectParquet(database, filePath, head, copy, options)
    await nextTurn()
    const detected = detectPlan(textSample(head))
    await nextTurn()
    if (looksPlain(head) && !needsWholeFile(detected)) {
      const scan = await scanText(filePath, head, detected.plan.delimiter ?? ',', options)
      if (scan.plain) return await complete(database, head, scan, detected, options)
    }
    const staged = await stageFile(filePath, head, detected.plan, copy, options)
    return await complete(database, head, staged, detected, options)
  } finally {
    await rm(copy, { force: true })
  }
}

function textSample(head: FileHead): Sample {
  const lines = head.lines.slice(0, SAMPLE_ROWS + 50)
  if (head.format === 'csv') return { fileName: head.fileName, format: 'csv', lines }
  const records: unknown[] = lines.flatMap((line) => parseLine(line))
  if (records.length === 1 && holdsArrays(records[0])) {
    throw formatError(
      head.fileName,
      'this is one JSON object that holds arrays, not one object a bar.',
      'Write each bar as one JSON object on its own line.',
    )
  }
  const names = [...new Set(records.slice(0, 200).flatMap((record) => fieldNames(record)))]
  const rows = records.map((record) => names.map((name) => fieldText(record, name)))
  return { fileName: head.fileName, format: 'json-lines', names, rows }
}

function parseLine(line: string): unknown[] {
  try {
    return line.trim() === '' ? [] : [JSON.parse(line)]
  } catch {
    return []
  }
}

function holdsArrays(record: unknown): boolean {
  return (
    typeof record === 'object' &&
    record !== null &&
    Object.values(record).some((value) => Array.isArray(value))
  )
}

function fieldNames(record: unknown): string[] {
  if (Array.isArray(record)) return record.map((_, index) => `#${index}`)
  return typeof record === 'object' && record !== null ? Object.keys(record) : []
}

function fieldText(record: unknown, name: string): string {
  const key = Array.isArray(record) ? name.slice(1) : name
  const value: unknown = typeof record === 'object' && record !== null ? Reflect.get(record, key) : undefined
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

async function inspectParquet(
  database: LakeDatabase,
  filePath: string,
  head: FileHead,
  copy: string,
  options: StageOptions,
): Promise<ImportInspection> {
  const shape = { format: 'parquet' as const, hasHeader: false, columns: [] }
  const staged = await stageFile(filePath, head, shape, copy, options)
  const { names, rows } = await database.use(async (session) => {
    try {
      const described = await session.rows(`describe select * from read_parquet(${literal(copy)})`)
      const names = described.map((row) => String(row[0]))
      const fields = names.map((name) => `"${name.replaceAll('"', '""')}"::varchar`).join(', ')
      const sample = await session.rows(
        `select ${fields} from read_parquet(${literal(copy)}) limit ${SAMPLE_ROWS}`,
      )
      return { names, rows: sample.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))) }
    } catch (error) {
      throw formatError(head.fileName, `this Parquet file cannot be read (${reason(error)}).`)
    }
  }, options.signal)
  const isIndex = (name: string) => /^__index_level_\d+__$/.test(name)
  const detected = detectPlan({
    fileName: head.fileName,
    format: 'parquet',
    names: names.map((name) => (isIndex(name) ? 'index' : name)),
    rows,
  })
  const columns = detected.plan.columns.map((column, index) => ({
    ...column,
    name: names[index] ?? column.name,
  }))
  return complete(database, head, staged, { ...detected, plan: { ...detected.plan, columns } }, options)
}

function reason(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
}

/** Whether the beginning of a file leaves open what its whole columns tell. */
function needsWholeFile({ plan, alternative }: DetectedPlan): boolean {
  return alternative !== undefined || plan.columns.some(({ role }) => role === 'adjusted-close')
}

/** Settles what the whole file decides; where it decides nothing, its hash is enough. */
async function complete(
  database: LakeDatabase,
  head: FileHead,
  staged: StagedFile | Pick<StagedFile, 'fileHash'>,
  detected: DetectedPlan,
  options: StageOptions,
): Promise<ImportInspection> {
  const notes = [...detected.notes]
  let plan: ImportPlan = detected.plan
  const copy = 'file' in staged ? staged : undefined
  await database.use(async (session) => {
    if (copy && detected.alternative?.kind === 'pattern' && plan.timeFormat.kind === 'pattern') {
      const time = plan.columns.findIndex(({ role }) => role === 'time' || role === 'date')
      const source = textSourceSql(copy.file, plan, copy.regular)
      const part = (n: number) =>
        `try_cast(regexp_extract(trim(x${time}), '^(\\d+)[/.-](\\d+)[/.-]', ${n}) as integer)`
      const [most] = await session.rows(`select max(${part(1)}), max(${part(2)}) from (${source})`)
      const dayFirst = plan.timeFormat.pattern.startsWith('%d')
      const other = Number(most?.[dayFirst ? 1 : 0] ?? 0) > 12
      const decided = other || Number(most?.[dayFirst ? 0 : 1] ?? 0) > 12
      if (other) plan = { ...plan, timeFormat: detected.alternative }
      const at = notes.findIndex(({ field }) => field === 'timeFormat')
      if (decided && at !== -1) {
        notes[at] = {
          field: 'timeFormat',
          reason: 'the whole column tells day from month',
          confidence: 'certain',
        }
      }
    }
    const adjustment = await detectAdjustment(session, copy, head.fileName, plan)
    plan = { ...plan, adjustment: adjustment.adjustment }
    notes.push({ field: 'adjustment', reason: adjustment.reason, confidence: adjustment.confidence })
  }, options.signal)
  return {
    fileName: head.fileName,
    sizeBytes: head.sizeBytes,
    fileHash: staged.fileHash,
    plan,
    notes,
    sampleRows: detected.rows.slice(0, SHOWN_ROWS).map((row) => [...row]),
  }
}
