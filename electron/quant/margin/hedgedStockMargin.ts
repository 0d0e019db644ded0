import { inTheMoney, type ListedOption, outOfTheMoney } from './shortOptionMargin.ts'
import { type MarginRequirement, maintenancePerShare, REGULATION_T_RATE } from './stockMargin.ts'

/*
 * Shares with options on them: FINRA Rule 4210(f)(2), Cboe Rule 10.3, as the Cboe Margin Manual lays them out. Every
 * amount is for one share and as many options as cover it. Long options are paid for in full on top of what is
 * required; the proceeds of short ones may go towards it.
 */

export interface HedgedStockMargin extends MarginRequirement {
  /** What the shares count for in the account's equity; the short option then counts for nothing. */
  readonly stockValue: number
}

/**
 * Long shares and a short call: no requirement for the call, and that of the shares, 50 % initial and 25 %
 * maintenance. The shares count for no more than the strike.
 */
export function coveredCallMargin(call: ListedOption, stockPrice: number): HedgedStockMargin {
  requireRight(call, 'call')
  return {
    initial: REGULATION_T_RATE * stockPrice,
    maintenance: maintenancePerShare('long', stockPrice),
    stockValue: Math.min(stockPrice, call.strike),
  }
}

/**
 * Short shares and a short put: no requirement for the put, and that of the shares. What is owed in shares counts for
 * no less than the strike.
 */
export function coveredPutMargin(put: ListedOption, stockPrice: number): HedgedStockMargin {
  requireRight(put, 'put')
  const maintenance = maintenancePerShare('short', stockPrice)
  return {
    initial: Math.max(REGULATION_T_RATE * stockPrice, maintenance),
    maintenance,
    stockValue: Math.max(stockPrice, put.strike),
  }
}

/**
 * Long shares and a long put: 50 % initial; maintenance the lesser of 25 % of the shares, and 10 % of the strike plus
 * what the put is out of the money.
 */
export function protectivePutMargin(put: ListedOption, stockPrice: number): HedgedStockMargin {
  requireRight(put, 'put')
  const hedged = 0.1 * put.strike + outOfTheMoney(put, stockPrice)
  return {
    initial: REGULATION_T_RATE * stockPrice,
    maintenance: Math.min(maintenancePerShare('long', stockPrice), hedged),
    stockValue: stockPrice,
  }
}

/**
 * Short shares and a long call: 50 % initial; maintenance the lesser of that of the short shares, and 10 % of the
 * strike plus what the call is out of the money.
 */
export function protectiveCallMargin(call: ListedOption, stockPrice: number): HedgedStockMargin {
  requireRight(call, 'call')
  const alone = maintenancePerShare('short', stockPrice)
  const hedged = 0.1 * call.strike + outOfTheMoney(call, stockPrice)
  const maintenance = Math.min(alone, hedged)
  return {
    initial: Math.max(REGULATION_T_RATE * stockPrice, maintenance),
    maintenance,
    stockValue: stockPrice,
  }
}

/**
 * Long shares, a long put and a short call with a higher strike: 50 % initial; maintenance the lesser of 10 % of the
 * put's strike plus what it is out of the money, and 25 % of the call's strike. The shares count for no more than the
 * call's strike.
 */
export function collarMargin(put: ListedOption, call: ListedOption, stockPrice: number): HedgedStockMargin {
  requireRight(put, 'put')
  requireRight(call, 'call')
  if (call.strike <= put.strike) throw new RangeError("a collar's call has a higher strike than its put")
  return {
    initial: REGULATION_T_RATE * stockPrice,
    maintenance: Math.min(0.1 * put.strike + outOfTheMoney(put, stockPrice), 0.25 * call.strike),
    stockValue: Math.min(stockPrice, call.strike),
  }
}

/**
 * Long shares, a long put and a short call with the same strike: 50 % initial, 10 % of the strike maintenance. The
 * shares count for no more than the strike.
 */
export function conversionMargin(strike: number, stockPrice: number): HedgedStockMargin {
  return {
    initial: REGULATION_T_RATE * stockPrice,
    maintenance: 0.1 * strike,
    stockValue: Math.min(stockPrice, strike),
  }
}

/**
 * Short shares, a short put and a long call with the same strike: 50 % initial; maintenance 10 % of the strike plus
 * what the put is in the money.
 */
export function reverseConversionMargin(put: ListedOption, stockPrice: number): HedgedStockMargin {
  requireRight(put, 'put')
  return {
    initial: REGULATION_T_RATE * stockPrice,
    maintenance: 0.1 * put.strike + inTheMoney(put, stockPrice),
    stockValue: stockPrice,
  }
}

function requireRight(option: ListedOption, right: 'call' | 'put'): void {
  if (option.right !== right) throw new RangeError(`the option is a ${right}`)
}
