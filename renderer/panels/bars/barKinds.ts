import type { Dataset, DatasetKind } from '../../../shared/domain/dataset.ts'
import {
  irregularBars,
  isHeikinAshi,
  timeframeMs,
  timeframeSchema,
  timeOfTimeframe,
} from '../../../shared/domain/timeframe.ts'

/** Kinds of bars beside plain lengths of time. */
export type BarKind = 'heikin-ashi' | 'renko' | 'range' | 'tick' | 'quote' | 'volume' | 'dollar'

/** How each kind reads, what its size is counted in, and what it begins with. */
export const BAR_KINDS: Readonly<
  Record<BarKind, { label: string; size: string; hint: string; isWhole: boolean }>
> = {
  'heikin-ashi': {
    label: 'Heikin-Ashi',
    size: 'Length of a bar',
    hint: 'Bars smoothed by those before. Orders of a run meet the prices behind them.',
    isWhole: false,
  },
  renko: {
    label: 'Renko',
    size: 'Size of a brick, in price',
    hint: 'A brick for each step of the price, two steps to turn. Orders of a run meet the prices that were traded.',
    isWhole: false,
  },
  range: {
    label: 'Range',
    size: 'Height of a bar, in price',
    hint: 'All bars are of one height. Orders of a run meet the prices that were traded.',
    isWhole: false,
  },
  tick: { label: 'Tick', size: 'Trades of a bar', hint: 'So many trades a bar.', isWhole: true },
  quote: {
    label: 'Quotes',
    size: 'Quotes of a bar',
    hint: 'So many changes of the quote a bar.',
    isWhole: true,
  },
  volume: { label: 'Volume', size: 'Units of a bar', hint: 'So many units traded a bar.', isWhole: false },
  dollar: {
    label: 'Traded value',
    size: 'Traded value of a bar',
    hint: "So much traded value a bar, in the instrument's currency.",
    isWhole: false,
  },
}

const KINDS_OF: Readonly<Record<DatasetKind, readonly BarKind[]>> = {
  bars: ['heikin-ashi', 'renko', 'range', 'tick', 'volume', 'dollar'],
  quotes: ['heikin-ashi', 'renko', 'range', 'tick'],
  trades: ['heikin-ashi', 'renko', 'range', 'tick', 'volume', 'dollar'],
  ticks: ['heikin-ashi', 'renko', 'range', 'quote'],
}

/** The kinds of bars that all of the datasets can be shown in. */
export function barKindsOf(datasets: readonly Dataset[]): readonly BarKind[] {
  const [first, ...others] = datasets.map(({ kind }) => KINDS_OF[kind])
  return (first ?? []).filter((kind) => others.every((kinds) => kinds.includes(kind)))
}

/** The kind of a timeframe; undefined for plain lengths of time. */
export function barKindOf(timeframe: string): BarKind | undefined {
  return isHeikinAshi(timeframe) ? 'heikin-ashi' : irregularBars(timeframe)?.kind
}

/** Whether a dataset can be shown at a timeframe of another kind than a plain length of time. */
export function canShowKind(dataset: Dataset, timeframe: string, lengths: readonly string[]): boolean {
  if (!timeframeSchema.safeParse(timeframe).success) return false
  const kind = barKindOf(timeframe)
  if (kind === undefined || !KINDS_OF[dataset.kind].includes(kind)) return false
  return kind !== 'heikin-ashi' || lengths.includes(timeOfTimeframe(timeframe))
}

/**
 * The dataset that a run over a symbol would read at a timeframe, as the desk finds it: the exact one; for lengths of
 * time the coarsest bars that are finer, for other bars the finest data, trades before all.
 */
export function datasetForTimeframe(own: readonly Dataset[], timeframe: string): Dataset | undefined {
  const exact = own.find((dataset) => dataset.timeframe === timeframe)
  if (exact !== undefined || !timeframeSchema.safeParse(timeframe).success) return exact
  const ascending = own.toSorted(
    (a, b) =>
      timeframeMs(a.timeframe) - timeframeMs(b.timeframe) || b.timeframe.localeCompare(a.timeframe, 'en'),
  )
  const kind = irregularBars(timeframe)?.kind
  if (kind !== undefined) return ascending.find((dataset) => KINDS_OF[dataset.kind].includes(kind))
  const finer = ascending.filter((dataset) => timeframeMs(dataset.timeframe) <= timeframeMs(timeframe))
  return finer.findLast((dataset) => irregularBars(dataset.timeframe) === undefined) ?? finer[0]
}

/**
 * A size to begin with: of price about a two-hundredth of it at a round figure, of the rest what gives a few hundred
 * bars.
 */
export function startingSize(kind: BarKind, dataset: Dataset | undefined, price: number | undefined): number {
  const rows = dataset?.bars ?? 10_000
  switch (kind) {
    case 'renko':
    case 'range':
      return roundFigure((price ?? 100) / 200)
    case 'tick':
    case 'quote':
      return Math.max(2, roundFigure(rows / 300))
    case 'volume':
      return 1000
    case 'dollar':
      return 1_000_000
    case 'heikin-ashi':
      return 1
  }
}

/** The nearest figure of 1, 2 or 5 times a power of ten. */
function roundFigure(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)))
  const leading = value / power
  const digit = leading < 1.5 ? 1 : leading < 3.5 ? 2 : leading < 7.5 ? 5 : 10
  return Number((digit * power).toPrecision(3))
}

/** A timeframe of a kind and a size; null where that is none. */
export function timeframeOfKind(kind: BarKind, size: number, length: string, wicks: boolean): string | null {
  const text = kind === 'heikin-ashi' ? `${kind}-${length}` : `${kind}-${plain(size)}`
  const timeframe = kind === 'renko' && wicks ? `${text}-wicks` : text
  return timeframeSchema.safeParse(timeframe).success ? timeframe : null
}

/** A number without an exponent that a timeframe could not carry. */
function plain(size: number): string {
  const text = String(size)
  return text.includes('e-') ? size.toFixed(12).replace(/0+$/, '') : text.replace('e+', 'e')
}
