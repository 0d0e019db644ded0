import { describe, expect, it } from 'vitest'
import { bondSensitivity } from '../../../electron/quant/fixedIncome/bondSensitivity.ts'
import { cleanPriceFromYield, yieldFromCleanPrice } from '../../../electron/quant/fixedIncome/bondYield.ts'
import { dateMsOf, isoDateOf } from '../../../electron/quant/fixedIncome/civilDate.ts'
import { couponSchedule } from '../../../electron/quant/fixedIncome/couponSchedule.ts'
import { cleanPriceFromCurve, zSpread } from '../../../electron/quant/fixedIncome/curvePricing.ts'
import { yearFraction } from '../../../electron/quant/fixedIncome/dayCount.ts'
import { bootstrapCurve, discountFactor } from '../../../electron/quant/fixedIncome/discountCurve.ts'
import {
  accruedInterest,
  type FixedRateBond,
  type FixedRateBondTerms,
  fixedRateBond,
} from '../../../electron/quant/fixedIncome/fixedRateBond.ts'
import { quantlib } from './quantlibTables.ts'

function bondOf(
  row: Omit<FixedRateBondTerms, 'issueMs' | 'maturityMs'> & { issue: string; maturity: string },
): FixedRateBond {
  const { issue, maturity, ...terms } = row
  return fixedRateBond({ ...terms, issueMs: dateMsOf(issue), maturityMs: dateMsOf(maturity) })
}

function expectNear(found: number, wanted: number, tolerance: number): void {
  expect(Math.abs(found - wanted), `${found} for ${wanted}`).toBeLessThanOrEqual(tolerance)
}

describe(`day counts equal those of ${quantlib.library}`, () => {
  for (const { dayCount, call, pairs } of quantlib.dayCounts) {
    it(`${dayCount} is ${call} on ${pairs.length} pairs of dates`, () => {
      for (const [start, end, fraction] of pairs) {
        // QuantLib's Thirty360(USA) has the rules of February for every security.
        const found = yearFraction(dayCount, dateMsOf(start), dateMsOf(end), { endOfMonth: true })
        expectNear(found, fraction, 1e-12)
      }
    })
  }
})

describe(`schedules equal those of ${quantlib.library}`, () => {
  for (const { issue, maturity, couponsPerYear, endOfMonth, firstStub, dates } of quantlib.schedules) {
    const kind = `${couponsPerYear} a year${endOfMonth ? ', at month ends' : ''}, ${firstStub} first period`
    it(`${issue} to ${maturity}, ${kind}`, () => {
      const { periods } = couponSchedule({
        issueMs: dateMsOf(issue),
        maturityMs: dateMsOf(maturity),
        couponsPerYear,
        endOfMonth,
        firstStub,
      })
      expect([issue, ...periods.map(({ endMs }) => isoDateOf(endMs))]).toEqual(dates)
    })
  }
})

describe(`yields, prices and durations equal those of ${quantlib.library}`, () => {
  for (const row of quantlib.bonds) {
    const { issue, maturity, couponRate, dayCount, settlement, convention } = row
    const what = `${couponRate} ${dayCount} ${issue} to ${maturity}`
    it(`${what} on ${settlement} at ${row.yield}, ${convention}`, () => {
      const bond = bondOf(row)
      const settlementMs = dateMsOf(settlement)
      expectNear(accruedInterest(bond, settlementMs), row.accrued, 1e-9)
      const clean = cleanPriceFromYield(bond, settlementMs, row.yield, convention)
      expectNear(clean, row.cleanPrice, 1e-9)
      const back = yieldFromCleanPrice(bond, settlementMs, row.cleanPrice, convention)
      expectNear(back, row.yield, 1e-9)
      expectNear(back, row.yieldBack, 1e-9)
      const found = bondSensitivity(bond, settlementMs, row.yield, convention)
      if (row.modified !== undefined) expectNear(found.modifiedDuration, row.modified, 1e-9)
      if (row.macaulay !== undefined) expectNear(found.macaulayDuration, row.macaulay, 1e-9)
      if (row.convexity !== undefined) {
        expectNear(found.convexity / row.convexity, 1, 1e-9)
      }
    })
  }
})

describe(`coupons and accrued interest equal those of ${quantlib.library}`, () => {
  for (const row of quantlib.accruals) {
    it(`${row.dayCount} ${row.issue} to ${row.maturity}, ${row.firstStub} first period`, () => {
      const bond = bondOf(row)
      if (row.firstCoupon !== null) expectNear(bond.coupons[0]!.amount, row.firstCoupon, 1e-9)
      for (const [date, accrued] of row.accrued) {
        expectNear(accruedInterest(bond, dateMsOf(date)), accrued, 1e-9)
      }
    })
  }
})

describe(`curves equal those of ${quantlib.library}`, () => {
  for (const { interpolation, date, instruments, discounts, bonds } of quantlib.curves) {
    const curve = bootstrapCurve(instruments, interpolation)
    const dated = { curve, dateMs: dateMsOf(date) }

    it(`${interpolation}: discount factors at, between and before the knots`, () => {
      for (const [time, discount] of discounts) expectNear(discountFactor(curve, time), discount, 1e-9)
    })

    for (const row of bonds) {
      it(`${interpolation}: price and Z-spread of ${row.couponRate} ${row.maturity} on ${row.settlement}`, () => {
        const bond = bondOf({ ...row, couponsPerYear: 2, dayCount: 'ACT/ACT ICMA' })
        const settlementMs = dateMsOf(row.settlement)
        expectNear(cleanPriceFromCurve(bond, settlementMs, dated), row.cleanPrice, 1e-8)
        expectNear(zSpread(bond, settlementMs, row.quoted, dated), row.zSpreadContinuous, 1e-9)
        expectNear(zSpread(bond, settlementMs, row.quoted, dated, 2), row.zSpreadSemiannual, 1e-9)
      })
    }
  }
})
