import { DeskError } from '../../shared/domain/deskError.ts'
import type { Ledger } from './ledger.ts'
import type { SymbolCore } from './symbolCore.ts'

/** @throws DeskError RUN_FAILED when cash can no longer be counted in whole minor units. */
export function requireExact(ledger: Ledger, currencyId: number): void {
  if (Math.abs(ledger.cash[currencyId]!) <= Number.MAX_SAFE_INTEGER) return
  const currency = ledger.currencies[currencyId]!
  throw new DeskError('RUN_FAILED', `Cash in ${currency} has outgrown exact arithmetic (2^53 minor units).`, {
    hint: 'Start with less cash or a lower leverage.',
  })
}

/** What the books of a currency are out by, in minor units: always 0. */
export function imbalance(ledger: Ledger, cores: readonly SymbolCore[], currencyId: number): number {
  let expected = (currencyId === 0 ? ledger.deposit : 0) + ledger.accountFlows[currencyId]!
  let cost = 0
  for (const core of cores) {
    if (core.currencyId !== currencyId) continue
    const { id } = core
    expected += ledger.realized[id]! - ledger.fees[id]! + ledger.dividends[id]! + ledger.income[id]!
    if (!core.isMargined) cost += ledger.cost[id]!
  }
  return ledger.cash[currencyId]! + ledger.receivable[currencyId]! + cost - expected
}
