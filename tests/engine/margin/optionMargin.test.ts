import { describe, expect, it } from 'vitest'
import { shortOptionCoinMargin } from '../../../electron/quant/margin/coinOptionMargin.ts'
import type { BarSeries } from '../../../shared/domain/bar.ts'
import type { RuntimeContext } from '../../../shared/sdk/strategyDefinition.ts'
import { expiryOf, optionSeries } from '../support/optionSeries.ts'
import { DAY_MS, flat, type RunOptions, runStrategy, START_MS, seriesOf } from '../support/runStrategy.ts'

const option = (
  symbol: string,
  right: 'call' | 'put',
  strike: number,
  prices: number[],
  underlying = 'IBM',
): BarSeries => optionSeries(symbol, flat(...prices), { right, strike, expiryMs: expiryOf(60), underlying })

/** What a step at the first bar's close is refused for, or nothing: the reasons of its orders. */
function reasons(
  series: readonly BarSeries[],
  decide: (ctx: RuntimeContext) => void,
  options: RunOptions,
): (string | undefined)[] {
  const first = series[0]!.instrument.symbol
  const script = { 0: (ctx: RuntimeContext) => (ctx.symbol === first ? decide(ctx) : undefined) }
  const run = runStrategy(series, script, { allowShort: true, maxLeverage: 100, ...options })
  return run.orders.map(({ reason }) => reason)
}

/**
 * The table "Margin Requirement Examples for Sample Options-based Positions" (studylib.net, document 11615061): equity
 * to deposit for 100 contracts of 100 on IBM at 97.73, or on the S&P 500 at 1,451.19.
 */
describe('the published examples of strategy-based margin, as accounts', () => {
  const ibm = seriesOf('IBM', flat(97.73, 97.73))
  const c100 = option('C100', 'call', 100, [1.68, 1.68])
  const c95 = option('C95', 'call', 95, [4.53, 4.53])
  const c105 = option('C105', 'call', 105, [0.4, 0.4])
  const p100 = option('P100', 'put', 100, [3.18, 3.18])
  const p95 = option('P95', 'put', 95, [1.02, 1.02])

  /** Orders in the order in which they are sent; each is judged together with those before it. */
  type Legs = readonly (readonly [BarSeries, number])[]
  const refused = (legs: Legs, cash: number, options: RunOptions = {}): (string | undefined)[] =>
    reasons(
      legs.map(([series]) => series),
      (ctx) => {
        for (const [{ instrument }, quantity] of legs) ctx.order(instrument.symbol, quantity)
      },
      { cash, references: [ibm], ...options },
    )

  const callSpread: Legs = [
    [c95, 100],
    [c105, -100],
  ]

  it.each<[string, Legs, number]>([
    ['short call', [[c100, -100]], 172_760],
    ['short put', [[p100, -100]], 195_460],
    [
      'synthetic long',
      [
        [c100, 100],
        [p100, -100],
      ],
      212_260,
    ],
    [
      'risk reversal',
      [
        [p95, 100],
        [c105, -100],
      ],
      132_960,
    ],
    ['long call spread', callSpread, 41_300],
  ])('%s', (_, legs, deposit) => {
    // Long options are paid with the deposit: what they cost is in the table's figure and in the requirement.
    expect(refused(legs, deposit)).toEqual(legs.map(() => undefined))
    const last = refused(legs, deposit - 1).at(-1)
    // What does not fit together is judged leg by leg, and the short call of a spread then stands alone.
    const figure = legs === callSpread ? 122_760 : deposit
    expect(last).toBe(`initial margin would be ${figure}.00 USD, equity is ${deposit - 1}.00 USD`)
  })

  it.each<[string, Legs, number]>([
    [
      'covered call',
      [
        [ibm, 10_000],
        [c100, -100],
      ],
      471_850,
    ],
    [
      'protective put',
      [
        [ibm, 10_000],
        [p95, 100],
      ],
      498_850,
    ],
    [
      'collar',
      [
        [ibm, 10_000],
        [p95, 100],
        [c105, -100],
      ],
      494_850,
    ],
  ])('%s, with Regulation T for the shares', (_, legs, deposit) => {
    const options: RunOptions = { account: { margin: 'regulation-t' } }
    // The shares go first and need 488,650 before the call brings its price in: the last order is judged.
    expect(refused(legs, Math.max(deposit, 488_650), options).at(-1)).toBeUndefined()
    const short = refused(legs, 400_000, options)
    expect(short[0]).toContain('initial margin would be 488650.00')
  })

  it('on the S&P 500 at 15 %: short call 2,088,685', () => {
    const spx = seriesOf('SPX', flat(1451.19, 1451.19), { assetClass: 'index' })
    const call = option('SPX1460', 'call', 1460, [21.66, 21.66], 'SPX')
    const sell = (ctx: RuntimeContext) => ctx.order('SPX1460', -100)
    expect(reasons([call], sell, { cash: 2_088_685, references: [spx] })).toEqual([undefined])
    expect(reasons([call], sell, { cash: 2_088_684, references: [spx] })[0]).toContain('2088685.00')
  })

  it('short straddle 90 at 92.63, call at 7, put at 3.70: 2,922.60 with the premiums (Cboe Margin Manual, page 45)', () => {
    const stock = seriesOf('IBM', flat(92.63, 92.63))
    const legs = [option('C90', 'call', 90, [7, 7]), option('P90', 'put', 90, [3.7, 3.7])]
    const sell = (ctx: RuntimeContext): void => {
      ctx.order('C90', -1)
      ctx.order('P90', -1)
    }
    const deposit = 2922.6 - 1070
    expect(reasons(legs, sell, { cash: deposit, references: [stock] })).toEqual([undefined, undefined])
    const less = reasons(legs, sell, { cash: deposit - 0.01, references: [stock] })
    // The put adds nothing to the call. Without it the put still fits by itself.
    expect(less).toEqual(['initial margin would be 1852.60 USD, equity is 1852.59 USD', undefined])
  })

  it('a long option is paid in full, and counts as nothing for others', () => {
    expect(refused([[c100, 100]], 16_800)).toEqual([undefined])
    expect(refused([[c100, 101]], 16_800)[0]).toContain('initial margin would be 16968.00')
  })

  it('shares that cover a short call are not sold from under it', () => {
    const script = {
      0: (ctx: RuntimeContext) => {
        if (ctx.symbol !== 'IBM') return
        ctx.order('IBM', 100)
        ctx.order('C100', -1)
      },
      1: (ctx: RuntimeContext) => (ctx.symbol === 'IBM' ? ctx.order('IBM', -100) : undefined),
    }
    const three = [
      seriesOf('IBM', flat(97.73, 97.73, 97.73)),
      option('C100', 'call', 100, [1.68, 1.68, 1.68]),
    ]
    const sold = (cash: number) =>
      runStrategy(three, script, { cash, allowShort: true, maxLeverage: 100 }).orders[2]
    // Uncovered, the call needs 1,727.60 and its price.
    expect(sold(1700)).toMatchObject({ status: 'rejected' })
    expect(sold(2000)).toMatchObject({ status: 'filled' })
  })

  it('a margin call buys back as much as is needed', () => {
    // From 97.73 to 120 with the call at 21: each contract needs 20 % of 12,000 besides the 2,100 that it would cost.
    const rise = [seriesOf('IBM', flat(97.73, 97.73, 120)), option('C100', 'call', 100, [1.68, 1.68, 21])]
    const script = { 0: (ctx: RuntimeContext) => (ctx.symbol === 'IBM' ? ctx.order('C100', -10) : undefined) }
    const run = runStrategy(rise, script, { cash: 30_000, allowShort: true, maxLeverage: 100 })
    const left = 30_000 - 10 * (2100 - 168)
    const kept = Math.floor(left / 2400)
    expect(run.fills[1]).toMatchObject({ side: 'buy', quantity: 10 - kept, priceSource: 'margin call' })
  })
})

describe('options on a coin', () => {
  const level = seriesOf('BTC-PERP', flat(50_000, 50_000), {
    calendar: '24x7',
    assetClass: 'crypto-perpetual',
  })
  const coin = (right: 'call' | 'put', strike: number): BarSeries =>
    optionSeries(
      'OPT',
      flat(0.05, 0.05),
      {
        right,
        strike,
        expiryMs: START_MS + 60 * DAY_MS,
        exercise: 'european',
        settlement: 'cash',
        inverse: true,
        underlying: 'BTC-PERP',
      },
      { currency: 'BTC', multiplier: 1, tickSize: 0.0001, lotSize: 0.1, calendar: '24x7' },
    )

  it("follows Deribit's published formulas", () => {
    expect(shortOptionCoinMargin('call', 50_000, 50_000, 0.05)).toEqual({
      initial: 0.15 + 0.05,
      maintenance: 0.075 + 0.05,
    })
    // A fifth out of the money: the least rate.
    expect(shortOptionCoinMargin('call', 60_000, 50_000, 0.01).initial).toBeCloseTo(0.11, 12)
    expect(shortOptionCoinMargin('put', 47_500, 50_000, 0.02).initial).toBeCloseTo(0.12, 12)
    // A deep put is worth more than its coin: 0.075 of its price, which is more than opening alone would ask.
    const deep = shortOptionCoinMargin('put', 200_000, 50_000, 3)
    expect(deep.maintenance).toBeCloseTo(3.225, 12)
    expect(deep.initial).toBeCloseTo(3.225, 12)
  })

  it('asks it of each short one, in the coin', () => {
    const sell = (quantity: number) => (ctx: RuntimeContext) => ctx.order('OPT', quantity)
    const options: RunOptions = { cash: 1, currency: 'BTC', references: [level] }
    expect(reasons([coin('call', 50_000)], sell(-5), options)).toEqual([undefined])
    expect(reasons([coin('call', 50_000)], sell(-5.1), options)[0]).toBe(
      'initial margin would be 1.02000000 BTC, equity is 1.00000000 BTC',
    )
  })
})
