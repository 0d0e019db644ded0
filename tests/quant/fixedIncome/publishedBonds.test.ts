import { describe, expect, it } from 'vitest'
import { bondSensitivity } from '../../../electron/quant/fixedIncome/bondSensitivity.ts'
import {
  cleanPriceFromYield,
  currentYield,
  dirtyPriceFromYield,
  yieldFromCleanPrice,
} from '../../../electron/quant/fixedIncome/bondYield.ts'
import { dateMsOf } from '../../../electron/quant/fixedIncome/civilDate.ts'
import { accruedInterest, fixedRateBond } from '../../../electron/quant/fixedIncome/fixedRateBond.ts'
import {
  billBondEquivalentYield,
  billDiscountRate,
  billMoneyMarketYield,
  billPrice,
  billPriceFromBondEquivalentYield,
  billYearDays,
} from '../../../electron/quant/fixedIncome/treasuryBill.ts'

function security(
  couponRate: number,
  issue: string,
  maturity: string,
  firstStub: 'short' | 'long' = 'short',
  dayCount: '30/360' | 'ACT/ACT ICMA' = 'ACT/ACT ICMA',
) {
  return fixedRateBond({
    issueMs: dateMsOf(issue),
    maturityMs: dateMsOf(maturity),
    couponRate,
    couponsPerYear: 2,
    dayCount,
    firstStub,
  })
}

describe('US Treasury notes and bonds: the examples of 31 CFR part 356, appendix B, section II', () => {
  const examples: readonly [string, ReturnType<typeof security>, string, number, number, number][] = [
    [
      'A, regular first period',
      security(0.0875, '1990-05-15', '2020-05-15'),
      '1990-05-15',
      0.0884,
      0,
      99.057893,
    ],
    [
      'B, short first period',
      security(0.085, '1990-04-02', '1992-03-31'),
      '1990-04-02',
      0.0859,
      0,
      99.838183,
    ],
    [
      'C, long first period',
      security(0.085, '1990-03-01', '1995-05-15', 'long'),
      '1990-03-01',
      0.0853,
      0,
      99.805118,
    ],
    [
      'D, within a period',
      security(0.095, '1985-11-15', '1995-11-15'),
      '1985-11-29',
      0.0954,
      0.367403,
      99.730918,
    ],
    [
      'E, reopened in the regular part of a long first period',
      security(0.1075, '1985-07-02', '2005-08-15', 'long'),
      '1985-11-04',
      0.1047,
      3.672798,
      102.214586,
    ],
    [
      'F, reopened in a short first period',
      security(0.105, '1983-05-16', '1991-05-15'),
      '1983-08-15',
      0.1053,
      2.596467,
      99.777074,
    ],
    [
      'G, reopened in the initial part of a long first period',
      security(0.0975, '1988-10-15', '1994-12-15', 'long'),
      '1988-11-15',
      0.0979,
      0.82582,
      99.738045,
    ],
  ]
  for (const [name, bond, settlement, yieldRate, accrued, price] of examples) {
    it(`${name}: ${yieldRate} is a price of ${price}`, () => {
      const settlementMs = dateMsOf(settlement)
      expect(accruedInterest(bond, settlementMs)).toBeCloseTo(accrued, 6)
      // The regulation rounds the price with accrued interest and the accrued interest to six places each.
      const found = cleanPriceFromYield(bond, settlementMs, yieldRate, 'treasury')
      expect(Math.abs(found - price)).toBeLessThan(1e-6)
      expect(yieldFromCleanPrice(bond, settlementMs, price, 'treasury')).toBeCloseTo(yieldRate, 7)
    })
  }
})

describe('US Treasury bills: the examples of 31 CFR part 356, appendix B, section VI', () => {
  it('A: a discount rate of 7.610 % for 90 days is a price of 98.097500', () => {
    expect(billPrice(0.0761, 90)).toBeCloseTo(98.0975, 10)
  })

  it('C: a price of 95.934567 for 182 days is a discount rate of 8.042 %', () => {
    expect(billDiscountRate(95.934567, 182)).toBeCloseTo(0.080415158, 9)
  })

  it('D.1: a price of 99.559444 for 20 days is an investment rate of 8.076 %', () => {
    // The regulation rounds a step on the way to 0.004425, which the fifth digit shows.
    expect(billBondEquivalentYield(99.559444, 20, billYearDays(dateMsOf('1990-06-01')))).toBeCloseTo(
      0.080756,
      5,
    )
  })

  it('D.2: a price of 92.265 for 364 days is an investment rate of 8.237 %', () => {
    expect(billBondEquivalentYield(92.265, 364, billYearDays(dateMsOf('1990-06-07')))).toBeCloseTo(
      0.082373244,
      8,
    )
  })

  it('a year has 366 days where 29 February is within it: issued 1 March 2019, not 28 February 2019', () => {
    expect(billYearDays(dateMsOf('2019-02-28'))).toBe(365)
    expect(billYearDays(dateMsOf('2019-03-01'))).toBe(366)
  })

  it('a price from an investment rate is the inverse, on both sides of half a year', () => {
    for (const days of [1, 91, 182, 183, 184, 270, 364, 365]) {
      const price = billPrice(0.0512, days)
      const rate = billBondEquivalentYield(price, days, 365)
      expect(billPriceFromBondEquivalentYield(rate, days, 365)).toBeCloseTo(price, 11)
    }
  })

  it('refuses a bill without days or without a price', () => {
    expect(() => billPrice(0.05, 0)).toThrow(RangeError)
    expect(() => billBondEquivalentYield(0, 90, 365)).toThrow('the price of a bill is above 0')
  })
})

describe('the examples of the Microsoft Excel function reference', () => {
  const bond = security(0.0575, '2007-11-15', '2017-11-15', 'short', '30/360')

  it('PRICE: 5.75 % of November 2017 settled on 15 February 2008 at 6.5 % is 94.63436162', () => {
    expect(cleanPriceFromYield(bond, dateMsOf('2008-02-15'), 0.065)).toBeCloseTo(94.63436162, 8)
  })

  it('YIELD: 5.75 % of November 2016 settled on 15 February 2008 at 95.04287 is 6.5 %', () => {
    const shorter = security(0.0575, '2006-11-15', '2016-11-15', 'short', '30/360')
    expect(yieldFromCleanPrice(shorter, dateMsOf('2008-02-15'), 95.04287)).toBeCloseTo(0.065, 6)
  })

  it('DURATION and MDURATION: 10.9191453 and 5.73567 years', () => {
    const long = security(0.08, '2018-01-01', '2048-01-01')
    expect(bondSensitivity(long, dateMsOf('2018-07-01'), 0.09).macaulayDuration).toBeCloseTo(10.9191453, 7)
    const short = security(0.08, '2008-01-01', '2016-01-01')
    expect(bondSensitivity(short, dateMsOf('2008-01-01'), 0.09).modifiedDuration).toBeCloseTo(5.73567, 5)
  })

  it('TBILLPRICE, TBILLYIELD and TBILLEQ: 31 March to 1 June 2008', () => {
    expect(billPrice(0.09, 62)).toBeCloseTo(98.45, 10)
    expect(billMoneyMarketYield(98.45, 62)).toBeCloseTo(0.091417, 6)
    expect(billBondEquivalentYield(billPrice(0.0914, 62), 62, 365)).toBeCloseTo(0.094151, 6)
  })
})

describe('closed forms', () => {
  it('in the last period the street convention is simple interest: P (1 + w y/2) = 100 + C/2', () => {
    const bond = security(0.06, '2020-05-15', '2024-05-15')
    const settlementMs = dateMsOf('2024-02-15')
    const w = 90 / 182
    const dirty = 103 / (1 + (w * 0.05) / 2)
    expect(dirtyPriceFromYield(bond, settlementMs, 0.05)).toBeCloseTo(dirty, 12)
    expect(dirtyPriceFromYield(bond, settlementMs, 0.05, 'treasury')).toBeCloseTo(dirty, 12)
    expect(dirtyPriceFromYield(bond, settlementMs, 0.05, 'compounded')).toBeCloseTo(103 / 1.025 ** w, 12)
  })

  it('simple interest has a yield for any price: 250 for 103 in 90 of 182 days is below -200 %', () => {
    const bond = security(0.06, '2020-05-15', '2024-05-15')
    const settlementMs = dateMsOf('2024-02-15')
    const dirty = 250 + accruedInterest(bond, settlementMs)
    const wanted = ((103 / dirty - 1) * 2) / (90 / 182)
    expect(wanted).toBeLessThan(-2)
    expect(yieldFromCleanPrice(bond, settlementMs, 250)).toBeCloseTo(wanted, 10)
  })

  it('where 30/360 has counted a whole period before the coupon date, a day of it is left to discount', () => {
    const bond = fixedRateBond({
      issueMs: dateMsOf('2022-08-31'),
      maturityMs: dateMsOf('2023-08-31'),
      couponRate: 0.06,
      couponsPerYear: 2,
      dayCount: '30/360 ISDA',
    })
    const settlementMs = dateMsOf('2023-08-30')
    expect(accruedInterest(bond, settlementMs)).toBeCloseTo((6 * 182) / 360, 12)
    expect(dirtyPriceFromYield(bond, settlementMs, 0.05)).toBeCloseTo(103 / (1 + 0.05 / 360), 12)
  })

  it('a bond without coupons is discounted at the bond equivalent, twice a year', () => {
    const bond = fixedRateBond({
      issueMs: dateMsOf('2020-05-15'),
      maturityMs: dateMsOf('2030-05-15'),
      couponRate: 0,
      couponsPerYear: 0,
      dayCount: 'ACT/ACT ICMA',
    })
    const settlementMs = dateMsOf('2022-05-15')
    expect(cleanPriceFromYield(bond, settlementMs, 0.04)).toBeCloseTo(100 / 1.02 ** 16, 11)
    expect(accruedInterest(bond, dateMsOf('2022-08-01'))).toBe(0)
    const found = bondSensitivity(bond, settlementMs, 0.04)
    expect(found.macaulayDuration).toBeCloseTo(8, 12)
    expect(found.modifiedDuration).toBeCloseTo(8 / 1.02, 12)
    expect(found.convexity).toBeCloseTo((16 * 17) / 4 / 1.02 ** 2, 10)
  })

  it('a regular coupon is an equal part of the year, even where 30/360 counts 178 days', () => {
    const bond = security(0.06, '2021-08-31', '2031-08-31', 'short', '30/360')
    expect(bond.coupons.map(({ amount }) => amount)).toEqual(Array.from({ length: 20 }, () => 3))
  })

  it('a redemption other than 100 is paid, and the current yield is the coupon over the clean price', () => {
    const bond = fixedRateBond({
      issueMs: dateMsOf('2020-05-15'),
      maturityMs: dateMsOf('2025-05-15'),
      couponRate: 0.05,
      couponsPerYear: 1,
      dayCount: 'ACT/ACT ICMA',
      redemption: 105,
    })
    expect(cleanPriceFromYield(bond, dateMsOf('2024-05-15'), 0.1, 'compounded')).toBeCloseTo(110 / 1.1, 12)
    expect(currentYield(bond, 80)).toBe(0.0625)
  })
})
