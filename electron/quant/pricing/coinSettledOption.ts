import { europeanGreeks, priceEuropean } from './europeanOption.ts'
import { perDay, perRatePoint, perVolPoint } from './greekUnits.ts'
import { impliedVolatility } from './impliedVolatility.ts'
import { CARRY_OF_FUTURE, type OptionKind } from './vanillaOption.ts'

/**
 * European option that is quoted, margined and settled in the coin it is written on (Deribit's BTC and ETH options): it
 * pays max(+-(settlement - strike), 0) / settlement coins. In dollars that is the plain payoff, so its price is that of
 * Black (1976) over the price of the underlying. The strike is in dollars.
 */
export interface CoinSettledOption {
  readonly kind: OptionKind
  /** Dollar price of the future of the same expiry (Deribit: `underlying_price`, a synthetic one where none is listed). */
  readonly underlying: number
  readonly strike: number
  /** Time to expiry in years, ACT/365 fixed; Deribit's options expire at 08:00 UTC. */
  readonly years: number
  /** Continuous rate a year; Deribit publishes and uses 0. */
  readonly rate: number
  /** Volatility a year as a fraction (Deribit's `mark_iv` / 100). */
  readonly volatility: number
}

/** Greeks as Deribit publishes them: in dollars, in the steps a screen shows. */
export interface CoinSettledGreeks {
  /** Price in the coin. */
  readonly coinPrice: number
  /** Price in dollars, coinPrice times the underlying. */
  readonly dollarPrice: number
  /** Change of the dollar price for a move of one dollar. */
  readonly delta: number
  readonly gamma: number
  /** Dollars per vol point. */
  readonly vega: number
  /** Dollars per calendar day. */
  readonly theta: number
  /** Dollars per percentage point of the rate, the underlying held as a spot. */
  readonly rho: number
  /**
   * Delta less the price in the coin: the coins that hedge the position in dollars once the premium itself, which is held
   * in the coin, is counted (Deribit: net transaction delta; elsewhere premium-adjusted delta).
   */
  readonly premiumAdjustedDelta: number
}

function termsOf({ kind, underlying, strike, years, rate, volatility }: CoinSettledOption, carry: number) {
  return { kind, spot: underlying, strike, years, rate, carry, volatility }
}

/** Price in the coin: dollar price over the underlying. NaN on the inputs that {@link priceEuropean} refuses. */
export function priceCoinSettled(option: CoinSettledOption): number {
  return priceEuropean(termsOf(option, CARRY_OF_FUTURE)) / option.underlying
}

/**
 * Price in the coin and Deribit's Greeks. Delta, gamma, vega and theta are those of Black (1976) on the future. Rho is the
 * one of Black and Scholes with the underlying as a spot, years strike exp(-rate years) Phi(+-d2), as the venue publishes.
 */
export function coinSettledGreeks(option: CoinSettledOption): CoinSettledGreeks {
  const greeks = europeanGreeks(termsOf(option, CARRY_OF_FUTURE))
  const coinPrice = greeks.price / option.underlying
  return {
    coinPrice,
    dollarPrice: greeks.price,
    delta: greeks.delta,
    gamma: greeks.gamma,
    vega: perVolPoint(greeks.vega),
    theta: perDay(greeks.theta),
    rho: perRatePoint(greeks.rho),
    premiumAdjustedDelta: greeks.delta - coinPrice,
  }
}

/** Coins that the holder of one option receives at settlement, at a settlement price in dollars above 0. */
export function coinSettledPayoff(kind: OptionKind, settlement: number, strike: number): number {
  return Math.max(kind === 'call' ? settlement - strike : strike - settlement, 0) / settlement
}

/** Volatility implied by a price in the coin; NaN as {@link impliedVolatility} answers it. */
export function coinSettledImpliedVolatility(
  option: Omit<CoinSettledOption, 'volatility'>,
  coinPrice: number,
): number {
  const terms = termsOf({ ...option, volatility: 0 }, CARRY_OF_FUTURE)
  return impliedVolatility(terms, coinPrice * option.underlying)
}
