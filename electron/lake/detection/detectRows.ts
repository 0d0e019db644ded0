import type { ColumnRole, ImportPlan } from '../../../shared/domain/importPlan.ts'
import type { Timeframe } from '../../../shared/domain/timeframe.ts'
import type { Confidence } from './notes.ts'

const DAY = 86_400_000

export interface DetectedRows {
  readonly timeframe: Timeframe
  readonly reason: string
  readonly defects: ImportPlan['defects']
}

/**
 * Tells trades and quotes one by one from bars: one price or one quote a row, and times within a day of which several
 * are the same or whose distances have no pattern. Undefined for bars.
 *
 * @param times wall clock in epoch ms, with the symbol of each, in the order of the file
 * @param spacing how sure the commonest distance between times is
 */
export function detectRows(
  roles: readonly ColumnRole[],
  times: readonly { readonly symbol: string; readonly timeMs: number }[],
  spacing: Confidence,
): DetectedRows | undefined {
  const has = (role: ColumnRole) => roles.includes(role)
  const inBars: readonly ColumnRole[] = [
    'open',
    'high',
    'low',
    'bid-open',
    'ask-open',
    'bid-high',
    'ask-high',
  ]
  if (inBars.some(has) || !times.some(({ timeMs }) => timeMs % DAY !== 0)) return undefined
  const named = has('side') || has('trade-id')
  const trades = has('close') && (has('volume') || named)
  const quotes = !has('close') && has('bid-close') && has('ask-close')
  if (!trades && !quotes) return undefined
  const last = new Map<string, number>()
  let ties = 0
  for (const { symbol, timeMs } of times) {
    if (last.get(symbol) === timeMs) ties++
    last.set(symbol, timeMs)
  }
  if (!named && ties === 0 && spacing === 'certain') return undefined
  const why = named
    ? 'rows tell a side or an identity'
    : ties > 0
      ? 'several rows share a time'
      : 'times have no pattern'
  return trades
    ? {
        timeframe: 'tick-1',
        reason: `every row is a trade: one price, and ${why}`,
        // Two trades of one instant, price and size are common; only an identity tells them from one told twice.
        defects: { 'duplicate-time': has('trade-id') ? 'drop' : 'keep' },
      }
    : {
        timeframe: 'quote-1',
        reason: `every row is a quote: a bid and an ask, and ${why}`,
        defects: { 'duplicate-time': 'drop' },
      }
}
