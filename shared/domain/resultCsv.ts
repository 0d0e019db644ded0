import type { EquitySeries, RoundTrip } from './backtest.ts'
import type { Fill } from './order.ts'
import type { StatementLine } from './statement.ts'

type Cell = string | number | null | undefined

/** A field as RFC 4180 wants it. A leading = + - @ of a word gets an apostrophe: spreadsheets would run it as a formula. */
function field(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const text = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function csv(header: readonly string[], rows: Iterable<readonly Cell[]>): Uint8Array {
  const lines = [header.join(',')]
  for (const row of rows) lines.push(row.map(field).join(','))
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n`)
}

const iso = (timeMs: number | null): string => (timeMs === null ? '' : new Date(timeMs).toISOString())

/** Round trips, full precision, times in ISO 8601 UTC. */
export function tradesCsv(trips: readonly RoundTrip[]): Uint8Array {
  return csv(
    [
      'symbol',
      'side',
      'entry',
      'exit',
      'quantity',
      'entryPrice',
      'exitPrice',
      'profit',
      'returnRate',
      'fees',
      'bars',
    ],
    trips.map((trip) => [
      trip.symbol,
      trip.side,
      iso(trip.entryMs),
      iso(trip.exitMs),
      trip.quantity,
      trip.entryPrice,
      trip.exitPrice,
      trip.profit,
      trip.returnRate,
      trip.fees,
      trip.bars,
    ]),
  )
}

/** Fills, full precision, times in ISO 8601 UTC. */
export function fillsCsv(fills: readonly Fill[]): Uint8Array {
  return csv(
    [
      'time',
      'symbol',
      'side',
      'quantity',
      'price',
      'fee',
      'slippage',
      'realizedProfit',
      'priceSource',
      'orderId',
      'tag',
      'positionSide',
    ],
    fills.map((fill) => [
      iso(fill.timeMs),
      fill.symbol,
      fill.side,
      fill.quantity,
      fill.price,
      fill.fee,
      fill.slippage,
      fill.realizedProfit,
      fill.priceSource,
      fill.orderId,
      fill.tag,
      fill.positionSide,
    ]),
  )
}

/** The account's statement, times in ISO 8601 UTC. */
export function statementCsv(lines: readonly StatementLine[]): Uint8Array {
  return csv(
    ['time', 'kind', 'symbol', 'currency', 'amount', 'balance', 'text'],
    lines.map((line) => [
      iso(line.timeMs),
      line.kind,
      line.symbol,
      line.currency,
      line.amount,
      line.balance,
      line.text,
    ]),
  )
}

/** Equity and drawdown, and the benchmark where there is one. */
export function equityCsv(series: EquitySeries): Uint8Array {
  const hasBenchmark = series.benchmark.length > 0
  return csv(
    ['time', 'equity', 'drawdown', ...(hasBenchmark ? ['benchmark'] : [])],
    Array.from(series.time, (timeMs, index) => [
      iso(timeMs),
      series.equity[index],
      series.drawdown[index],
      ...(hasBenchmark ? [series.benchmark[index]] : []),
    ]),
  )
}
