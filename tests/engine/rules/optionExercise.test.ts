import { describe, expect, it } from 'vitest'
import type { CorporateAction } from '../../../shared/domain/bar.ts'
import { exercises, expiryOf, first, optionSeries } from '../support/optionSeries.ts'
import {
  DAY_MS,
  flat,
  type RunOptions,
  runStrategy,
  type Script,
  START_MS,
  seriesOf,
} from '../support/runStrategy.ts'

const day = (n: number): number => START_MS + n * DAY_MS
const account: RunOptions = { cash: 100_000, allowShort: true, maxLeverage: 10, account: { margin: 'off' } }

describe('exercise before expiry', () => {
  const share = (...prices: number[]) => seriesOf('ABC', flat(...prices))
  const call = optionSeries('C100', flat(5, 5, 6, 8, 8), {
    right: 'call',
    strike: 100,
    expiryMs: expiryOf(9),
  })

  it('is carried out after the step, at the strike, before the next bar opens', () => {
    let given = [0, 0, 0]
    const script = first('ABC', {
      0: (ctx) => ctx.order('C100', 2),
      2: (ctx) => {
        given = [ctx.exercise('C100', 1), ctx.exercise('C100', 5), ctx.exercise('C100', 1)]
      },
    })
    const run = runStrategy([share(100, 101, 104, 108, 110), call], script, account)
    expect(given).toEqual([1, 1, 0])
    expect(exercises(run).map(([timeMs, symbol, amount]) => [timeMs, symbol, amount])).toEqual([
      [day(3), 'C100', 0],
      [day(3), 'ABC', -10_000],
      [day(3), 'C100', 0],
      [day(3), 'ABC', -10_000],
    ])
  })

  it('ends a quiet stretch of a run over the option alone', () => {
    const alone = optionSeries('C100', flat(5, 5, 6, 8, 8, 8), {
      ...{ right: 'call', strike: 100, expiryMs: expiryOf(9), settlement: 'cash' },
    })
    const run = runStrategy(
      alone,
      { 0: (ctx) => ctx.order('C100', 2), 3: (ctx) => ctx.exercise('C100', 2) },
      { ...account, references: [share(100, 101, 104, 108, 130, 130)] },
    )
    expect(exercises(run)).toEqual([[day(4), 'C100', 1600, '2 exercised at 8, ABC at 108']])
    expect(run.equity.equity[4]).toBe(100_600)
  })

  it('counts for what is still held when it is carried out', () => {
    const script = first('ABC', {
      0: (ctx) => ctx.order('C100', 2),
      2: (ctx) => {
        ctx.exercise('C100', 2)
        ctx.order('C100', -2)
      },
    })
    const run = runStrategy([share(100, 101, 104, 108, 110), call], script, {
      ...account,
      fillTiming: 'same-close',
    })
    expect(exercises(run)).toEqual([])
    expect(run.orders.map(({ status }) => status)).toEqual(['filled', 'filled'])
  })

  it('is refused for what cannot be exercised', () => {
    const european = optionSeries('E100', flat(5, 5, 6, 8, 8), {
      right: 'call',
      strike: 100,
      expiryMs: expiryOf(9),
      exercise: 'european',
    })
    const series = [share(100, 101, 104, 108, 110), european]
    const script = (symbol: string): Script => first('ABC', { 1: (ctx) => ctx.exercise(symbol, 1) })
    expect(() => runStrategy(series, script('ABC'), account)).toThrow('ABC is not an option')
    expect(() => runStrategy(series, script('E100'), account)).toThrow('E100 is European')
  })
})

describe('a split of the underlying', () => {
  const split: CorporateAction = { kind: 'split', timeMs: day(2), ratio: 2 }
  const share = seriesOf('ABC', flat(120, 120, 60, 60), { actions: [split] })
  const call = (actions: CorporateAction[]) =>
    optionSeries(
      'C100',
      flat(21, 21, 10.5, 10),
      { right: 'call', strike: 100, expiryMs: expiryOf(3) },
      { actions },
    )
  const buy = first('ABC', { 0: (ctx) => ctx.order('C100', 1) })

  it('doubles the contracts and halves the strike where their series carries it', () => {
    const run = runStrategy([share, call([split])], buy, account)
    expect(exercises(run).map(([, , amount, text]) => [amount, text])).toEqual([
      [0, '2 exercised, delivery at 50'],
      [-10_000, 'received 200 at 50 for C100'],
    ])
    // 200 shares at 60, paid with the premium of 2,100 and the strike of 10,000.
    expect(run.metrics.finalEquity).toBe(100_000 - 2100 - 10_000 + 12_000)
    expect(run.assumptions.join(' ')).not.toContain('was split')
  })

  it('is said where nothing adjusts the contract', () => {
    const run = runStrategy([share, call([])], buy, account)
    expect(run.assumptions.join(' ')).toContain(
      'The underlying was split and the contracts were not adjusted',
    )
  })
})

describe('early assignment', () => {
  const dividend: CorporateAction = { kind: 'dividend', timeMs: day(3), amount: 1 }
  const share = (actions: CorporateAction[] = [dividend]) =>
    seriesOf('ABC', flat(120, 120, 120, 119, 119), { actions })
  const sell = first('ABC', {
    0: (ctx) => {
      ctx.order('ABC', 100)
      ctx.order('C100', -1)
    },
  })

  it('takes the shares of a call without time value on the eve of the ex-date: the dividend goes to its holder', () => {
    const call = optionSeries('C100', flat(20.05, 20.05, 20.02, 19, 19), {
      right: 'call',
      strike: 100,
      expiryMs: expiryOf(9),
    })
    const run = runStrategy([share(), call], sell, account)
    expect(exercises(run).map(([timeMs, symbol, amount]) => [timeMs, symbol, amount])).toEqual([
      [day(3), 'C100', 0],
      [day(3), 'ABC', 10_000],
    ])
    expect(run.statement.some(({ kind }) => kind === 'dividend')).toBe(false)
    expect(run.assumptions.join(' ')).toContain('assigned early once')
  })

  it('leaves a call whose time value is worth more than the dividend', () => {
    const call = optionSeries('C100', flat(24, 24, 24, 23, 23), {
      right: 'call',
      strike: 100,
      expiryMs: expiryOf(90),
    })
    const run = runStrategy([share(), call], sell, account)
    expect(exercises(run)).toEqual([])
    expect(run.statement.find(({ kind }) => kind === 'dividend')?.amount).toBe(100)
  })

  it('comes for an option on a future, whose holder gets nothing for waiting deep in the money', () => {
    const level = seriesOf('FUT', flat(100, 100, 100, 100))
    const deep = optionSeries('F40', flat(60, 60, 60, 60), {
      ...{
        right: 'call',
        strike: 40,
        expiryMs: expiryOf(60),
        model: 'future',
        underlying: 'FUT',
        settlement: 'cash',
      },
    })
    const at = (riskFreeRate: number) =>
      runStrategy(
        deep,
        { 0: (ctx) => ctx.order('F40', -1) },
        { ...account, riskFreeRate, references: [level] },
      )
    // The price is at parity: there is no time value to wait for, and interest on 60 dollars is lost.
    expect(exercises(at(0.05)).map(([, , amount]) => amount)).toEqual([-6000])
    expect(exercises(at(0))).toEqual([])
  })

  it('comes for a deep put when interest on the strike is worth more than waiting', () => {
    const put = optionSeries('P100', flat(80, 80, 80, 80, 80), {
      right: 'put',
      strike: 200,
      expiryMs: expiryOf(90),
    })
    const script = first('ABC', { 0: (ctx) => ctx.order('P100', -1) })
    const at = (riskFreeRate: number) => runStrategy([share([]), put], script, { ...account, riskFreeRate })
    expect(exercises(at(0.05)).map(([, symbol, amount]) => [symbol, amount])).toEqual([
      ['P100', 0],
      ['ABC', -20_000],
    ])
    expect(exercises(at(0))).toEqual([])
  })
})
