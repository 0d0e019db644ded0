import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { DEFECT_BIT } from './defects.ts'
import type { PlanColumns } from './priceColumns.ts'
import { timeColumns } from './resolveTimes.ts'

/** Makes `timed`, a view or table: the rows of `parsed` with the instant `t` under which each is stored. */
export async function createTimed(
  session: DatabaseSession,
  plan: ImportPlan,
  columns: PlanColumns,
): Promise<void> {
  const { time, repeatedBy, costly } = await timeColumns(session, plan)
  const aliases = [...columns.prices, ...columns.ticks].map(({ alias }) => alias)
  const fields = [...aliases, 'v', 'a', 'dv', 'sp'].join(', ')
  const unreadable = DEFECT_BIT['unreadable-time']
  const shape = (from: string, at: string) =>
    `select n, s, ${at} as t, ${fields}, flags | case when t is null and flags & ${DEFECT_BIT['unreadable-row']} = 0 then ${unreadable} else 0 end as flags, cells from (${from})`
  const rows = `select n, s, (${time})::bigint as t, ${fields}, flags, cells${repeatedBy ? `, ${repeatedBy} as again` : ''} from parsed`
  const kind = costly ? 'table' : 'view'
  if (repeatedBy === undefined) {
    await session.run(`create temp ${kind} timed as ${shape(rows, 't')}`)
    return
  }
  // The second row with a time that the clocks showed twice is of the second pass.
  await session.run(
    `create temp table second_pass as select n, s, again from (${rows}) where again > 0 ` +
      'qualify row_number() over (partition by s, t order by n) > 1',
  )
  const [second] = await session.rows('select count(*) from second_pass')
  if (Number(second?.[0] ?? 0) === 0) {
    await session.run(`create temp ${kind} timed as ${shape(rows, 't')}`)
    return
  }
  const joined = `select r.* exclude (again), coalesce(p.again, 0) as later from (${rows}) r left join second_pass p on r.n = p.n and r.s = p.s`
  await session.run(`create temp table timed as ${shape(joined, 't + later')} order by n`)
}
