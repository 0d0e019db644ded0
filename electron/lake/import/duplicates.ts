import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { choiceBits, DEFECT_BIT, UNUSABLE_BITS } from './defects.ts'
import type { PlanColumns } from './priceColumns.ts'

/**
 * Makes the view `marked`: `timed` with the bits of defects that lie between rows, and `loser` for rows that make way
 * for another of the same symbol and time.
 *
 * Of several rows with one time the first stays; where conflicting rows are to be kept, the last one does, as a later
 * line corrects an earlier one. Rows that are dropped for a defect of their own take no part. A file that is strictly
 * ascending, as nearly all are, costs one pass.
 */
export async function markDuplicates(
  session: DatabaseSession,
  columns: PlanColumns,
  plan: ImportPlan,
): Promise<void> {
  const own = choiceBits(plan, 'drop') & ~(DEFECT_BIT['duplicate-time'] | DEFECT_BIT['conflicting-duplicate'])
  const usable = `flags & ${UNUSABLE_BITS | own} = 0`
  const several = columns.symbol.length > 0 || plan.layout === 'wide'
  const window = several ? 'over (partition by s order by n)' : 'over ()'
  const neighbours = `select n, s, t, lag(t) ${window} as before from timed where ${usable}`
  const [order] = await session.rows(
    `select count(*) filter (where t < before), count(*) filter (where t <= before) from (${neighbours})`,
  )
  const unsorted = Number(order?.[0] ?? 0)
  if (Number(order?.[1] ?? 0) === 0) {
    await session.run('create temp view marked as select *, false as loser from timed')
    return
  }
  // A bar that was published again is no duplicate: it is another vintage of the same bar.
  const same = columns.known === undefined ? 's, t' : 's, t, k'
  const values = [...columns.prices.map(({ alias }) => alias), 'v'].join(', ')
  const keepLast = plan.defects['conflicting-duplicate'] === 'keep'
  await session.run(
    `create temp table same as select n, s, nth, nth_last, digest, first_value(digest) over (partition by ${same} order by nth) as first_digest, ` +
      `max(digest) over (partition by ${same}) <> min(digest) over (partition by ${same}) as conflict from ` +
      `(select n, ${same}, hash(${values}) as digest, row_number() over (partition by ${same} order by n) as nth, ` +
      `row_number() over (partition by ${same} order by n desc) as nth_last from timed where ${usable} ` +
      `qualify count(*) over (partition by ${same}) > 1)`,
  )
  const duplicate = `case when nth is null or nth = 1 then 0 when digest = first_digest then ${DEFECT_BIT['duplicate-time']} else ${DEFECT_BIT['conflicting-duplicate']} end`
  const loser = keepLast ? 'case when conflict then nth_last > 1 else nth > 1 end' : 'nth > 1'
  await session.run(
    `create temp table backwards as ${unsorted > 0 ? `select n, s from (${neighbours}) where t < before` : `select 0::bigint as n, '' as s where false`}`,
  )
  await session.run(
    `create temp table marked as select timed.* replace (timed.flags | coalesce(${duplicate}, 0) | ` +
      `case when backwards.n is null then 0 else ${DEFECT_BIT.unsorted} end as flags), coalesce(${loser}, false) as loser ` +
      `from timed left join same on timed.n = same.n and timed.s = same.s ` +
      `left join backwards on timed.n = backwards.n and timed.s = backwards.s`,
  )
}
