import { DeskError } from '../../shared/domain/deskError.ts'
import type { Account } from '../../shared/sdk/quarterdeck.d.ts'
import type { Ledger } from './ledger.ts'

/** The account as the strategy sees it. */
export class AccountOfLedger implements Account {
  readonly #ledger: Ledger

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  get currency(): string {
    return this.#ledger.currencies[0]!
  }
  get equity(): number {
    return this.#ledger.equity
  }
  get leverage(): number {
    return this.#ledger.gross / this.#ledger.equity
  }
  cash(currency?: string): number {
    const { currencies, cash, minor } = this.#ledger
    const id = currency === undefined ? 0 : currencies.indexOf(currency)
    if (id < 0) {
      throw new DeskError('BAD_INPUT', `The account has no cash in '${String(currency)}'.`, {
        where: 'strategy',
        hint: `It holds ${currencies.join(', ')}.`,
      })
    }
    return cash[id]! / minor[id]!
  }
}
