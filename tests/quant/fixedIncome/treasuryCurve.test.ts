import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { cleanPriceFromYield } from '../../../electron/quant/fixedIncome/bondYield.ts'
import { addMonths, dateMsOf } from '../../../electron/quant/fixedIncome/civilDate.ts'
import {
  cleanPriceFromCurve,
  dirtyPriceFromCurve,
  zSpread,
} from '../../../electron/quant/fixedIncome/curvePricing.ts'
import {
  bootstrapCurve,
  curveFromDiscounts,
  discountFactor,
  forwardRate,
  parInstrument,
  presentValue,
  zeroCurve,
  zeroRate,
} from '../../../electron/quant/fixedIncome/discountCurve.ts'
import { accruedInterest, fixedRateBond } from '../../../electron/quant/fixedIncome/fixedRateBond.ts'
import { hasSharedData, sharedData } from '../../support/sharedData.ts'

interface CurveDay {
  readonly date: string
  /** Maturity in years and par yield. */
  readonly tenors: readonly (readonly [number, number])[]
}

/** Every 97th day of the US Treasury's daily par yields, and the last one. */
function recordedDays(): CurveDay[] {
  const text = gunzipSync(readFileSync(sharedData('macro/us_treasury_curve_daily.csv.gz'))).toString('utf8')
  const [header, ...rows] = text.trim().split('\n')
  const years = header!
    .split(',')
    .slice(1)
    .map((name) => Number.parseInt(name, 10) / (name.endsWith('month') ? 12 : 1))
  return rows
    .filter((_, k) => k % 97 === 0 || k === rows.length - 1)
    .map((row) => {
      const [moment, ...cells] = row.split(',')
      const tenors = cells.flatMap((cell, k) => (cell === '' ? [] : [[years[k]!, Number(cell)] as const]))
      return { date: moment!.slice(0, 10), tenors }
    })
    .filter(({ tenors }) => tenors.length > 3)
}

describe.skipIf(!hasSharedData)('the par yields of the US Treasury from 1990 to 2017', () => {
  const days = hasSharedData ? recordedDays() : []

  it('covers the days of the file', () => {
    expect(days.length).toBeGreaterThan(60)
  })

  it('price a new security with the yield as its coupon at 100', () => {
    for (const { date, tenors } of days) {
      const issueMs = dateMsOf(date)
      for (const [years, parYield] of tenors.filter(([maturity]) => maturity >= 1)) {
        const bond = fixedRateBond({
          issueMs,
          maturityMs: addMonths(issueMs, years * 12),
          couponRate: parYield,
          couponsPerYear: 2,
          dayCount: 'ACT/ACT ICMA',
          endOfMonth: false,
        })
        // From 29 February the regular dates of some maturities begin a day before the issue.
        if (bond.gridMs[0] !== issueMs) continue
        for (const convention of ['street', 'treasury', 'compounded'] as const) {
          expect(Math.abs(cleanPriceFromYield(bond, issueMs, parYield, convention) - 100)).toBeLessThan(1e-10)
        }
      }
    }
  })

  for (const interpolation of ['linearZero', 'logLinearDiscount'] as const) {
    it(`${interpolation}: the curve gives every tenor's price back`, () => {
      for (const { tenors } of days) {
        const instruments = tenors.map(([years, parYield]) => parInstrument(years, parYield))
        const curve = bootstrapCurve(instruments, interpolation)
        for (const instrument of instruments) {
          expect(Math.abs(presentValue(curve, instrument) - 100)).toBeLessThan(1e-10)
        }
      }
    })
  }
})

describe('curves by closed forms', () => {
  it('a flat par curve is a flat zero curve: twice the log of 1 + y/2', () => {
    const instruments = [0.5, 1, 2, 3, 5, 7, 10, 20, 30].map((years) => parInstrument(years, 0.04))
    for (const interpolation of ['linearZero', 'logLinearDiscount'] as const) {
      const curve = bootstrapCurve(instruments, interpolation)
      for (const time of [0.5, 1, 1.7, 4, 12.3, 29, 30, 35]) {
        expect(zeroRate(curve, time)).toBeCloseTo(2 * Math.log(1.02), 12)
      }
    }
  })

  it('a bill at its bond-equivalent yield: 1 / (1 + y t)', () => {
    const curve = bootstrapCurve([parInstrument(0.25, 0.05)], 'linearZero')
    expect(discountFactor(curve, 0.25)).toBeCloseTo(1 / 1.0125, 14)
  })

  it('linear in the zero rate: held before the first knot and after the last', () => {
    const curve = zeroCurve([1, 3], [0.02, 0.04], 'linearZero')
    expect(zeroRate(curve, 0)).toBe(0.02)
    expect(zeroRate(curve, 0.5)).toBe(0.02)
    expect(zeroRate(curve, 2)).toBeCloseTo(0.03, 15)
    expect(zeroRate(curve, 9)).toBeCloseTo(0.04, 15)
    expect(discountFactor(curve, 0)).toBe(1)
  })

  it('linear in the log of the discount factor: one forward rate between knots, the last one held', () => {
    const curve = curveFromDiscounts([1, 3], [Math.exp(-0.02), Math.exp(-0.1)], 'logLinearDiscount')
    expect(forwardRate(curve, 0.2, 0.9)).toBeCloseTo(0.02, 12)
    expect(forwardRate(curve, 1, 1.1)).toBeCloseTo(0.04, 12)
    expect(forwardRate(curve, 2, 8)).toBeCloseTo(0.04, 12)
  })

  it('a bond on a flat curve costs its payments at that rate, and its Z-spread is what the rate lacks', () => {
    const dateMs = dateMsOf('2024-05-15')
    const bond = fixedRateBond({
      issueMs: dateMsOf('2020-05-15'),
      maturityMs: dateMsOf('2025-05-15'),
      couponRate: 0.06,
      couponsPerYear: 1,
      dayCount: 'ACT/ACT ICMA',
    })
    const dated = { curve: zeroCurve([1], [0.03], 'linearZero'), dateMs }
    expect(dirtyPriceFromCurve(bond, dateMs, dated)).toBeCloseTo(106 * Math.exp(-0.03), 12)
    const later = dateMsOf('2024-08-15')
    const dirty = dirtyPriceFromCurve(bond, later, dated)
    expect(dirty).toBeCloseTo(106 * Math.exp((-0.03 * 273) / 365), 12)
    expect(dirty - cleanPriceFromCurve(bond, later, dated)).toBeCloseTo(accruedInterest(bond, later), 12)
    const price = 106 * Math.exp((-0.05 * 273) / 365) - accruedInterest(bond, later)
    expect(zSpread(bond, later, price, dated)).toBeCloseTo(0.02, 12)
  })

  it('the payments of an adjusted bond are discounted from the day they are paid on', () => {
    const dateMs = dateMsOf('2024-02-29')
    const bond = fixedRateBond({
      issueMs: dateMsOf('2023-08-31'),
      maturityMs: dateMsOf('2024-08-31'),
      couponRate: 0.04,
      couponsPerYear: 2,
      dayCount: 'ACT/ACT ICMA',
      adjust: (date) => (date === dateMsOf('2024-08-31') ? dateMsOf('2024-09-02') : date),
    })
    const dated = { curve: zeroCurve([1], [0.05], 'linearZero'), dateMs }
    expect(dirtyPriceFromCurve(bond, dateMs, dated)).toBeCloseTo(102 * Math.exp((-0.05 * 186) / 365), 12)
  })

  it('refuses times that do not ascend, as many rates as times, and a time before the curve', () => {
    expect(() => zeroCurve([1, 1], [0.01, 0.01], 'linearZero')).toThrow('ascend')
    expect(() => zeroCurve([], [], 'linearZero')).toThrow('at least one')
    expect(() => discountFactor(zeroCurve([1], [0.01], 'linearZero'), -1)).toThrow('after its own date')
    expect(() => bootstrapCurve([parInstrument(1, 0.02), parInstrument(1, 0.03)], 'linearZero')).toThrow(
      RangeError,
    )
  })
})
