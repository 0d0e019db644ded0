import type { BarColumns, SeriesColumns } from '../../../shared/domain/bar.ts'
import type { QualityRecord } from '../../../shared/domain/dataset.ts'

type Column = Float64Array<ArrayBuffer>

/** Series that follow one another as one. Parts that not all of them have are left out. */
export function joinSeries(parts: readonly SeriesColumns[]): SeriesColumns {
  const [only, ...others] = parts
  if (only && others.length === 0) return only
  const columns = joinBars(parts.map((part) => part.columns))
  const closes = parts.flatMap(({ closeMs }) => (closeMs ? [closeMs] : []))
  const traded = parts.flatMap((part) => (part.traded ? [part.traded] : []))
  const quotes = parts.flatMap((part) => (part.quotes ? [part.quotes] : []))
  const isWhole = (list: readonly unknown[]) => list.length === parts.length
  return {
    columns,
    ...(isWhole(closes) ? { closeMs: join(closes) } : {}),
    ...(isWhole(traded) ? { traded: { ...joinBars(traded), time: columns.time } } : {}),
    ...(isWhole(quotes)
      ? {
          quotes: {
            bidOpen: join(quotes.map(({ bidOpen }) => bidOpen)),
            askOpen: join(quotes.map(({ askOpen }) => askOpen)),
            bidClose: join(quotes.map(({ bidClose }) => bidClose)),
            askClose: join(quotes.map(({ askClose }) => askClose)),
          },
        }
      : {}),
  }
}

function joinBars(parts: readonly BarColumns[]): BarColumns {
  return {
    time: join(parts.map(({ time }) => time)),
    open: join(parts.map(({ open }) => open)),
    high: join(parts.map(({ high }) => high)),
    low: join(parts.map(({ low }) => low)),
    close: join(parts.map(({ close }) => close)),
    volume: join(parts.map(({ volume }) => volume)),
  }
}

function join(columns: readonly Column[]): Column {
  const joined = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const column of columns) {
    joined.set(column, at)
    at += column.length
  }
  return joined
}

/** The quality of parts as that of one: counts add up, what is not known of one is not known of the whole. */
export function joinQuality(parts: readonly QualityRecord[]): QualityRecord {
  const [first, ...others] = parts
  if (!first) throw new Error('there is no part')
  return others.reduce((whole, part) => {
    const counts = { ...whole.counts }
    for (const [kind, count] of Object.entries(part.counts)) {
      const known = Object.keys(part.counts).find((each): each is keyof typeof counts => each === kind)
      if (known) counts[known] = (counts[known] ?? 0) + count
    }
    return {
      counts,
      droppedRows: whole.droppedRows + part.droppedRows,
      expectedBars: sum(whole.expectedBars, part.expectedBars),
      missingBars: sum(whole.missingBars, part.missingBars),
      examples: [...whole.examples, ...part.examples],
    }
  }, first)
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b
}
