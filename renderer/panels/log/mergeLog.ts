import type { LogEntry } from '../../../shared/rpc/contract/deskCalls.ts'

/** Entries the panel keeps; the desk's log file has all. */
export const LOG_KEPT = 5000

/** Two pieces of the log as one, in order and each entry once; the oldest beyond `LOG_KEPT` are let go. */
export function mergeLog(kept: readonly LogEntry[], more: readonly LogEntry[]): readonly LogEntry[] {
  const [first] = more
  const last = kept.at(-1)
  if (first === undefined) return kept
  const isAfter = last === undefined || first.sequence > last.sequence
  const isSorted = more.every(
    (entry, index) => index === 0 || entry.sequence > (more[index - 1]?.sequence ?? 0),
  )
  if (isAfter && isSorted) return [...kept, ...more].slice(-LOG_KEPT)
  const bySequence = new Map([...kept, ...more].map((entry) => [entry.sequence, entry]))
  return [...bySequence.values()].sort((a, b) => a.sequence - b.sequence).slice(-LOG_KEPT)
}
