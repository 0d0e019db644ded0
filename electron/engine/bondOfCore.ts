import type { TermsOf } from '../../shared/domain/instrumentTerms.ts'
import { type BondSensitivity, bondSensitivity } from '../quant/fixedIncome/bondSensitivity.ts'
import { yieldFromDirtyPrice } from '../quant/fixedIncome/bondYield.ts'
import { DAY_MS } from '../quant/fixedIncome/civilDate.ts'
import { accruedInterest, type FixedRateBond, fixedRateBond } from '../quant/fixedIncome/fixedRateBond.ts'

/** A bond of the run: its schedule laid out once, and what it is worth at a settlement date. */
export class BondOfCore {
  readonly terms: TermsOf<'bond'>
  readonly schedule: FixedRateBond
  /** Accrued interest at the settlement date of the current day, in percent of face value. */
  accrued = 0

  /** @throws RangeError for terms that make no bond. */
  constructor(terms: TermsOf<'bond'>) {
    this.terms = terms
    this.schedule = fixedRateBond({
      issueMs: midnight(terms.issueMs),
      maturityMs: midnight(terms.maturityMs),
      couponRate: terms.couponRate,
      couponsPerYear: terms.couponsPerYear,
      dayCount: terms.dayCount === 'ACT/ACT' ? 'ACT/ACT ICMA' : terms.dayCount,
    })
  }

  /** Date on which a trade of a day is settled: so many weekdays later, at UTC midnight. */
  settlementMs(tradeMs: number): number {
    let dateMs = midnight(tradeMs)
    for (let left = this.terms.settlementDays; left > 0; ) {
      dateMs += DAY_MS
      const weekday = new Date(dateMs).getUTCDay()
      if (weekday !== 0 && weekday !== 6) left--
    }
    return dateMs
  }

  /** Accrued interest that a trade of a day pays, in percent of face value; 0 before the issue and from maturity on. */
  accruedAt(tradeMs: number): number {
    const settlementMs = this.settlementMs(tradeMs)
    const { issueMs, maturityMs } = this.schedule
    if (settlementMs <= issueMs || settlementMs >= maturityMs) return 0
    return accruedInterest(this.schedule, settlementMs)
  }

  /** Yield (street convention), durations and convexity at a quoted price; NaN once nothing is left to price. */
  measure(price: number, tradeMs: number): BondSensitivity & { readonly yieldRate: number } {
    const settlementMs = Math.max(this.settlementMs(tradeMs), this.schedule.issueMs)
    if (settlementMs >= this.schedule.maturityMs || !(price > 0)) return NOTHING
    const dirty = this.terms.quotation === 'clean' ? price + this.accruedAt(tradeMs) : price
    const yieldRate = yieldFromDirtyPrice(this.schedule, settlementMs, dirty)
    return { yieldRate, ...bondSensitivity(this.schedule, settlementMs, yieldRate) }
  }
}

const NOTHING = Object.freeze({
  yieldRate: Number.NaN,
  macaulayDuration: Number.NaN,
  modifiedDuration: Number.NaN,
  convexity: Number.NaN,
  dv01: Number.NaN,
})

function midnight(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS) * DAY_MS
}
