import { DeskError } from '../../../shared/domain/deskError.ts'
import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { createTimed } from './createTimed.ts'
import type { ParsedFile, ParsedSymbol } from './parseFile.ts'
import { type PlainSource, soundSql, typedNumbersSql } from './parserSql.ts'
import { planColumns } from './priceColumns.ts'

/** Whether a plan can be carried out on plain text by the quick way. */
export function isQuickPlan(plan: ImportPlan): boolean {
  return plan.format === 'csv' && plan.layout === 'long' && plan.decimalSeparator === '.'
}

/**
 * Parses plain text after a plan by the quick way: DuckDB reads the numbers itself, by several threads. That serves
 * files without a single defect; for any other, or one with a number or row that DuckDB reads differently, the answer is
 * undefined, and `parseFile` is to say what is wrong and where. Both give the same bars.
 */
export async function parsePlain(
  session: DatabaseSession,
  source: PlainSource,
  plan: ImportPlan,
): Promise<ParsedFile | undefined> {
  try {
    return await parseTyped(session, source, plan)
  } catch (error) {
    if (error instanceof DeskError) throw error
    return undefined
  }
}

async function parseTyped(
  session: DatabaseSession,
  source: PlainSource,
  plan: ImportPlan,
): Promise<ParsedFile | undefined> {
  const columns = planColumns(plan)
  await session.run(`create temp table numbers as ${typedNumbersSql(source, plan, columns)}`)
  const [sound] = await session.rows(
    `select count(*), count(*) filter (where not coalesce(${soundSql(columns)}, false)) from numbers`,
  )
  const rows = Number(sound?.[0] ?? 0)
  if (rows === 0 || Number(sound?.[1] ?? 0) > 0) return undefined
  await session.run(
    'create temp view parsed as select rowid as n, *, 0 as flags, null::varchar[] as cells from numbers',
  )
  await createTimed(session, plan, columns)
  const symbols = await ascendingSymbols(session)
  if (symbols === undefined) return undefined
  await session.run('create temp view marked as select *, false as loser from timed')
  await session.run('create temp view kept as select * from marked')
  return { columns, rows, symbols, counts: {}, issues: [], refused: [], ascending: true }
}

/** The symbols of a file in which each one's times ascend without a break; undefined where one's do not. */
async function ascendingSymbols(session: DatabaseSession): Promise<readonly ParsedSymbol[] | undefined> {
  const found = await session.rows(
    `select s, count(*), min(t)::double, max(t)::double, count(*) filter (where t is null or (s = s0 and t <= t0)), ` +
      `count(*) filter (where s is distinct from s0) from ` +
      `(select s, t, lag(s) over () as s0, lag(t) over () as t0 from timed) group by s order by s`,
  )
  if (found.some((row) => Number(row[4]) > 0)) return undefined
  // Where symbols alternate, a neighbour of the same symbol is further away.
  if (found.some((row) => Number(row[5]) > 1)) {
    const [back] = await session.rows(
      'select count(*) filter (where t <= before) from ' +
        '(select t, lag(t) over (partition by s order by n) as before from timed)',
    )
    if (Number(back?.[0] ?? 0) > 0) return undefined
  }
  return found.map(([symbol, bars, fromMs, toMs]) => ({
    symbol: String(symbol),
    bars: Number(bars),
    fromMs: Number(fromMs),
    toMs: Number(toMs),
    droppedRows: 0,
    counts: {},
  }))
}
