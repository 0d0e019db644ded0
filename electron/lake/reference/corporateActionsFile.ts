import { z } from 'zod'
import type { CorporateAction } from '../../../shared/domain/bar.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { momentOf } from '../../../shared/domain/moment.ts'
import type { ReferenceText } from './referenceText.ts'

/** A record of corporate actions: one JSON object a line, in the layout of Databento's reference data. */
const recordSchema = z.object({
  ts_record: z.string(),
  event_unique_id: z.string(),
  event: z.string(),
  /** D: the event was taken back. */
  event_action: z.string(),
  ex_date: z.string().nullish(),
  local_code: z.string().nullish(),
  ratio_old: z.number().positive().nullish(),
  ratio_new: z.number().positive().nullish(),
})

/** Events that give `ratio_new` shares for `ratio_old`. */
const SPLITS: ReadonlySet<string> = new Set(['FSPLT', 'RSPLT'])

export interface RecordedActions {
  readonly bySymbol: ReadonlyMap<string, readonly CorporateAction[]>
  /** Events of other kinds, with how many there are. */
  readonly passedOver: ReadonlyMap<string, number>
}

/**
 * Splits of a file of corporate actions by ticker. Of several records of one event the newest counts.
 * @throws DeskError BAD_INPUT naming the row
 */
export function parseCorporateActions({ fileName, text }: ReferenceText): RecordedActions {
  const newest = new Map<string, z.infer<typeof recordSchema>>()
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue
    const record = recordSchema.safeParse(json(line))
    if (!record.success) {
      throw new DeskError(
        'BAD_INPUT',
        `${fileName}, row ${index + 1}: this is no record of a corporate action.`,
        {
          where: `${fileName}, row ${index + 1}`,
          hint: 'A record has ts_record, event_unique_id, event, event_action, ex_date and local_code.',
        },
      )
    }
    const known = newest.get(record.data.event_unique_id)
    if (!known || known.ts_record <= record.data.ts_record)
      newest.set(record.data.event_unique_id, record.data)
  }
  const bySymbol = new Map<string, CorporateAction[]>()
  const passedOver = new Map<string, number>()
  for (const { event, event_action, ex_date, local_code, ratio_old, ratio_new } of newest.values()) {
    const timeMs = momentOf(ex_date ?? '')
    if (event_action === 'D') continue
    if (!SPLITS.has(event) || timeMs === undefined || !local_code || !ratio_old || !ratio_new) {
      passedOver.set(event, (passedOver.get(event) ?? 0) + 1)
      continue
    }
    const actions = bySymbol.get(local_code) ?? []
    bySymbol.set(local_code, actions)
    actions.push({ kind: 'split', timeMs, ratio: ratio_new / ratio_old })
  }
  return { bySymbol, passedOver }
}

function json(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
