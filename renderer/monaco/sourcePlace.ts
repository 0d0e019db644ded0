/** A place in a source file, both from 1. */
export interface SourcePlace {
  readonly line: number
  readonly column: number
}

/**
 * Reads the place an error names, such as `my-strategy.ts:12:5`, `strategy.ts:12` or `line 12, column 5`.
 * Null where it names none.
 */
export function parseSourcePlace(where: string | undefined): SourcePlace | null {
  if (where === undefined) return null
  const words = /\bline (\d+)(?:,? column (\d+))?/i.exec(where)
  const colons = /\.[cm]?[jt]s:(\d+)(?::(\d+))?/.exec(where) ?? /^(\d+):(\d+)$/.exec(where.trim())
  const match = words ?? colons
  const line = Number(match?.[1] ?? 0)
  if (!(line > 0)) return null
  return { line, column: Math.max(1, Number(match?.[2] ?? 1)) }
}
