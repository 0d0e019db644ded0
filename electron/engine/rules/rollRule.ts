import type { CorporateAction } from '../../../shared/domain/bar.ts'
import type { Books } from '../books.ts'
import { FROM_ROLL } from '../fillTable.ts'
import { CANCELLED, MARKET_TERMS } from '../orderTable.ts'
import type { SymbolCore } from '../symbolCore.ts'

type Roll = Extract<CorporateAction, { kind: 'roll' }>

/**
 * A continuous series goes over to its next contract: a position is closed in the old one and opened in the next one
 * by two orders with slippage and fees. Working orders were in the old contract and end with it.
 */
export function rollContract(core: SymbolCore, roll: Roll, openMs: number, books: Books): void {
  const { orders, ledger, execution } = books
  for (const id of [...core.working])
    orders.end(id, CANCELLED, openMs, `${roll.from} was rolled into ${roll.to}`)
  const held = ledger.quantity[core.id]!
  if (held === 0) return
  const terms = { ...MARKET_TERMS, tag: `roll ${roll.from} to ${roll.to}` }
  for (const [signed, price] of [
    [-held, roll.fromPrice],
    [held, roll.toPrice],
  ] as const) {
    const id = orders.force(core, signed, terms, openMs)
    execution.executeAt(id, core, price, openMs, FROM_ROLL)
  }
}
