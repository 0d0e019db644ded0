/** What of a dataset is searched. */
export interface Searched {
  readonly timeframe: string
  readonly instrument: { readonly symbol: string; readonly name: string }
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

/** Datasets that have every word of the text in symbol, name or timeframe, best matches first, then by symbol. */
export function searchDatasets<T extends Searched>(datasets: readonly T[], text: string): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return datasets
    .flatMap((dataset) => {
      const score = rank(dataset, words)
      return score === null ? [] : [{ dataset, score }]
    })
    .sort(
      (a, b) =>
        a.score - b.score ||
        a.dataset.instrument.symbol.localeCompare(b.dataset.instrument.symbol) ||
        a.dataset.timeframe.localeCompare(b.dataset.timeframe),
    )
    .map(({ dataset }) => dataset)
}
