import { type AnyNode, parse, parseExpressionAt } from 'acorn'
import { z } from 'zod'

/** A part of compiled code that belongs to a moment (or to the bar of that number), as a range of characters. */
export const sourceRowSchema = z.object({
  start: z.number().int(),
  end: z.number().int(),
  /** The moment it is dated with, epoch milliseconds; null for an undated one. */
  timeMs: z.number().nullable(),
  /** Its place in a table without dates, which may be the number of a bar; null for a dated one. */
  place: z.number().int().nullable(),
})
export type SourceRow = z.infer<typeof sourceRowSchema>

export const sourceTablesSchema = z.object({
  rows: z.array(sourceRowSchema),
  /** Lengths of the tables without dates. */
  undated: z.array(z.number().int()),
})
export type SourceTables = z.infer<typeof sourceTablesSchema>

/** A table of figures without dates: shorter ones are taken for settings of the strategy. */
const TABLE_ROWS = 64
/** A text or a list belongs to moments where at least so many of its parts have a date. */
const DATED_ROWS = 2
const ISO_DATE =
  /(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?/
const COMPACT_DATE = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/

/** Moments between which a number is taken for a time in epoch milliseconds. */
export interface Period {
  readonly fromMs: number
  readonly toMs: number
}

function dateOfText(text: string): number | null {
  const iso = ISO_DATE.exec(text)?.[0]
  if (iso !== undefined) {
    const timeMs = Date.parse(
      iso.length === 10 || /(Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso.replace(' ', 'T')}Z`,
    )
    return Number.isNaN(timeMs) ? null : timeMs
  }
  return COMPACT_DATE.test(text) ? compactDate(text) : null
}

function compactDate(text: string): number | null {
  const timeMs = Date.parse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
  return Number.isNaN(timeMs) ? null : timeMs
}

function dateOfNumber(value: number, { fromMs, toMs }: Period): number | null {
  if (value >= fromMs && value <= toMs) return value
  return COMPACT_DATE.test(String(value)) ? compactDate(String(value)) : null
}

/** `Date.UTC(2020, 0, 3)` with figures only. */
function dateOfCall(node: AnyNode): number | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null
  const { object, property } = node.callee
  if (object.type !== 'Identifier' || object.name !== 'Date') return null
  if (property.type !== 'Identifier' || property.name !== 'UTC') return null
  const figures = node.arguments.map((argument) =>
    argument.type === 'Literal' && typeof argument.value === 'number' ? argument.value : Number.NaN,
  )
  const [year = Number.NaN, month = 0, ...rest] = figures
  const timeMs = Date.UTC(year, month, ...rest)
  return Number.isNaN(timeMs) ? null : timeMs
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flatMap((value: unknown) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )
}

/** Finds the tables in one piece of code. */
class TableFinder {
  readonly rows: SourceRow[] = []
  readonly undated: number[] = []
  readonly #code: string
  readonly #period: Period

  constructor(code: string, period: Period) {
    this.#code = code
    this.#period = period
  }

  /** The earliest date that a node's own literals name. */
  #dateOf(node: AnyNode): number | null {
    const own =
      node.type === 'Literal'
        ? typeof node.value === 'string'
          ? dateOfText(node.value)
          : typeof node.value === 'number'
            ? dateOfNumber(node.value, this.#period)
            : null
        : node.type === 'TemplateElement'
          ? dateOfText(node.value.raw)
          : dateOfCall(node)
    if (own !== null) return own
    let earliest: number | null = null
    for (const child of childrenOf(node)) {
      const date = this.#dateOf(child)
      if (date !== null && (earliest === null || date < earliest)) earliest = date
    }
    return earliest
  }

  visit(node: AnyNode): void {
    if (node.type === 'ArrayExpression' || node.type === 'ObjectExpression') {
      if (this.#visitList(node)) return
    } else if (node.type === 'Literal' && typeof node.value === 'string') {
      this.#visitText(node.start + 1, node.end - 1)
      return
    } else if (node.type === 'TemplateLiteral' && node.expressions.length === 0) {
      this.#visitText(node.start + 1, node.end - 1)
      return
    }
    for (const child of childrenOf(node)) this.visit(child)
  }

  #visitList(node: Extract<AnyNode, { type: 'ArrayExpression' | 'ObjectExpression' }>): boolean {
    const all: readonly unknown[] = node.type === 'ArrayExpression' ? node.elements : node.properties
    const parts = all.filter(isNode)
    const dates = parts.map((part) => this.#dateOf(part))
    if (dates.filter((date) => date !== null).length >= DATED_ROWS) {
      for (const place of parts.keys()) {
        const timeMs = dates[place] ?? null
        if (timeMs !== null) this.#addPart(parts, place, timeMs, null)
      }
      return true
    }
    const isFigures = parts.every(
      (part) => part.type === 'Literal' || part.type === 'UnaryExpression' || part.type === 'ArrayExpression',
    )
    if (node.type === 'ArrayExpression' && parts.length >= TABLE_ROWS && isFigures) {
      this.undated.push(parts.length)
      for (const place of parts.keys()) this.#addPart(parts, place, null, place)
      return true
    }
    return false
  }

  /** Lines of a text, or the rows of a text that is JSON. Texts with escapes other than line ends are left alone. */
  #visitText(start: number, end: number): void {
    const text = this.#code.slice(start, end)
    if (/^\s*[[{]/.test(text) && !text.includes('\\')) {
      const inner = new TableFinder(text, this.#period)
      try {
        inner.visit(parseExpressionAt(text, 0, { ecmaVersion: 'latest' }))
        for (const row of inner.rows)
          this.rows.push({ ...row, start: start + row.start, end: start + row.end })
        this.undated.push(...inner.undated)
        return
      } catch {
        // Text that only looks like JSON.
      }
    }
    const lines = [...text.matchAll(/(?:(?!\\n)[^\n;])+(?:\\n|\n|;)?/g)]
    const dates = lines.map(([line]) => dateOfText(line))
    if (dates.filter((date) => date !== null).length < DATED_ROWS) return
    for (const [place, line] of lines.entries()) {
      const timeMs = dates[place] ?? null
      if (timeMs !== null) this.#add(start + line.index, start + line.index + line[0].length, timeMs, null)
    }
  }

  #add(start: number, end: number, timeMs: number | null, place: number | null): void {
    this.rows.push({ start, end, timeMs, place })
  }

  /** A part with the comma before it; the first one with the comma after it, so that what is left stays a list. */
  #addPart(parts: readonly AnyNode[], place: number, timeMs: number | null, row: number | null): void {
    const part = parts[place]
    if (part === undefined) return
    const before = parts[place - 1]
    if (before === undefined) this.#add(part.start, this.#afterComma(part.end), timeMs, row)
    else this.#add(before.end, part.end, timeMs, row)
  }

  #afterComma(end: number): number {
    const comma = /^\s*,/.exec(this.#code.slice(end, end + 200))
    return end + (comma?.[0].length ?? 0)
  }
}

/**
 * Rows of tables that stand in a strategy's compiled code: elements of lists, properties of objects and lines of texts
 * that carry a date (ISO 8601, YYYYMMDD, epoch milliseconds within the period, `Date.UTC`), and elements of
 * long lists of figures. Code that cannot be parsed has none.
 */
export function findSourceTables(code: string, period: Period): SourceTables {
  const finder = new TableFinder(code, period)
  try {
    finder.visit(
      parse(code, { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true }),
    )
  } catch {
    return { rows: [], undated: [] }
  }
  return { rows: finder.rows, undated: finder.undated }
}

/** The code without some rows: blanks stand in their place, line ends stay, so that every other position stays. */
export function hideRows(code: string, rows: readonly SourceRow[]): string {
  let text = ''
  let from = 0
  for (const { start, end } of rows.toSorted((a, b) => a.start - b.start)) {
    // The first row and the second share the comma between them.
    const begin = Math.max(start, from)
    if (end <= begin) continue
    text += code.slice(from, begin) + code.slice(begin, end).replace(/[^\n]/g, ' ')
    from = end
  }
  return text + code.slice(from)
}
