import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type BacktestOutcome, createBacktest } from '../../../electron/engine/backtest.ts'
import { Books } from '../../../electron/engine/books.ts'
import { imbalance } from '../../../electron/engine/ledgerBalance.ts'
import type { BarSeries, CorporateAction } from '../../../shared/domain/bar.ts'
import type { StatementLine } from '../../../shared/domain/statement.ts'
import { flat, inputOf, type Row, type RunOptions, type Script, seriesOf } from '../support/runStrategy.ts'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2024, 2, 5)
const BARS = 96
const SYMBOLS = ['AAA', 'SAP', 'ESH4', 'BTCUSDT', 'BTCUSD_PERP', 'EURUSD']

/** A walk of bars from a seed: a small generator of its own, so that a row depends on the rows before it only. */
function walk(seed: number, base: number, tick: number, swing: number): Row[] {
  let state = seed * 2_654_435_761 + base
  const next = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0
    return state / 2 ** 32 - 0.5
  }
  const round = (price: number): number => Math.round(price / tick) * tick
  let last = base
  return Array.from({ length: BARS }, () => {
    const open = round(last * (1 + next() * swing))
    const close = round(open * (1 + next() * swing))
    const high = round(Math.max(open, close) * (1 + Math.abs(next()) * swing))
    const low = round(Math.min(open, close) * (1 - Math.abs(next()) * swing))
    last = Math.max(close, base / 4)
    return [open, high, low, close]
  })
}

const hourly = { timeframe: '1h', startMs: START_MS }

/** Six instruments of all kinds that money moves for, in three currencies. */
function market(seed: number): BarSeries[] {
  const funding: CorporateAction[] = Array.from({ length: BARS / 8 }, (_, place) => ({
    kind: 'funding',
    timeMs: START_MS + place * 8 * HOUR_MS,
    rate: ((place % 5) - 2) * 0.0004,
  }))
  const tiers = [
    { fromNotional: 0, maintenanceRate: 0.01, deduction: 0, maxLeverage: 50 },
    { fromNotional: 50_000, maintenanceRate: 0.02, deduction: 500, maxLeverage: 25 },
  ]
  const perpetual = (inverse: boolean) => ({
    kind: 'perpetual' as const,
    base: 'BTC',
    inverse,
    maintenanceTiers: tiers,
    liquidationFeeRate: 0.002,
  })
  return [
    seriesOf('AAA', walk(seed, 50, 0.01, 0.03), {
      ...hourly,
      terms: { kind: 'equity', shortable: true, borrowRates: [{ fromMs: 0, rate: 0.2 }] },
    }),
    seriesOf('SAP', walk(seed + 1, 90, 0.01, 0.02), { ...hourly, currency: 'EUR' }),
    seriesOf('ESH4', walk(seed + 2, 4000, 0.25, 0.01), {
      ...hourly,
      multiplier: 50,
      tickSize: 0.25,
      terms: {
        kind: 'future',
        root: 'ES',
        settlement: 'cash',
        margins: [{ fromMs: 0, initial: 12_000, maintenance: 11_000 }],
      },
    }),
    seriesOf('BTCUSDT', walk(seed + 3, 20_000, 0.1, 0.04), {
      ...hourly,
      assetClass: 'crypto-perpetual',
      tickSize: 0.1,
      lotSize: 0.001,
      terms: perpetual(false),
      actions: funding,
    }),
    seriesOf('BTCUSD_PERP', walk(seed + 4, 20_000, 0.1, 0.04), {
      ...hourly,
      assetClass: 'crypto-perpetual',
      currency: 'BTC',
      multiplier: 100,
      tickSize: 0.1,
      terms: perpetual(true),
      actions: funding,
    }),
    seriesOf('EURUSD', walk(seed + 5, 1.1, 0.00001, 0.004), {
      ...hourly,
      assetClass: 'fx',
      tickSize: 0.00001,
      terms: {
        kind: 'fx',
        base: 'EUR',
        pipSize: 0.0001,
        standardLot: 100_000,
        maxLeverage: 50,
        sessionSpreads: [{ fromMinute: 0, toMinute: 1440, pips: 1.4 }],
        swapRates: [{ fromMs: 0, longRate: -0.03, shortRate: 0.01 }],
      },
    }),
  ]
}

const order = fc.record({
  bar: fc.nat(BARS - 2),
  symbol: fc.constantFrom(...SYMBOLS),
  fraction: fc.integer({ min: -6, max: 6 }).map((half) => half / 2),
  away: fc.constantFrom(0, 0, 0.99, 1.01),
})
type Planned = typeof order extends fc.Arbitrary<infer T> ? T : never

const scenario = fc.record({
  seed: fc.nat(1000),
  orders: fc.array(order, { minLength: 15, maxLength: 40 }),
  marginMode: fc.constantFrom<'cross' | 'isolated'>('cross', 'isolated'),
  margin: fc.constantFrom<'terms' | 'regulation-t'>('terms', 'regulation-t'),
})
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never

/** What was seen of the account at the close of each bar. */
interface Seen {
  readonly timeMs: number
  readonly equity: number
  readonly cash: Readonly<Record<string, number>>
  readonly prices: readonly number[]
  readonly quantities: readonly number[]
}

function optionsOf({ marginMode, margin }: Scenario): RunOptions {
  const pair = (symbol: string, rows: Row[]): BarSeries => seriesOf(symbol, rows, hourly)
  return {
    cash: 100_000,
    maxLeverage: 12,
    allowShort: true,
    fees: { model: 'maker-taker', makerRate: -0.0001, takerRate: 0.0004 },
    account: {
      marginMode,
      margin,
      isolatedLeverage: 20,
      creditRates: { USD: 0.04, EUR: 0.03 },
      debitRates: { USD: 0.08, EUR: 0.07, BTC: 0.02 },
    },
    conversions: [pair('EURUSD', walk(77, 1.1, 0.00001, 0.002)), pair('BTCUSD', walk(78, 20_000, 0.1, 0.02))],
  }
}

function scriptOf(orders: readonly Planned[], seen: Seen[]): Script {
  const byBar = new Map<number, Planned[]>()
  for (const each of orders) byBar.set(each.bar, [...(byBar.get(each.bar) ?? []), each])
  return Object.fromEntries(
    Array.from({ length: BARS }, (_, bar) => [
      bar,
      (ctx: Parameters<NonNullable<Script[number]>>[0]) => {
        if (ctx.symbol !== SYMBOLS.at(-1)) return
        seen.push({
          timeMs: ctx.timeMs,
          equity: ctx.account.equity,
          cash: Object.fromEntries(
            ['USD', 'EUR', 'BTC'].map((currency) => [currency, ctx.account.cash(currency)]),
          ),
          prices: SYMBOLS.map((symbol) => ctx.price(symbol)),
          quantities: SYMBOLS.map((symbol) => ctx.position(symbol).quantity),
        })
        for (const { symbol, fraction, away } of byBar.get(bar) ?? []) {
          const limit = away === 0 ? {} : { limitPrice: ctx.price(symbol) * away }
          ctx.orderTargetPercent(symbol, fraction, limit)
        }
      },
    ]),
  )
}

function play(
  plan: Scenario,
  chunk: number,
  series = market(plan.seed),
): { outcome: BacktestOutcome; seen: Seen[] } {
  const seen: Seen[] = []
  const run = createBacktest(inputOf(series, scriptOf(plan.orders, seen), optionsOf(plan)))
  while (!run.advance(chunk));
  return { outcome: run.finish(), seen }
}

/** Lines that the fills tell, or that only move profit from a position to cash. */
const NOT_FLOWS = ['deposit', 'trade', 'fee', 'settlement']

/** Whether a line was written when a bar had closed: what carries that very time and is a trade is of the next open. */
function isSeen({ kind, timeMs }: StatementLine, closeMs: number): boolean {
  return timeMs < closeMs || (timeMs === closeMs && !['trade', 'fee', 'liquidation-fee'].includes(kind))
}

const worth = (symbol: string, price: number): number => (symbol === 'BTCUSD_PERP' ? -1 / price : price)

describe('an account with margin, funding, rollover, interest and liquidations', () => {
  let checks = 0

  /** Every movement of money goes through these methods of the books. */
  beforeEach(() => {
    checks = 0
    for (const name of ['pay', 'payAccount', 'settle', 'transfer', 'convert'] as const) {
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

  it('conserves money in every currency after every event, and its statement tells every balance', () => {
    let calls = 0
    fc.assert(
      fc.property(scenario, (plan) => {
        const { outcome, seen } = play(plan, 1000)
        calls += outcome.fills.filter(({ priceSource }) => priceSource === 'margin call').length
        for (const { timeMs, cash } of seen) {
          const balances: Record<string, number> = { USD: 0, EUR: 0, BTC: 0 }
          for (const line of outcome.statement)
            if (isSeen(line, timeMs)) balances[line.currency] = line.balance
          expect(balances).toEqual(cash)
        }
      }),
      { seed: 3, numRuns: 40 },
    )
    expect(checks).toBeGreaterThan(1000)
    expect(calls).toBeGreaterThan(10)
  })

  it('has the equity that its fills and flows add up to at the prices of the moment', () => {
    fc.assert(
      fc.property(scenario, (plan) => {
        const series = market(plan.seed)
        const { outcome, seen } = play(plan, 1000, series)
        const rates = optionsOf(plan).conversions!
        for (const [bar, { timeMs, equity, prices, quantities }] of seen.entries()) {
          const totals: Record<string, number> = { USD: 100_000, EUR: 0, BTC: 0 }
          const held = SYMBOLS.map(() => 0)
          for (const fill of outcome.fills) {
            if (fill.timeMs >= timeMs) continue
            const id = SYMBOLS.indexOf(fill.symbol)
            const { multiplier, currency } = series[id]!.instrument
            const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity
            held[id]! += signed
            const gain = worth(fill.symbol, prices[id]!) - worth(fill.symbol, fill.price)
            totals[currency]! += signed * gain * multiplier - fill.fee
          }
          for (const line of outcome.statement) {
            if (!isSeen(line, timeMs) || NOT_FLOWS.includes(line.kind)) continue
            totals[line.currency]! += line.amount
          }
          for (const [id, quantity] of quantities.entries()) expect(held[id]).toBeCloseTo(quantity, 6)
          const expected =
            totals.USD! +
            totals.EUR! * rates[0]!.columns.close[bar]! +
            totals.BTC! * rates[1]!.columns.close[bar]!
          // Every booking is rounded to a cent or a satoshi.
          const bookings = outcome.fills.length + outcome.statement.length
          expect(Math.abs(equity - expected)).toBeLessThanOrEqual(0.01 * bookings + 1e-6)
        }
      }),
      { seed: 4, numRuns: 30 },
    )
  })

  it('is the same however the run is cut into calls', () => {
    const told = ({ outcome }: { outcome: BacktestOutcome }): string =>
      JSON.stringify([
        outcome.fills,
        outcome.orders,
        outcome.statement,
        outcome.log,
        [...outcome.equity.equity],
      ])
    fc.assert(
      fc.property(scenario, fc.integer({ min: 1, max: 40 }), (plan, chunk) => {
        expect(told(play(plan, chunk))).toBe(told(play(plan, 1e6)))
      }),
      { seed: 5, numRuns: 20 },
    )
  })

  it('has nothing in it that depends on a later bar', () => {
    fc.assert(
      fc.property(scenario, fc.integer({ min: 10, max: BARS - 10 }), (plan, bar) => {
        const changed = market(plan.seed).map((series) => {
          for (const column of [
            series.columns.open,
            series.columns.high,
            series.columns.low,
            series.columns.close,
          ]) {
            for (let row = bar; row < BARS; row++) column[row]! *= 1.5
          }
          return series
        })
        const untilMs = START_MS + bar * HOUR_MS
        const early = ({ outcome }: { outcome: BacktestOutcome }) => [
          outcome.statement.filter(({ timeMs }) => timeMs < untilMs),
          outcome.fills.filter(({ timeMs }) => timeMs < untilMs),
          [...outcome.equity.equity.slice(0, bar)],
        ]
        expect(early(play(plan, 1e6, changed))).toEqual(early(play(plan, 1e6)))
      }),
      { seed: 6, numRuns: 20 },
    )
  })
})

describe('a run over one symbol', () => {
  it('meets the same margin calls in quiet steps, in these one by one, and in full steps', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.constantFrom('AAA', 'ESH4', 'BTCUSDT', 'BTCUSD_PERP', 'EURUSD'),
        fc.constantFrom(-1, 1),
        fc.constantFrom<'terms' | 'regulation-t'>('terms', 'regulation-t'),
        fc.constantFrom<'cross' | 'isolated'>('cross', 'isolated'),
        (seed, symbol, side, margin, marginMode) => {
          const series = market(seed).filter(({ instrument }) => instrument.symbol === symbol)
          const script: Script = {
            3: (ctx) => ctx.symbol === symbol && void ctx.orderTargetPercent(symbol, side * 8),
          }
          const account = { margin, marginMode, isolatedLeverage: 20 }
          const currency = series[0]!.instrument.currency
          const options: RunOptions = { maxLeverage: 50, allowShort: true, account, currency }
          const idle = seriesOf('IDLE', flat(...Array.from({ length: BARS }, () => 1)), {
            ...hourly,
            currency,
          })
          const play = (chunk: number, all = series) => {
            const run = createBacktest(inputOf(all, script, options))
            while (!run.advance(chunk));
            const { fills, log, equity } = run.finish()
            return { fills, log, equity: [...equity.equity] }
          }
          const quiet = play(1e6)
          expect(quiet).toEqual(play(1))
          // With a second symbol no step is quiet.
          expect(quiet).toEqual(play(1e6, [...series, idle]))
        },
      ),
      { seed: 8, numRuns: 150 },
    )
  })
})
