import type { Dataset, QualityRecord } from '../../../shared/domain/dataset.ts'
import type { AssetClass } from '../../../shared/domain/instrument.ts'
import { formatCount } from '../../kit/format.ts'
import { compareOffered, contractGroupOf, marketOf, nameBesideMark } from '../../state/markets.ts'
import { foundKinds } from './quality.ts'

/** A line of the list: a dataset, or the contracts of one root or underlying taken together. */
export interface DatasetRow {
  readonly id: string
  /** The dataset, null for a line of contracts. */
  readonly dataset: Dataset | null
  /** Of a line of contracts: how many, and whether they stand below it. */
  readonly contracts: { readonly count: number; readonly isOpen: boolean } | null
  /** The line of contracts that it stands below. */
  readonly parentId: string | null
  readonly market: AssetClass
  readonly symbol: string
  readonly name: string
  readonly timeframe: string
  readonly bars: number
  readonly fromMs: number
  readonly toMs: number
  readonly quality: QualityRecord
  readonly provenance: Pick<Dataset['provenance'], 'kind' | 'source' | 'licence'>
}

export interface DatasetFilter {
  readonly market: AssetClass | 'all'
  readonly origin: 'all' | 'real' | 'synthetic'
}

/** The datasets of a market and of an origin. */
export function filterDatasets(
  datasets: readonly Dataset[],
  { market, origin }: DatasetFilter,
): readonly Dataset[] {
  return datasets.filter(
    (dataset) =>
      (market === 'all' || marketOf(dataset) === market) &&
      (origin === 'all' || (dataset.provenance.kind === 'synthetic') === (origin === 'synthetic')),
  )
}

/**
 * Lines in the order in which they are offered. Contracts of one root or underlying are one line, and stand below it
 * where its id is among `open`; with `isFlat`, for a search, every dataset is a line of its own.
 */
export function datasetRows(
  datasets: readonly Dataset[],
  { open, isFlat }: { open: ReadonlySet<string>; isFlat: boolean },
): DatasetRow[] {
  const sorted = datasets.toSorted(compareOffered)
  if (isFlat) return sorted.map((dataset) => rowOf(dataset, null))
  const groups = Map.groupBy(sorted, groupId)
  return [...groups].flatMap(([id, own]) => {
    if (id === null || own.length === 1) return own.map((dataset) => rowOf(dataset, null))
    const isOpen = open.has(id)
    return [contractsRow(id, own, isOpen), ...(isOpen ? own.map((dataset) => rowOf(dataset, id)) : [])]
  })
}

/** Generated contracts never share a line with real ones, nor bars of a minute with those of a day. */
function groupId(dataset: Dataset): string | null {
  const group = contractGroupOf(dataset)
  if (group === null) return null
  return `${dataset.provenance.kind === 'synthetic' ? 'synthetic' : 'real'} ${group.kind} ${group.name} ${dataset.timeframe}`
}

function rowOf(dataset: Dataset, parentId: string | null): DatasetRow {
  const { id, instrument, timeframe, bars, fromMs, toMs, quality, provenance } = dataset
  return {
    ...{ id, dataset, contracts: null, parentId, market: marketOf(dataset) },
    ...{ symbol: instrument.symbol, name: nameBesideMark(dataset), timeframe, quality, provenance },
    ...{ bars, fromMs, toMs },
  }
}

function contractsRow(id: string, own: readonly Dataset[], isOpen: boolean): DatasetRow {
  const same = <T extends string>(values: readonly T[], otherwise: T): T =>
    values.every((value) => value === values[0]) ? (values[0] ?? otherwise) : otherwise
  const [first] = own
  const kind = first === undefined ? 'future' : marketOf(first)
  const described = commonBeginning(own.map(nameBesideMark))
  return {
    ...{ id, dataset: null, contracts: { count: own.length, isOpen }, parentId: null, market: kind },
    symbol: (first === undefined ? null : contractGroupOf(first))?.name ?? '',
    name: `${formatCount(own.length)} ${kind === 'option' ? 'options' : 'contracts'}${described === '' ? '' : `: ${described}`}`,
    timeframe: first?.timeframe ?? '',
    bars: own.reduce((sum, { bars }) => sum + bars, 0),
    fromMs: Math.min(...own.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...own.map(({ toMs }) => toMs)),
    quality: joinQuality(own.map(({ quality }) => quality)),
    provenance: {
      kind: same(
        own.map(({ provenance }) => provenance.kind),
        'file',
      ),
      source: same(
        own.map(({ provenance }) => provenance.source),
        'several',
      ),
      licence: same(
        own.map(({ provenance }) => provenance.licence),
        'several',
      ),
    },
  }
}

/** The words that all texts begin with, without punctuation at the end. */
function commonBeginning([first = '', ...others]: readonly string[]): string {
  const words = first.split(' ')
  let count = words.length
  for (const other of others) {
    const own = other.split(' ')
    const differing = words.findIndex((word, index) => own[index] !== word)
    if (differing !== -1) count = Math.min(count, differing)
  }
  return words
    .slice(0, count)
    .join(' ')
    .replace(/[\s,;:-]+$/, '')
}

function joinQuality(records: readonly QualityRecord[]): QualityRecord {
  const counts: QualityRecord['counts'] = {}
  for (const record of records) {
    for (const { kind, count } of foundKinds(record.counts)) counts[kind] = (counts[kind] ?? 0) + count
  }
  const sum = (numbers: readonly (number | null)[]) =>
    numbers.reduce<number>((all, each) => all + (each ?? 0), 0)
  return {
    counts,
    droppedRows: sum(records.map(({ droppedRows }) => droppedRows)),
    expectedBars: sum(records.map(({ expectedBars }) => expectedBars)),
    missingBars: sum(records.map(({ missingBars }) => missingBars)),
    examples: [],
  }
}
