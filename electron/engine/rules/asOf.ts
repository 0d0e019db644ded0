/** The last entry that holds at a time, undefined before the first. Entries are sorted by `fromMs`. */
export function asOf<T extends { readonly fromMs: number }>(
  entries: readonly T[],
  timeMs: number,
): T | undefined {
  let found: T | undefined
  for (const entry of entries) {
    if (entry.fromMs > timeMs) break
    found = entry
  }
  return found
}
