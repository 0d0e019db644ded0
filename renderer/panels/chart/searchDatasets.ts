import { compareListed, contractGroupOf, type Offered, offerRank } from '../../state/markets.ts'

/** What of a dataset is searched. */
export interface Searched extends Offered {
  readonly timeframe: string
  readonly instrument: Offered['instrument'] & { readonly symbol: string; readonly name: string }
}

/** How well a dataset answers a search: lower is better, null is not at all. */
function rank(dataset: Searched, words: readonly string[]): number | null {
  const symbol = dataset.instrument.symbol.toLowerCase()
  const name = dataset.instrument.name.toLowerCase()
  const timeframe = dataset.timeframe.toLowerCase()
  let worst = 0
  for (const word of words) {
    const score =
      symbol === word
        ? 0
        : symbol.startsWith(word)
          ? 1
          : timeframe === word
            ? 2
            : name.split(/\s+/).some((part) => part.startsWith(word))
              ? 3
              : symbol.includes(word) || name.includes(word)
                ? 4
                : null
    if (score === null) return null
    worst = Math.max(worst, score)
  }
  return worst
}

/**
 * Datasets that have every word of the text in symbol, name or timeframe: best matches first, real before generated
 * ones, single contracts last, then by symbol. Without a text, single contracts are left out unless there is nothing
 * else or their symbol is among `chosen`: there are hundreds of them for each market.
 */
export function searchDatasets<T extends Searched>(
  datasets: readonly T[],
  text: string,
  chosen: readonly string[] = [],
): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const offered = words.length === 0 ? withoutContracts(datasets, chosen) : datasets
  return offered
    .flatMap((dataset) => {
      const score = rank(dataset, words)
      return score === null ? [] : [{ dataset, score }]
    })
    .sort(
      (a, b) =>
        a.score - b.score ||
        offerRank(a.dataset) - offerRank(b.dataset) ||
        compareListed(a.dataset, b.dataset),
    )
    .map(({ dataset }) => dataset)
}

function withoutContracts<T extends Searched>(
  datasets: readonly T[],
  chosen: readonly string[],
): readonly T[] {
  const left = datasets.filter(
    (dataset) => contractGroupOf(dataset) === null || chosen.includes(dataset.instrument.symbol),
  )
  return left.length > 0 ? left : datasets
}
