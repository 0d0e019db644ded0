import { describe, expect, it } from 'vitest'
import type { CorporateAction, SessionColumns } from '../../../shared/domain/bar.ts'
import { exercises, expiryOf, first, optionSeries } from '../support/optionSeries.ts'
import {
  DAY_MS,
  flat,
  type Row,
  type RunOptions,
  runStrategy,
  type SeriesOptions,
  START_MS,
  seriesOf,
} from '../support/runStrategy.ts'

const day = (n: number): number => START_MS + n * DAY_MS
const account: RunOptions = { cash: 100_000, allowShort: true, maxLeverage: 10, account: { margin: 'off' } }

describe('expiry with cash settlement', () => {
  // An index: its level is looked at and never traded.
  const index = (...levels: number[]) => seriesOf('ABC', flat(...levels), { assetClass: 'index' })
  const call = optionSeries('C100', flat(5, 5, 6, 8), {
    right: 'call',
    strike: 100,
    expiryMs: expiryOf(3),
    exercise: 'european',
    settlement: 'cash',
  })

  it('pays a long call what it is in the money, and takes it from a short one', () => {
    const long = runStrategy(
      call,
      { 0: (ctx) => ctx.order('C100', 2) },
      { ...account, references: [index(100, 101, 104, 108.25)] },
    )
    expect(exercises(long)).toEqual([[expiryOf(3), 'C100', 1650, '2 exercised at 8.25, ABC at 108.25']])
    // Bought at 5, worth 8.25 at the end: 2 x 100 x 3.25.
    expect(long.metrics.finalEquity).toBe(100_650)
    const short = runStrategy(
      call,
      { 0: (ctx) => ctx.order('C100', -2) },
      { ...account, references: [index(100, 101, 104, 108.25)] },
    )
    expect(exercises(short)).toEqual([[expiryOf(3), 'C100', -1650, '2 assigned at 8.25, ABC at 108.25']])
    expect(short.metrics.finalEquity).toBe(99_350)
  })

  it('leaves what is less than a cent in the money worthless, and exercises at a cent', () => {
    const at = (level: number) =>
      runStrategy(
        call,
        { 0: (ctx) => ctx.order('C100', 1) },
        { ...account, references: [index(100, 100, 100, level)] },
      )
    expect(exercises(at(100.009))).toEqual([[expiryOf(3), 'C100', 0, '1 expired worthless, ABC at 100.009']])
    expect(exercises(at(100.01))[0]?.[2]).toBe(1)
    expect(at(99).roundTrips).toMatchObject([{ exitPrice: 0, profit: -500 }])
  })

  it('takes an official settlement price of the day where there is one', () => {
    const official: CorporateAction = { kind: 'settlement', timeMs: day(3), price: 103 }
    const level = { ...index(100, 101, 104, 108.25), actions: [official] }
    const run = runStrategy(call, { 0: (ctx) => ctx.order('C100', 1) }, { ...account, references: [level] })
    expect(exercises(run)[0]?.[2]).toBe(300)
  })

  it('ends the orders of the contract and takes no new ones', () => {
    const longer = {
      ...call,
      ...optionSeries(
        'C100',
        flat(5, 5, 6, 8, 8),
        call.instrument.terms?.kind === 'option' ? call.instrument.terms : never(),
      ),
    }
    const run = runStrategy(
      longer,
      { 1: (ctx) => ctx.order('C100', 1, { limitPrice: 1 }), 4: (ctx) => ctx.order('C100', 1) },
      { ...account, references: [index(100, 101, 104, 108, 108)] },
    )
    expect(run.orders.map(({ status, reason }) => [status, reason])).toEqual([
      ['cancelled', 'C100 has expired'],
      ['rejected', 'C100 has expired'],
    ])
  })

  it('names the underlying that has no bars', () => {
    expect(() => runStrategy(call, {}, account)).toThrow(
      "There are no bars of 'ABC', the underlying of C100.",
    )
  })
})

function never(): never {
  throw new Error('the terms are those of an option')
}

describe('expiry with delivery', () => {
  const share = (...prices: number[]) => seriesOf('ABC', flat(...prices))
  const put = optionSeries('P100', flat(4, 4, 6, 12), { right: 'put', strike: 100, expiryMs: expiryOf(3) })
  const call = optionSeries('C100', flat(5, 5, 6, 8, 8), {
    right: 'call',
    strike: 100,
    expiryMs: expiryOf(3),
  })

  it('delivers the shares at the strike, a line for each leg', () => {
    const run = runStrategy(
      [share(100, 101, 104, 108, 110), call],
      first('ABC', { 0: (ctx) => ctx.order('C100', 2) }),
      account,
    )
    expect(exercises(run)).toEqual([
      [expiryOf(3), 'C100', 0, '2 exercised, delivery at 100'],
      [expiryOf(3), 'ABC', -20_000, 'received 200 at 100 for C100'],
    ])
    expect(run.statement.at(-1)?.balance).toBe(100_000 - 1000 - 20_000)
    expect(run.metrics.finalEquity).toBe(100_000 - 1000 - 20_000 + 200 * 110)
    expect(run.roundTrips).toMatchObject([
      { symbol: 'C100', profit: -1000 },
      { symbol: 'ABC', entryPrice: 100, quantity: 200, profit: 2000 },
    ])
  })

  it('takes the shares of a covered call away, and cash comes in', () => {
    const script = first('ABC', {
      0: (ctx) => {
        ctx.order('ABC', 100)
        ctx.order('C100', -1)
      },
    })
    const run = runStrategy([share(100, 101, 104, 108, 110), call], script, account)
    expect(exercises(run).map(([, symbol, amount]) => [symbol, amount])).toEqual([
      ['C100', 0],
      ['ABC', 10_000],
    ])
    // Shares bought at 101, called away at 100; premium of 5 kept.
    expect(run.metrics.finalEquity).toBe(100_000 - 100 + 500)
  })

  it('sells shares short for a put that is exercised without them, or pays cash where shorts are not allowed', () => {
    const script = first('ABC', { 0: (ctx) => ctx.order('P100', 1) })
    const series = [share(100, 99, 95, 90, 92), put]
    const short = runStrategy(series, script, account)
    expect(exercises(short).map(([, symbol, amount]) => [symbol, amount])).toEqual([
      ['P100', 0],
      ['ABC', 10_000],
    ])
    expect(short.metrics.finalEquity).toBe(100_000 - 400 + 10_000 - 9200)
    const cash = runStrategy(series, script, { ...account, allowShort: false })
    expect(exercises(cash).map(([, symbol, amount]) => [symbol, amount])).toEqual([['P100', 1000]])
    expect(cash.assumptions.join(' ')).toContain('could not be delivered in this run: P100')
  })

  it('pays cash for an underlying that the run does not trade', () => {
    const run = runStrategy(
      call,
      { 0: (ctx) => ctx.order('C100', 1) },
      { ...account, references: [share(100, 101, 104, 108)] },
    )
    expect(exercises(run).map(([, symbol, amount]) => [symbol, amount])).toEqual([['C100', 800]])
    expect(run.assumptions.join(' ')).toContain('C100')
  })

  it('delivers a future at the strike: no cash until its settlement', () => {
    const future = seriesOf('ESH4', flat(5000, 5000, 5010, 5020, 5030), {
      assetClass: 'future',
      multiplier: 50,
      terms: { kind: 'future', root: 'ES', settlement: 'cash', margins: [] },
    })
    const option = optionSeries(
      'EW1',
      flat(20, 20, 20, 20),
      {
        right: 'call',
        strike: 5000,
        expiryMs: expiryOf(3),
        model: 'future',
        underlying: 'ESH4',
      },
      { multiplier: 50 },
    )
    const run = runStrategy([future, option], first('ESH4', { 0: (ctx) => ctx.order('EW1', 1) }), account)
    expect(exercises(run)).toEqual([
      [expiryOf(3), 'EW1', 0, '1 exercised, delivery at 5000'],
      [expiryOf(3), 'ESH4', 0, 'received 1 at 5000 for EW1'],
    ])
    const settled = run.statement.filter(({ kind }) => kind === 'settlement').map(({ amount }) => amount)
    expect(settled).toEqual([20 * 50, 10 * 50])
    expect(run.metrics.finalEquity).toBe(100_000 - 20 * 50 + 30 * 50)
  })
})

describe('the price that an expiry is settled at', () => {
  // Bars of a day from midnight to midnight UTC: 100, then 110 from its open to a close at 120.
  const rows: Row[] = [...flat(100, 100), [110, 120, 110, 120]]
  const settled = (expiryMs: number, options: SeriesOptions, sessions?: SessionColumns) => {
    const level = { ...seriesOf('ABC', rows, options), ...(sessions === undefined ? {} : { sessions }) }
    const call = optionSeries('C', flat(20, 20, 20), {
      ...{ right: 'call', strike: 50, expiryMs, exercise: 'european', settlement: 'cash' },
    })
    const run = runStrategy(call, { 0: (ctx) => ctx.order('C', 1) }, { ...account, references: [level] })
    return Number(exercises(run)[0]?.[2]) / 100 + 50
  }
  const at = (hour: number): number => day(2) + hour * 3_600_000
  const session = {
    openMs: Float64Array.of(at(14.5)),
    closeMs: Float64Array.of(at(21)),
    dateMs: Float64Array.of(day(2)),
  }

  it('is the close of a day bar whose market had closed by then', () => {
    expect(settled(at(21), {})).toBe(120)
    expect(settled(at(21), {}, session)).toBe(120)
  })

  it('is the open of a bar in which trading went on: nothing later is known', () => {
    expect(settled(at(8), { calendar: '24x7' })).toBe(110)
    expect(settled(at(14.5), {}, session)).toBe(110)
  })

  it('is the last close where a bar opens at that very time', () => {
    expect(settled(day(2), { calendar: '24x7' })).toBe(100)
  })
})

describe('an option that settles in the coin', () => {
  // Deribit, "Options: settlement": a call pays max(settlement - strike, 0) / settlement coins. With a strike of 50,000
  // and a settlement at 62,500 that is 0.2.
  const coin = (price: number) =>
    seriesOf('BTC-PERP', flat(50_000, 50_000, price), { currency: 'USD', calendar: '24x7' })
  const option = (right: 'call' | 'put') =>
    optionSeries(
      'BTC-50000',
      flat(0.05, 0.05, 0.1),
      {
        right,
        strike: 50_000,
        expiryMs: day(2),
        exercise: 'european',
        settlement: 'cash',
        inverse: true,
        underlying: 'BTC-PERP',
      },
      { currency: 'BTC', multiplier: 1, tickSize: 0.0001, lotSize: 0.1, calendar: '24x7' },
    )
  const btc = seriesOf('BTCUSD', flat(50_000, 62_500, 62_500), { calendar: '24x7', currency: 'USD' })

  it.each([
    ['call', 62_500, 0.2],
    ['put', 40_000, 0.25],
  ] as const)('a %s at %d pays %d of it', (right, price, coins) => {
    const reference = seriesOf('BTC-PERP', flat(50_000, price, price), { currency: 'USD', calendar: '24x7' })
    const run = runStrategy(
      option(right),
      { 0: (ctx) => ctx.order('BTC-50000', 1) },
      {
        ...account,
        references: [reference, coin(price)],
        conversions: [btc],
      },
    )
    const line = run.statement.find(({ kind }) => kind === 'exercise')
    expect(line).toMatchObject({ currency: 'BTC', amount: coins, balance: Number((coins - 0.05).toFixed(8)) })
  })
})
