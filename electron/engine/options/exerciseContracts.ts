import type { Books } from '../books.ts'
import type { SymbolCore } from '../symbolCore.ts'
import type { OptionOfCore } from './optionOfCore.ts'

/**
 * Exercises contracts, or has them assigned. With cash settlement the option pays what it is in the money; with delivery
 * it ends at 0 and the underlying changes hands at the strike, two lines of the statement. What cannot be delivered is
 * settled in cash, and the result says so.
 *
 * @param contracts Signed: long ones are exercised, short ones assigned.
 * @param price Of the underlying, that decides what exercise is worth.
 */
export function exerciseContracts(
  books: Books,
  option: OptionOfCore,
  contracts: number,
  price: number,
  timeMs: number,
): void {
  const { core, terms, strike } = option
  const size = Math.abs(contracts)
  const what = `${size} ${contracts > 0 ? 'exercised' : 'assigned'}`
  const stock = terms.settlement === 'physical' ? option.underlying.core : undefined
  const units = stock === undefined ? 0 : deliveredUnits(option, stock, contracts)
  if (stock !== undefined && canDeliver(books, stock, units, strike)) {
    books.transfer(core, -contracts, 0, 'exercise', timeMs, `${what}, delivery at ${strike}`)
    const words = `${units > 0 ? 'received' : 'delivered'} ${Math.abs(units)} at ${strike} for ${core.symbol}`
    books.transfer(stock, units, strike, 'exercise', timeMs, words)
    return
  }
  if (terms.settlement === 'physical' && !books.assumptions.cashForDelivery.includes(core.symbol)) {
    books.assumptions.cashForDelivery.push(core.symbol)
  }
  const paid = option.payoff(price)
  books.transfer(
    core,
    -contracts,
    paid,
    'exercise',
    timeMs,
    `${what} at ${Number(paid.toPrecision(10))}, ${terms.underlying} at ${price}`,
  )
}

/** Units of the underlying that change hands, positive when received. */
function deliveredUnits({ core, terms }: OptionOfCore, stock: SymbolCore, contracts: number): number {
  const units = (contracts * core.instrument.multiplier) / stock.instrument.multiplier
  return terms.right === 'call' ? units : -units
}

/** Whether the account can take or give the underlying: in whole lots, alive, and within what it may owe. */
function canDeliver({ config, ledger }: Books, stock: SymbolCore, units: number, strike: number): boolean {
  if (stock.endedBy !== '' || Number.isNaN(stock.price) || Number.isNaN(ledger.scale[stock.id]!)) return false
  if (Math.abs(stock.lots.towardZero(units) - units) > 1e-9 * Math.abs(units)) return false
  const mayOwe = config.allowShort && stock.isShortable
  if (units < 0 && !mayOwe && ledger.quantity[stock.id]! < -units) return false
  if (units < 0 || config.account.kind !== 'cash') return true
  return ledger.paidMinor(stock, units, strike) <= ledger.cash[stock.currencyId]!
}
