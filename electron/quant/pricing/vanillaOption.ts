/** Right to buy or to sell. */
export type OptionKind = 'call' | 'put'

/** What a plain option is priced from. Rates and volatility are fractions a year, continuously compounded. */
export interface OptionTerms {
  readonly kind: OptionKind
  /** Price of the underlying: the spot, or the future itself where the option is one on a future. */
  readonly spot: number
  readonly strike: number
  /** Time to expiry in years, ACT/365 fixed; see {@link yearFraction}. */
  readonly years: number
  /** Continuous riskless rate a year. */
  readonly rate: number
  /** Cost of carry b a year, so that the forward is spot exp(b years); see {@link carryOfStock} and its siblings. */
  readonly carry: number
  /** Volatility a year as a fraction: 0.2 is 20 vol points. */
  readonly volatility: number
}

const YEAR_MS = 365 * 86_400_000

/** Years between two instants in epoch milliseconds, ACT/365 fixed: a year has 365 days whatever the calendar says. */
export function yearFraction(fromMs: number, toMs: number): number {
  return (toMs - fromMs) / YEAR_MS
}

/** Cost of carry of a share or an index: the rate less its continuous dividend yield (Merton 1973). */
export function carryOfStock(rate: number, dividendYield = 0): number {
  return rate - dividendYield
}

/** Cost of carry of a future, which costs nothing to hold (Black 1976). */
export const CARRY_OF_FUTURE = 0

/** Cost of carry of a currency: the rate of the quote currency less that of the base (Garman and Kohlhagen 1983). */
export function carryOfCurrency(rate: number, baseRate: number): number {
  return rate - baseRate
}

/** 1 of a call, -1 of a put: the sign that makes one formula of two. */
export function signOf(kind: OptionKind): 1 | -1 {
  return kind === 'call' ? 1 : -1
}

/** What exercise would pay now: max(spot - strike, 0) of a call, max(strike - spot, 0) of a put. */
export function intrinsicValue(kind: OptionKind, spot: number, strike: number): number {
  return Math.max(signOf(kind) * (spot - strike), 0)
}

/** Forward price for delivery at expiry, spot exp(carry years). */
export function forwardPrice(spot: number, carry: number, years: number): number {
  return spot * Math.exp(carry * years)
}

/** Log-moneyness k = ln(strike / forward): 0 at the forward, the abscissa of a smile. */
export function logMoneyness(strike: number, forward: number): number {
  return Math.log(strike / forward)
}

/** Log-moneyness in standard deviations, ln(strike / forward) / (volatility sqrt(years)). */
export function standardisedMoneyness(
  strike: number,
  forward: number,
  volatility: number,
  years: number,
): number {
  return logMoneyness(strike, forward) / (volatility * Math.sqrt(years))
}

/**
 * Whether exercise would pay: `in` the money, `out` of it, or `at` it, where spot and strike differ by no more than
 * `tolerance` as a fraction of the strike.
 */
export function moneynessOf(
  kind: OptionKind,
  spot: number,
  strike: number,
  tolerance = 0,
): 'in' | 'at' | 'out' {
  if (Math.abs(spot - strike) <= tolerance * strike) return 'at'
  return signOf(kind) * (spot - strike) > 0 ? 'in' : 'out'
}
