import type { QuoteColumns } from '../../../shared/domain/bar.ts'
import type { TradeColumns } from '../bars/irregularBarBuilder.ts'
import type { QuoteTicks } from '../bars/timeBars.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { literal } from '../duckdb/sqlText.ts'

/** Nanoseconds as milliseconds with fractions: 2^-12 ms is what a float64 of our days tells apart. */
const TIME_MS = '(time // 1000000)::double + (time % 1000000)::double / 1e6'

/** Reads the trades of a Parquet file of the lake, all of `count`. */
export async function readTrades(
  session: DatabaseSession,
  file: string,
  count: number,
): Promise<TradeColumns> {
  const sql = `select ${TIME_MS}, price, size from read_parquet(${literal(file)})`
  const [time, price, size] = await session.columns(sql, 3, count)
  if (!time || !price || !size) throw new Error('a column of trades is missing')
  return { time, price, size }
}

/** Reads the quotes of a Parquet file of the lake, all of `count`. */
export async function readQuoteTicks(
  session: DatabaseSession,
  file: string,
  count: number,
): Promise<QuoteTicks> {
  const sql = `select ${TIME_MS}, bid, ask from read_parquet(${literal(file)})`
  const [time, bid, ask] = await session.columns(sql, 3, count)
  if (!time || !bid || !ask) throw new Error('a column of quotes is missing')
  return { time, bid, ask }
}

/**
 * Reads the quotes beside the bars of a Parquet file, all of `count`. A file that has only the spread at the close gives
 * no quotes at the open.
 */
export async function readQuotesBeside(
  session: DatabaseSession,
  file: string,
  count: number,
): Promise<QuoteColumns> {
  const source = `read_parquet(${literal(file)})`
  const names = (await session.rows(`describe select * from ${source}`)).map(([name]) => name)
  const known = names.includes('bid_open')
    ? 'bid_open, ask_open, bid_close, ask_close'
    : `'nan'::double, 'nan'::double, close - spread / 2, close + spread / 2`
  const [bidOpen, askOpen, bidClose, askClose] = await session.columns(
    `select ${known} from ${source}`,
    4,
    count,
  )
  if (!bidOpen || !askOpen || !bidClose || !askClose) throw new Error('a column of quotes is missing')
  return { bidOpen, askOpen, bidClose, askClose }
}
