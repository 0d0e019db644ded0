import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { describeTerms } from '../../../shared/domain/describeTerms.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { type Timeframe, timeframeSchema } from '../../../shared/domain/timeframe.ts'
import type { HeadlessDesk } from '../../desk/headlessDesk.ts'
import { type CliContext, withDesk } from '../cliContext.ts'
import { badInput, EXIT, textTable } from '../terminal.ts'
import { describeRecords, recordTable } from './records.ts'
import { adjustedOption } from './reference.ts'

function timeframeOption(text: string): Timeframe {
  const parsed = timeframeSchema.safeParse(text)
  if (parsed.success) return parsed.data
  throw badInput(`--timeframe does not know '${text}'.`, `${parsed.error.issues[0]?.message ?? ''}.`)
}

function day(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}

function defects({ quality }: Dataset): number {
  return Object.values(quality.counts).reduce((sum, count) => sum + (count ?? 0), 0)
}

function barTable(datasets: readonly Dataset[]): string {
  return textTable(
    [
      ['DATASET', 'NAME', 'CLASS', 'BARS', 'FROM', 'TO', 'DEFECTS', 'SOURCE'],
      ...datasets.map((dataset) => [
        dataset.id,
        dataset.instrument.name,
        dataset.instrument.assetClass,
        String(dataset.bars),
        day(dataset.fromMs),
        day(dataset.toMs),
        String(defects(dataset)),
        dataset.provenance.kind === 'synthetic'
          ? `SYNTHETIC ${dataset.provenance.source}`
          : dataset.provenance.source,
      ]),
    ],
    [3, 6],
  )
}

export async function dataList(context: CliContext): Promise<number> {
  return withDesk(context, 'read', async ({ lake }) => {
    const datasets = lake.list()
    const records = lake.records.list()
    context.terminal.answer([...datasets, ...records], () =>
      [
        ...(datasets.length === 0 && records.length === 0 ? ['There is no data yet: import a file.'] : []),
        ...(datasets.length === 0 ? [] : [barTable(datasets)]),
        ...(records.length === 0 ? [] : [recordTable(records)]),
      ].join('\n\n'),
    )
    return EXIT.done
  })
}

const GAPS = {
  none: 'as they are',
  difference: 'taken out by difference',
  ratio: 'taken out by ratio',
} as const

function describeDataset(dataset: Dataset): string {
  const { instrument, quality, provenance } = dataset
  const counts = Object.entries(quality.counts).map(([kind, count]) => `  ${kind}: ${count}`)
  return [
    `${dataset.id}  ${instrument.name}`,
    `${instrument.assetClass}, ${instrument.currency}, tick ${instrument.tickSize}, lot ${instrument.lotSize}, value of a point ${instrument.multiplier}, calendar ${instrument.calendar}`,
    ...(instrument.region || instrument.sector
      ? [[instrument.region, instrument.sector].filter(Boolean).join(', ')]
      : []),
    ...(instrument.terms
      ? [
          `terms: ${describeTerms(instrument.terms)
            .map(([name, value]) => `${name} ${value}`)
            .join(', ')}`,
        ]
      : []),
    `${dataset.bars} ${dataset.kind} of ${dataset.timeframe}, ${day(dataset.fromMs)} to ${day(dataset.toMs)}, ${dataset.adjustment}, ${dataset.actions} corporate actions`,
    ...(dataset.continuous
      ? [
          `chained of ${dataset.continuous.contracts.join(', ')}; strategies see gaps at rolls ${GAPS[dataset.continuous.adjust]}`,
        ]
      : []),
    `from ${provenance.source} (${provenance.kind}, ${provenance.licence})`,
    `missing ${quality.missingBars ?? 'unknown'} of ${quality.expectedBars ?? 'unknown'} expected bars, ${quality.droppedRows} rows left out`,
    ...(counts.length > 0 ? ['found:', ...counts] : ['no defects found']),
    `hash ${dataset.hash}`,
  ].join('\n')
}

/** Newest bars that `data show` prints. */
const SHOWN_BARS = 10

/** `data show --timeframe`: what a dataset is built into, with its newest bars. */
async function showBuilt({ lake }: HeadlessDesk, context: CliContext, id: string, timeframe: Timeframe) {
  const { series, construction } = await lake.built(id, timeframe)
  const { time, open, high, low, close, volume } = series.columns
  const iso = (timeMs: number | undefined) => new Date(timeMs ?? Number.NaN).toISOString()
  const places = Array.from({ length: Math.min(SHOWN_BARS, time.length) }, (_, i) => time.length - 1 - i)
  const newest = places.toReversed().map((t) => ({
    time: iso(time[t]),
    ...(series.closeMs ? { closed: iso(series.closeMs[t]) } : {}),
    open: open[t] ?? null,
    high: high[t] ?? null,
    low: low[t] ?? null,
    close: close[t] ?? null,
    volume: Number.isNaN(volume[t]) ? null : (volume[t] ?? null),
  }))
  const document = { id, timeframe, bars: time.length, construction: construction ?? null, newest }
  context.terminal.answer(document, () =>
    [
      `${id} as ${timeframe}: ${time.length} bars${time.length > 0 ? `, ${day(time[0] ?? 0)} to ${day(time.at(-1) ?? 0)}` : ''}`,
      ...(construction === undefined ? [] : [construction]),
      textTable([
        Object.keys(newest[0] ?? {}).map((name) => name.toUpperCase()),
        ...newest.map((bar) => Object.values(bar).map((value) => String(value ?? '-'))),
      ]),
    ].join('\n'),
  )
  return EXIT.done
}

export async function dataShow(
  context: CliContext,
  id: string,
  { timeframe }: { timeframe?: string } = {},
): Promise<number> {
  return withDesk(context, 'read', async (desk) => {
    const { lake } = desk
    if (timeframe !== undefined) return showBuilt(desk, context, id, timeframeOption(timeframe))
    if (lake.records.has(id)) {
      const records = lake.records.show(id)
      context.terminal.answer(records, () => describeRecords(records))
      return EXIT.done
    }
    const dataset = lake.show(id)
    context.terminal.answer(dataset, () => describeDataset(dataset))
    return EXIT.done
  })
}

export async function dataCheck(context: CliContext, id: string): Promise<number> {
  return withDesk(context, 'write', async ({ lake }) => {
    if (lake.records.has(id)) {
      const found = await lake.records.check(id)
      context.terminal.answer(found, () => describeRecords(lake.records.show(id)))
      return EXIT.done
    }
    const quality = await lake.check(id)
    const dataset = lake.show(id)
    context.terminal.answer(quality, () => describeDataset(dataset))
    return EXIT.done
  })
}

export interface ExportOptions {
  readonly out?: string
  readonly format: string
  readonly adjusted?: string
  readonly asOf?: string
  /** Bars that the dataset is built into. */
  readonly timeframe?: string
}

type Lake = HeadlessDesk['lake']

type Exported = {
  readonly format: string
  readonly adjusted: string | undefined
  readonly asOf: string | undefined
  readonly timeframe: string | undefined
}

function exportOfBars(
  lake: Lake,
  id: string,
  { format, adjusted, asOf, timeframe }: Exported,
): Promise<Uint8Array> {
  if (timeframe !== undefined && adjusted === undefined) {
    return lake.exportBuilt(id, timeframeOption(timeframe), format === 'parquet' ? 'parquet' : 'csv')
  }
  if (timeframe !== undefined) throw badInput('--timeframe and --adjusted exclude each other.')
  const adjustment = adjustedOption(lake.show(id), adjusted, asOf)
  return format === 'parquet' ? lake.exportParquet(id, adjustment) : lake.exportCsv(id, adjustment)
}

function exportOfRecords(
  records: Lake['records'],
  id: string,
  { format, adjusted, asOf, timeframe }: Exported,
): Promise<Uint8Array> {
  if (adjusted !== undefined || asOf !== undefined || timeframe !== undefined) {
    throw badInput('--adjusted, --as-of and --timeframe are for bars.')
  }
  return records.export(id, format === 'parquet' ? 'parquet' : 'csv')
}

export async function dataExport(
  context: CliContext,
  id: string,
  { out, format, adjusted, asOf, timeframe }: ExportOptions,
): Promise<number> {
  return withDesk(context, 'read', async ({ lake }) => {
    const bytes = lake.records.has(id)
      ? await exportOfRecords(lake.records, id, { format, adjusted, asOf, timeframe })
      : await exportOfBars(lake, id, { format, adjusted, asOf, timeframe })
    const file = out ?? `${id.replace(/[^\p{L}\p{N}@._-]/gu, '_')}.${format}`
    try {
      await writeFile(file, bytes, { flag: 'wx' })
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST'
      throw isTaken
        ? new DeskError('ALREADY_EXISTS', `There is a file '${file}' already.`, {
            where: file,
            hint: 'Choose another name with --out.',
          })
        : new DeskError('BAD_INPUT', `'${file}' cannot be written.`, { where: path.dirname(file) })
    }
    context.terminal.answer({ file, bytes: bytes.length }, () => `wrote ${file}`)
    return EXIT.done
  })
}

export async function dataRemove(context: CliContext, id: string): Promise<number> {
  return withDesk(context, 'write', async ({ lake }) => {
    if (lake.records.has(id)) await lake.records.remove(id)
    else await lake.remove(id)
    context.terminal.answer({ removed: id }, () => `removed ${id}`)
    return EXIT.done
  })
}
