import {
  type RecordInspection,
  type RecordPlan,
  type RecordPreview,
  recordPlanSchema,
} from '../../../shared/domain/recordPlan.ts'
import {
  type Knowledge,
  knowledgeText,
  type PointInTimeDataset,
  recordDefectSchema,
} from '../../../shared/domain/valueSeries.ts'
import type { HeadlessDesk } from '../../desk/headlessDesk.ts'
import { closestOf } from '../closest.ts'
import { badInput, textTable } from '../terminal.ts'

/** Options of `import --kind values|news` as they are typed. */
export interface RecordOptions {
  readonly kind?: string
  readonly symbol?: string
  readonly timezone?: string
  readonly name?: string
  readonly unit?: string
  readonly knownAfter?: string
  readonly knownAt?: string
  readonly knownTime?: string
  readonly onDefect: readonly string[]
  readonly replace?: boolean
  readonly dryRun?: boolean
}

/** Whether a kind of import is of values or news and not of bars. */
export function recordKind(kind: string | undefined): RecordPlan['kind'] | undefined {
  return kind === 'values' || kind === 'news' ? kind : undefined
}

/** Options that only a file of values or news takes. @throws DeskError BAD_INPUT where there are some */
export function refuseRecordOptions({ knownAfter, knownAt, knownTime, unit }: RecordOptions): void {
  const given = Object.entries({
    '--known-after': knownAfter,
    '--known-at': knownAt,
    '--known-time': knownTime,
    '--unit': unit,
  })
  const first = given.find(([, value]) => value !== undefined)
  if (first) throw badInput(`${first[0]} is for --kind values or --kind news.`)
}

/** Imports one file of values or news, or shows how it would be read. */
export async function importRecords(
  { lake }: HeadlessDesk,
  file: string,
  kind: RecordPlan['kind'],
  options: RecordOptions,
): Promise<{ document: object; text: string }> {
  const inspection = await lake.records.inspect(file, kind)
  const plan = recordPlanSchema.parse({
    ...inspection.plan,
    ...(options.symbol === undefined ? {} : { id: options.symbol }),
    ...(options.timezone === undefined ? {} : { timeZone: options.timezone }),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.unit === undefined ? {} : { unit: options.unit }),
    ...(options.knownTime === undefined ? {} : { timeOfDay: options.knownTime }),
    defects: parseDefects(options.onDefect),
    existing: options.replace ? 'replace' : 'add',
  })
  const timed = { ...plan, ...knowledgeOf(plan, options, (text) => lake.records.knownAt(text, plan)) }
  if (options.dryRun) {
    const preview = await lake.records.preview(file, inspection.fileHash, timed)
    return {
      document: { file, plan: timed, notes: inspection.notes, preview },
      text: describePlan(inspection, timed, preview),
    }
  }
  const { datasets, added } = await lake.records.commit(file, inspection.fileHash, timed)
  const stored = datasets.slice(0, 8).map(({ id, rows }) => `${id} (${rows} rows)`)
  const more = datasets.length > 8 ? ` and ${datasets.length - 8} more` : ''
  return {
    document: { file, added, datasets },
    text: `${inspection.fileName}: ${added} rows added, ${stored.join(', ')}${more}`,
  }
}

function knowledgeOf(
  plan: RecordPlan,
  { knownAfter, knownAt }: RecordOptions,
  toMs: (text: string) => number,
): { knowledge?: Knowledge } {
  if (knownAfter !== undefined && knownAt !== undefined) {
    throw badInput('--known-after and --known-at say two things.', 'Give one of them.')
  }
  if (knownAfter === undefined && knownAt === undefined) return {}
  if (plan.kind === 'news')
    throw badInput('News have times of their own: --known-after and --known-at are for values.')
  if (knownAt !== undefined) return { knowledge: { from: 'at', timeMs: toMs(knownAt) } }
  const days = knownAfter?.trim() === '' ? Number.NaN : Number(knownAfter)
  if (!(days >= 0)) throw badInput(`--known-after is a number of days from 0, not '${knownAfter}'.`)
  return { knowledge: { from: 'after', days } }
}

function parseDefects(pairs: readonly string[]): RecordPlan['defects'] {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [kind = '', choice = ''] = pair.split('=')
      const known = recordDefectSchema.safeParse(kind)
      if (!known.success) {
        throw badInput(
          `--on-defect does not know the defect '${kind}'.`,
          `Did you mean '${closestOf(kind, recordDefectSchema.options)}'?`,
        )
      }
      return [known.data, choice]
    }),
  )
}

function describePlan(
  { fileName, notes }: RecordInspection,
  plan: RecordPlan,
  preview: RecordPreview,
): string {
  const series = preview.series
    .slice(0, 40)
    .map(({ id, rows, firstKnownMs, lastKnownMs }) => [
      `  ${id}`,
      String(rows),
      moment(firstKnownMs),
      moment(lastKnownMs),
    ])
  return [
    `${fileName}: ${plan.kind}, ${plan.format}, ${preview.rows} rows, times in ${plan.timeZone}`,
    textTable([['  WOULD STORE', 'ROWS', 'FIRST KNOWN', 'LAST KNOWN'], ...series], [1]),
    'columns:',
    textTable(plan.columns.map(({ name, role }) => [`  ${name}`, role])),
    ...(notes.length > 0
      ? [
          'detected:',
          textTable(notes.map(({ field, confidence, reason }) => [`  ${field}`, confidence, reason])),
        ]
      : []),
    ...describeFound(preview.quality),
    ...(preview.refused.length > 0
      ? [`refused unless told otherwise with --on-defect: ${preview.refused.join(', ')}`]
      : []),
  ].join('\n')
}

function describeFound({ counts, examples }: PointInTimeDataset['quality']): string[] {
  const found = Object.entries(counts).map(([kind, count]) => `  ${kind}: ${count}`)
  const first = examples.slice(0, 10).map(({ row, column, message }) => {
    const place = [row === undefined ? '' : `row ${row}`, column ?? ''].filter(Boolean).join(', ')
    return `  ${place === '' ? '' : `${place}: `}${message}`
  })
  return found.length === 0 ? ['no defects'] : ['found:', ...found, ...first]
}

function moment(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')
}

/** The table of values and news for `data list`. */
export function recordTable(datasets: readonly PointInTimeDataset[]): string {
  return textTable(
    [
      ['DATASET', 'NAME', 'KIND', 'ROWS', 'PERIODS', 'REVISED', 'FIRST KNOWN', 'LAST KNOWN', 'SOURCE'],
      ...datasets.map((dataset) => [
        dataset.id,
        dataset.name,
        dataset.kind,
        String(dataset.rows),
        dataset.kind === 'values' ? String(dataset.periods) : '',
        dataset.kind === 'values' ? String(dataset.revisions) : '',
        moment(dataset.firstKnownMs),
        moment(dataset.lastKnownMs),
        dataset.provenance.source,
      ]),
    ],
    [3, 4, 5],
  )
}

/** One dataset of values or news in words. */
export function describeRecords(dataset: PointInTimeDataset): string {
  const { quality, provenance, imports } = dataset
  const what =
    dataset.kind === 'values'
      ? `${dataset.rows} values${dataset.unit === '' ? '' : ` in ${dataset.unit}`} of ${dataset.periods} periods, ${moment(dataset.fromMs).slice(0, 10)} to ${moment(dataset.toMs).slice(0, 10)}; ${dataset.vintages} times of publication, ${dataset.revisions} corrections`
      : `${dataset.rows} items${dataset.types.length === 0 ? '' : ` of type ${dataset.types.join(', ')}`}`
  return [
    `${dataset.id}  ${dataset.name}`,
    what,
    `known from ${moment(dataset.firstKnownMs)} to ${moment(dataset.lastKnownMs)}`,
    ...imports.map(
      ({ source, rows, knowledge }) => `from ${source}, ${rows} rows, ${knowledgeText(knowledge, moment)}`,
    ),
    `licence ${provenance.licence}, ${quality.droppedRows} rows left out`,
    ...describeFound(quality),
    `hash ${dataset.hash}`,
  ].join('\n')
}
