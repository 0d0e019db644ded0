import type { ColumnRole, ImportPlan } from '../../../shared/domain/importPlan.ts'
import { literal } from '../duckdb/sqlText.ts'

/** A column of trades or quotes beside prices and volumes: its name in the parser's SQL, and how it is read. */
export interface TickColumn {
  readonly alias: string
  readonly sql: string
}

/** Words for a side, in lower case: who took liquidity. `true` is "the buyer is the maker", as Binance tells it. */
const BOUGHT = ['b', 'buy', 'buyer', 'bid', '1', '+1', 'false', 'buyer_initiated']
const SOLD = ['s', 'sell', 'seller', 'ask', 'a', '-1', 'true', 'seller_initiated']

/**
 * What rows of trades or quotes have that bars do not: the nanoseconds below a
 * millisecond (`wn`), the side (`sd`, 1 bought, -1
 * sold, 0 unknown), conditions (`cd`) and identity (`ti`) as text, sizes of bid (`qb`) and ask (`qa`).
 */
export function tickColumns(plan: ImportPlan, time: readonly number[]): readonly TickColumn[] {
  const text = (role: ColumnRole) => {
    const index = plan.columns.findIndex((column) => column.role === role)
    return index === -1 ? undefined : `trim(x${index}::varchar)`
  }
  const number = (role: ColumnRole) => {
    const found = text(role)
    const plain = plan.decimalSeparator === ',' ? `replace(${found}, ',', '.')` : found
    return found === undefined ? `'nan'::double` : `coalesce(try_cast(${plain} as double), 'nan'::double)`
  }
  const listed = (words: readonly string[]) => words.map((word) => literal(word)).join(', ')
  const side = text('side')
  return [
    { alias: 'wn', sql: `coalesce(((${nanosecondsSql(plan, time)}) % 1000000 + 1000000) % 1000000, 0)` },
    {
      alias: 'sd',
      sql:
        side === undefined
          ? '0::tinyint'
          : `(case when lower(${side}) in (${listed(BOUGHT)}) then 1 when lower(${side}) in (${listed(SOLD)}) then -1 else 0 end)::tinyint`,
    },
    { alias: 'cd', sql: text('conditions') ?? 'null::varchar' },
    { alias: 'ti', sql: text('trade-id') ?? 'null::varchar' },
    { alias: 'qb', sql: number('bid-size') },
    { alias: 'qa', sql: number('ask-size') },
  ]
}

const EPOCH = {
  s: (text: string) => `(try_cast(${text} as decimal(28,9)) * 1000000000::decimal(10,0))::bigint`,
  ms: (text: string) => `(try_cast(${text} as decimal(28,6)) * 1000000::decimal(7,0))::bigint`,
  us: (text: string) => `(try_cast(${text} as decimal(28,3)) * 1000::decimal(4,0))::bigint`,
  ns: (text: string) => `try_cast(${text} as bigint)`,
} as const

/** The time as nanoseconds, of which only those below a millisecond count: the rest is told by the time in ms. */
function nanosecondsSql({ timeFormat }: ImportPlan, time: readonly number[]): string {
  const parts = time.map((index) => `trim(x${index}::varchar)`)
  const text = parts.join(" || ' ' || ")
  switch (timeFormat.kind) {
    case 'epoch':
      return EPOCH[timeFormat.unit](text)
    case 'pattern':
      return `epoch_us(try_strptime(${text}, ${literal(timeFormat.pattern)})) * 1000`
    case 'iso': {
      // The digits of a second stand the same with every offset.
      const fraction = `regexp_extract(${text}, ':\\d{2}[.,](\\d{1,9})', 1)`
      return `try_cast(rpad(${fraction}, 9, '0') as bigint)`
    }
  }
}
