import { DeskError } from '../../../shared/domain/deskError.ts'
import type { RecordPlan, RecordPreview } from '../../../shared/domain/recordPlan.ts'
import { readFileHead } from '../import/fileHead.ts'
import { orderNews, type ParsedNews, parseNews } from './parseNews.ts'
import { type ParsedValues, parseValues } from './parseValues.ts'
import { readText } from './readText.ts'

/** Parsed rows, ready to be put into datasets. */
export type ParsedRecords =
  | ({ readonly kind: 'values' } & ParsedValues)
  | ({ readonly kind: 'news'; readonly id: string } & ParsedNews)

/**
 * Reads a whole file of values or news after a plan.
 * @throws DeskError FILE_CHANGED where it is not the inspected one, and as `parseValues` and `parseNews`
 */
export async function parseRecords(
  filePath: string,
  fileHash: string,
  plan: RecordPlan,
  displayName?: string,
): Promise<{ fileName: string; parsed: ParsedRecords }> {
  const head = await readFileHead(filePath, displayName)
  const { fileName } = head
  const read = await readText(filePath, head)
  if (read.fileHash !== fileHash) {
    throw new DeskError('FILE_CHANGED', `${fileName} has changed since it was looked at.`, {
      where: fileName,
      hint: 'Look at it again, then import it.',
    })
  }
  if (plan.kind === 'values') {
    return { fileName, parsed: { kind: 'values', ...(await parseValues(read.text, plan, fileName)) } }
  }
  const { rows, items, defects } = await parseNews(read.text, plan, fileName)
  const ordered = orderNews(items, defects)
  return { fileName, parsed: { kind: 'news', id: plan.id ?? 'NEWS', rows, items: ordered, defects } }
}

/** The series that parsed rows make, as a preview lists them. */
export function parsedSeries(parsed: ParsedRecords): RecordPreview['series'] {
  return parsed.kind === 'values'
    ? [...parsed.series].map(([id, rows]) => ({ id, rows: rows.length, ...knownRange(rows) }))
    : [{ id: parsed.id, rows: parsed.items.length, ...knownRange(parsed.items) }]
}

function knownRange(rows: readonly { readonly knownMs: number }[]): {
  firstKnownMs: number
  lastKnownMs: number
} {
  let firstKnownMs = Number.POSITIVE_INFINITY
  let lastKnownMs = Number.NEGATIVE_INFINITY
  for (const { knownMs } of rows) {
    firstKnownMs = Math.min(firstKnownMs, knownMs)
    lastKnownMs = Math.max(lastKnownMs, knownMs)
  }
  return { firstKnownMs, lastKnownMs }
}
