import type { CashFlowKind } from './statement.ts'

/** What moved cash, as a statement says it. */
export const FLOW_WORDS: Readonly<Record<CashFlowKind, string>> = {
  deposit: 'Deposit',
  trade: 'Trade',
  fee: 'Commission',
  'regulatory-fee': 'Regulatory fee',
  dividend: 'Dividend',
  coupon: 'Coupon',
  'accrued-interest': 'Accrued interest',
  redemption: 'Redemption',
  funding: 'Funding',
  swap: 'Rollover swap',
  interest: 'Interest',
  borrow: 'Borrow fee',
  settlement: 'Settlement',
  'liquidation-fee': 'Liquidation fee',
  exercise: 'Exercise',
  merger: 'Merger',
  delisting: 'Delisting',
  conversion: 'Conversion',
  'cash-in-lieu': 'Cash in lieu',
  split: 'Split',
}

/** Decimals in which amounts of a currency are read: coins have eight, money of states two. */
export function cashDigits(currency: string): number {
  return currency.length === 3 && !COINS.has(currency) ? 2 : 8
}

const COINS = new Set(['BTC', 'ETH', 'SOL', 'BNB', 'XRP', 'ADA', 'LTC', 'BCH', 'DOT', 'TRX'])
