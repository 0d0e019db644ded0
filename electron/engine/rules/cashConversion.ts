import type { Books } from '../books.ts'

/**
 * What a cash account with several currencies does after a fill: a currency that the fill has left below zero is bought
 * with the account's own, then with the others in their order, at the rate of the moment. What is paid is rounded up to
 * the minor unit. A margin account leaves the debit standing, on which it pays interest.
 */
export function cashConversionOf(books: Books): ((timeMs: number) => void) | undefined {
  const { ledger, config } = books
  if (config.account.kind !== 'cash' || ledger.currencies.length === 1) return undefined
  return (timeMs) => {
    for (let to = 0; to < ledger.cash.length; to++) {
      for (let from = 0; from < ledger.cash.length && ledger.cash[to]! < 0; from++) {
        if (from !== to && ledger.cash[from]! > 0) exchange(books, from, to, timeMs)
      }
    }
  }
}

/** Buys what is missing of a currency with another, or as much as that one pays for. */
function exchange(books: Books, from: number, to: number, timeMs: number): void {
  const { cash, minor, rate } = books.ledger
  const price = (rate[to]! / minor[to]!) * (minor[from]! / rate[from]!)
  if (!(price > 0)) return
  const missing = -cash[to]!
  const asked = Math.ceil(missing * price - 1e-9)
  const paid = Math.min(asked, cash[from]!)
  const bought = paid === asked ? missing : Math.floor(paid / price)
  if (bought > 0) books.convert({ currencyId: from, minor: paid }, { currencyId: to, minor: bought }, timeMs)
}
