import type { SymbolCore } from './symbolCore.ts'

/** Relative slack of comparisons with a limit, against rounding of prices. */
const SLACK = 1e-12

/** Whether a market stands at its limit for the day: nobody sells at the upper one, nobody buys at the lower one. */
export function isLockedAtLimit(core: SymbolCore, sign: number, price: number): boolean {
  const { priceLimitRate, settlementPrice } = core
  return sign * (price / settlementPrice - 1) >= priceLimitRate - SLACK
}

/**
 * Whether trading is halted at a time because the price has fallen to a level of the contract's circuit breakers since
 * the last daily settlement: from the bar after the one that reached it, for so many minutes, once a day and level.
 */
export function isHalted(core: SymbolCore, timeMs: number): boolean {
  const { terms } = core.instrument
  if (terms?.kind !== 'future' || terms.circuitBreakers === undefined) return false
  const breakers = terms.circuitBreakers
  const { settlementPrice, settlementMs, time, low, index, range } = core
  if (Number.isNaN(settlementPrice)) return false
  let first = index
  while (first > range.first && time[first - 1]! >= settlementMs) first--
  let level = 0
  let haltedUntilMs = Number.NEGATIVE_INFINITY
  for (let t = first; t < index; t++) {
    const fall = 1 - low[t]! / settlementPrice
    for (; level < breakers.length; level++) {
      const breaker = breakers[level]!
      if (fall < breaker.fallRate - SLACK) break
      haltedUntilMs = time[t + 1]! + breaker.haltMinutes * 60_000
    }
  }
  return timeMs < haltedUntilMs
}
