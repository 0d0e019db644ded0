import { DeskError } from '../../../shared/domain/deskError.ts'

const DAY_MS = 86_400_000

/** A contract of a chain, as far as the rules of rolling look at it. Days are counted from 1970-01-01. */
export interface ChainedContract {
  readonly symbol: string
  /** Delivery month as YYYY-MM. */
  readonly month: string
  readonly lastTradeMs: number
  /** Volume or open interest of each day, as the rule needs it. */
  readonly activity: ReadonlyMap<number, number>
}

/** The trade date of the last trade; midnight ends the day before it. */
export function lastTradingDay({ lastTradeMs }: Pick<ChainedContract, 'lastTradeMs'>): number {
  return Math.floor((lastTradeMs - 1) / DAY_MS)
}

/**
 * The day from which the next contract stands for each contract but the last, never after its last trading day and
 * never before the roll into it.
 *
 * @throws DeskError DATA_MISSING where open interest decides and none is known
 */
export function rollDays(contracts: readonly ChainedContract[], rule: string): number[] {
  const days: number[] = []
  for (const [index, contract] of contracts.entries()) {
    const next = contracts[index + 1]
    if (!next) break
    const day = Math.min(ruledDay(contract, next, rule, days.at(-1)), lastTradingDay(contract))
    days.push(Math.max(day, days.at(-1) ?? day))
  }
  return days
}

function ruledDay(
  contract: ChainedContract,
  next: ChainedContract,
  rule: string,
  sinceDay = Number.NEGATIVE_INFINITY,
): number {
  const last = lastTradingDay(contract)
  if (rule === 'last-trading-day') return last
  if (rule === 'first-of-month') return Date.parse(`${contract.month}-01T00:00:00Z`) / DAY_MS
  if (rule === 'volume' || rule === 'open-interest') return overtaking(contract, next, rule, sinceDay) ?? last
  return weekdaysBefore(last, Number(rule.slice('days-before:'.length)))
}

/** The day after the first one on which the next contract has more than this one. */
function overtaking(
  { symbol, activity }: ChainedContract,
  next: ChainedContract,
  rule: string,
  sinceDay: number,
): number | undefined {
  const days = [...next.activity.keys()].filter((day) => activity.has(day)).sort((a, b) => a - b)
  if (days.length === 0 && rule === 'open-interest') {
    throw new DeskError(
      'DATA_MISSING',
      `There is no day with the open interest of both ${symbol} and ${next.symbol}.`,
      {
        where: 'roll',
        hint: 'Give a chain file with open interest (root, date, expiry, open_interest), or roll by volume.',
      },
    )
  }
  const found = days.find(
    (day) => day >= sinceDay && (next.activity.get(day) ?? 0) > (activity.get(day) ?? 0),
  )
  return found === undefined ? undefined : found + 1
}

function weekdaysBefore(day: number, count: number): number {
  let left = count
  let at = day
  while (left > 0) {
    at--
    // 1970-01-01 was a Thursday.
    const weekday = (((at + 4) % 7) + 7) % 7
    if (weekday !== 0 && weekday !== 6) left--
  }
  return at
}
