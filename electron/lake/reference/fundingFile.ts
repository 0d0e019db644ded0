import type { CorporateAction } from '../../../shared/domain/bar.ts'
import { FactTable } from './factTable.ts'
import type { ReferenceText } from './referenceText.ts'

/** Venues' funding rates are capped far below this; a larger one is a percentage that was not divided by 100. */
const LARGEST_RATE = 0.5

/**
 * Funding rates of a perpetual as actions, ascending: a time, the fraction of the position's value that longs pay to
 * shorts, and the mark price where the file has it.
 *
 * @throws DeskError FILE_FORMAT for missing columns, BAD_INPUT naming row and column
 */
export function parseFundingFile(source: ReferenceText): CorporateAction[] {
  const table = new FactTable(
    source,
    {
      time: { names: ['t', 'time', 'timestamp', 'date', 'datetime', 'fundingtime', 'calctime'] },
      rate: { names: ['fundingrate', 'rate', 'lastfundingrate', 'funding'] },
      mark: { names: ['markprice', 'mark'], isOptional: true },
    },
    'funding rates',
  )
  const byTime = new Map<number, CorporateAction>()
  for (const row of table.rows()) {
    const timeMs = row.moment('time')
    const rate = row.number('rate')
    if (Math.abs(rate) > LARGEST_RATE) {
      throw row.error('rate', `${rate} is not the fraction of one funding period; 0.01 % is 0.0001`)
    }
    const known = byTime.get(timeMs)
    if (known?.kind === 'funding' && known.rate !== rate) {
      throw row.error('time', `the same time has the rate ${known.rate} above and ${rate} here`)
    }
    const hasMark = row.text('mark') !== ''
    const markPrice = hasMark ? row.number('mark') : undefined
    if (markPrice !== undefined && markPrice <= 0) throw row.error('mark', 'a mark price is above zero')
    byTime.set(timeMs, { kind: 'funding', timeMs, rate, ...(markPrice === undefined ? {} : { markPrice }) })
  }
  return [...byTime.values()].sort((a, b) => a.timeMs - b.timeMs)
}
