import type { BacktestOutcome } from '../engine/backtest.ts'

/** Sentences on what a run came to that its figures do not show: an account used up, orders that were refused. */
export function outcomeAssumptions({ equity, orders }: Pick<BacktestOutcome, 'equity' | 'orders'>): string[] {
  const said: string[] = []
  const ruin = equity.equity.findIndex((value) => value <= 0)
  const ruinMs = equity.time[ruin]
  if (ruinMs !== undefined) {
    const day = new Date(ruinMs).toISOString().slice(0, 10)
    const owes = equity.equity.some((value) => value < 0)
    said.push(
      owes
        ? `The account was used up on ${day} and owed money: a broker would have closed its positions before, so what comes after means nothing.`
        : `The account was used up on ${day}.`,
    )
  }
  const rejected = orders.filter(({ status }) => status === 'rejected')
  const [first] = rejected
  if (first) {
    const many = rejected.length === 1 ? '1 order was' : `${rejected.length} orders were`
    said.push(`${many} rejected; the first, for ${first.symbol}: ${first.reason ?? 'no reason given'}.`)
  }
  return said
}
