export interface FuzzyMatch<T> {
  readonly item: T
  readonly score: number
  /** Places in the text that were matched, for marking. */
  readonly places: readonly number[]
}

const START_OF_TEXT = 2
const START_OF_WORD = 8
const RUN = 5
const PLAIN = 1

function isWordStart(text: string, index: number): boolean {
  return index === 0 || /[\s\-_./:(]/.test(text[index - 1] ?? '')
}

/**
 * Matches the letters of a query in order, best alignment first: letters at the start of words and in unbroken runs
 * weigh more, and a short text more than a long one. Null where a letter is missing. O(query x text).
 */
export function fuzzyMatch(query: string, text: string): { score: number; places: number[] } | null {
  const wanted = query.toLowerCase().replaceAll(/\s+/g, '')
  const within = text.toLowerCase()
  if (wanted === '') return { score: 0, places: [] }
  // best[j]: best alignment of the query so far whose last letter stands at j.
  let best = new Map<number, { score: number; places: number[] }>()
  for (let i = 0; i < wanted.length; i += 1) {
    const next = new Map<number, { score: number; places: number[] }>()
    let reach: { score: number; places: number[] } | null = i === 0 ? { score: 0, places: [] } : null
    for (let j = 0; j < within.length; j += 1) {
      const before = best.get(j - 1)
      if (within[j] === wanted[i]) {
        const base = PLAIN + (isWordStart(text, j) ? START_OF_WORD : 0) + (j === 0 ? START_OF_TEXT : 0)
        const loose = reach === null ? null : { score: reach.score + base, places: reach.places }
        const tight =
          i === 0 || before === undefined ? null : { score: before.score + base + RUN, places: before.places }
        const chosen = tight !== null && (loose === null || tight.score >= loose.score) ? tight : loose
        if (chosen !== null) next.set(j, { score: chosen.score, places: [...chosen.places, j] })
      }
      if (before !== undefined && (reach === null || before.score > reach.score)) reach = before
    }
    if (next.size === 0) return null
    best = next
  }
  let winner: { score: number; places: number[] } | null = null
  for (const candidate of best.values())
    if (winner === null || candidate.score > winner.score) winner = candidate
  return winner === null ? null : { score: winner.score - within.length / 100, places: winner.places }
}

/**
 * Items that match, best first. `recent` (newest first) breaks ties and orders everything while the query is empty;
 * other words of an item count a little less than its text, and mark nothing.
 */
export function fuzzySearch<T>(
  query: string,
  items: readonly T[],
  describe: (item: T) => { readonly id: string; readonly text: string; readonly aliases?: readonly string[] },
  recent: readonly string[] = [],
): FuzzyMatch<T>[] {
  const matches: FuzzyMatch<T>[] = []
  for (const item of items) {
    const { id, text, aliases = [] } = describe(item)
    const place = recent.indexOf(id)
    const isEmpty = query.trim() === ''
    const recency = place < 0 ? 0 : isEmpty ? 1000 - place : 3 - Math.min(place, 10) / 5
    const own = fuzzyMatch(query, text)
    const other = Math.max(
      ...aliases.map((alias) => (fuzzyMatch(query, alias)?.score ?? Number.NEGATIVE_INFINITY) - 4),
    )
    if (own === null && other === Number.NEGATIVE_INFINITY) continue
    matches.push({
      item,
      score: Math.max(own?.score ?? Number.NEGATIVE_INFINITY, other) + recency,
      places: own?.places ?? [],
    })
  }
  return query.trim() === '' && recent.length === 0 ? matches : matches.sort((a, b) => b.score - a.score)
}
