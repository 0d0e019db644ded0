import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { DEFECT_BIT, UNUSABLE_BITS } from './defects.ts'
import type { PlanColumns } from './priceColumns.ts'

/**
 * Makes the table `marked` of trades or quotes: `timed` with the bits of defects that lie between rows. Several may have
 * one time. A row is a duplicate where all that is stored of it, its identity included, stands in an earlier row.
 */
export async function markTicks(session: DatabaseSession, columns: PlanColumns): Promise<void> {
  const usable = `flags & ${UNUSABLE_BITS} = 0`
  const stored = [
    't',
    ...columns.prices.map(({ alias }) => alias),
    'v',
    ...columns.ticks.map(({ alias }) => alias),
  ]
  const order = `select n, s, t * 1000000 + wn as at, lag(t * 1000000 + wn) over (partition by s order by n) as before, row_number() over (partition by s, ${stored.join(', ')} order by n) as nth from timed where ${usable}`
  await session.run(
    `create temp table marked as select timed.* replace (timed.flags | ` +
      `case when found.nth > 1 then ${DEFECT_BIT['duplicate-time']} else 0 end | ` +
      `case when found.at < found.before then ${DEFECT_BIT.unsorted} else 0 end as flags), false as loser ` +
      `from timed left join (${order}) found on timed.n = found.n and timed.s = found.s order by timed.n`,
  )
}
