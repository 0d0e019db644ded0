import { createHash } from 'node:crypto'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { RecordPlan } from '../../../shared/domain/recordPlan.ts'
import type {
  NewsDataset,
  NewsItem,
  RecordQuality,
  ValueColumns,
  ValueDataset,
} from '../../../shared/domain/valueSeries.ts'
import { addVintage } from './parseValues.ts'
import type { DefectCounter } from './recordDefects.ts'
import { type ValueRow, valueFigures, valueHash } from './valueTable.ts'

/** Where the rows of one import come from. */
export interface RecordOrigin {
  readonly plan: RecordPlan
  readonly fileName: string
  readonly importedMs: number
  /** Rows of this import. */
  readonly added: number
  readonly quality: RecordQuality
}

/** The rows that are there with those that come; what repeats or contradicts is counted. */
export function mergeRows(
  old: ValueColumns | undefined,
  rows: readonly ValueRow[],
  defects: DefectCounter,
): readonly ValueRow[] {
  if (!old) return rows
  const merged = new Map<string, ValueRow>()
  for (let row = 0; row < old.refMs.length; row++) {
    const [refMs = 0, knownMs = 0, value = 0] = [old.refMs[row], old.knownMs[row], old.value[row]]
    merged.set(`${refMs} ${knownMs}`, { refMs, knownMs, value })
  }
  for (const row of rows) addVintage(merged, row, defects, {})
  return [...merged.values()]
}

/** The record of a series of values after an import. */
export function valueDataset(
  id: string,
  columns: ValueColumns,
  origin: RecordOrigin,
  before: ValueDataset | undefined,
): ValueDataset {
  const { knownMs } = columns
  return {
    kind: 'values',
    id,
    ...described(id, origin, before),
    unit: origin.plan.unit || (before?.unit ?? ''),
    rows: knownMs.length,
    firstKnownMs: knownMs[0] ?? 0,
    lastKnownMs: knownMs.at(-1) ?? 0,
    ...valueFigures(columns),
    hash: valueHash(columns),
  }
}

/** The record of a dataset of news after an import. */
export function newsDataset(
  id: string,
  items: readonly NewsItem[],
  origin: RecordOrigin,
  before: NewsDataset | undefined,
): NewsDataset {
  return {
    kind: 'news',
    id,
    ...described(id, origin, before),
    rows: items.length,
    firstKnownMs: items[0]?.knownMs ?? 0,
    lastKnownMs: items.at(-1)?.knownMs ?? 0,
    types: [...new Set(items.map(({ type }) => type))].filter((type) => type !== '').sort(),
    symbols: [...new Set(items.flatMap(({ symbols }) => symbols))].sort(),
    hash: newsHash(items),
  }
}

function described(
  id: string,
  { plan, fileName, importedMs, added, quality }: RecordOrigin,
  before: ValueDataset | NewsDataset | undefined,
) {
  const knowledge = plan.knowledge ?? { from: 'at' as const, timeMs: importedMs }
  const imports = [...(before?.imports ?? []), { source: fileName, importedMs, rows: added, knowledge }]
  return {
    name: plan.name ?? before?.name ?? id,
    imports,
    provenance: {
      kind: 'file' as const,
      source: [...new Set(imports.map(({ source }) => source))].join(', '),
      licence: plan.licence === 'unknown' ? (before?.provenance.licence ?? 'unknown') : plan.licence,
      importedMs,
    },
    quality,
  }
}

/** SHA-256, in hexadecimal, over the items as JSON lines. */
export function newsHash(items: readonly NewsItem[]): string {
  const hash = createHash('sha256')
  for (const { knownMs, text, type, symbols } of items)
    hash.update(`${JSON.stringify([knownMs, text, type, symbols])}\n`)
  return hash.digest('hex')
}

/** @throws DeskError DATA_REFUSED where rows stand against the plan's choices, naming the first */
export function refuseDefects(defects: DefectCounter, where: string): void {
  const { refused, quality } = defects
  if (refused.length === 0) return
  const listed = refused.map((kind) => `${quality.counts[kind] ?? 0} of '${kind}'`).join(', ')
  const first = quality.examples.find(({ kind }) => refused.includes(kind))
  const row = first?.row === undefined ? '' : ` row ${first.row}:`
  throw new DeskError(
    'DATA_REFUSED',
    `${where} has rows with defects: ${listed}. The first:${row} ${first?.message ?? ''}.`,
    {
      where: first?.row === undefined ? where : `${where}, row ${first.row}`,
      hint: 'Choose for each kind of defect whether its rows are dropped or kept, then import again.',
      details: { refused, counts: { ...quality.counts } },
    },
  )
}
