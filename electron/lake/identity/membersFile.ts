import { DeskError } from '../../../shared/domain/deskError.ts'
import { momentText } from '../../../shared/domain/moment.ts'
import type { IndexMembers, Membership } from '../../../shared/domain/security.ts'
import { FactTable } from '../reference/factTable.ts'
import type { ReferenceText } from '../reference/referenceText.ts'

export interface ReadMembers {
  readonly index: IndexMembers
  /** Changes that contradict the periods that are known, one sentence each. */
  readonly notes: string[]
}

/**
 * Memberships of an index after a table of `ticker,start_date,end_date` (the end is the first day without it), which
 * replaces what was known, or after a list of changes (`date,add,remove`), which continues it: changes up to the newest
 * one that is known are only compared, and what contradicts is told.
 *
 * @throws DeskError FILE_FORMAT, BAD_INPUT naming row and column, DATA_REFUSED where a change contradicts what is known
 */
export function parseMembers(
  source: ReferenceText,
  id: string,
  known: IndexMembers | undefined,
): ReadMembers {
  const header = source.text.split(/\r\n|\n|\r/, 1)[0]?.toLowerCase() ?? ''
  const notes: string[] = []
  const memberships = /\badd/.test(header) ? applyChanges(source, id, known, notes) : parsePeriods(source)
  memberships.sort((a, b) => (a.ticker === b.ticker ? a.fromMs - b.fromMs : a.ticker < b.ticker ? -1 : 1))
  for (const [index, { ticker, fromMs, untilMs }] of memberships.entries()) {
    const next = memberships[index + 1]
    if (next?.ticker === ticker && (untilMs === undefined || next.fromMs < untilMs)) {
      throw new DeskError(
        'DATA_REFUSED',
        `${source.fileName}: ${ticker} would be a member twice on ${momentText(next.fromMs)}: since ${momentText(fromMs)} and since ${momentText(next.fromMs)}.`,
        { where: ticker, hint: 'Nothing was stored. Correct the periods and import the file again.' },
      )
    }
  }
  return { index: { id, memberships }, notes }
}

function parsePeriods(source: ReferenceText): Membership[] {
  const table = new FactTable(
    source,
    {
      ticker: { names: ['ticker', 'symbol'] },
      from: { names: ['startdate', 'start', 'from', 'added', 'dateadded'] },
      until: { names: ['enddate', 'end', 'until', 'to', 'removed', 'dateremoved'], isOptional: true },
    },
    'members of an index',
  )
  return [...table.rows()].map((row) => {
    const ticker = row.text('ticker')
    if (ticker === '') throw row.error('ticker', 'the ticker is missing')
    const fromMs = row.moment('from')
    if (row.text('until') === '') return { ticker, fromMs }
    const untilMs = row.moment('until')
    if (untilMs <= fromMs) throw row.error('until', 'the membership ends before it begins')
    return { ticker, fromMs, untilMs }
  })
}

function applyChanges(
  source: ReferenceText,
  id: string,
  known: IndexMembers | undefined,
  notes: string[],
): Membership[] {
  if (!known) {
    throw new DeskError('BAD_INPUT', `${source.fileName}: a list of changes needs members to begin with.`, {
      where: id,
      hint: `Import the periods of ${id} (ticker, start_date, end_date) first.`,
    })
  }
  const table = new FactTable(
    source,
    {
      date: { names: ['date', 'effectivedate'] },
      add: { names: ['add', 'added', 'additions'] },
      remove: { names: ['remove', 'removed', 'removals'] },
    },
    'changes of an index',
  )
  const memberships = known.memberships.map((membership) => ({ ...membership }))
  const knownUntilMs = Math.max(
    ...memberships.map(({ fromMs, untilMs = fromMs }) => Math.max(fromMs, untilMs)),
  )
  const rows = [...table.rows()].map((row) => ({ row, timeMs: row.moment('date') }))
  for (const { row, timeMs } of rows.sort((a, b) => a.timeMs - b.timeMs)) {
    const day = momentText(timeMs)
    for (const ticker of tickersOf(row.text('remove'))) {
      const own = memberships.filter((each) => each.ticker === ticker)
      if (own.some(({ untilMs }) => untilMs === timeMs)) continue
      if (timeMs <= knownUntilMs) {
        notes.push(
          `Row ${row.row}: ${ticker} is known to leave on another day than ${day}; what is known stands.`,
        )
        continue
      }
      const open = own.find((each) => each.untilMs === undefined)
      if (!open) throw row.error('remove', `${ticker} is no member of ${id} before ${day}`)
      open.untilMs = timeMs
    }
    for (const ticker of tickersOf(row.text('add'))) {
      const own = memberships.filter((each) => each.ticker === ticker)
      if (own.some(({ fromMs }) => fromMs === timeMs)) continue
      if (timeMs <= knownUntilMs) {
        notes.push(
          `Row ${row.row}: ${ticker} is known to come on another day than ${day}; what is known stands.`,
        )
        continue
      }
      const since = own.find(({ untilMs }) => untilMs === undefined)
      if (since) throw row.error('add', `${ticker} is a member of ${id} since ${momentText(since.fromMs)}`)
      memberships.push({ ticker, fromMs: timeMs })
    }
  }
  return memberships
}

function tickersOf(text: string): string[] {
  return text
    .split(/[,;\s]+/)
    .map((ticker) => ticker.trim())
    .filter((ticker) => ticker !== '')
}
