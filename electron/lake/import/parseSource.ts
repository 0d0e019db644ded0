import path from 'node:path'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import type { DatabaseSession, LakeConnection, LakeDatabase } from '../duckdb/lakeDatabase.ts'
import { throwIfCancelled } from '../duckdb/lakeDatabase.ts'
import { splitDelimited } from './delimitedText.ts'
import { formatError } from './fileErrors.ts'
import type { FileHead } from './fileHead.ts'
import { type ParsedFile, parseFile } from './parseFile.ts'
import { isQuickPlan, parsePlain } from './parsePlain.ts'
import { looksPlain, scanText, type TextScan } from './scanText.ts'
import { type StagedFile, type StageOptions, stageFile } from './stageFile.ts'

/** What DuckDB takes for a pattern of many paths. */
const PATTERN = /[*?[\]{}]/

/** A file to be parsed, which must still be the inspected one. */
export interface ParseRequest {
  readonly database: LakeDatabase
  readonly filePath: string
  readonly head: FileHead
  readonly fileHash: string
  readonly plan: ImportPlan
  /** The import's working folder. */
  readonly staging: string
  readonly options: StageOptions
}

/** A parsed file; its bars stand in temporary tables of the connection, which the receiver closes. */
export interface ParsedSource {
  readonly connection: LakeConnection
  readonly parsed: ParsedFile
}

/**
 * Parses a whole file after a plan. A plain file is read where it stands, while it is hashed; any other is copied into
 * the working folder first. What the quick way cannot read, the exact way does.
 *
 * @throws DeskError FILE_CHANGED, FILE_FORMAT, FILE_UNREADABLE, CANCELLED
 */
export async function parseSource(request: ParseRequest): Promise<ParsedSource> {
  const { filePath, head, plan, staging, options } = request
  if (isQuickPlan(plan) && looksPlain(head) && !PATTERN.test(filePath)) {
    const inPlace = await parseInPlace(request)
    if (inPlace) return inPlace
  }
  const staged = await stageFile(filePath, head, plan, path.join(staging, 'source'), options)
  checkHash(staged.fileHash, request)
  options.onProgress?.({ fraction: null, note: 'Reading bars' })
  if (isQuickPlan(plan) && staged.regular && staged.unreadableCount === 0) {
    const quick = await onConnection(request, async (session) => {
      const parsed = await parsePlain(session, { file: staged.file, headerRows: 0 }, plan)
      return parsed?.rows === staged.dataRows ? parsed : undefined
    })
    if (quick) return quick
  }
  const exact = await onConnection(request, (session) => parseExactly(session, staged, plan, head.fileName))
  if (!exact) throw new Error('the exact way always gives an answer')
  return exact
}

/** The quick way on the file itself, of which no copy is made: its hash is that of the bytes that were read. */
async function parseInPlace(request: ParseRequest): Promise<ParsedSource | undefined> {
  const { filePath, head, plan, options } = request
  const delimiter = plan.delimiter ?? ','
  const headerRows = plan.hasHeader ? 1 : 0
  const first = head.lines[0] ?? ''
  if (splitDelimited(first, delimiter).length !== plan.columns.length) return undefined
  const reading = onConnection(request, (session) =>
    parsePlain(session, { file: path.resolve(filePath), headerRows }, plan),
  )
  const [scanned, read] = await Promise.allSettled([scanText(filePath, head, delimiter, options), reading])
  const quick = read.status === 'fulfilled' ? read.value : undefined
  try {
    if (scanned.status === 'rejected') throw scanned.reason
    checkHash(scanned.value.fileHash, request)
    throwIfCancelled(options.signal)
    options.onProgress?.({ fraction: null, note: 'Reading bars' })
    throwIfCancelled(options.signal)
    if (read.status === 'rejected') throw read.reason
    if (quick && isWhole(scanned.value, quick.parsed.rows + headerRows, plan)) return quick
  } catch (error) {
    quick?.connection.close()
    throw error
  }
  quick?.connection.close()
  return undefined
}

/** Whether DuckDB read every row, each with exactly the plan's columns, from bytes that stayed as they were. */
function isWhole(scan: TextScan, rows: number, plan: ImportPlan): boolean {
  return scan.plain && scan.steady && scan.delimiters === rows * (plan.columns.length - 1)
}

function checkHash(hash: string, { fileHash, head }: ParseRequest): void {
  if (hash === fileHash) return
  throw new DeskError('FILE_CHANGED', `${head.fileName} has changed since it was looked at.`, {
    where: head.fileName,
    hint: 'Look at the file again, then import it.',
  })
}

async function onConnection(
  { database, options }: ParseRequest,
  parse: (session: DatabaseSession) => Promise<ParsedFile | undefined>,
): Promise<ParsedSource | undefined> {
  const connection = await database.connect()
  let parsed: ParsedFile | undefined
  try {
    parsed = await connection.use(parse, options.signal)
  } finally {
    if (!parsed) connection.close()
  }
  return parsed && { connection, parsed }
}

async function parseExactly(
  session: DatabaseSession,
  staged: StagedFile,
  plan: ImportPlan,
  fileName: string,
): Promise<ParsedFile> {
  let parsed: ParsedFile
  try {
    parsed = await parseFile(session, staged, plan)
  } catch (error) {
    if (error instanceof DeskError || !(error instanceof Error)) throw error
    throw formatError(fileName, `the data cannot be read after this plan (${error.message.split('\n')[0]}).`)
  }
  if (parsed.rows === 0) throw formatError(fileName, 'the file has no rows of data.')
  return parsed
}
