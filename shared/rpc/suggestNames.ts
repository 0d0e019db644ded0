import { distance } from 'fastest-levenshtein'

/** Up to three of `known` that `name` may have been meant to be, nearest first: at most a third of it differs. */
export function suggestNames(name: string, known: readonly string[]): string[] {
  const wanted = name.slice(0, 100).toLowerCase()
  return known
    .map((candidate) => ({ candidate, edits: distance(wanted, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, edits }) =>
        edits <= Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3)),
    )
    .sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}
