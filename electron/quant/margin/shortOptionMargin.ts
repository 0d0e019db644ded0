/*
 * Margin of short options that are listed in the US, outside portfolio margin: FINRA Rule 4210(f)(2), Cboe Rule 10.3,
 * with the examples of the Cboe Margin Manual. Every amount is for one unit of the underlying: x multiplier x contracts.
 * A requirement includes the price of the short option, which its sale brings in.
 */

/** What an option is on; an index is broad where its rules say so, as the S&P 500. */
export type OptionUnderlying = 'equity' | 'narrowIndex' | 'broadIndex'

export interface ListedOption {
  readonly right: 'call' | 'put'
  readonly strike: number
  /** Market price of a unit; at the opening, the premium. */
  readonly price: number
}

/** Part of the underlying's value that a short option needs, before what it is out of the money. */
export function shortOptionRate(underlying: OptionUnderlying): number {
  return underlying === 'broadIndex' ? 0.15 : 0.2
}

/** What the underlying has to move until the option is in the money; 0 in the money. */
export function outOfTheMoney({ right, strike }: ListedOption, underlyingPrice: number): number {
  return Math.max(0, right === 'call' ? strike - underlyingPrice : underlyingPrice - strike)
}

/** What exercise is worth; 0 out of the money. */
export function inTheMoney({ right, strike }: ListedOption, underlyingPrice: number): number {
  return Math.max(0, right === 'call' ? underlyingPrice - strike : strike - underlyingPrice)
}

/**
 * Requirement of an uncovered short option, initial and maintenance: its price plus the greater of 20 % of the
 * underlying (15 % for a broad index) less what it is out of the money, and 10 % of the underlying for a call, of the
 * strike for a put.
 */
export function shortOptionRequirement(
  option: ListedOption,
  underlyingPrice: number,
  underlying: OptionUnderlying = 'equity',
): number {
  requirePrices(option, underlyingPrice)
  const rule = shortOptionRate(underlying) * underlyingPrice - outOfTheMoney(option, underlyingPrice)
  const floor = 0.1 * (option.right === 'call' ? underlyingPrice : option.strike)
  return option.price + Math.max(rule, floor)
}

/**
 * Requirement of a short call and a short put on one underlying, a straddle or a strangle: the greater of the two
 * requirements, plus the price of the other option.
 */
export function shortStraddleRequirement(
  call: ListedOption,
  put: ListedOption,
  underlyingPrice: number,
  underlying: OptionUnderlying = 'equity',
): number {
  if (call.right !== 'call' || put.right !== 'put') throw new RangeError('a straddle is a call and a put')
  const callSide = shortOptionRequirement(call, underlyingPrice, underlying)
  const putSide = shortOptionRequirement(put, underlyingPrice, underlying)
  return callSide > putSide ? callSide + put.price : putSide + call.price
}

/**
 * Requirement of a spread of two calls or two puts: what it can lose at expiry, the short strike's disadvantage, at
 * most the requirement of the short option alone. The long option is paid for in full on
 * top, and must not expire before the short one. 0 for a debit spread.
 */
export function spreadRequirement(
  long: ListedOption,
  short: ListedOption,
  underlyingPrice: number,
  underlying: OptionUnderlying = 'equity',
): number {
  if (long.right !== short.right) throw new RangeError('a spread is of two calls or of two puts')
  const width = long.right === 'call' ? long.strike - short.strike : short.strike - long.strike
  const alone = shortOptionRequirement(short, underlyingPrice, underlying)
  return Math.min(Math.max(0, width), alone)
}

function requirePrices({ strike, price }: ListedOption, underlyingPrice: number): void {
  if (!(strike > 0) || !(price >= 0) || !(underlyingPrice > 0)) {
    throw new RangeError(
      'a strike and an underlying price are above 0, and the price of an option at least 0',
    )
  }
}
