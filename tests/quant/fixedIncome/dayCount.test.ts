import { describe, expect, it } from 'vitest'
import {
  addMonths,
  civilDateOf,
  dateMs,
  dateMsOf,
  isoDateOf,
  requireDate,
} from '../../../electron/quant/fixedIncome/civilDate.ts'
import { businessDayAdjustment, couponSchedule } from '../../../electron/quant/fixedIncome/couponSchedule.ts'
import { dayCountDays, yearFraction } from '../../../electron/quant/fixedIncome/dayCount.ts'

/** Start, end, the regular period that the start lies in, its coupons of a year, ISDA's fraction, ICMA's fraction. */
type Example = readonly [string, string, string, string, number, number, number]

describe('ACT/ACT: the examples of ISDA, EMU and Market Conventions: Recent Developments (1998)', () => {
  const examples: readonly Example[] = [
    ['2003-11-01', '2004-05-01', '2003-11-01', '2004-05-01', 2, 0.4977243805674, 0.5],
    ['1999-02-01', '1999-07-01', '1998-07-01', '1999-07-01', 1, 0.41095890410959, 0.41095890410959],
    ['1999-07-01', '2000-07-01', '1999-07-01', '2000-07-01', 1, 1.00137734860393, 1],
    ['2002-08-15', '2003-07-15', '2002-07-15', '2003-01-15', 2, 0.91506849315068, 0.91576086956522],
    ['2003-07-15', '2004-01-15', '2003-07-15', '2004-01-15', 2, 0.50400479077776, 0.5],
    ['1999-07-30', '2000-01-30', '1999-07-30', '2000-01-30', 2, 0.50389250692417, 0.5],
    ['2000-01-30', '2000-06-30', '2000-01-30', '2000-07-30', 2, 0.41530054644809, 0.41758241758242],
  ]
  for (const [start, end, periodStart, periodEnd, couponsPerYear, isda, icma] of examples) {
    it(`${start} to ${end}, ${couponsPerYear} a year: ISDA ${isda.toFixed(6)}, ICMA ${icma.toFixed(6)}`, () => {
      const period = { startMs: dateMsOf(periodStart), endMs: dateMsOf(periodEnd), couponsPerYear }
      expect(yearFraction('ACT/ACT ISDA', dateMsOf(start), dateMsOf(end))).toBeCloseTo(isda, 12)
      expect(yearFraction('ACT/ACT ICMA', dateMsOf(start), dateMsOf(end), { period })).toBeCloseTo(icma, 12)
    })
  }

  it('30 November 1999 to 30 April 2000, at month ends 4 times a year: ISDA 0.415541, ICMA 0.415761', () => {
    const period = { startMs: dateMsOf('1999-11-30'), endMs: dateMsOf('2000-02-29'), couponsPerYear: 4 }
    const start = dateMsOf('1999-11-30')
    const end = dateMsOf('2000-04-30')
    expect(yearFraction('ACT/ACT ISDA', start, end)).toBeCloseTo(32 / 365 + 120 / 366, 14)
    expect(yearFraction('ACT/ACT ICMA', start, end, { period, endOfMonth: true })).toBeCloseTo(
      0.25 + 61 / (92 * 4),
      14,
    )
  })

  it('ICMA without a period is refused, and so is a fraction that runs backwards', () => {
    const start = dateMsOf('2024-01-31')
    expect(() => yearFraction('ACT/ACT ICMA', start, start)).toThrow('needs the regular coupon period')
    expect(() => yearFraction('ACT/360', start, dateMsOf('2024-01-30'))).toThrow(RangeError)
  })
})

describe('30/360: what the conventions make of February and of the 31st', () => {
  /** Start, end, then days of SIFMA at month ends, ISDA 4.16(f) and ISDA 4.16(g), counted by hand from the rules. */
  const pairs: readonly [string, string, number, number, number][] = [
    ['2023-02-28', '2023-08-31', 180, 183, 182],
    ['2024-02-29', '2025-02-28', 360, 359, 359],
    ['2024-02-28', '2024-08-31', 183, 183, 182],
    ['2023-08-31', '2024-02-29', 179, 179, 179],
    ['2024-01-30', '2024-03-31', 60, 60, 60],
    ['2024-01-29', '2024-03-31', 62, 62, 61],
    ['2024-01-31', '2024-03-30', 60, 60, 60],
  ]
  for (const [start, end, sifma, isda, european] of pairs) {
    it(`${start} to ${end}: SIFMA ${sifma}, bond basis ${isda}, Eurobond basis ${european} days`, () => {
      const dates = [dateMsOf(start), dateMsOf(end)] as const
      expect(dayCountDays('30/360', ...dates, true)).toBe(sifma)
      expect(dayCountDays('30/360', ...dates, false)).toBe(isda)
      expect(dayCountDays('30/360 ISDA', ...dates, true)).toBe(isda)
      expect(dayCountDays('30E/360', ...dates, true)).toBe(european)
    })
  }
})

describe('civil dates', () => {
  it('are milliseconds at midnight UTC and read back', () => {
    expect(dateMs(2024, 2, 29)).toBe(Date.UTC(2024, 1, 29))
    expect(isoDateOf(dateMsOf('1967-12-31'))).toBe('1967-12-31')
    expect(civilDateOf(dateMsOf('2024-02-29'))).toEqual({ year: 2024, month: 2, day: 29 })
  })

  it('refuse a day that no calendar has, another form and a time of day', () => {
    expect(() => dateMs(2023, 2, 29)).toThrow('no calendar has the date 2023-2-29')
    expect(() => dateMsOf('2023-2-9')).toThrow(RangeError)
    expect(() => requireDate('the settlement', 1)).toThrow('the settlement is a civil date')
  })

  it('months later, a day that the month lacks becomes its last', () => {
    expect(isoDateOf(addMonths(dateMsOf('2023-08-31'), 6))).toBe('2024-02-29')
    expect(isoDateOf(addMonths(dateMsOf('2024-02-29'), 6))).toBe('2024-08-29')
    expect(isoDateOf(addMonths(dateMsOf('2024-02-29'), 6, true))).toBe('2024-08-31')
    expect(isoDateOf(addMonths(dateMsOf('2024-01-15'), -13))).toBe('2022-12-15')
  })
})

describe('days of payment', () => {
  const isBusinessDay = (date: number): boolean => {
    const weekday = new Date(date).getUTCDay()
    return weekday !== 0 && weekday !== 6
  }
  const saturday = dateMsOf('2024-08-31')

  it('follow, follow within the month, or precede (ISDA 2006, 4.12)', () => {
    const adjusted = (rule: 'following' | 'modifiedFollowing' | 'preceding'): string =>
      isoDateOf(businessDayAdjustment(rule, isBusinessDay)(saturday))
    expect(adjusted('following')).toBe('2024-09-02')
    expect(adjusted('modifiedFollowing')).toBe('2024-08-30')
    expect(adjusted('preceding')).toBe('2024-08-30')
  })

  it('move the payment and leave the days that interest accrues on', () => {
    const { periods, endOfMonth } = couponSchedule({
      issueMs: dateMsOf('2023-08-31'),
      maturityMs: saturday,
      couponsPerYear: 2,
      adjust: businessDayAdjustment('following', isBusinessDay),
    })
    expect(endOfMonth).toBe(true)
    expect(periods.map(({ endMs, paymentMs }) => [isoDateOf(endMs), isoDateOf(paymentMs)])).toEqual([
      ['2024-02-29', '2024-02-29'],
      ['2024-08-31', '2024-09-02'],
    ])
  })

  it('a security shorter than a period has one coupon', () => {
    const terms = {
      issueMs: dateMsOf('2024-06-10'),
      maturityMs: dateMsOf('2024-08-31'),
      couponsPerYear: 2,
    } as const
    expect(couponSchedule({ ...terms, firstStub: 'long' }).periods).toHaveLength(1)
    expect(couponSchedule(terms).periods).toHaveLength(1)
    expect(() => couponSchedule({ ...terms, maturityMs: terms.issueMs })).toThrow('the maturity is after')
  })
})
