import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import type { ParsedFile } from './parseFile.ts'
import type { PlanColumns } from './priceColumns.ts'

/**
 * Makes the views `kept`, the first vintage of each bar, and `corrections`, what was published of a bar later with other
 * values.
 *
 * @param rows A query of the rows that are stored, each with the time `k` at which it became known.
 */
export async function markVintages(
  session: DatabaseSession,
  rows: string,
  columns: PlanColumns,
): Promise<void> {
  const values = [...columns.prices.map(({ alias }) => alias), 'v'].join(', ')
  await session.run(
    `create temp table vintages as select *, row_number() over bar as vintage, hash(${values}) as digest, ` +
      `lag(hash(${values})) over bar as before from (${rows}) window bar as (partition by s, t order by k, n)`,
  )
  await session.run('create temp view kept as select * from vintages where vintage = 1')
  await session.run(
    'create temp view corrections as select * from vintages where vintage > 1 and digest <> before',
  )
}

/** What was parsed, with the first vintage of each bar counted and not all of them. */
export async function firstVintages(session: DatabaseSession, parsed: ParsedFile): Promise<ParsedFile> {
  const rows = await session.rows('select s, count(*) from kept group by s')
  const bars = new Map(rows.map(([symbol, count]) => [String(symbol), Number(count)]))
  return {
    ...parsed,
    symbols: parsed.symbols.map((symbol) => ({ ...symbol, bars: bars.get(symbol.symbol) ?? 0 })),
  }
}
