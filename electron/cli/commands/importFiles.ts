import { open } from 'node:fs/promises'
import path from 'node:path'
import { type DatasetKind, type QualityKind, qualityKindSchema } from '../../../shared/domain/dataset.ts'
import { DeskError, type ErrorCode } from '../../../shared/domain/deskError.ts'
import type {
  ColumnRole,
  DefectChoice,
  ImportInspection,
  ImportPlan,
  ImportPreview,
} from '../../../shared/domain/importPlan.ts'
import { defectChoiceSchema, importPlanSchema } from '../../../shared/domain/importPlan.ts'
import { assetClassSchema, usualLotSize } from '../../../shared/domain/instrument.ts'
import { type ReferenceKind, referenceKindSchema } from '../../../shared/domain/instrumentPatch.ts'
import type { HeadlessDesk } from '../../desk/headlessDesk.ts'
import { type CliContext, withDesk } from '../cliContext.ts'
import { closestOf } from '../closest.ts'
import { badInput, EXIT, textTable } from '../terminal.ts'
import { importRecords, recordKind, refuseRecordOptions } from './records.ts'

/** Options of `import` as they are typed. */
export interface ImportOptions {
  readonly symbol?: string
  readonly timeframe?: string
  readonly timezone?: string
  readonly kind?: string
  readonly currency?: string
  readonly assetClass?: string
  readonly calendar?: string
  readonly adjustment?: string
  readonly name?: string
  readonly tick?: string
  readonly lot?: string
  readonly multiplier?: string
  readonly onDefect: readonly string[]
  readonly replace?: boolean
  readonly dryRun?: boolean
  readonly unit?: string
  readonly knownAfter?: string
  readonly knownAt?: string
  readonly knownTime?: string
}

function parseDefects(pairs: readonly string[]): Partial<Record<QualityKind, DefectChoice>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [kind = '', choice = ''] = pair.split('=')
      const parsedKind = qualityKindSchema.safeParse(kind)
      if (!parsedKind.success) {
        throw badInput(
          `--on-defect does not know the defect '${kind}'.`,
          `Did you mean '${closestOf(kind, qualityKindSchema.options)}'?`,
        )
      }
      const parsedChoice = defectChoiceSchema.safeParse(choice)
      if (!parsedChoice.success)
        throw badInput(`--on-defect ${kind} needs drop, keep or refuse, not '${choice}'.`)
      return [parsedKind.data, parsedChoice.data]
    }),
  )
}

/** What the rows of a plan are. */
function kindOf({ columns, timeframe }: ImportPlan): DatasetKind {
  if (timeframe === 'tick-1') return 'trades'
  if (timeframe === 'quote-1') return 'ticks'
  const has = (role: ColumnRole) => columns.some((column) => column.role === role)
  return !has('close') && has('bid-close') && has('ask-close') ? 'quotes' : 'bars'
}

/**
 * The timeframe that makes the rows what the user says they are: the same columns may be bars or trades.
 * @throws DeskError BAD_INPUT where the file has other columns
 */
function timeframeOfKind(
  { plan, fileName }: ImportInspection,
  { kind, timeframe }: ImportOptions,
): Partial<ImportPlan> {
  const found = kindOf(plan)
  if (kind === undefined || kind === found) return {}
  if (kind === 'trades' && found === 'bars') return { timeframe: 'tick-1' }
  if (kind === 'ticks' && found === 'quotes') return { timeframe: 'quote-1' }
  const isSame = (kind === 'bars' && found === 'trades') || (kind === 'quotes' && found === 'ticks')
  if (!isSame) throw badInput(`${fileName} has the columns of ${found}, not of ${kind}.`)
  if (timeframe === undefined) {
    throw badInput(`${fileName} looks like ${found}.`, 'Say how long its bars are with --timeframe.')
  }
  return {}
}

function positive(option: string, text: string | undefined, field: keyof ImportPlan): Partial<ImportPlan> {
  if (text === undefined) return {}
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!(value > 0 && Number.isFinite(value)))
    throw badInput(`${option} is a number above zero, not '${text}'.`)
  return { [field]: value }
}

/** Another class has another usual lot. */
function lotOfClass(assetClass: string | undefined): Partial<ImportPlan> {
  const known = assetClassSchema.safeParse(assetClass)
  return known.success ? { lotSize: usualLotSize(known.data) } : {}
}

/** The detected plan with what the user knows better. @throws DeskError BAD_INPUT */
function overrule(inspection: ImportInspection, options: ImportOptions): ImportPlan {
  const { plan } = inspection
  return importPlanSchema.parse({
    ...plan,
    ...timeframeOfKind(inspection, options),
    ...(options.symbol === undefined ? {} : { symbol: options.symbol }),
    ...(options.timeframe === undefined ? {} : { timeframe: options.timeframe }),
    ...(options.timezone === undefined ? {} : { timeZone: options.timezone }),
    ...(options.currency === undefined ? {} : { currency: options.currency }),
    ...(options.assetClass === undefined ? {} : { assetClass: options.assetClass }),
    ...(options.calendar === undefined ? {} : { calendar: options.calendar }),
    ...(options.adjustment === undefined ? {} : { adjustment: options.adjustment }),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...positive('--tick', options.tick, 'tickSize'),
    ...lotOfClass(options.assetClass),
    ...positive('--lot', options.lot, 'lotSize'),
    ...positive('--multiplier', options.multiplier, 'multiplier'),
    defects: { ...plan.defects, ...parseDefects(options.onDefect) },
    existing: options.replace ? 'replace' : plan.existing,
  })
}

function describeDetection(
  { fileName, notes }: ImportInspection,
  plan: ImportPlan,
  preview: ImportPreview,
): string {
  const columns = plan.columns.map(({ name, role }) => [`  ${name}`, role])
  const reasons = notes.map(({ field, confidence, reason }) => [`  ${field}`, confidence, reason])
  const issues = preview.issues.map(({ message, row, column }) => {
    const place = [row === undefined ? '' : `row ${row}`, column ?? ''].filter(Boolean).join(', ')
    return `  ${place ? `${place}: ` : ''}${message}`
  })
  const kind = kindOf(plan)
  const rows = kind === 'quotes' ? 'bars' : kind
  const symbols = preview.symbols.map(({ symbol, bars }) => `${symbol} (${bars} ${rows})`)
  return [
    `${fileName}: ${plan.format}, ${rows === 'bars' ? `${plan.timeframe} bars` : rows}, times in ${plan.timeZone}, ${preview.rows} rows`,
    `would store ${symbols.join(', ') || 'nothing'}`,
    'columns:',
    textTable(columns),
    ...(reasons.length > 0 ? ['detected:', textTable(reasons)] : []),
    ...(issues.length > 0 ? ['defects:', ...issues] : ['no defects']),
    ...(preview.refused.length > 0
      ? [`refused unless told otherwise with --on-defect: ${preview.refused.join(', ')}`]
      : []),
  ].join('\n')
}

/** A JSON array cannot be bars, which are one object a line: it holds instruments. */
async function referenceKindOf(file: string, kind: string | undefined): Promise<ReferenceKind | undefined> {
  const asked = referenceKindSchema.safeParse(kind)
  if (asked.success) return asked.data
  return kind === undefined && path.extname(file) === '.json' && (await startsAsArray(file))
    ? 'instruments'
    : undefined
}

async function startsAsArray(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'r')
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
      return /^\uFEFF?\s*\[\s*\{/.test(buffer.toString('utf8', 0, bytesRead))
    } finally {
      await handle.close()
    }
  } catch {
    return false
  }
}

async function importFacts(
  { lake }: HeadlessDesk,
  file: string,
  kind: ReferenceKind,
  { symbol, dryRun }: ImportOptions,
) {
  if (dryRun)
    throw badInput(`--dry-run shows how bars are read; a file of ${kind} is stored whole or not at all.`)
  const result = await lake.reference.import(file, { kind, ...(symbol === undefined ? {} : { symbol }) })
  const what = result.datasets.length === 0 ? kind : `${kind} for ${result.datasets.join(', ')}`
  const text = [`${path.basename(file)}: ${what}`, ...result.notes].join('\n  ')
  return { document: { file, ...result }, text }
}

async function importOne(desk: HeadlessDesk, context: CliContext, file: string, options: ImportOptions) {
  const records = recordKind(options.kind)
  if (records !== undefined) return importRecords(desk, file, records, options)
  refuseRecordOptions(options)
  const kind = await referenceKindOf(file, options.kind)
  if (kind !== undefined) return importFacts(desk, file, kind, options)
  const { lake } = desk
  const { terminal, signal } = context
  const inspection = await lake.inspect(file)
  const plan = overrule(inspection, options)
  const work = {
    signal,
    onProgress: ({ note }: { note: string }) => terminal.progress(`${inspection.fileName}: ${note}`),
  }
  if (options.dryRun) {
    const preview = await lake.preview(file, inspection.fileHash, plan, work)
    const document = { file, plan, notes: inspection.notes, preview }
    return { document, text: describeDetection(inspection, plan, preview) }
  }
  const { datasets } = await lake.commit(file, inspection.fileHash, plan, work)
  const stored = datasets
    .map(({ id, bars, kind }) => `${id} (${bars} ${kind === 'quotes' ? 'bars' : kind})`)
    .join(', ')
  return { document: { file, datasets }, text: `${inspection.fileName}: imported ${stored}` }
}

/** The same error with the option by which a command line does what its hint says. */
function withOptions(error: unknown): unknown {
  if (!(error instanceof DeskError)) return error
  const option = OPTION_OF_ERROR[error.code]
  if (option === undefined) return error
  return new DeskError(error.code, error.message, {
    ...(error.where === undefined ? {} : { where: error.where }),
    hint: [error.hint, option].filter(Boolean).join(' '),
    ...(error.details === undefined ? {} : { details: error.details }),
  })
}

const OPTION_OF_ERROR: Partial<Record<ErrorCode, string>> = {
  DATA_REFUSED: 'The option is --on-defect KIND=drop or KIND=keep.',
  ALREADY_EXISTS: 'The options are --replace and --symbol.',
}

/** `quarterdeck import FILE...`: one file after the other; the first that cannot be imported ends the command. */
export async function importFiles(
  context: CliContext,
  files: readonly string[],
  options: ImportOptions,
): Promise<number> {
  if (options.symbol !== undefined && files.length > 1) {
    throw badInput('--symbol names the instrument of one file.', 'Import the files one by one.')
  }
  return withDesk(
    context,
    options.dryRun ? 'read' : 'write',
    async (desk) => {
      const answers: Awaited<ReturnType<typeof importOne>>[] = []
      for (const file of files) {
        answers.push(
          await importOne(desk, context, file, options).catch((error: unknown) => {
            throw withOptions(error)
          }),
        )
      }
      context.terminal.answer({ files: answers.map(({ document }) => document) }, () =>
        answers.map(({ text }) => text).join('\n'),
      )
      return EXIT.done
    },
    { withSamples: false },
  )
}
