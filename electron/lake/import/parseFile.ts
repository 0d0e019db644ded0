import type { QualityIssue } from '../../../shared/domain/dataset.ts'
import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import type { DatabaseSession, SqlValue } from '../duckdb/lakeDatabase.ts'
import { createTimed } from './createTimed.ts'
import { choiceBits, DEFECT_BIT, IMPORT_DEFECTS, type ImportDefect } from './defects.ts'
import { markDuplicates } from './duplicates.ts'
import { explainDefect } from './explainDefect.ts'
import { markTicks } from './markTicks.ts'
import { firstVintages, markVintages } from './markVintages.ts'
import { numbersSql, parsedSql, soundSql, textSourceSql, wideSourceSql } from './parserSql.ts'
import { type PlanColumns, planColumns } from './priceColumns.ts'
import type { StagedFile } from './stageFile.ts'

/** What the parser found for one symbol. */
export interface ParsedSymbol {
  readonly symbol: string
  readonly bars: number
  readonly fromMs: number
  readonly toMs: number
  readonly droppedRows: number
  readonly counts: Partial<Record<ImportDefect, number>>
  /** First and last row `n` of `kept`, where the rows of the symbol are known to stand together. */
  readonly range?: readonly [first: number, last: number]
}

/** A whole file, parsed; the bars stand in the session's view `kept`, the actions' rows in `marked`. */
export interface ParsedFile {
  readonly columns: PlanColumns
  readonly rows: number
  readonly symbols: readonly ParsedSymbol[]
  readonly counts: Partial<Record<ImportDefect, number>>
  readonly issues: readonly QualityIssue[]
  readonly refused: readonly ImportDefect[]
  /** Whether the bars of each symbol are known to stand in ascending order of time. */
  readonly ascending: boolean
}

/** Examples of each kind that are kept. */
export const EXAMPLES_PER_KIND = 20

/** Parses a staged file after a plan, entirely within DuckDB. */
export async function parseFile(
  session: DatabaseSession,
  staged: StagedFile,
  plan: ImportPlan,
): Promise<ParsedFile> {
  const columns = planColumns(plan)
  const source = textSourceSql(staged.file, plan, staged.regular)
  const wide = plan.layout === 'wide'
  if (wide) await session.run(`create temp table raw as ${source}`)
  await createParsed(
    session,
    wide ? wideSourceSql('select rowid as n, * from raw', plan) : source,
    plan,
    columns,
  )
  await createTimed(session, plan, columns)
  if (columns.rows === 'bars') await markDuplicates(session, columns, plan)
  else await markTicks(session, columns)
  const drop = choiceBits(plan, 'drop')
  const stays = `select * from marked where not loser and flags & ${drop} = 0`
  if (columns.known === undefined) {
    await session.run(`create temp view kept as ${stays}`)
    return summarise(session, staged, plan, columns)
  }
  await markVintages(session, stays, columns)
  return firstVintages(session, await summarise(session, staged, plan, columns))
}

/**
 * Makes the view `parsed`. Nearly all files have no row with a defect of its own: they are read once, as numbers. Only
 * where a row fails the quick test is the file read again, to say what is wrong with it and to keep its text.
 */
async function createParsed(
  session: DatabaseSession,
  source: string,
  plan: ImportPlan,
  columns: PlanColumns,
): Promise<void> {
  const row = plan.layout === 'wide' ? '' : 'rowid as n, '
  await session.run(`create temp table numbers as ${numbersSql(source, plan, columns)}`)
  const [unsound] = await session.rows(
    `select count(*) filter (where not coalesce(${soundSql(columns)}, false)) from numbers`,
  )
  if (Number(unsound?.[0] ?? 0) === 0) {
    await session.run(
      `create temp view parsed as select ${row}*, 0 as flags, null::varchar[] as cells from numbers`,
    )
    return
  }
  await session.run('drop table numbers')
  await session.run(`create temp table flagged as ${parsedSql(source, plan, columns)}`)
  await session.run(`create temp view parsed as select ${row}* from flagged`)
}

async function summarise(
  session: DatabaseSession,
  staged: StagedFile,
  plan: ImportPlan,
  columns: PlanColumns,
): Promise<ParsedFile> {
  const drop = choiceBits(plan, 'drop')
  const refuse = choiceBits(plan, 'refuse')
  const kinds = IMPORT_DEFECTS.map((kind) => `count(*) filter (where flags & ${DEFECT_BIT[kind]} <> 0)`).join(
    ', ',
  )
  const perSymbol = await session.rows(
    `select s, count(*) filter (where stays), min(t) filter (where stays)::double, max(t) filter (where stays)::double, ` +
      `count(*) filter (where not stays), ${kinds} from ` +
      `(select *, not loser and flags & ${drop} = 0 as stays from marked) group by s order by s`,
  )
  const symbols = perSymbol.map(toSymbol)
  const counts = total(symbols.map(({ counts }) => counts))
  if (staged.unreadableCount > 0)
    counts['unreadable-row'] = staged.unreadableCount + (counts['unreadable-row'] ?? 0)
  const [standing] = await session.rows(
    `select bit_or(flags & ${refuse}) from marked where flags & ${drop} = 0`,
  )
  const refusedBits = Number(standing?.[0] ?? 0)
  const refused = IMPORT_DEFECTS.filter(
    (kind) =>
      (refusedBits & DEFECT_BIT[kind]) !== 0 ||
      (kind === 'unreadable-row' && staged.unreadableCount > 0 && (refuse & DEFECT_BIT[kind]) !== 0),
  )
  const [all] = await session.rows(
    plan.layout === 'wide' ? 'select count(*) from raw' : 'select count(*) from parsed',
  )
  return {
    columns,
    rows: Number(all?.[0] ?? 0) + staged.unreadableCount,
    symbols: symbols
      .filter(({ symbol, bars }) => symbol !== '' && bars > 0)
      .map((symbol) => withUnreadable(symbol, staged, plan)),
    counts,
    issues: await examples(session, staged, plan, columns, counts),
    refused,
    ascending: false,
  }
}

function toSymbol(row: SqlValue[]): ParsedSymbol {
  const counts: Partial<Record<ImportDefect, number>> = {}
  for (const [index, kind] of IMPORT_DEFECTS.entries()) {
    const count = Number(row[5 + index] ?? 0)
    if (count > 0) counts[kind] = count
  }
  return {
    symbol: String(row[0] ?? ''),
    bars: Number(row[1] ?? 0),
    fromMs: Number(row[2] ?? 0),
    toMs: Number(row[3] ?? 0),
    droppedRows: Number(row[4] ?? 0),
    counts,
  }
}

/** Rows that cannot be split belong to nobody in a file of several symbols, and to the one symbol otherwise. */
function withUnreadable(symbol: ParsedSymbol, staged: StagedFile, plan: ImportPlan): ParsedSymbol {
  const single = plan.layout === 'long' && !plan.columns.some((column) => column.role === 'symbol')
  if (!single || staged.unreadableCount === 0) return symbol
  const before = symbol.counts['unreadable-row'] ?? 0
  return {
    ...symbol,
    droppedRows: symbol.droppedRows + staged.unreadableCount,
    counts: { ...symbol.counts, 'unreadable-row': before + staged.unreadableCount },
  }
}

function total(
  records: readonly Partial<Record<ImportDefect, number>>[],
): Partial<Record<ImportDefect, number>> {
  const sum: Partial<Record<ImportDefect, number>> = {}
  for (const record of records) {
    for (const kind of IMPORT_DEFECTS) {
      const count = record[kind]
      if (count !== undefined) sum[kind] = (sum[kind] ?? 0) + count
    }
  }
  return sum
}

async function examples(
  session: DatabaseSession,
  staged: StagedFile,
  plan: ImportPlan,
  columns: PlanColumns,
  counts: Partial<Record<ImportDefect, number>>,
): Promise<QualityIssue[]> {
  const issues: QualityIssue[] = staged.unreadableRows.map((bad) => ({
    kind: 'unreadable-row',
    row: bad.row,
    value: bad.text,
    message: `the row has ${bad.fields} fields, the plan ${plan.columns.length} columns`,
  }))
  for (const kind of IMPORT_DEFECTS) {
    if (counts[kind] === undefined) continue
    const found = await session.rowsWithList(
      `select n::double, s, t::double, cells from marked where flags & ${DEFECT_BIT[kind]} <> 0 order by n limit ${EXAMPLES_PER_KIND}`,
    )
    for (const { values, list } of found) {
      const [n, symbol, timeMs] = values
      const row = staged.rowMap.rowOf(Number(n))
      const defect = {
        row,
        symbol: typeof symbol === 'string' ? symbol : null,
        timeMs: typeof timeMs === 'number' ? timeMs : null,
        cells: list,
      }
      issues.push(explainDefect(kind, defect, plan, columns))
    }
  }
  return issues.slice(0, EXAMPLES_PER_KIND * IMPORT_DEFECTS.length)
}
