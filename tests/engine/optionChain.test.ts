import { describe, expect, it } from 'vitest'
import type { BarSeries, CorporateAction } from '../../shared/domain/bar.ts'
import type { BondMeasures, Greeks } from '../../shared/sdk/quarterdeck.d.ts'
import type { RuntimeContext } from '../../shared/sdk/strategyDefinition.ts'
import { expiryOf, optionSeries } from './support/optionSeries.ts'
import { DAY_MS, flat, type RunOptions, runStrategy, START_MS, seriesOf } from './support/runStrategy.ts'

const day = (n: number): number => START_MS + n * DAY_MS

/** What a strategy answers when it is asked at the close of a bar of the first symbol. */
function asked<T>(
  series: readonly BarSeries[],
  bar: number,
  question: (ctx: RuntimeContext) => T,
  options: RunOptions = {},
): T {
  let answer: T | undefined
  const first = series[0]!.instrument.symbol
  const script = {
    [bar]: (ctx: RuntimeContext) => {
      if (ctx.symbol === first) answer = question(ctx)
    },
  }
  runStrategy(series, script, options)
  if (answer === undefined) throw new Error('the strategy was not asked')
  return answer
}

const plain = ({ impliedVolatility, delta, gamma, vega, theta, rho }: Greeks) => ({
  ...{ impliedVolatility, delta, gamma, vega, theta, rho },
})

function expectGreeks(actual: Greeks, expected: Greeks, digits = 7): void {
  for (const [name, value] of Object.entries(plain(expected))) {
    expect(Object.entries(plain(actual)).find(([each]) => each === name)?.[1], name).toBeCloseTo(
      value,
      digits,
    )
  }
}

/** 60 days from the close of the second bar. */
const sixtyDays = day(2) + 60 * DAY_MS

describe('sensitivities at the last prices', () => {
  const european = { exercise: 'european', settlement: 'cash' } as const

  it('are those of Black, Scholes and Merton on a share (QuantLib 1.44, BlackCalculator)', () => {
    const call = optionSeries('C', flat(2, 2.5), {
      right: 'call',
      strike: 105,
      expiryMs: sixtyDays,
      ...european,
    })
    const share = seriesOf('ABC', flat(99, 100))
    const greeks = asked([share, call], 1, (ctx) => plain(ctx.greeks('C')), { riskFreeRate: 0.03 })
    expectGreeks(greeks, {
      impliedVolatility: 0.26512363915962844,
      delta: 0.36156817024400734,
      gamma: 0.0348561028577732,
      vega: 0.1519097562176735,
      theta: -0.036328703221601,
      rho: 0.05532627456065861,
    })
  })

  it('are those of Black (1976) on a future, whose rho discounts alone', () => {
    const put = optionSeries('P', flat(50, 60), {
      ...{ right: 'put', strike: 3900, expiryMs: sixtyDays, model: 'future', underlying: 'ESH4' },
      ...european,
    })
    const future = seriesOf('ESH4', flat(4000, 4000))
    const greeks = asked([put], 1, (ctx) => plain(ctx.greeks('P')), {
      riskFreeRate: 0.03,
      references: [future],
    })
    expectGreeks(greeks, {
      impliedVolatility: 0.16068633559535098,
      delta: -0.33515198053353684,
      gamma: 0.001394050205966389,
      vega: 5.891633601736329,
      theta: -0.7839893382618934,
      rho: (-60 * 60) / 365 / 100,
    })
  })

  it('are those of early exercise where the contract allows it (QuantLib 1.44, QdFpAmericanEngine)', () => {
    const put = optionSeries('P', flat(12, 12), { right: 'put', strike: 110, expiryMs: day(2) + 90 * DAY_MS })
    const share = seriesOf('ABC', flat(100, 100))
    const greeks = asked([share, put], 1, (ctx) => plain(ctx.greeks('P')), { riskFreeRate: 0.05 })
    expect(greeks.impliedVolatility).toBeCloseTo(0.3148923567426867, 5)
    expect(greeks.delta).toBeCloseTo(-0.6997251224878553, 4)
    expect(greeks.gamma).toBeCloseTo(0.02503400727675853, 4)
    expect(greeks.vega).toBeCloseTo(0.16955111184708826, 4)
  })

  it('hold an old quote against the price of its own time', () => {
    // The option trades on the first day only; the share moves on without it.
    const call = optionSeries('C', flat(4), { right: 'call', strike: 100, expiryMs: sixtyDays, ...european })
    const share = seriesOf('ABC', flat(100, 110, 120))
    const seen = [0, 2].map((bar) => asked([share, call], bar, (ctx) => plain(ctx.greeks('C'))))
    expect(seen[1]!.impliedVolatility).toBe(seen[0]!.impliedVolatility)
    expect(seen[1]!.delta).toBeGreaterThan(seen[0]!.delta)
  })

  it('know of dividends only what was paid: those of the last 365 days are the yield', () => {
    const paid: CorporateAction = { kind: 'dividend', timeMs: day(1), amount: 3 }
    const ahead: CorporateAction = { kind: 'dividend', timeMs: day(20), amount: 3 }
    const call = optionSeries('C', flat(4, 4), {
      right: 'call',
      strike: 100,
      expiryMs: sixtyDays,
      ...european,
    })
    const delta = (actions: CorporateAction[]) =>
      asked(
        [seriesOf('ABC', flat(100, 100), { actions }), call],
        1,
        (ctx) => ctx.greeks('C').impliedVolatility,
      )
    expect(delta([ahead])).toBe(delta([]))
    // A yield of 3 % makes a call cheaper, so that the same price implies more volatility.
    expect(delta([paid])).toBeGreaterThan(delta([]))
  })

  it('are not known where a price implies no volatility, and of nothing but options', () => {
    const call = optionSeries('C', flat(5, 5), {
      right: 'call',
      strike: 100,
      expiryMs: sixtyDays,
      ...european,
    })
    const share = seriesOf('ABC', flat(100, 120))
    expect(asked([share, call], 1, (ctx) => ctx.greeks('C').delta)).toBeNaN()
    expect(() => asked([share, call], 1, (ctx) => ctx.greeks('ABC'))).toThrow('ABC is not an option.')
  })
})

describe('the chain of an underlying', () => {
  const share = seriesOf('ABC', flat(100, 101, 102, 103, 104))
  const contract = (symbol: string, right: 'call' | 'put', strike: number, bar: number, options = {}) =>
    optionSeries(symbol, flat(3, 3, 3, 3, 3), { right, strike, expiryMs: expiryOf(bar) }, options)
  const series = [
    share,
    contract('PLATE', 'put', 100, 9),
    contract('LATE', 'call', 100, 9),
    contract('SOON105', 'call', 105, 2),
    contract('SOON95', 'call', 95, 2),
    contract('NEW', 'call', 90, 9, { startMs: day(3) }),
    optionSeries('OTHER', flat(3, 3, 3, 3, 3), {
      right: 'call',
      strike: 1,
      expiryMs: expiryOf(9),
      underlying: 'XYZ',
    }),
  ]
  const references = [seriesOf('XYZ', flat(1, 1, 1, 1, 1))]
  const chain = (bar: number) =>
    asked(series, bar, (ctx) => ctx.chain('ABC').map(({ symbol }) => symbol), { references })

  it('has the living contracts that have a price, by expiry, strike and right', () => {
    expect(chain(0)).toEqual(['SOON95', 'SOON105', 'LATE', 'PLATE'])
    expect(chain(2)).toEqual(['LATE', 'PLATE'])
    expect(chain(3)).toEqual(['NEW', 'LATE', 'PLATE'])
  })

  it('says what each contract is and is worth', () => {
    const first = asked(
      series,
      1,
      (ctx) => {
        const { symbol, underlying, right, strike, expiryMs, price, underlyingPrice, intrinsic, moneyness } =
          ctx.chain('ABC')[0]!
        return { symbol, underlying, right, strike, expiryMs, price, underlyingPrice, intrinsic, moneyness }
      },
      { references },
    )
    expect(first).toEqual({
      ...{ symbol: 'SOON95', underlying: 'ABC', right: 'call', strike: 95, expiryMs: expiryOf(2) },
      ...{ price: 3, underlyingPrice: 101, intrinsic: 6, moneyness: 101 / 95 },
    })
  })

  it('is empty for what no option is written on', () => {
    expect(asked(series, 1, (ctx) => ctx.chain('NONE'), { references })).toEqual([])
  })

  it('answers the same object until the clock goes on', () => {
    const [first, again] = asked(series, 1, (ctx) => [ctx.chain('ABC'), ctx.chain('ABC')], { references })
    expect(again).toBe(first)
  })
})

describe('the surface of an underlying', () => {
  it('gives each contract the volatility that it implies, and one between strikes and expiries', () => {
    const share = seriesOf('ABC', flat(100, 100))
    const at = (strike: number, days: number, price: number) =>
      optionSeries(`C${strike}-${days}`, flat(price, price), {
        ...{
          right: 'call',
          strike,
          expiryMs: day(2) + days * DAY_MS,
          exercise: 'european',
          settlement: 'cash',
        },
      })
    // Near expiries imply about 20 %, far ones about 24 %.
    const series = [share, at(100, 30, 2.287), at(105, 30, 0.64), at(100, 120, 5.487), at(110, 120, 2.0)]
    const { quoted, surface, between, past } = asked(series, 1, (ctx) => {
      const made = ctx.surface('ABC')
      return {
        quoted: ctx.chain('ABC').map((each) => each.impliedVolatility),
        surface: ctx.chain('ABC').map((each) => made?.volatility(each.strike, each.expiryMs)),
        between: made?.volatility(102, day(2) + 60 * DAY_MS) ?? Number.NaN,
        past: made?.volatility(102, day(1)),
      }
    })
    for (const [place, volatility] of quoted.entries()) expect(surface[place]).toBeCloseTo(volatility, 6)
    expect(between).toBeGreaterThan(Math.min(...quoted))
    expect(between).toBeLessThan(Math.max(...quoted))
    expect(past).toBeNaN()
  })

  it('is not there without a quote', () => {
    const share = seriesOf('ABC', flat(100, 100))
    expect(asked([share], 1, (ctx) => [ctx.surface('ABC')])).toEqual([undefined])
  })
})

describe('a bond at its last price', () => {
  it('has accrued interest, yield, duration, convexity and DV01 (QuantLib 1.44, FixedRateBond)', () => {
    const bond = seriesOf('NOTE', flat(98, 98.5), {
      ...{ assetClass: 'bond', multiplier: 10, tickSize: 0.001 },
      terms: {
        ...{ kind: 'bond', faceValue: 1000, couponRate: 0.04, couponsPerYear: 2, dayCount: '30/360' },
        ...{
          issueMs: Date.UTC(2023, 10, 15),
          maturityMs: Date.UTC(2033, 10, 15),
          quotation: 'clean',
          settlementDays: 1,
        },
      },
    })
    const expected: BondMeasures = {
      accrued: 0.5333333333333412,
      cleanPrice: 98.5,
      dirtyPrice: 98.5 + 0.5333333333333412,
      yield: 0.04186641436682553,
      modifiedDuration: 8.022583973074955,
      convexity: 76.38830776302636,
      dv01: (8.022583973074955 * (98.5 + 0.5333333333333412)) / 10_000,
    }
    const measures = asked([bond], 1, (ctx) => ({ ...ctx.bond('NOTE') }))
    for (const [name, value] of Object.entries(expected)) {
      expect(Object.entries(measures).find(([each]) => each === name)?.[1], name).toBeCloseTo(value, 7)
    }
  })

  it('is refused of what is no bond', () => {
    expect(() => asked([seriesOf('ABC', flat(1, 1))], 1, (ctx) => ctx.bond('ABC'))).toThrow(
      'ABC is not a bond.',
    )
  })
})
