import { describe, expect, it } from 'vitest'
import { NewYorkClose } from '../../../electron/engine/rules/newYorkClose.ts'
import { rolloverNights } from '../../../electron/engine/rules/swapRule.ts'
import type { TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import { DAY_MS, flat, runStrategy, type SeriesOptions, START_MS, seriesOf } from '../support/runStrategy.ts'

const HOUR_MS = 3_600_000
const iso = (timeMs: number): string => new Date(timeMs).toISOString()

const pair = (prices: readonly number[], terms: Partial<TermsOf<'fx'>>, options: SeriesOptions = {}) =>
  seriesOf('EURUSD', flat(...prices), {
    assetClass: 'fx',
    tickSize: 0.00001,
    calendar: '24x5',
    timeframe: '1h',
    ...options,
    terms: {
      kind: 'fx',
      base: 'EUR',
      pipSize: 0.0001,
      standardLot: 100_000,
      maxLeverage: 50,
      sessionSpreads: [],
      swapRates: [],
      ...terms,
    },
  })

describe('the close of New York', () => {
  it('is 17:00 of its wall clock, an hour earlier in UTC in summer', () => {
    const close = new NewYorkClose()
    expect(iso(close.after(Date.UTC(2024, 0, 3, 21, 59)))).toBe('2024-01-03T22:00:00.000Z')
    expect(iso(close.after(Date.UTC(2024, 0, 3, 22)))).toBe('2024-01-04T22:00:00.000Z')
    // Clocks went forward on 10 March 2024 and back on 3 November 2024.
    expect(iso(close.after(Date.UTC(2024, 2, 9, 23)))).toBe('2024-03-10T21:00:00.000Z')
    expect(iso(close.after(Date.UTC(2024, 10, 2, 22)))).toBe('2024-11-03T22:00:00.000Z')
    expect(close.weekday(Date.UTC(2024, 0, 4, 3))).toBe(3)
  })
})

describe('rollover', () => {
  it('has seven nights a week, three of them on Wednesday, on Thursday for USDCAD', () => {
    const week = [0, 1, 2, 3, 4, 5, 6]
    expect(week.map((day) => rolloverNights('EUR', 'USD', day))).toEqual([0, 1, 1, 3, 1, 1, 0])
    expect(week.map((day) => rolloverNights('USD', 'CAD', day))).toEqual([0, 1, 1, 1, 3, 1, 0])
  })

  it('pays what is held over 17:00 New York at the rate of its side and day', () => {
    // Monday, 1 January 2024 to the next Monday, hourly.
    const prices = Array.from({ length: 24 * 7 }, () => 1.1)
    const swapRates = [
      { fromMs: 0, longRate: -0.02, shortRate: 0.01 },
      { fromMs: START_MS + 2 * DAY_MS, longRate: -0.04, shortRate: 0.02 },
    ]
    const paid = (units: number) =>
      runStrategy(
        pair(prices, { swapRates }),
        { 0: (ctx) => ctx.order('EURUSD', units) },
        { cash: 10_000, maxLeverage: 50, allowShort: true },
      ).statement.filter(({ kind }) => kind === 'swap')
    const night = (110_000 * 0.02) / 365
    expect(paid(100_000).map(({ timeMs }) => iso(timeMs).slice(0, 13))).toEqual([
      '2024-01-01T22',
      '2024-01-02T22',
      '2024-01-03T22',
      '2024-01-04T22',
      '2024-01-05T22',
    ])
    const long = paid(100_000).map(({ amount }) => amount)
    const expected = [-night, -night, -6 * night, -2 * night, -2 * night]
    for (const [place, amount] of long.entries()) expect(amount).toBeCloseTo(expected[place]!, 2)
    const short = paid(-100_000).map(({ amount }) => amount)
    for (const [place, amount] of short.entries()) expect(amount).toBeCloseTo(-expected[place]! / 2, 2)
  })
})

describe('spreads of a session', () => {
  // A wide spread from 17:00 to 18:00 New York (22:00 UTC in January), half a pip otherwise.
  const sessionSpreads = [
    { fromMinute: 17 * 60, toMinute: 18 * 60, pips: 8 },
    { fromMinute: 18 * 60, toMinute: 17 * 60, pips: 0.5 },
  ]
  const hours = Array.from({ length: 26 }, () => 1.1)
  const leveraged = { cash: 10_000, maxLeverage: 50, allowShort: true }

  it('cost half of the spread of the hour at each fill', () => {
    const run = runStrategy(
      pair(hours, { sessionSpreads }),
      { 5: (ctx) => ctx.order('EURUSD', 1000), 21: (ctx) => ctx.order('EURUSD', -1000) },
      leveraged,
    )
    expect(run.fills).toMatchObject([{ price: 1.10003 }, { price: 1.0996 }])
  })

  it('keep a limit from filling before the quote is there', () => {
    const rows = flat(...hours)
    rows[8] = [1.1, 1.1, 1.09, 1.1]
    rows[9] = [1.1, 1.1, 1.0899, 1.1]
    const series = pair(hours, { sessionSpreads })
    series.columns.low.set(rows.map(([, , low]) => low))
    const run = runStrategy(
      series,
      { 5: (ctx) => ctx.order('EURUSD', 1000, { limitPrice: 1.09 }) },
      leveraged,
    )
    expect(run.fills).toMatchObject([{ price: 1.09, timeMs: START_MS + 10 * HOUR_MS - 1 }])
  })
})

describe('leverage of currency pairs', () => {
  it('is bounded by the terms, and the account is closed out at half of the margin in use', () => {
    // 500,000 at 1.10 need 11,000 at 50:1; half of it is lost at 1.10 - 6,500 / 500,000 or so.
    const series = pair([1.1, 1.1, 1.1], { maxLeverage: 50 })
    series.columns.low[2] = 1.08
    const run = runStrategy(
      series,
      {
        0: (ctx) => {
          ctx.order('EURUSD', 600_000)
          ctx.order('EURUSD', 500_000)
        },
      },
      { cash: 12_000, maxLeverage: 100 },
    )
    expect(run.orders[0]?.reason).toBe('initial margin would be 13200.00 USD, equity is 12000.00 USD')
    const [, closed] = run.fills
    expect(closed).toMatchObject({ quantity: 500_000, priceSource: 'margin call' })
    // 12,000 + 500,000 (p - 1.1) = 500,000 p / 100: p = 538,000 / 495,000.
    expect(closed!.price).toBe(1.08686)
    expect(538_000 / 495_000).toBeGreaterThanOrEqual(closed!.price)
  })
})

describe('interest on cash', () => {
  const series = seriesOf('AAA', flat(...Array.from({ length: 31 }, () => 10)))

  it('is earned and paid by the night, ACT/360, and adds up to the closed form', () => {
    const run = runStrategy(series, {}, { account: { creditRates: { USD: 0.05 } } })
    // 17:00 of 31 days; each night's interest earns interest.
    const expected = 100_000 * (1 + 0.05 / 360) ** 31
    expect(run.metrics.finalEquity).toBeCloseTo(expected, 1)
    expect(run.statement.filter(({ kind }) => kind === 'interest')).toHaveLength(31)
  })

  it('is asked on a debit, by currency', () => {
    const run = runStrategy(
      series,
      { 0: (ctx) => ctx.order('AAA', 20_000) },
      { maxLeverage: 2, account: { debitRates: { USD: 0.0725, EUR: 0.5 } } },
    )
    const expected = -100_000 * (1 + 0.0725 / 360) ** 30 + 200_000
    expect(run.metrics.finalEquity).toBeCloseTo(expected, 1)
    expect(run.assumptions.join(' ')).not.toContain('Borrowed money')
  })

  it('loses nothing of amounts below a cent', () => {
    const run = runStrategy(series, {}, { cash: 10, account: { creditRates: { USD: 0.0365 } } })
    // 10 x 3.65 % / 360 = 0.1 cent a night: 3 cents in 31 nights.
    expect(run.metrics.finalEquity).toBe(10.03)
  })
})

describe('the fee for borrowed shares', () => {
  it('is asked on the value of a short by the night, at the rate of the day, else of the account', () => {
    const borrowRates = [{ fromMs: START_MS + 3 * DAY_MS, rate: 0.36 }]
    const run = runStrategy(
      seriesOf('AAA', flat(10, 10, 10, 10, 10, 10), {
        terms: { kind: 'equity', borrowRates, shortable: true },
      }),
      { 0: (ctx) => ctx.order('AAA', -1000) },
      { allowShort: true, account: { borrowRate: 0.036 } },
    )
    // 10,000 x 3.6 % / 360 = 1 a night over two nights, then ten times as much.
    expect(run.statement.filter(({ kind }) => kind === 'borrow').map(({ amount }) => amount)).toEqual([
      -1, -1, -10, -10, -10,
    ])
    expect(run.assumptions).toContain('Borrowed money costs nothing.')
  })

  it('is not there for what cannot be borrowed: that is not sold short', () => {
    const run = runStrategy(
      seriesOf('AAA', flat(10, 10), { terms: { kind: 'equity', borrowRates: [], shortable: false } }),
      { 0: (ctx) => ctx.order('AAA', -1) },
      { allowShort: true },
    )
    expect(run.orders[0]?.reason).toBe('AAA cannot be borrowed and only 0 can be sold')
  })
})
