import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import { timeframeMs } from '../../../shared/domain/timeframe.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { literal } from '../duckdb/sqlText.ts'
import { isDated } from './parserSql.ts'
import { instantSql, zoneRules } from './zoneRules.ts'

const DAY = 86_400_000

/**
 * SQL of the instant under which a row of `parsed` is stored.
 *
 * Bars within a day: the open of the bar. A local time that the clocks skipped is unreadable; one that they showed
 * twice is the first pass, and the second where the file has that time a second time. Sessions, weeks and months:
 * midnight UTC of their date, of the week's Monday, of the month's first. `costly` SQL is better computed once.
 */
export async function timeColumns(
  session: DatabaseSession,
  plan: ImportPlan,
): Promise<{ time: string; repeatedBy: string | undefined; costly: boolean }> {
  const [range] = await session.rows('select min(w)::double, max(w)::double from parsed')
  const from = range?.[0]
  const to = range?.[1]
  if (typeof from !== 'number' || typeof to !== 'number')
    return { time: 'w', repeatedBy: undefined, costly: false }
  const rules = zoneRules(plan.timeZone, from, to)
  if (isDated(plan.timeframe)) {
    const local =
      plan.timeZone === 'UTC'
        ? 'w'
        : `case when z then epoch_ms(timezone(${literal(plan.timeZone)}, make_timestamp_ms(w)::timestamptz)) else w end`
    return { time: labelSql(local, plan), repeatedBy: undefined, costly: false }
  }
  const marks = plan.timeMarks === 'close' ? ` - ${timeframeMs(plan.timeframe)}` : ''
  const { instant, repeatedBy } = instantSql(rules)
  return {
    time: `(case when z then w else ${instant} end${marks})`,
    repeatedBy: repeatedBy === undefined ? undefined : `case when z then 0 else ${repeatedBy} end`,
    costly: rules.changes.length > 0,
  }
}

/** The date under which a session, week or month is stored. Epoch day 0 was a Thursday. */
function labelSql(local: string, plan: ImportPlan): string {
  const unit = plan.timeframe.slice(-1)
  const day = `(floor((${local}) / ${DAY}.0)::bigint)`
  if (unit === 'M') return `epoch_ms(date_trunc('month', make_timestamp_ms(${day} * ${DAY})))`
  if (unit === 'w') {
    // A week that is named after its Saturday or Sunday opens on the Monday after, one that is named after its end, before.
    const shift = plan.timeMarks === 'open' ? 2 : 0
    return `((floor((${day} + 3 + ${shift}) / 7.0)::bigint * 7 - 3) * ${DAY})`
  }
  return `${day} * ${DAY}`
}
