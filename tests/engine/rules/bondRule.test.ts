import { describe, expect, it } from 'vitest'
import type { BacktestOutcome } from '../../../electron/engine/backtest.ts'
import type { TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import { DAY_MS, flat, type Row, runStrategy, type Script, seriesOf } from '../support/runStrategy.ts'

/** A note of 6 % with coupons on 15 May and November, 30/360, of 1,000 dollars; prices in percent. */
function note(rows: readonly Row[], startMs: number, terms: Partial<TermsOf<'bond'>> = {}) {
  return seriesOf('NOTE', rows, {
    ...{ assetClass: 'bond', multiplier: 10, tickSize: 0.001, calendar: '24x7', startMs },
    terms: {
      ...{ kind: 'bond', faceValue: 1000, couponRate: 0.06, couponsPerYear: 2, dayCount: '30/360' },
      ...{ issueMs: Date.UTC(2019, 10, 15), maturityMs: Date.UTC(2024, 10, 15), quotation: 'clean' },
      settlementDays: 0,
      ...terms,
    },
  })
}

const buyTen: Script = { 0: (ctx) => ctx.order('NOTE', 10) }

function flows({ statement }: BacktestOutcome): [string, string, number][] {
  return statement
    .slice(1)
    .map(({ timeMs, kind, amount }) => [new Date(timeMs).toISOString().slice(0, 10), kind, amount])
}

describe('a bond that is quoted clean', () => {
  it('pays the seller the accrued interest, and the buyer the coupon', () => {
    // Bought on 14 May 2024: 179 of 180 days of 30 dollars a unit have accrued.
    const run = runStrategy(note(flat(98, 98, 98, 98), Date.UTC(2024, 4, 13)), buyTen, {})
    expect(flows(run)).toEqual([
      ['2024-05-14', 'trade', -9800],
      ['2024-05-14', 'accrued-interest', -298.33],
      ['2024-05-15', 'coupon', 300],
    ])
  })

  it('is worth its price and its interest: equity grows by the interest of each day and does not jump at the coupon', () => {
    const days = 60
    const run = runStrategy(note(flat(...Array(days).fill(98)), Date.UTC(2024, 3, 15)), buyTen, {})
    const { equity } = run.equity
    // 10 units x 1,000 x 6 % / 360 = 1.6667 dollars a day of 30/360.
    const perDay = (10_000 * 0.06) / 360
    for (let t = 3; t < days; t++) {
      const grown = equity[t]! - equity[t - 1]!
      // Of a 31st the convention counts nothing, of the day after it the same as ever.
      expect(
        [0, perDay].some((expected) => Math.abs(grown - expected) < 0.006),
        `day ${t}: ${grown}`,
      ).toBe(true)
    }
    expect(equity.at(-1)! - equity[1]!).toBeCloseTo(perDay * 57, 1)
  })

  it('is redeemed with its last coupon, and trades no more', () => {
    const script: Script = { ...buyTen, 6: (ctx) => ctx.order('NOTE', 1) }
    const run = runStrategy(note(flat(...Array(9).fill(99.5)), Date.UTC(2024, 10, 11)), script, {})
    expect(flows(run).slice(2)).toEqual([
      ['2024-11-15', 'coupon', 300],
      ['2024-11-15', 'redemption', 10_000],
    ])
    expect(run.orders.at(-1)).toMatchObject({ status: 'rejected', reason: 'NOTE is redeemed' })
    // Bought at 99.5 with 177 days of interest (12 November); 3 days of interest and half a percent remain as profit.
    expect(run.metrics.finalEquity).toBeCloseTo(100_000 + 50 + 300 - 295, 2)
  })

  it('settles so many weekdays after the trade: the coupon is his whose trade settles before it', () => {
    // Wednesday 15 May. With one day to settlement a trade of Tuesday settles on the coupon date and pays no interest.
    const run = runStrategy(note(flat(98, 98, 98), Date.UTC(2024, 4, 13), { settlementDays: 1 }), buyTen, {})
    expect(flows(run)).toEqual([['2024-05-14', 'trade', -9800]])
  })

  it('leaves interest to the price where it is quoted dirty', () => {
    const series = note(flat(98, 98, 98, 98), Date.UTC(2024, 4, 13), { quotation: 'dirty' })
    expect(flows(runStrategy(series, buyTen, {}))).toEqual([
      ['2024-05-14', 'trade', -9800],
      ['2024-05-15', 'coupon', 300],
    ])
  })

  it('costs a short its coupons', () => {
    const series = note(flat(98, 98, 98, 98), Date.UTC(2024, 4, 13))
    const run = runStrategy(series, { 0: (ctx) => ctx.order('NOTE', -10) }, { allowShort: true })
    expect(flows(run).at(-1)).toEqual(['2024-05-15', 'coupon', -300])
    // At the last close, midnight of the 17th, two days of the next coupon are owed.
    expect(run.metrics.finalEquity).toBeCloseTo(100_000 + 298.33 - 300 - 3.33, 2)
  })

  it('says what each day of 30/360 counts: nothing on a 31st', () => {
    const run = runStrategy(note(flat(...Array(4).fill(98)), Date.UTC(2024, 4, 29)), buyTen, {})
    const { equity, time } = run.equity
    const at = (date: number): number => equity[time.indexOf(Date.UTC(2024, 4, date))] ?? Number.NaN
    expect(at(31) - at(30)).toBeCloseTo(0, 6)
    expect(DAY_MS).toBe(time[1]! - time[0]!)
  })
})
