import type { MarginRequirement } from '../../../shared/domain/instrumentTerms.ts'
import { FactTable } from './factTable.ts'
import type { ReferenceText } from './referenceText.ts'

export interface MarginTable {
  readonly byRoot: ReadonlyMap<string, readonly MarginRequirement[]>
  /** Rows without any figure, such as remarks. */
  readonly remarks: number
}

/**
 * Margins per contract by root, each list ascending by the day from which it holds.
 *
 * @throws DeskError FILE_FORMAT for missing columns, BAD_INPUT naming row and column, also where one root has margins
 * of two exchanges
 */
export function parseMarginsFile(source: ReferenceText): MarginTable {
  const table = new FactTable(
    source,
    {
      root: { names: ['root', 'symbol', 'product', 'code'] },
      date: { names: ['date', 'from', 'effective', 'effectivedate'] },
      initial: { names: ['initial', 'initialmargin', 'initialovernight'] },
      maintenance: { names: ['maintenance', 'maintenancemargin', 'maintenanceovernight'] },
      exchange: { names: ['exchange', 'market', 'mic'], isOptional: true },
    },
    'margins',
  )
  const byRoot = new Map<string, Map<number, MarginRequirement>>()
  const exchanges = new Map<string, string>()
  let remarks = 0
  for (const row of table.rows()) {
    const isBare = row.text('initial') === '' && row.text('maintenance') === ''
    if (isBare && /^(#|$)/.test(row.text('date'))) {
      remarks++
      continue
    }
    const root = row.text('root').toUpperCase()
    if (root === '') throw row.error('root', 'the root of the contracts is missing')
    const exchange = row.text('exchange')
    const first = exchanges.get(root) ?? exchange
    if (first !== exchange) {
      throw row.error('exchange', `${root} has margins of ${first} above and of ${exchange} here`)
    }
    exchanges.set(root, exchange)
    const margins = byRoot.get(root) ?? new Map<number, MarginRequirement>()
    byRoot.set(root, margins)
    const fromMs = row.moment('date')
    const margin = { fromMs, initial: row.number('initial'), maintenance: row.number('maintenance') }
    if (margin.initial < 0) throw row.error('initial', 'a margin is not negative')
    if (margin.maintenance < 0) throw row.error('maintenance', 'a margin is not negative')
    margins.set(fromMs, margin)
  }
  const ascending = (margins: Map<number, MarginRequirement>) =>
    [...margins.values()].sort((a, b) => a.fromMs - b.fromMs)
  return { byRoot: new Map([...byRoot].map(([root, margins]) => [root, ascending(margins)])), remarks }
}
