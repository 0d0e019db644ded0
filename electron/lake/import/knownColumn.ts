import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import { literal } from '../duckdb/sqlText.ts'
import type { TickColumn } from './tickColumns.ts'

/** Alias under which the parser carries the time at which a bar became known, in epoch milliseconds. */
const KNOWN = 'k'

/**
 * The column of knowledge times as the parser reads it: ISO 8601, with an offset an instant, without one a time of the
 * plan's zone, and a date alone the last millisecond of its day there.
 */
export function knownColumns({ timeZone }: ImportPlan, index: number | undefined): TickColumn[] {
  if (index === undefined) return []
  const text = `trim(x${index})`
  const zone = literal(timeZone)
  const wall = (time: string) => `epoch_ms(timezone(${zone}, ${time}))`
  const day = `regexp_full_match(${text}, '\\d{4}-\\d{1,2}-\\d{1,2}')`
  const offset = `regexp_matches(${text}, '(Z|[+-]\\d{2}(:?\\d{2})?)$')`
  const sql =
    `case when ${day} then ${wall(`try_cast(${text} as timestamp) + interval 1 day`)} - 1 ` +
    `when ${offset} then epoch_ms(try_cast(${text} as timestamptz)) ` +
    `else ${wall(`try_cast(${text} as timestamp)`)} end`
  return [{ alias: KNOWN, sql }]
}
