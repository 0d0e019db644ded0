import { closest } from 'fastest-levenshtein'

/** The nearest of some words to one that was mistyped. */
export function closestOf(word: string, words: readonly string[]): string {
  return closest(word, [...words])
}
