import type { CashFlowTotal, StatementLine } from '../../shared/domain/statement.ts'
import type { Books } from './books.ts'
import { minorUnits } from './currencies.ts'
import { feeAssetOf } from './fees.ts'
import { MARGIN_CALL } from './fillTable.ts'
import type { CashFlow } from './flowTable.ts'
import type { SymbolCore } from './symbolCore.ts'

/** Decimals in which amounts of coins are written. */
const COIN_DECIMALS = 8

/**
 * The account's statement: deposits, every fill with its fee, and every other movement of cash, in the order in which
 * they happened, each with the balance of its currency after it. The last balances are the ledger's cash.
 */
export function buildStatement(books: Books, startMs: number): StatementLine[] {
  const { ledger, execution, orders, flows, cores } = books
  const balances = new Float64Array(ledger.currencies.length)
  const lines: StatementLine[] = []
  const add = (
    timeMs: number,
    kind: StatementLine['kind'],
    symbolId: number,
    currencyId: number,
    minor: number,
    text: string,
  ): void => {
    balances[currencyId]! += minor
    const unit = ledger.minor[currencyId]!
    lines.push({
      timeMs,
      kind,
      ...(symbolId < 0 ? {} : { symbol: cores[symbolId]!.symbol }),
      currency: ledger.currencies[currencyId]!,
      amount: minor / unit,
      balance: balances[currencyId]! / unit,
      text,
    })
  }
  const { fees, feesByAssetClass } = books.config
  const feeAsset = (core: SymbolCore): string =>
    feeAssetOf(feesByAssetClass[core.instrument.assetClass] ?? fees) ?? core.instrument.currency
  add(startMs, 'deposit', -1, 0, ledger.deposit, 'opening balance')
  let place = 0
  const addFlows = (fillCount: number): void => {
    for (; place < flows.count; place++) {
      const flow: CashFlow = flows.flow(place)
      if (flow.fillCount > fillCount) return
      add(flow.timeMs, flow.kind, flow.symbolId, flow.currencyId, flow.minor, flow.text)
    }
  }
  for (let at = 0; at < execution.fills.count; at++) {
    addFlows(at)
    const fill = execution.fills.fill(at, orders.orders)
    const core = orders.orders.coreOf(fill.orderId)
    const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity
    const interest = execution.accruedInterest.get(at) ?? 0
    const { multiplier } = core.instrument
    const accrued = ledger.toMinor(core, signed * interest * multiplier)
    const paid = core.isMargined
      ? -ledger.toMinor(core, fill.realizedProfit)
      : ledger.toMinor(core, signed * (fill.price + interest) * multiplier) - accrued
    const called = fill.priceSource === MARGIN_CALL ? ', margin call' : ''
    const leg = core.leg === 0 ? '' : core.leg > 0 ? ', long' : ', short'
    const words = `${fill.side === 'buy' ? 'bought' : 'sold'} ${fill.quantity} at ${fill.price}${leg}${called}`
    add(fill.timeMs, 'trade', core.id, core.currencyId, -paid + 0, words)
    if (accrued !== 0)
      add(fill.timeMs, 'accrued-interest', core.id, core.currencyId, -accrued, `with ${words}`)
    const regulatory = execution.regulatoryMinor(core, signed, fill.price, fill.timeMs)
    const commission = ledger.toMinor(core, fill.fee) - regulatory
    const coins = execution.coinFees.get(at)
    const asset = execution.assetFees.get(at)
    if (coins !== undefined) {
      const base = core.instrument.terms?.kind === 'crypto-spot' ? core.instrument.terms.base : core.symbol
      const taken = Number(coins.toFixed(COIN_DECIMALS))
      add(fill.timeMs, 'fee', core.id, core.currencyId, 0, `${taken} ${base} of the coins, for ${words}`)
    } else if (asset !== undefined) {
      const assetId = ledger.currencies.indexOf(feeAsset(core))
      const minor = Math.round(asset * ledger.minor[assetId]!)
      const bought = `${asset} ${ledger.currencies[assetId]!} for a fee`
      add(fill.timeMs, 'conversion', core.id, core.currencyId, -commission, bought)
      add(fill.timeMs, 'conversion', core.id, assetId, minor, bought)
      add(fill.timeMs, 'fee', core.id, assetId, -minor, `for ${words}`)
    } else if (commission !== 0) {
      add(fill.timeMs, 'fee', core.id, core.currencyId, -commission, `for ${words}`)
    }
    if (regulatory !== 0) {
      add(fill.timeMs, 'regulatory-fee', core.id, core.currencyId, -regulatory, `SEC and FINRA, for ${words}`)
    }
  }
  addFlows(execution.fills.count)
  return lines
}

/** Sums of a statement by kind and currency, in the order in which they first occur. */
export function totalCashFlows(lines: readonly StatementLine[]): CashFlowTotal[] {
  const totals = new Map<
    string,
    { kind: StatementLine['kind']; currency: string; amount: number; count: number }
  >()
  for (const { kind, currency, amount } of lines) {
    const key = `${kind} ${currency}`
    const total = totals.get(key) ?? { kind, currency, amount: 0, count: 0 }
    total.amount += amount
    total.count++
    totals.set(key, total)
  }
  // Amounts are whole minor units; what float sums add to them is taken off.
  return [...totals.values()].map((total) => {
    const unit = minorUnits(total.currency)
    return { ...total, amount: Math.round(total.amount * unit) / unit }
  })
}
