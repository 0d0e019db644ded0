import { describe, expect, it } from 'vitest'
import type { AccountRules } from '../../../shared/domain/accountRules.ts'
import type { BarSeries } from '../../../shared/domain/bar.ts'
import type { Order } from '../../../shared/domain/order.ts'
import type { RuntimeContext } from '../../../shared/sdk/strategyDefinition.ts'
import { optionSeries } from '../support/optionSeries.ts'
import { DAY_MS, flat, type RunOptions, runStrategy, START_MS, seriesOf } from '../support/runStrategy.ts'

/** Futures of root ZX at 100, 100 dollars a point, 1,000 dollars a contract: the scan range is 10 points. */
const future = (month: string, initial = 1100, maintenance = 1000): BarSeries =>
  seriesOf(`ZX-${month}`, flat(100, 100), {
    assetClass: 'future',
    multiplier: 100,
    terms: {
      kind: 'future',
      root: 'ZX',
      contractMonth: month,
      settlement: 'cash',
      margins: [{ fromMs: 0, initial, maintenance }],
    },
  })
const march = future('2024-03')
const june = future('2024-06')

/** A European call on the March future, 91.25 days from the close of the first bar. */
const call = optionSeries('ZXC', flat(3.93, 3.93), {
  ...{ right: 'call', strike: 105, expiryMs: START_MS + DAY_MS + 91.25 * DAY_MS, exercise: 'european' },
  ...{ settlement: 'cash', model: 'future', underlying: 'ZX-2024-03' },
})

type Legs = readonly (readonly [BarSeries, number])[]

/** The orders of a step, sent in the order of the legs. */
function placed(legs: Legs, options: RunOptions): Order[] {
  const first = legs[0]![0].instrument.symbol
  const script = {
    0: (ctx: RuntimeContext) => {
      if (ctx.symbol !== first) return
      for (const [{ instrument }, quantity] of legs) ctx.order(instrument.symbol, quantity)
    },
  }
  return runStrategy(
    legs.map(([series]) => series),
    script,
    {
      cash: 10_000,
      allowShort: true,
      maxLeverage: 1000,
      riskFreeRate: 0.02,
      account: { margin: 'span' },
      ...options,
    },
  ).orders
}

/** The initial margin that the last order of a step would have brought it to; NaN where it was taken. */
function asked(legs: Legs, margin: AccountRules['margin'], options: RunOptions = {}): number {
  const orders = placed(legs, { ...options, account: { ...options.account, margin } })
  return Number(/initial margin would be ([\d.]+)/.exec(orders.at(-1)?.reason ?? '')?.[1])
}

describe('scenario margin of futures of one root', () => {
  it('asks the recorded margin of an outright position, initial and maintenance', () => {
    expect(asked([[march, 10]], 'span')).toBe(11_000)
    expect(asked([[march, 10]], 'terms')).toBe(11_000)
  })

  it("asks McMillan's S&P 500 future its 10,000 dollars: 20 points of 500 (4th edition, page 668)", () => {
    const spx = seriesOf('SPZ', flat(410, 410), {
      assetClass: 'future',
      multiplier: 500,
      terms: {
        ...{ kind: 'future', root: 'SP', settlement: 'cash', circuitBreakers: [] },
        margins: [{ fromMs: 0, initial: 10_000, maintenance: 10_000 }],
      },
    })
    expect(asked([[spx, -2]], 'span')).toBe(20_000)
  })

  it('asks a calendar spread its charge, which is less than both outrights', () => {
    const legs: Legs = [
      [march, 9],
      [june, -69],
    ]
    // Nine spreads and 60 outright: 9 x 200 + 60 x 1,000, x 1.1; each contract on its own: 78 x 1,100.
    expect(asked(legs, 'span')).toBeCloseTo((9 * 200 + 60_000) * 1.1, 2)
    expect(asked(legs, 'terms')).toBe(78 * 1100)
    const dearer = { account: { span: { calendarSpreadRate: 0.5 } } }
    expect(asked(legs, 'span', dearer)).toBeCloseTo((9 * 500 + 60_000) * 1.1, 2)
  })

  it('lets an account hold a spread that two outrights would not fit into', () => {
    const run = (margin: AccountRules['margin']) =>
      runStrategy(
        [march, june],
        {
          0: (ctx) => {
            if (ctx.symbol !== 'ZX-2024-03') return
            ctx.order('ZX-2024-03', 9)
            ctx.order('ZX-2024-06', -9)
          },
        },
        { cash: 10_000, allowShort: true, maxLeverage: 1000, account: { margin } },
      ).orders.map(({ status }) => status)
    expect(run('span')).toEqual(['filled', 'filled'])
    expect(run('terms')).toEqual(['filled', 'rejected'])
  })

  it('does not mix roots', () => {
    const other = seriesOf('YY', flat(100, 100), {
      assetClass: 'future',
      multiplier: 100,
      terms: {
        kind: 'future',
        root: 'YY',
        settlement: 'cash',
        margins: [{ fromMs: 0, initial: 1100, maintenance: 1000 }],
      },
    })
    expect(
      asked(
        [
          [march, 5],
          [other, -5],
        ],
        'span',
      ),
    ).toBe(11_000)
  })
})

/**
 * Black (1976) at the volatility of 30.005424595 % that 3.93 implies, over the 16 scenarios a day later, by a script in
 * Python with math.erfc: the largest loss of a short call is 710.779422, of a long future with a short call 860.729407,
 * of a long call 330.923677.
 */
describe('scenario margin of options on a future', () => {
  it('is the largest loss of the scenarios', () => {
    expect(asked([[call, -20]], 'span', { references: [march] })).toBeCloseTo(20 * 710.779422 * 1.1, 1)
  })

  it('judges the legs of a covered write together', () => {
    const legs: Legs = [
      [march, 10],
      [call, -10],
    ]
    const need = 10 * 860.729407 * 1.1
    expect(asked(legs, 'span', { cash: Math.ceil(need) })).toBeNaN()
    // What does not fit together is judged leg by leg: the futures alone need more.
    const alone = placed(legs, { cash: Math.floor(need) })
    expect(alone.map(({ status }) => status)).toEqual(['rejected', 'filled'])
    expect(alone[0]?.reason).toContain('initial margin would be 11000.00')
  })

  it('asks of a long option its price at least', () => {
    expect(asked([[call, 30]], 'span', { references: [march] })).toBeCloseTo(30 * 393, 2)
  })

  it('asks the price and the margin of the future of a short one where margin is per contract', () => {
    expect(asked([[call, -20]], 'terms', { references: [march] })).toBeCloseTo(20 * (393 + 1100), 2)
  })

  it('moves volatility by the range given', () => {
    const wider = { references: [march], account: { span: { volatilityScanRange: 0.2 } } }
    expect(asked([[call, -20]], 'span', wider)).toBeGreaterThan(
      asked([[call, -20]], 'span', { references: [march] }),
    )
  })
})
