import { DeskError } from '../../../shared/domain/deskError.ts'
import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { createTimed } from './createTimed.ts'
import type { ParsedFile, ParsedSymbol } from './parseFile.ts'
import { constantsSql, type PlainSource, soundSql, typedNumbersSql } from './parserSql.ts'
import { planColumns, rowsOfPlan } from './priceColumns.ts'

/** Whether a plan can be carried out on plain text by the quick way. */
export function isQuickPlan(plan: ImportPlan): boolean {
  return (
    plan.format === 'csv' &&
    plan.layout === 'long' &&
    plan.decimalSeparator === '.' &&
    !plan.columns.some(({ role }) => role === 'known') &&
    rowsOfPlan(plan) === 'bars'
  )
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
  await session.run(
    `create temp view parsed as select rowid as n, *${constantsSql(plan, columns)}, 0 as flags, ` +
      'null::varchar[] as cells from numbers',
  )
  const [sound] = await session.rows(
    `select count(*), count(*) filter (where not coalesce(${soundSql(columns)}, false)) from parsed`,
  )
  const rows = Number(sound?.[0] ?? 0)
  if (rows === 0 || Number(sound?.[1] ?? 0) > 0) return undefined
  await createTimed(session, plan, columns)
  const found = await ascendingSymbols(session)
  if (found === undefined) return undefined
  if (found.grouped) {
    await session.run('create temp view marked as select *, false as loser from timed')
  } else {
    await session.run('create temp table grouped as select * exclude (n) from timed order by s, n')
    await session.run('drop table numbers')
    await session.run('create temp view marked as select rowid as n, *, false as loser from grouped')
  }
  const symbols = withRanges(found.symbols)
  await session.run('create temp view kept as select * from marked')
  return { columns, rows, symbols, counts: {}, issues: [], refused: [], ascending: true }
}

interface AscendingSymbols {
  /** In the order of their names, or of their rows where those are grouped. */
  readonly symbols: readonly ParsedSymbol[]
  /** Whether the rows of each symbol stand together. */
  readonly grouped: boolean
}

/** The symbols of a file in which each one's times ascend without a break; undefined where one's do not. */
async function ascendingSymbols(session: DatabaseSession): Promise<AscendingSymbols | undefined> {
  const found = await session.rows(
    `select s, count(*), min(t)::double, max(t)::double, count(*) filter (where t is null or (s = s0 and t <= t0)), ` +
      `count(*) filter (where s is distinct from s0), min(n) from ` +
      `(select n, s, t, lag(s) over () as s0, lag(t) over () as t0 from timed) group by s order by s`,
  )
  if (found.some((row) => Number(row[4]) > 0)) return undefined
  // Where symbols alternate, a neighbour of the same symbol is further away.
  const grouped = found.every((row) => Number(row[5]) === 1)
  if (!grouped) {
    const [back] = await session.rows(
      'select count(*) filter (where t <= before) from ' +
        '(select t, lag(t) over (partition by s order by n) as before from timed)',
    )
    if (Number(back?.[0] ?? 0) > 0) return undefined
  }
  const inOrder = grouped ? found.toSorted((a, b) => Number(a[6]) - Number(b[6])) : found
  const symbols = inOrder.map(([symbol, bars, fromMs, toMs]) => ({
    symbol: String(symbol),
    bars: Number(bars),
    fromMs: Number(fromMs),
    toMs: Number(toMs),
    droppedRows: 0,
    counts: {},
  }))
  return { symbols, grouped }
}

/** The symbols by name, each with the rows at which it stands among them all. */
function withRanges(symbols: readonly ParsedSymbol[]): readonly ParsedSymbol[] {
  let first = 0
  const ranged = symbols.map((symbol) => {
    const from = first
    first += symbol.bars
    return { symbol, range: [from, first - 1] as const }
  })
  return ranged
    .toSorted((a, b) => Buffer.compare(Buffer.from(a.symbol.symbol), Buffer.from(b.symbol.symbol)))
    .map(({ symbol, range }) => ({ ...symbol, range }))
}
