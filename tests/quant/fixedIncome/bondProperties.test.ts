import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bondSensitivity } from '../../../electron/quant/fixedIncome/bondSensitivity.ts'
import {
  cleanPriceFromYield,
  dirtyPriceFromYield,
  yieldFromCleanPrice,
  yieldFromDirtyPrice,
} from '../../../electron/quant/fixedIncome/bondYield.ts'
import { DAY_MS, dateMsOf } from '../../../electron/quant/fixedIncome/civilDate.ts'
import { accruedInterest, fixedRateBond } from '../../../electron/quant/fixedIncome/fixedRateBond.ts'

const START = dateMsOf('2004-01-01')
const SEED = { seed: 20240229, numRuns: 400 }

const dayCount = fc.constantFrom(
  '30/360' as const,
  '30E/360' as const,
  'ACT/ACT ICMA' as const,
  'ACT/ACT ISDA' as const,
  'ACT/365' as const,
  'ACT/360' as const,
)
const convention = fc.constantFrom('street' as const, 'treasury' as const, 'compounded' as const)

/** Any bond and a settlement within its life. */
const priced = fc
  .record({
    issueDay: fc.integer({ min: 0, max: 6000 }),
    lifeDays: fc.integer({ min: 40, max: 11_000 }),
    couponRate: fc.double({ min: 0.0001, max: 0.15, noNaN: true }),
    couponsPerYear: fc.constantFrom(1 as const, 2 as const, 4 as const, 12 as const),
    dayCount,
    firstStub: fc.constantFrom('short' as const, 'long' as const),
    settled: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  .map(({ issueDay, lifeDays, settled, ...terms }) => {
    const issueMs = START + issueDay * DAY_MS
    const maturityMs = issueMs + lifeDays * DAY_MS
    const settlementMs = issueMs + Math.floor(settled * lifeDays) * DAY_MS
    return { terms: { ...terms, issueMs, maturityMs }, settlementMs }
  })
const yieldRate = fc.double({ min: -0.3, max: 1.5, noNaN: true })

describe('a bond, whatever its terms', () => {
  it('costs less at a higher yield', () => {
    fc.assert(
      fc.property(priced, yieldRate, convention, ({ terms, settlementMs }, rate, kind) => {
        const bond = fixedRateBond(terms)
        const low = dirtyPriceFromYield(bond, settlementMs, rate, kind)
        expect(dirtyPriceFromYield(bond, settlementMs, rate + 0.001, kind)).toBeLessThan(low)
      }),
      SEED,
    )
  })

  it('has durations and a convexity above 0, equal to differences of its price', () => {
    fc.assert(
      fc.property(priced, yieldRate, convention, ({ terms, settlementMs }, rate, kind) => {
        const bond = fixedRateBond(terms)
        const found = bondSensitivity(bond, settlementMs, rate, kind)
        expect(found.convexity).toBeGreaterThan(0)
        expect(found.macaulayDuration).toBeGreaterThan(0)
        const step = 1e-5
        const up = dirtyPriceFromYield(bond, settlementMs, rate + step, kind)
        const here = dirtyPriceFromYield(bond, settlementMs, rate, kind)
        const down = dirtyPriceFromYield(bond, settlementMs, rate - step, kind)
        expect((down - up) / (2 * step) / here / found.modifiedDuration).toBeCloseTo(1, 5)
        expect((down - up) / (2 * step) / 10_000 / found.dv01).toBeCloseTo(1, 5)
        if (found.convexity > 1) {
          expect(Math.abs((up - 2 * here + down) / step ** 2 / here / found.convexity - 1)).toBeLessThan(1e-3)
        }
      }),
      SEED,
    )
  })

  it('gives the yield back from its price', () => {
    fc.assert(
      fc.property(priced, yieldRate, convention, ({ terms, settlementMs }, rate, kind) => {
        const bond = fixedRateBond(terms)
        const clean = cleanPriceFromYield(bond, settlementMs, rate, kind)
        // A day before maturity a yield of a basis point is worth 3e-7 of the price, so the price's last digit tells.
        const { modifiedDuration } = bondSensitivity(bond, settlementMs, rate, kind)
        const found = yieldFromCleanPrice(bond, settlementMs, clean, kind)
        expect(Math.abs(found - rate)).toBeLessThan(1e-13 + 1e-13 / modifiedDuration)
      }),
      SEED,
    )
  })

  it('has that yield from a price of a thousandth to one of ten million', () => {
    const growthExponent = fc.double({ min: -0.7, max: 2, noNaN: true })
    fc.assert(
      fc.property(priced, growthExponent, convention, ({ terms, settlementMs }, exponent, kind) => {
        const bond = fixedRateBond(terms)
        const rate = bond.periodsPerYear * (10 ** exponent - 1)
        const dirty = dirtyPriceFromYield(bond, settlementMs, rate, kind)
        fc.pre(dirty > 1e-3 && dirty < 1e7)
        const { modifiedDuration } = bondSensitivity(bond, settlementMs, rate, kind)
        const found = yieldFromDirtyPrice(bond, settlementMs, dirty, kind)
        expect(Math.abs(found - rate)).toBeLessThan(1e-12 * (1 + Math.abs(rate)) + 1e-13 / modifiedDuration)
      }),
      SEED,
    )
  })

  it('owes from 0 to the coupon of the period, nothing on a coupon date, and dirty is clean plus accrued', () => {
    fc.assert(
      fc.property(priced, yieldRate, ({ terms, settlementMs }, rate) => {
        const bond = fixedRateBond(terms)
        const accrued = accruedInterest(bond, settlementMs)
        const next = bond.coupons.find(({ endMs }) => endMs > settlementMs)
        expect(accrued).toBeGreaterThanOrEqual(0)
        // 30/360 makes 30 days of February, so up to 3 days beyond the coupon can be owed before a month end.
        const slack = bond.dayCount.startsWith('30') ? (3 / 360) * 100 * bond.couponRate : 0
        expect(accrued).toBeLessThanOrEqual((next?.amount ?? 0) + slack + 1e-12)
        for (const { endMs } of bond.coupons) expect(accruedInterest(bond, endMs)).toBe(0)
        const dirty = dirtyPriceFromYield(bond, settlementMs, rate)
        expect(cleanPriceFromYield(bond, settlementMs, rate) + accrued).toBeCloseTo(dirty, 9)
      }),
      SEED,
    )
  })

  it('is at par on a coupon date where the yield is the coupon of equal parts', () => {
    fc.assert(
      fc.property(priced, convention, ({ terms }, kind) => {
        const bond = fixedRateBond(terms)
        fc.pre(bond.dayCount === 'ACT/ACT ICMA' || bond.dayCount === '30/360')
        for (const { endMs } of bond.coupons.slice(0, -1)) {
          expect(cleanPriceFromYield(bond, endMs, bond.couponRate, kind)).toBeCloseTo(100, 10)
        }
      }),
      SEED,
    )
  })
})

describe('what has no price', () => {
  const issueMs = dateMsOf('2020-05-15')
  const maturityMs = dateMsOf('2030-05-15')
  const terms = { issueMs, maturityMs, couponRate: 0.05, couponsPerYear: 2, dayCount: '30/360' } as const
  const bond = fixedRateBond(terms)

  it('is refused with a word of what is wrong', () => {
    expect(() => fixedRateBond({ ...terms, maturityMs: issueMs })).toThrow(
      'the maturity is after the issue date',
    )
    expect(() => fixedRateBond({ ...terms, couponRate: -0.01 })).toThrow('a coupon rate is')
    expect(() => fixedRateBond({ ...terms, redemption: 0 })).toThrow('a redemption is above 0')
    expect(() => accruedInterest(bond, issueMs - DAY_MS)).toThrow('from the issue date to maturity')
    expect(() => accruedInterest(bond, issueMs + 1)).toThrow('the settlement is a civil date')
    expect(() => dirtyPriceFromYield(bond, maturityMs, 0.05)).toThrow('no price at maturity')
    expect(() => dirtyPriceFromYield(bond, issueMs, -2)).toThrow('below the lowest')
    expect(() => yieldFromDirtyPrice(bond, issueMs, 0)).toThrow('is above 0, not 0')
    expect(accruedInterest(bond, maturityMs)).toBe(0)
  })
})
