import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type BacktestOutcome, createBacktest } from '../../../electron/engine/backtest.ts'
import { Books } from '../../../electron/engine/books.ts'
import { imbalance } from '../../../electron/engine/ledgerBalance.ts'
import type { BarSeries } from '../../../shared/domain/bar.ts'
import type { RuntimeContext } from '../../../shared/sdk/strategyDefinition.ts'
import { expiryOf, optionSeries } from '../support/optionSeries.ts'
import {
  DAY_MS,
  flat,
  inputOf,
  type Row,
  type RunOptions,
  runStrategy,
  START_MS,
  seriesOf,
} from '../support/runStrategy.ts'

const BARS = 30

/** Closes of a walk from a seed, each of which depends on those before it only. */
function walk(seed: number, base: number, swing: number, tick: number): number[] {
  let state = seed * 2_654_435_761 + base
  let last = base
  return Array.from({ length: BARS }, () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0
    last = Math.max(Math.round((last * (1 + (state / 2 ** 32 - 0.5) * swing)) / tick) * tick, base / 4)
    return last
  })
}

/** Prices that an option has beside its underlying: what it is in the money, and a time value that runs out. */
function premiums(
  levels: number[],
  right: 'call' | 'put',
  strike: number,
  expiry: number,
  tick: number,
): Row[] {
  return flat(
    ...levels.slice(0, expiry + 1).map((level, bar) => {
      const intrinsic = Math.max(right === 'call' ? level - strike : strike - level, 0)
      const outside = Math.abs(level - strike) / strike
      const time = level * 0.02 * Math.exp(-8 * outside) * Math.sqrt((expiry - bar + 1) / 10)
      return Math.max(Math.round((intrinsic + time) / tick), 1) * tick
    }),
  )
}

/** A share with dividends and options of all kinds on it, futures of two months with an option, an option in coins. */
function market(seed: number): BarSeries[] {
  const share = walk(seed, 100, 0.06, 0.01)
  const near = walk(seed + 1, 4000, 0.02, 0.25)
  const coin = walk(seed + 2, 50_000, 0.1, 0.5)
  const on = (right: 'call' | 'put', strike: number, expiry: number): Row[] =>
    premiums(share, right, strike, expiry, 0.01)
  const future = (month: string, levels: number[]): BarSeries =>
    seriesOf(`ES-${month}`, flat(...levels), {
      assetClass: 'future',
      multiplier: 50,
      tickSize: 0.25,
      terms: {
        ...{ kind: 'future', root: 'ES', contractMonth: month, settlement: 'cash', circuitBreakers: [] },
        margins: [{ fromMs: 0, initial: 12_000, maintenance: 11_000 }],
        ...(month === '2024-03' ? { lastTradeMs: expiryOf(24) } : {}),
      },
    })
  return [
    seriesOf('ABC', flat(...share), {
      actions: [
        { kind: 'dividend', timeMs: START_MS + 9 * DAY_MS, amount: 1.5, payMs: START_MS + 14 * DAY_MS },
        { kind: 'dividend', timeMs: START_MS + 19 * DAY_MS, amount: 1.5 },
      ],
    }),
    optionSeries('C95', on('call', 95, 12), { right: 'call', strike: 95, expiryMs: expiryOf(12) }),
    optionSeries('C105', on('call', 105, 22), { right: 'call', strike: 105, expiryMs: expiryOf(22) }),
    optionSeries('P100', on('put', 100, 22), { right: 'put', strike: 100, expiryMs: expiryOf(22) }),
    optionSeries('P120', on('put', 120, 25), {
      right: 'put',
      strike: 120,
      expiryMs: expiryOf(25),
      settlement: 'cash',
    }),
    future('2024-03', near),
    future(
      '2024-06',
      near.map((level) => level + 20),
    ),
    optionSeries(
      'ESC',
      premiums(near, 'call', 4000, 17, 0.25),
      { right: 'call', strike: 4000, expiryMs: expiryOf(17), model: 'future', underlying: 'ES-2024-03' },
      { multiplier: 50, tickSize: 0.25 },
    ),
    optionSeries(
      'BTCP',
      flat(
        ...coin
          .slice(0, 16)
          .map((level) => Math.max(Math.round((0.02 + Math.max(50_000 - level, 0) / level) * 1e4), 1) / 1e4),
      ),
      {
        right: 'put',
        strike: 50_000,
        expiryMs: START_MS + 16 * DAY_MS,
        exercise: 'european',
        settlement: 'cash',
        inverse: true,
        underlying: 'BTCX',
      },
      { currency: 'BTC', multiplier: 1, tickSize: 0.0001, lotSize: 0.1, calendar: '24x7' },
    ),
  ]
}
const SYMBOLS = market(1).map(({ instrument }) => instrument.symbol)
const OPTIONS = ['C95', 'C105', 'P100', 'P120', 'ESC', 'BTCP']

const scenario = fc.record({
  seed: fc.nat(1000),
  margin: fc.constantFrom<'terms' | 'regulation-t' | 'span' | 'off'>('terms', 'regulation-t', 'span', 'off'),
  allowShort: fc.constantFrom(true, true, true, false),
  steps: fc.array(
    fc.record({
      bar: fc.nat(BARS - 2),
      symbol: fc.constantFrom(...SYMBOLS),
      quantity: fc.integer({ min: -4, max: 4 }),
      exercises: fc.boolean(),
    }),
    { minLength: 10, maxLength: 30 },
  ),
})
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never

function play(plan: Scenario, chunk: number, series = market(plan.seed)) {
  const held: Record<string, number>[] = []
  const decide = (ctx: RuntimeContext): void => {
    if (ctx.symbol !== 'ABC') return
    held[ctx.index] = Object.fromEntries(SYMBOLS.map((symbol) => [symbol, ctx.position(symbol).quantity]))
    for (const { symbol, quantity, exercises } of plan.steps.filter(({ bar }) => bar === ctx.index)) {
      ctx.order(symbol, symbol === 'ABC' ? quantity * 100 : quantity)
      const terms = ctx.instrument(symbol).terms
      if (exercises && terms?.kind === 'option' && terms.exercise === 'american') ctx.exercise(symbol, 1)
    }
  }
  const script = Object.fromEntries(Array.from({ length: BARS }, (_, bar) => [bar, decide]))
  const coin = walk(plan.seed + 2, 50_000, 0.1, 0.5)
  const options: RunOptions = {
    cash: 200_000,
    maxLeverage: 20,
    allowShort: plan.allowShort,
    riskFreeRate: 0.03,
    fees: { model: 'per-contract', perContract: 0.65 },
    account: { margin: plan.margin },
    conversions: [seriesOf('BTCUSD', flat(...coin), { calendar: '24x7' })],
    references: [seriesOf('BTCX', flat(...coin), { calendar: '24x7' })],
  }
  const run = createBacktest(inputOf(series, script, options))
  while (!run.advance(chunk));
  return { outcome: run.finish(), held }
}

const told = ({ outcome }: { outcome: BacktestOutcome }): string =>
  JSON.stringify([
    ...[outcome.fills, outcome.orders, outcome.statement, outcome.log, outcome.assumptions],
    [...outcome.equity.equity],
  ])

describe('an account that trades options, shares and futures through their expiries', () => {
  let checks = 0

  beforeEach(() => {
    checks = 0
    for (const name of ['pay', 'transfer', 'settle'] as const) {
      const original: unknown = Reflect.get(Books.prototype, name)
      vi.spyOn(Books.prototype, name).mockImplementation(function (this: Books, ...parts: unknown[]) {
        if (typeof original === 'function') Reflect.apply(original, this, parts)
        for (const id of this.ledger.currencies.keys()) {
          checks++
          expect(imbalance(this.ledger, this.cores, id)).toBe(0)
        }
      })
    }
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('conserves money, ends every contract at its expiry, and tells every balance in its statement', () => {
    let exercised = 0
    fc.assert(
      fc.property(scenario, (plan) => {
        const { outcome, held } = play(plan, 1000)
        exercised += outcome.statement.filter(
          ({ kind, amount }) => kind === 'exercise' && amount !== 0,
        ).length
        const ended: Record<string, number> = { C95: 13, C105: 23, P100: 23, P120: 26, ESC: 18, BTCP: 16 }
        for (const symbol of OPTIONS)
          expect(held.slice(ended[symbol]).every((at) => at[symbol] === 0)).toBe(true)
        const sums: Record<string, number> = {}
        for (const { currency, amount, balance } of outcome.statement) {
          sums[currency] = (sums[currency] ?? 0) + amount
          expect(Math.abs(sums[currency] - balance)).toBeLessThan(1e-6)
        }
        const profit = outcome.roundTrips.reduce((sum, trip) => sum + trip.profit, 0)
        // Trips in coins are told at the rate of their exits, equity at that of the moment.
        if (sums.BTC === undefined) expect(outcome.metrics.finalEquity - 200_000).toBeCloseTo(profit, 5)
      }),
      { seed: 21, numRuns: 60 },
    )
    expect(checks).toBeGreaterThan(1000)
    expect(exercised).toBeGreaterThan(50)
  })

  it('is the same however the run is cut into calls', () => {
    fc.assert(
      fc.property(scenario, fc.integer({ min: 1, max: 60 }), (plan, chunk) => {
        expect(told(play(plan, chunk))).toBe(told(play(plan, 1e6)))
      }),
      { seed: 22, numRuns: 20 },
    )
  })

  it('has nothing in it that depends on a later bar', () => {
    fc.assert(
      fc.property(scenario, fc.integer({ min: 5, max: BARS - 5 }), (plan, bar) => {
        const changed = market(plan.seed).map((series) => {
          const { open, high, low, close } = series.columns
          for (const column of [open, high, low, close]) {
            for (let row = bar; row < column.length; row++) column[row]! *= 1.3
          }
          return series
        })
        const early = ({ outcome }: { outcome: BacktestOutcome }) => [
          outcome.statement.filter(({ timeMs }) => timeMs < START_MS + bar * DAY_MS),
          [...outcome.equity.equity.slice(0, bar)],
        ]
        expect(early(play(plan, 1e6, changed))).toEqual(early(play(plan, 1e6)))
      }),
      { seed: 23, numRuns: 20 },
    )
  })
})

describe('what strategies ask of a chain', () => {
  it('is a number or not known, and never an error, whatever the prices are', () => {
    let known = 0
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom(0, 0.05, -0.01), (seed, riskFreeRate) => {
        const ask = (ctx: RuntimeContext): void => {
          if (ctx.symbol !== 'ABC' || ctx.index % 6 !== 0) return
          for (const underlying of ['ABC', 'ES-2024-03', 'BTCX']) {
            for (const each of ctx.chain(underlying)) {
              const { impliedVolatility, delta, gamma, vega, theta, rho } = each
              const all = [impliedVolatility, delta, gamma, vega, theta, rho]
              const isKnown = all.every(Number.isFinite)
              expect(isKnown || all.every(Number.isNaN), `${each.symbol} ${all}`).toBe(true)
              if (!isKnown) continue
              known++
              expect(Math.abs(delta)).toBeLessThanOrEqual(1 + 1e-9)
              expect(Math.sign(delta) * (each.right === 'call' ? 1 : -1)).toBeGreaterThanOrEqual(0)
              expect(gamma).toBeGreaterThan(-1e-6)
            }
            const volatility = ctx.surface(underlying)?.volatility(100, expiryOf(40))
            expect(volatility === undefined || volatility > 0).toBe(true)
          }
        }
        const script = Object.fromEntries(Array.from({ length: BARS }, (_, bar) => [bar, ask]))
        const coin = seriesOf('BTCX', flat(...walk(seed + 2, 50_000, 0.1, 0.5)), { calendar: '24x7' })
        const rate = seriesOf('BTCUSD', flat(...walk(seed + 2, 50_000, 0.1, 0.5)), { calendar: '24x7' })
        runStrategy(market(seed), script, { riskFreeRate, references: [coin], conversions: [rate] })
      }),
      { seed: 25, numRuns: 12 },
    )
    expect(known).toBeGreaterThan(50)
  })
})

describe('a conversion: long shares, long put, short call of one strike and expiry', () => {
  it('ends at the strike whatever the path, which is put-call parity (Stoll 1969)', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.integer({ min: 60, max: 140 }),
        fc.constantFrom<'cash' | 'physical'>('cash', 'physical'),
        fc.constantFrom<'american' | 'european'>('american', 'european'),
        (seed, strike, settlement, exercise) => {
          const share = walk(seed, 100, 0.2, 0.01)
          const last = BARS - 2
          const terms = { strike, expiryMs: expiryOf(last), settlement, exercise }
          const call = premiums(share, 'call', strike, last, 0.01)
          const put = premiums(share, 'put', strike, last, 0.01)
          const series = [
            seriesOf('ABC', flat(...share)),
            optionSeries('C', call, { right: 'call', ...terms }),
            optionSeries('P', put, { right: 'put', ...terms }),
          ]
          const open = (ctx: RuntimeContext): void => {
            if (ctx.symbol !== 'ABC') return
            ctx.order('ABC', 100)
            ctx.order('P', 1)
            ctx.order('C', -1)
          }
          // What cash settlement leaves in shares is sold at the price that settled the options.
          const sell = (ctx: RuntimeContext): unknown =>
            ctx.symbol === 'ABC' ? ctx.closePosition('ABC') : undefined
          const closing = seriesOf('ABC', flat(...share.slice(0, last + 1), share[last]!))
          const run = runStrategy(
            [closing, series[1]!, series[2]!],
            { 0: open, [last]: sell },
            {
              ...{ cash: 100_000, allowShort: true, maxLeverage: 10, account: { margin: 'regulation-t' } },
            },
          )
          const paid = share[1]! + put[1]![0] - call[1]![0]
          expect(run.metrics.finalEquity).toBeCloseTo(100_000 + 100 * (strike - paid), 6)
        },
      ),
      { seed: 24, numRuns: 80 },
    )
  })
})
