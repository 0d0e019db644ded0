import type { Order } from '../../../shared/domain/order.ts'
import type { StrategyDecision } from '../../../shared/domain/strategyCheck.ts'

/** What the engine gives as the reason of an order that the strategy itself has cancelled. */
const BY_THE_STRATEGY = 'cancelled by the strategy'

/** A decision with the order it is about. */
export interface DecisionOfOrder extends StrategyDecision {
  readonly orderId: number
}

/** Everything a strategy decided up to and including `untilMs`: its orders and its cancellations, oldest first. */
export function decisionsOf(orders: readonly Order[], untilMs = Number.POSITIVE_INFINITY): DecisionOfOrder[] {
  const decisions: DecisionOfOrder[] = []
  for (const order of orders) {
    const { id, symbol, side, type, timeInForce, quantity, limitPrice, stopPrice, tag } = order
    const terms = {
      orderId: id,
      symbol,
      side,
      type,
      timeInForce,
      quantity,
      ...(limitPrice === undefined ? {} : { limitPrice }),
      ...(stopPrice === undefined ? {} : { stopPrice }),
      ...(tag === undefined ? {} : { tag }),
    }
    if (order.submittedMs <= untilMs) decisions.push({ kind: 'order', timeMs: order.submittedMs, ...terms })
    const isCancelled = order.status === 'cancelled' && order.reason === BY_THE_STRATEGY
    if (isCancelled && order.updatedMs <= untilMs) {
      decisions.push({ kind: 'cancel', timeMs: order.updatedMs, ...terms })
    }
  }
  // Stable: what was decided at one moment keeps the order in which it was submitted.
  return decisions.sort((a, b) => a.timeMs - b.timeMs)
}

/** A decision without the number of its order, which shifts with every order before it. */
export function plainDecision({ orderId: _orderId, ...decision }: DecisionOfOrder): StrategyDecision {
  return decision
}

function keyOf(decision: DecisionOfOrder): string {
  const { kind, timeMs, symbol, side, type, timeInForce, quantity, limitPrice, stopPrice, tag } = decision
  return JSON.stringify([kind, timeMs, symbol, side, type, timeInForce, quantity, limitPrice, stopPrice, tag])
}

export interface DecisionDifference {
  /** The earliest decision that only one of the two runs made; both where they decided differently at one moment. */
  readonly first: DecisionOfOrder | null
  readonly second: DecisionOfOrder | null
  /** Decisions that only one of the two runs made. */
  readonly differing: number
}

/** Compares what two runs decided; null where they decided the same, in the same order. */
export function compareDecisions(
  first: readonly DecisionOfOrder[],
  second: readonly DecisionOfOrder[],
): DecisionDifference | null {
  const firstKeys = first.map(keyOf)
  const secondKeys = second.map(keyOf)
  let place = 0
  while (place < firstKeys.length && firstKeys[place] === secondKeys[place]) place++
  if (place === firstKeys.length && place === secondKeys.length) return null
  const counts = new Map<string, number>()
  for (const key of firstKeys) counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const key of secondKeys) counts.set(key, (counts.get(key) ?? 0) - 1)
  let differing = 0
  for (const count of counts.values()) differing += Math.abs(count)
  const a = first[place] ?? null
  const b = second[place] ?? null
  const earliestMs = Math.min(a?.timeMs ?? Number.POSITIVE_INFINITY, b?.timeMs ?? Number.POSITIVE_INFINITY)
  return {
    first: a !== null && a.timeMs === earliestMs ? a : null,
    second: b !== null && b.timeMs === earliestMs ? b : null,
    // The same decisions in another order still are a difference.
    differing: Math.max(1, differing),
  }
}
