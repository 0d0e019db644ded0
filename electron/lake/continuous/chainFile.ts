import { FactTable } from '../reference/factTable.ts'
import type { ReferenceText } from '../reference/referenceText.ts'

const DAY_MS = 86_400_000

/**
 * Volume or open interest of a root's contracts by delivery month (YYYY-MM) and day, from a table of root, date, expiry
 * and the figure. Fields without a figure are passed over.
 *
 * @throws DeskError FILE_FORMAT, BAD_INPUT naming row and column
 */
export function parseChainFile(
  source: ReferenceText,
  root: string,
  figure: 'volume' | 'open-interest',
): Map<string, Map<number, number>> {
  const names = figure === 'volume' ? ['volume', 'vol'] : ['openinterest', 'oi']
  const table = new FactTable(
    source,
    {
      root: { names: ['root', 'product', 'symbol'] },
      date: { names: ['date', 'asof', 'day', 't', 'time'] },
      expiry: { names: ['expiry', 'contractmonth', 'month', 'contract'] },
      figure: { names },
    },
    `the ${figure === 'volume' ? 'volume' : 'open interest'} of contracts`,
  )
  const byMonth = new Map<string, Map<number, number>>()
  for (const row of table.rows()) {
    if (row.text('root').toUpperCase() !== root || row.text('figure') === '') continue
    const month = /^(\d{4})-?(\d{2})(-?\d{2})?$/.exec(row.text('expiry'))
    if (!month) throw row.error('expiry', `'${row.text('expiry')}' is no month (202406 or 2024-06)`)
    const key = `${month[1]}-${month[2]}`
    const days = byMonth.get(key) ?? new Map<number, number>()
    byMonth.set(key, days)
    days.set(Math.floor(row.moment('date') / DAY_MS), row.number('figure'))
  }
  return byMonth
}
