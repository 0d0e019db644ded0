import type { Ledger } from './ledger.ts'
import type { SymbolCore } from './symbolCore.ts'

/** All cash of a ledger in the account's currency. */
export function sumCash({ cash, minor, rate }: Ledger): number {
  let total = cash[0]! / minor[0]!
  for (let currency = 1; currency < cash.length; currency++) {
    if (cash[currency] !== 0) total += (cash[currency]! / minor[currency]!) * rate[currency]!
  }
  return total
}

/**
 * What equity is less than cash and the value of all positions, in the account's currency: what positions on margin were
 * opened or last settled at, less what is still to be received.
 */
export function sumCarried(ledger: Ledger, cores: readonly SymbolCore[]): number {
  const { held, heldCount, cost, rate, receivable, minor } = ledger
  let total = 0
  for (let place = 0; place < heldCount; place++) {
    const core = cores[held[place]!]!
    if (core.isMargined) total += ledger.toUnits(core, cost[core.id]!) * rate[core.currencyId]!
  }
  for (let currency = 0; currency < receivable.length; currency++) {
    const due = receivable[currency]!
    if (due !== 0) total -= (due / minor[currency]!) * rate[currency]!
  }
  return total
}

/**
 * Values the positions of the given symbols at their last prices where a unit is worth something else than its price.
 * @param ids Symbols; those from place `from` up to `to` are valued.
 */
export function valueOwnWorth(
  { quantity, scale, value }: Ledger,
  cores: readonly SymbolCore[],
  ids: Uint16Array | Int32Array,
  from: number,
  to: number,
): void {
  for (let place = from; place < to; place++) {
    const id = ids[place]!
    const core = cores[id]!
    const units = quantity[id]!
    if (units !== 0) value[id] = units * core.worth(core.price) * scale[id]!
  }
}
