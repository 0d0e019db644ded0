import { SourceMap } from 'node:module'
import { z } from 'zod'
import { STRATEGY_SCRIPT } from './runConstants.ts'

/** A place in code; lines and columns from 1. */
export interface CodePosition {
  readonly line: number
  readonly column: number
}

/** A place in the compiled code as a run process reports it. */
export const codePositionSchema = z.object({ line: z.number().int(), column: z.number().int() })

const STRATEGY_FRAME = new RegExp(`${STRATEGY_SCRIPT}:(\\d+):(\\d+)`)

/** The innermost frame of an error's stack that lies in the compiled strategy. */
export function findStrategyFrame(stack: string | undefined): CodePosition | undefined {
  const match = stack?.match(STRATEGY_FRAME)
  return match ? { line: Number(match[1]), column: Number(match[2]) } : undefined
}

const sourceMapSchema = z.object({
  file: z.string().default(''),
  version: z.literal(3),
  sources: z.array(z.string()),
  sourcesContent: z.array(z.string()).default([]),
  names: z.array(z.string()),
  mappings: z.string(),
  sourceRoot: z.string().default(''),
})

/** Where a place in the compiled code stands in the file as written; undefined where the map does not tell. */
export function mapToSource(sourceMap: string, position: CodePosition): CodePosition | undefined {
  if (sourceMap === '') return undefined
  const entry = new SourceMap(sourceMapSchema.parse(JSON.parse(sourceMap))).findEntry(
    position.line - 1,
    position.column - 1,
  )
  if (!('originalLine' in entry)) return undefined
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 }
}

/** `file:line:column`, or the file alone where the place is not known. */
export function formatLocation(
  fileName: string,
  sourceMap: string,
  position: CodePosition | undefined,
): string {
  const place = position && mapToSource(sourceMap, position)
  return place ? `${fileName}:${place.line}:${place.column}` : fileName
}
