import { describe, expect, it } from 'vitest'
import type { BacktestOutcome } from '../../../electron/engine/backtest.ts'
import { regulatoryFee } from '../../../electron/engine/regulatoryFees.ts'
import type { StatementLine } from '../../../shared/domain/statement.ts'
import { DAY_MS, flat, runStrategy, START_MS, seriesOf } from '../support/runStrategy.ts'

const day = (n: number): number => START_MS + n * DAY_MS

/** The statement without its deposit, as kind, amount and balance. */
function lines({ statement }: BacktestOutcome): [StatementLine['kind'], number, number][] {
  return statement.slice(1).map(({ kind, amount, balance }) => [kind, amount, balance])
}

describe('a cash dividend', () => {
  const series = seriesOf('ACME', flat(100, 100, 98, 98, 98), {
    actions: [{ kind: 'dividend', timeMs: day(2), amount: 2, payMs: day(4) }],
  })

  it('is equity from the ex-date on and cash from the day of payment', () => {
    const run = runStrategy(series, { 0: (ctx) => ctx.order('ACME', 10) }, { cash: 10_000 })
    expect([...run.equity.equity]).toEqual([10_000, 10_000, 10_000, 10_000, 10_000])
    expect(lines(run)).toEqual([
      ['trade', -1000, 9000],
      ['dividend', 20, 9020],
    ])
    expect(run.statement.at(-1)?.timeMs).toBe(day(4))
  })

  it('is paid to who held over the ex-date, though the share is sold before the money comes', () => {
    const run = runStrategy(series, { 0: (ctx) => ctx.order('ACME', 10), 2: (ctx) => ctx.order('ACME', -10) })
    expect(run.roundTrips).toMatchObject([{ profit: 0 }])
    expect(run.metrics).toMatchObject({ dividends: 20, finalEquity: 100_000 })
  })

  it('is owed by a short', () => {
    const run = runStrategy(series, { 0: (ctx) => ctx.order('ACME', -10) }, { allowShort: true })
    expect(run.statement.at(-1)).toMatchObject({ kind: 'dividend', amount: -20 })
    expect(run.metrics.finalEquity).toBe(100_000)
  })
})

describe('a stock dividend', () => {
  it('adds shares and leaves open orders what they were worth', () => {
    const series = seriesOf('ACME', flat(105, 105, 100, 100), {
      actions: [{ kind: 'stock-dividend', timeMs: day(2), rate: 0.05 }],
    })
    const run = runStrategy(series, {
      0: (ctx) => ctx.order('ACME', 20),
      1: (ctx) => ctx.order('ACME', 20, { limitPrice: 84 }),
    })
    expect(run.orders[1]).toMatchObject({ quantity: 21, limitPrice: 80 })
    expect(run.statement.at(-1)).toMatchObject({ kind: 'split', amount: 0, text: '20 became 21, 1.05 for 1' })
    expect(run.metrics.finalEquity).toBe(100_000)
  })
})

describe('the end of a listing', () => {
  it('pays what the delisting says, and takes no orders any more', () => {
    const dead = seriesOf('DEAD', flat(10, 10, 4), {
      actions: [{ kind: 'delisting', timeMs: day(3), price: 0.5 }],
    })
    const alive = seriesOf('LIVE', flat(50, 50, 50, 50, 50))
    const run = runStrategy([dead, alive], {
      0: (ctx) => ctx.symbol === 'DEAD' && ctx.order('DEAD', 100),
      3: (ctx) => ctx.order('DEAD', 1),
    })
    expect(lines(run)).toEqual([
      ['trade', -1000, 99_000],
      ['delisting', 50, 99_050],
    ])
    expect(run.orders.at(-1)).toMatchObject({ status: 'rejected', reason: 'DEAD was delisted' })
    expect(run.roundTrips).toMatchObject([{ symbol: 'DEAD', profit: -950 }])
  })

  it('exchanges shares for cash and shares of the company they are merged into', () => {
    const target = seriesOf('TGT', flat(30, 30, 33), {
      actions: [{ kind: 'merger', timeMs: day(3), cash: 5, ratio: 0.3, into: 'BUYER' }],
    })
    const buyer = seriesOf('BUYER', flat(100, 100, 100, 100, 110))
    const run = runStrategy([target, buyer], { 0: (ctx) => ctx.symbol === 'TGT' && ctx.order('TGT', 15) })
    // 15 x 0.3 = 4.5 shares of BUYER at 100: 4 are delivered, the half is paid with the cash of 15 x 5.
    expect(lines(run)).toEqual([
      ['trade', -450, 99_550],
      ['merger', 525, 100_075],
      ['merger', -400, 99_675],
    ])
    expect(run.metrics.finalEquity).toBe(99_675 + 4 * 110)
  })

  it('is paid at the last price where the other company is not part of the run, and the result says so', () => {
    const series = seriesOf('TGT', flat(30, 30, 33), {
      actions: [{ kind: 'merger', timeMs: day(3), cash: 0, ratio: 0.3, into: 'BUYER' }],
    })
    const run = runStrategy(series, { 0: (ctx) => ctx.order('TGT', 10) })
    expect(run.metrics.finalEquity).toBe(100_030)
    expect(run.assumptions.join(' ')).toContain('paid out at the last price: TGT')
  })
})

describe('fees of the SEC and FINRA', () => {
  it.each([
    // Sale of 1,000 shares for 50,000 dollars: section 31 at 27.80 a million, TAF at 0.000166 a share.
    ['2024-06-03', 1000, 50_000, 1.39 + 0.17],
    // TAF is capped at 8.30: 100,000 shares would be 16.60.
    ['2024-06-03', 100_000, 1_000_000, 27.8 + 8.3],
    // One share of Apple at 150 in 2021, an example of a broker's help page: a cent each.
    ['2021-06-01', 1, 150, 0.02],
    // No section 31 fee from 14 May 2025 on.
    ['2025-06-02', 1000, 50_000, 0.17],
  ])('on %s, %i shares for %i', (date, shares, dollars, fee) => {
    expect(regulatoryFee(shares, dollars, Date.parse(date))).toBeCloseTo(fee, 10)
  })

  it('are asked of sales alone, on a line of their own', () => {
    const series = seriesOf('ACME', flat(50, 50, 50, 50), { startMs: Date.UTC(2024, 5, 3) })
    const script = {
      0: (ctx: { order(symbol: string, quantity: number): number }) => ctx.order('ACME', 1000),
      1: (ctx: { order(symbol: string, quantity: number): number }) => ctx.order('ACME', -1000),
    }
    const fees = { model: 'per-share', perShare: 0.005, minimum: 1 } as const
    const run = runStrategy(series, script, { fees, regulatoryFees: true })
    expect(lines(run)).toEqual([
      ['trade', -50_000, 50_000],
      ['fee', -5, 49_995],
      ['trade', 50_000, 99_995],
      ['fee', -5, 99_990],
      ['regulatory-fee', -1.56, 99_988.44],
    ])
    expect(run.metrics.fees).toBeCloseTo(11.56, 10)
  })
})
