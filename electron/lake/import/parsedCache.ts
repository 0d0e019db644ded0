import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import type { ParsedSource } from './parseSource.ts'

/** How long a parsed file waits for its import: what a look at a preview takes. */
const LIFETIME_MS = 5 * 60_000

/** What decides how a file is parsed: the file, its content and the plan without what only describes the instrument. */
export function parsedKey(filePath: string, fileHash: string, plan: ImportPlan): string {
  const { format, delimiter, hasHeader, decimalSeparator, columns, layout, symbol, defects } = plan
  const { timeFormat, timeZone, timeMarks, timeframe } = plan
  const shape = [format, delimiter, hasHeader, decimalSeparator, columns, layout, symbol, defects]
  return JSON.stringify([filePath, fileHash, ...shape, timeFormat, timeZone, timeMarks, timeframe])
}

/** Keeps the file that was parsed last, for a while, so that an import after a preview does not parse it again. */
export class ParsedCache {
  #key = ''
  #source: ParsedSource | undefined
  #timer: NodeJS.Timeout | undefined

  /** Keeps a parsed file, whose connection is now the cache's to close, in place of the one before. */
  keep(key: string, source: ParsedSource): void {
    this.clear()
    this.#key = key
    this.#source = source
    this.#timer = setTimeout(() => this.clear(), LIFETIME_MS).unref()
  }

  /** Gives the parsed file away if it is the one of that key; another one is dropped. */
  take(key: string): ParsedSource | undefined {
    const source = this.#key === key ? this.#source : undefined
    if (source) this.#source = undefined
    this.clear()
    return source
  }

  clear(): void {
    clearTimeout(this.#timer)
    this.#source?.connection.close()
    this.#source = undefined
    this.#key = ''
  }
}
