import { createHash } from 'node:crypto'
import type { ColumnRole, ImportPlan } from '../../../shared/domain/importPlan.ts'
import { columnBytes } from '../columnsFile.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { literal } from '../duckdb/sqlText.ts'

const TIME = 't * 1000000 + wn as time'

/**
 * The stored trades or quotes among the rows of `kept` that meet a condition, in the order of their times and, of one
 * time, of the file. Times are nanoseconds UTC.
 */
export function ticksSql(rows: 'trades' | 'ticks', plan: ImportPlan, where: string): string {
  const has = (role: ColumnRole) => plan.columns.some((column) => column.role === role)
  const columns =
    rows === 'trades'
      ? [
          `c as price, coalesce(v, 'nan'::double) as size, sd as side`,
          ...(has('conditions') ? ['cd as conditions'] : []),
          ...(has('trade-id') ? ['ti as trade_id'] : []),
        ].join(', ')
      : 'bc as bid, ac as ask, qb as bid_size, qa as ask_size'
  return `select ${TIME}, ${columns} from kept where ${where} order by t, wn, n`
}

/**
 * SHA-256, in hexadecimal, over a file of trades or quotes: its times in whole milliseconds, the nanoseconds beyond
 * them, then its figures, as little-endian float64.
 */
export async function ticksHash(
  session: DatabaseSession,
  rows: 'trades' | 'ticks',
  file: string,
  count: number,
): Promise<string> {
  const figures = rows === 'trades' ? 'price, size, side::double' : 'bid, ask, bid_size, ask_size'
  const columns = await session.columns(
    `select (time // 1000000)::double, (time % 1000000)::double, ${figures} from read_parquet(${literal(file)})`,
    rows === 'trades' ? 5 : 6,
    count,
  )
  const hash = createHash('sha256')
  for (const column of columns) hash.update(columnBytes(column))
  return hash.digest('hex')
}
