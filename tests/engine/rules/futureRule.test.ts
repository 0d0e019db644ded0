import { describe, expect, it } from 'vitest'
import type { BacktestOutcome } from '../../../electron/engine/backtest.ts'
import type { CorporateAction } from '../../../shared/domain/bar.ts'
import type { TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import {
  DAY_MS,
  flat,
  type Row,
  runStrategy,
  type Script,
  START_MS,
  seriesOf,
} from '../support/runStrategy.ts'

const day = (n: number): number => START_MS + n * DAY_MS

/** An index future of 50 dollars a point, as ES is. */
function future(
  rows: readonly Row[],
  actions: CorporateAction[] = [],
  terms: Partial<TermsOf<'future'>> = {},
) {
  return seriesOf('ESH24', rows, {
    assetClass: 'future',
    multiplier: 50,
    tickSize: 0.25,
    actions,
    terms: { kind: 'future', root: 'ES', settlement: 'cash', margins: [], ...terms },
  })
}

const buyTwo: Script = { 0: (ctx) => ctx.order('ESH24', 2) }
const options = { cash: 100_000, maxLeverage: 10 }

function settlements({ statement }: BacktestOutcome): [number, number][] {
  return statement.filter(({ kind }) => kind === 'settlement').map(({ timeMs, amount }) => [timeMs, amount])
}

describe('daily settlement of a future', () => {
  it('moves the profit of each day into cash, and nothing at the trade', () => {
    const run = runStrategy(future(flat(5000, 5000, 5010, 4990)), buyTwo, options)
    expect(run.statement.find(({ kind }) => kind === 'trade')).toMatchObject({ amount: 0 })
    expect(settlements(run)).toEqual([
      [day(2), 0],
      [day(3), 1000],
      [day(4), -2000],
    ])
    expect(run.metrics.finalEquity).toBe(99_000)
    expect(run.statement.at(-1)?.balance).toBe(99_000)
  })

  it('takes the official price where there is one, whatever was traded last', () => {
    const official: CorporateAction = { kind: 'settlement', timeMs: day(2), price: 5004 }
    const run = runStrategy(future(flat(5000, 5000, 5010, 5010), [official]), buyTwo, options)
    expect(settlements(run).map(([, amount]) => amount)).toEqual([0, 400, 600])
  })

  it('does not change what a position earns, whenever it is closed', () => {
    const script: Script = {
      ...buyTwo,
      2: (ctx) => ctx.order('ESH24', -1),
      3: (ctx) => ctx.order('ESH24', -1),
    }
    const run = runStrategy(future(flat(5000, 5000, 5010, 5020, 4990)), script, options)
    expect(run.roundTrips).toMatchObject([{ profit: 20 * 50 - 10 * 50 }])
    expect(run.metrics.finalEquity).toBe(100_500)
  })

  it('leaves the average price of a position at its entry', () => {
    let seen: number[] = []
    const script: Script = {
      ...buyTwo,
      3: (ctx) => {
        const { averagePrice, unrealizedProfit, realizedProfit } = ctx.position('ESH24')
        seen = [averagePrice, unrealizedProfit, realizedProfit]
      },
    }
    runStrategy(future(flat(5000, 5000, 5010, 5020)), script, options)
    expect(seen).toEqual([5000, 2000, 0])
  })
})

describe('the end of a contract', () => {
  it('settles in cash at the final settlement price', () => {
    const rows = flat(5000, 5000, 5010, 5010)
    const actions: CorporateAction[] = [{ kind: 'settlement', timeMs: day(2), price: 5006 }]
    const script: Script = { ...buyTwo, 3: (ctx) => ctx.order('ESH24', 1) }
    const run = runStrategy(future(rows, actions, { lastTradeMs: day(3) }), script, options)
    expect(run.metrics.finalEquity).toBe(100_600)
    expect(run.orders.at(-1)).toMatchObject({ status: 'rejected', reason: 'ESH24 has expired' })
  })

  it('closes a position before delivery, and the result says so', () => {
    const terms = { settlement: 'physical', lastTradeMs: day(4), firstNoticeMs: day(3) } as const
    const run = runStrategy(future(flat(70, 70, 71, 75), [], terms), buyTwo, options)
    expect(run.metrics.finalEquity).toBe(100_100)
    expect(run.assumptions.join(' ')).toContain('delivery was due: ESH24')
  })
})

describe('a price limit', () => {
  it('lets nobody buy at the upper limit, and the order waits', () => {
    const rows = flat(100, 100, 107, 104)
    const terms = { priceLimitRate: 0.07 }
    const run = runStrategy(future(rows, [], terms), { 1: (ctx) => ctx.order('ESH24', 1) }, options)
    expect(run.fills).toMatchObject([{ timeMs: day(3), price: 104 }])
    expect(run.assumptions.join(' ')).toContain('locked at its price limit')
  })
})

describe('a circuit breaker', () => {
  it('halts trading for its minutes after a fall, once, and orders wait', () => {
    const terms = { circuitBreakers: [{ fallRate: 0.07, haltMinutes: 30 }] }
    const minutes = (n: number): number => day(1) + n * 15 * 60_000
    // Settled at 100 at midnight; the second quarter of an hour of the next day falls by 7 %.
    const rows: Row[] = [...flat(100, 100), [100, 100, 93, 94], ...flat(94, 94, 95, 92, 96)]
    const times = [day(0), minutes(0), minutes(1), minutes(2), minutes(3), minutes(4), minutes(5), minutes(6)]
    const series = { ...future(rows, [], terms), timeframe: '15m' }
    series.columns.time.set(times)
    const script: Script = { 2: (ctx) => ctx.order('ESH24', 1), 5: (ctx) => ctx.order('ESH24', 1) }
    const run = runStrategy(series, script, options)
    expect(run.fills.map(({ timeMs, price }) => [timeMs, price])).toEqual([
      [minutes(4), 95],
      [minutes(5), 92],
    ])
    expect(run.assumptions.join(' ')).toContain('met a trading halt')
  })
})

describe('a continuous future', () => {
  it('rolls a position by two trades at the prices of the two contracts, with their fees', () => {
    const roll: CorporateAction = {
      ...{ kind: 'roll', timeMs: day(2), from: 'ESH24', to: 'ESM24' },
      ...{ fromPrice: 5010, toPrice: 5060 },
    }
    const series = future(flat(5000, 5000, 5060, 5070), [roll])
    const fees = { model: 'per-contract', perContract: 2 } as const
    const run = runStrategy(series, buyTwo, { ...options, fees })
    expect(
      run.fills.map(({ side, price, fee, priceSource, tag }) => [side, price, fee, priceSource, tag]),
    ).toEqual([
      ['buy', 5000, 4, 'open', undefined],
      ['sell', 5010, 4, 'roll', 'roll ESH24 to ESM24'],
      ['buy', 5060, 4, 'roll', 'roll ESH24 to ESM24'],
    ])
    // 10 points of the first contract and 10 of the second, for 2 contracts of 50 dollars; the gap of 50 is no profit.
    expect(run.metrics.finalEquity).toBe(100_000 + 2000 - 12)
  })

  it('ends the orders that were working in the old contract', () => {
    const roll: CorporateAction = {
      ...{ kind: 'roll', timeMs: day(2), from: 'ESH24', to: 'ESM24' },
      ...{ fromPrice: 5010, toPrice: 5060 },
    }
    const script: Script = { 0: (ctx) => ctx.order('ESH24', 1, { limitPrice: 4000 }) }
    const run = runStrategy(future(flat(5000, 5000, 5060), [roll]), script, options)
    expect(run.orders[0]).toMatchObject({ status: 'cancelled', reason: 'ESH24 was rolled into ESM24' })
  })
})
