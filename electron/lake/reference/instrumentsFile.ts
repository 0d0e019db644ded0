import { z } from 'zod'
import { corporateActionSchema } from '../../../shared/domain/bar.ts'
import { type InstrumentPatch, instrumentPatchSchema } from '../../../shared/domain/instrumentPatch.ts'
import { readMoments } from '../../../shared/domain/moment.ts'
import { formatError } from '../import/fileErrors.ts'
import { badFields, issueText, unknownFields } from './patchProblems.ts'
import type { ReferenceText } from './referenceText.ts'

/**
 * Reads a file of partial instruments: one JSON array, or one object. Times (fields whose name ends in `Ms`) may be
 * written as days or ISO 8601 with an offset.
 *
 * @throws DeskError FILE_FORMAT where it is no such JSON, BAD_INPUT naming each bad field by its instrument and path
 */
export function parseInstrumentsFile({ fileName, text }: ReferenceText): InstrumentPatch[] {
  let document: unknown
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw formatError(
      fileName,
      `this is no JSON (${error instanceof Error ? error.message : 'unreadable'}).`,
      'Write an array of objects, each with the symbol of an instrument.',
    )
  }
  const entries = Array.isArray(document) ? document : [document]
  const problems: string[] = []
  const patches: InstrumentPatch[] = []
  const seen = new Set<string>()
  for (const [index, entry] of entries.entries()) {
    const converted = readMoments(entry)
    const symbol = symbolOf(converted)
    const name = symbol === undefined ? `instrument ${index + 1}` : `instrument ${index + 1} (${symbol})`
    const parsed = instrumentPatchSchema.safeParse(converted)
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => `${name}, ${issueText(issue)}`))
      continue
    }
    for (const [at, action] of actionsOf(converted).entries()) {
      const unknown = unknownFields(corporateActionSchema, action)
      problems.push(...unknown.map((field) => `${name}, actions.${at}: there is no field '${field}'`))
    }
    if (seen.has(parsed.data.symbol)) problems.push(`${name}: the symbol is named twice`)
    seen.add(parsed.data.symbol)
    patches.push(parsed.data)
  }
  if (problems.length > 0) throw badFields(fileName, problems)
  if (patches.length === 0) throw formatError(fileName, 'there is no instrument in it.')
  return patches
}

const symbolHolder = z.object({ symbol: z.string() })
const actionsHolder = z.object({ actions: z.array(z.record(z.string(), z.unknown())) })

function symbolOf(entry: unknown): string | undefined {
  return symbolHolder.safeParse(entry).data?.symbol
}

function actionsOf(entry: unknown): Record<string, unknown>[] {
  return actionsHolder.safeParse(entry).data?.actions ?? []
}
