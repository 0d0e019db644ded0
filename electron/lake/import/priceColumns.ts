import { DeskError } from '../../../shared/domain/deskError.ts'
import type { ColumnRole, ImportPlan } from '../../../shared/domain/importPlan.ts'
import { irregularBars, isHeikinAshi } from '../../../shared/domain/timeframe.ts'
import { knownColumns } from './knownColumn.ts'
import { type TickColumn, tickColumns } from './tickColumns.ts'

/** A column of prices: where it stands and what it is called in the parser's SQL. */
export interface PriceColumn {
  readonly role: ColumnRole
  readonly alias: string
  readonly index: number
}

/** The columns of a plan by what the parser does with them; indices into `plan.columns`. */
export interface PlanColumns {
  readonly kind: 'bars' | 'quotes'
  /** What a row is. */
  readonly rows: 'bars' | 'trades' | 'ticks'
  /** Further columns: those of trades and quotes, and of bars the time `k` at which each became known. */
  readonly ticks: readonly TickColumn[]
  /** Place of the column that says when each bar became known. */
  readonly known: number | undefined
  readonly prices: readonly PriceColumn[]
  readonly time: readonly number[]
  readonly symbol: readonly number[]
  readonly volume: number | undefined
  readonly adjustedClose: number | undefined
  readonly dividend: number | undefined
  readonly split: number | undefined
}

const BAR_ROLES: readonly (readonly [ColumnRole, string])[] = [
  ['open', 'o'],
  ['high', 'h'],
  ['low', 'l'],
  ['close', 'c'],
]
const QUOTE_ROLES: readonly (readonly [ColumnRole, string])[] = [
  ['bid-open', 'bo'],
  ['bid-high', 'bh'],
  ['bid-low', 'bl'],
  ['bid-close', 'bc'],
  ['ask-open', 'ao'],
  ['ask-high', 'ah'],
  ['ask-low', 'al'],
  ['ask-close', 'ac'],
]

/** Sorts the columns of a plan. @throws DeskError BAD_INPUT where a plan has no times, no prices or a role twice */
export function planColumns(plan: ImportPlan): PlanColumns {
  const all = (role: ColumnRole) =>
    plan.columns.flatMap((column, index) => (column.role === role ? [index] : []))
  const one = (role: ColumnRole) => {
    const found = all(role)
    if (found.length > 1) {
      throw bad(
        `The role '${role}' is given to ${found.length} columns.`,
        'Give it to one and set the others to ignore.',
      )
    }
    return found[0]
  }
  const single = one('time')
  const date = one('date')
  const clock = one('time-of-day')
  const time = single !== undefined ? [single] : [date, clock].filter((index) => index !== undefined)
  if (time.length === 0 || (single === undefined && date === undefined)) {
    throw bad('No column has the role time or date.', 'Give one of the columns the role time.')
  }
  const rows = rowsOfPlan(plan)
  if (plan.layout === 'wide') {
    if (all('close').length === 0)
      throw bad('No column has the role close.', "Give each symbol's column the role close.")
    if (rows !== 'bars')
      throw bad('Trades and quotes are rows of one symbol each.', 'Choose the layout long.')
    return {
      kind: 'bars',
      rows,
      ticks: [],
      prices: [{ role: 'close', alias: 'c', index: -1 }],
      time,
      symbol: [],
      known: undefined,
      volume: undefined,
      adjustedClose: undefined,
      dividend: undefined,
      split: undefined,
    }
  }
  const pick = (roles: readonly (readonly [ColumnRole, string])[]) =>
    roles.flatMap(([role, alias]) => {
      const index = one(role)
      return index === undefined ? [] : [{ role, alias, index }]
    })
  const bars = pick(BAR_ROLES)
  const quotes = pick(QUOTE_ROLES)
  const hasClose = bars.some((column) => column.alias === 'c')
  const hasBoth =
    quotes.some((column) => column.alias === 'bc') && quotes.some((column) => column.alias === 'ac')
  if (!hasClose && !hasBoth) {
    throw bad(
      'No column has the role close, and bid-close and ask-close are not both there.',
      'Name the price column.',
    )
  }
  if (all('symbol').length === 0 && plan.symbol === undefined) {
    throw bad('The plan has neither a symbol nor a column of symbols.', 'Type the symbol of the file.')
  }
  if (rows === 'trades' && (!hasClose || bars.length > 1)) {
    throw bad(
      'Trades have one price a row.',
      'Give the price the role close and no column open, high or low.',
    )
  }
  if (rows === 'ticks' && (!hasBoth || quotes.length > 2)) {
    throw bad('Quotes one by one have a bid and an ask.', 'Give them the roles bid-close and ask-close.')
  }
  const isBar = hasClose && rows !== 'ticks'
  const known = rows === 'bars' ? one('known') : undefined
  return {
    kind: isBar ? 'bars' : 'quotes',
    rows,
    ticks: rows === 'bars' ? knownColumns(plan, known) : tickColumns(plan, time),
    known,
    prices: isBar ? bars : quotes,
    time,
    symbol: all('symbol'),
    volume: one('volume'),
    adjustedClose: one('adjusted-close'),
    dividend: one('dividend'),
    split: one('split'),
  }
}

/** What a row of the plan's file is. @throws DeskError BAD_INPUT for bars that cannot be imported as such */
export function rowsOfPlan({ timeframe }: ImportPlan): PlanColumns['rows'] {
  if (timeframe === 'tick-1') return 'trades'
  if (timeframe === 'quote-1') return 'ticks'
  if (!irregularBars(timeframe) && !isHeikinAshi(timeframe)) return 'bars'
  throw new DeskError('BAD_INPUT', `Bars of ${timeframe} are built from other data, not imported.`, {
    where: 'timeframe',
    hint: 'Import trades (tick-1), quotes (quote-1) or bars of a length of time; a chart or run then names these bars.',
  })
}

function bad(message: string, hint: string): DeskError {
  return new DeskError('BAD_INPUT', message, { where: 'columns', hint })
}
