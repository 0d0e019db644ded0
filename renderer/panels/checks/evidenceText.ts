import type { HoldOutOpening } from '../../../shared/domain/holdOut.ts'
import type { StrategyCheck, StrategyDecision } from '../../../shared/domain/strategyCheck.ts'
import { formatDate, formatNumber } from '../../kit/format.ts'

/** How often a hold-out was opened, in one sentence. */
export function openingsText(openings: readonly HoldOutOpening[]): string {
  const [first] = openings
  if (first === undefined) return 'It has never been opened.'
  if (openings.length === 1) return `It was opened once, on ${formatDate(first.openedMs)}.`
  return `It was opened ${openings.length} times, first on ${formatDate(first.openedMs)}: the more often, the less it proves.`
}

/** What the newest look-ahead check said, in a few words. */
export function lookAheadText(checks: readonly StrategyCheck[]): string {
  const newest = checks.find(({ outcome }) => outcome.check === 'look-ahead')
  if (newest === undefined) return 'not checked'
  return `${newest.outcome.passed ? 'passed' : 'failed'} on ${formatDate(newest.checkedMs)}`
}

/** A decision as a person would say it. */
export function decisionText(decision: StrategyDecision | null): string {
  if (decision === null) return 'nothing'
  const { kind, side, quantity, symbol, type, limitPrice, stopPrice } = decision
  const prices = [
    limitPrice === undefined ? '' : `, limit ${formatNumber(limitPrice)}`,
    stopPrice === undefined ? '' : `, stop ${formatNumber(stopPrice)}`,
  ].join('')
  const order = `${side} ${formatNumber(quantity)} ${symbol} ${type}${prices}`
  return kind === 'cancel' ? `cancel ${order}` : order
}
