/*
 * Margin of shares under Regulation T of the Federal Reserve (12 CFR 220.12) and FINRA Rule 4210(b), (c) and (e). A
 * requirement is the equity that has to be there: cash + value of the long shares - value of the short ones.
 */

/** Regulation T: part of the value that a purchase or a short sale needs as equity. */
export const REGULATION_T_RATE = 0.5

const MINIMUM_EQUITY = 2000

export interface StockPosition {
  readonly symbol: string
  /** Shares, negative for short. */
  readonly quantity: number
  readonly price: number
}

export interface MarginRequirement {
  /** To open the position. */
  readonly initial: number
  /** To keep it. */
  readonly maintenance: number
}

export interface StockPortfolioMargin extends MarginRequirement {
  readonly longValue: number
  /** Above 0. */
  readonly shortValue: number
}

/**
 * Maintenance margin of one share, FINRA Rule 4210(c): long 25 % of the price; short, at 5 dollars and above, the
 * greater of 5 dollars and 30 %, below it the greater of 2.50 dollars and 100 %.
 */
export function maintenancePerShare(side: 'long' | 'short', price: number): number {
  if (side === 'long') return 0.25 * price
  return price >= 5 ? Math.max(5, 0.3 * price) : Math.max(2.5, price)
}

/**
 * Requirements of shares of one company, long or short. Initial is 50 % (Regulation T), or the maintenance margin
 * where that is more (FINRA Rule 4210(b)); short, the proceeds stay in the account on top, hence "150 %" and "130 %".
 */
export function stockMargin(quantity: number, price: number): MarginRequirement {
  if (!(price >= 0) || !Number.isFinite(quantity)) {
    throw new RangeError('a position in shares has a number of them and a price of at least 0')
  }
  const shares = Math.abs(quantity)
  const maintenance = shares * maintenancePerShare(quantity < 0 ? 'short' : 'long', price)
  return { initial: Math.max(REGULATION_T_RATE * shares * price, maintenance), maintenance }
}

/**
 * Equity that an account has to have when a position is opened: the initial requirement, at least 2,000 US dollars,
 * and never more than what is bought costs in full (FINRA Rule 4210(b)).
 *
 * @param purchaseCost Infinity for a short sale, which costs nothing to pay in full.
 */
export function openingEquity(initial: number, purchaseCost: number): number {
  return Math.min(Math.max(initial, MINIMUM_EQUITY), Math.max(purchaseCost, initial))
}

/**
 * Requirements of a portfolio: the sum over the companies. Shares held long and short at once, "short against the
 * box", need 5 % of the long value (FINRA Rule 4210(e)(1)); only what is left on one side needs the full rate.
 */
export function stockPortfolioMargin(positions: readonly StockPosition[]): StockPortfolioMargin {
  const bySymbol = new Map<string, { long: number; short: number; price: number }>()
  for (const { symbol, quantity, price } of positions) {
    const held = bySymbol.get(symbol) ?? { long: 0, short: 0, price }
    if (held.price !== price) throw new RangeError(`${symbol} has two prices, ${held.price} and ${price}`)
    if (quantity < 0) held.short -= quantity
    else held.long += quantity
    bySymbol.set(symbol, held)
  }
  const total = { initial: 0, maintenance: 0, longValue: 0, shortValue: 0 }
  for (const { long, short, price } of bySymbol.values()) {
    const boxed = 0.05 * Math.min(long, short) * price
    const { initial, maintenance } = stockMargin(long - short, price)
    total.initial += initial + boxed
    total.maintenance += maintenance + boxed
    total.longValue += long * price
    total.shortValue += short * price
  }
  return total
}

/**
 * Price below which long shares bought on credit are called: `debit / (0.75 x shares)`, where equity is 25 % of the
 * value.
 *
 * @param debit Owed to the broker, above 0.
 */
export function longMarginCallPrice(debit: number, shares: number): number {
  return debit / (0.75 * shares)
}

/**
 * Price above which shares sold short are called: where credit - value is the maintenance margin. With c the credit of
 * a share: the smaller of `c / 1.3` and `c - 5` from 10 dollars on, of `c / 2` and `c - 2.50` below.
 *
 * @param credit Proceeds of the sale and deposit.
 */
export function shortMarginCallPrice(credit: number, shares: number): number {
  const each = credit / shares
  return each >= 10 ? Math.min(each / 1.3, each - 5) : Math.min(each / 2, each - 2.5)
}
