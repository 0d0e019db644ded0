import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CorporateAction } from '../../../shared/domain/bar.ts'
import { hasSharedData, sharedData } from '../../support/sharedData.ts'
import { flat, type Row, runStrategy, type SeriesOptions, seriesOf } from '../support/runStrategy.ts'

const HOUR_MS = 3_600_000
const T0 = Date.UTC(2024, 0, 1)

function perpetual(rows: readonly Row[], actions: CorporateAction[], options: SeriesOptions = {}) {
  return seriesOf('BTCUSDT', rows, {
    assetClass: 'crypto-perpetual',
    currency: 'USDT',
    lotSize: 0.001,
    calendar: '24x7',
    timeframe: '1h',
    startMs: T0,
    actions,
    terms: { kind: 'perpetual', base: 'BTC', inverse: false, maintenanceTiers: [], liquidationFeeRate: 0 },
    ...options,
  })
}

const account = { currency: 'USDT', cash: 1_000_000, maxLeverage: 10, allowShort: true }
const fundingAt = (hours: number, rate: number, markPrice?: number): CorporateAction => ({
  kind: 'funding',
  timeMs: T0 + hours * HOUR_MS,
  rate,
  ...(markPrice === undefined ? {} : { markPrice }),
})

describe('funding', () => {
  it('is paid by longs to shorts where the rate is positive, and the other way round', () => {
    for (const [side, rate, paid] of [
      [1, 0.0001, -5],
      [-1, 0.0001, 5],
      [1, -0.0002, 10],
      [-1, -0.0002, -10],
    ] as const) {
      const run = runStrategy(
        perpetual(flat(25_000, 25_000, 25_000, 25_000), [fundingAt(3, rate)]),
        { 0: (ctx) => ctx.order('BTCUSDT', side * 2) },
        account,
      )
      expect(run.statement.filter(({ kind }) => kind === 'funding').map(({ amount }) => amount)).toEqual([
        paid,
      ])
      expect(run.metrics.finalEquity).toBe(1_000_000 + paid)
      expect(run.roundTrips[0]?.profit).toBe(paid)
    }
  })

  it('is not paid on what the open of that very time buys', () => {
    const run = runStrategy(
      perpetual(flat(25_000, 25_000, 25_000), [fundingAt(1, 0.0001)]),
      { 0: (ctx) => ctx.order('BTCUSDT', 2) },
      account,
    )
    expect(run.statement.some(({ kind }) => kind === 'funding')).toBe(false)
  })

  it('takes the mark price of its record, else of the run, else the last price', () => {
    const rows = flat(25_000, 25_000, 25_000, 25_000)
    const marks = seriesOf('MARK', flat(26_000, 26_000, 26_000, 26_000), { timeframe: '1h', startMs: T0 })
    const terms = {
      kind: 'perpetual' as const,
      base: 'BTC',
      inverse: false,
      maintenanceTiers: [],
      liquidationFeeRate: 0,
      markSymbol: 'MARK',
    }
    const paid = (actions: CorporateAction[], options: SeriesOptions, references = [marks]) =>
      runStrategy(
        perpetual(rows, actions, options),
        { 0: (ctx) => ctx.order('BTCUSDT', 1) },
        { ...account, references },
      ).statement.find(({ kind }) => kind === 'funding')?.amount
    expect(paid([fundingAt(3, 0.001, 30_000)], { terms })).toBe(-30)
    expect(paid([fundingAt(3, 0.001)], { terms })).toBe(-26)
    expect(paid([fundingAt(3, 0.001)], {})).toBe(-25)
  })
})

interface Recorded {
  readonly timeMs: number
  readonly rate: number
}

function recorded(file: string): Recorded[] {
  const lines = readFileSync(sharedData(`crypto/${file}`), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
  return lines.map((line) => {
    const [t, rate] = line.split(',')
    return { timeMs: Date.parse(t!), rate: Number(rate) }
  })
}

/** The hours that a record of funding spans, with a price that wanders. */
function hoursOf(events: readonly Recorded[]): { rows: Row[]; startMs: number } {
  const startMs = events[0]!.timeMs - 12 * HOUR_MS
  const count = (events.at(-1)!.timeMs - startMs) / HOUR_MS + 12
  const price = (hour: number): number => Math.round(20_000 + 800 * Math.sin(hour / 40) + hour)
  return { rows: flat(...Array.from({ length: count }, (_, hour) => price(hour))), startMs }
}

describe.skipIf(!hasSharedData)('recorded funding', () => {
  it('of a linear contract adds up to the same as value x rate summed beside the engine', () => {
    const events = recorded('funding_bybit_BTCUSDT.csv')
    const { rows, startMs } = hoursOf(events)
    const actions = events.map(({ timeMs, rate }) => ({ kind: 'funding' as const, timeMs, rate }))
    const run = runStrategy(
      perpetual(rows, actions, { startMs }),
      { 0: (ctx) => ctx.order('BTCUSDT', -1.5) },
      account,
    )
    // A second way: the price before each event is the close of the bar that ends at it.
    let sum = 0
    for (const { timeMs, rate } of events) {
      const bar = (timeMs - startMs) / HOUR_MS - 1
      sum += 1.5 * rows[bar]![3] * rate
    }
    const paid = run.statement.filter(({ kind }) => kind === 'funding')
    expect(paid).toHaveLength(events.length)
    expect(events.some(({ rate }) => rate < 0)).toBe(true)
    expect(run.cashFlows.find(({ kind }) => kind === 'funding')?.amount).toBeCloseTo(sum, 6)
    expect(run.roundTrips[0]?.profit).toBeCloseTo(run.metrics.finalEquity - 1_000_000, 6)
  })

  it('of an inverse contract is paid in coin on contracts x 100 / price', () => {
    const events = recorded('funding_binance_BTCUSD_PERP.csv')
    const { rows, startMs } = hoursOf(events)
    const actions = events.map(({ timeMs, rate }) => ({ kind: 'funding' as const, timeMs, rate }))
    const series = perpetual(rows, actions, {
      startMs,
      symbol: 'BTCUSD_PERP',
      currency: 'BTC',
      multiplier: 100,
      lotSize: 1,
      terms: { kind: 'perpetual', base: 'BTC', inverse: true, maintenanceTiers: [], liquidationFeeRate: 0 },
    })
    const run = runStrategy(
      { ...series, instrument: { ...series.instrument, symbol: 'BTCUSD_PERP' } },
      { 0: (ctx) => ctx.order('BTCUSD_PERP', 400) },
      { currency: 'BTC', cash: 10, maxLeverage: 5 },
    )
    let sum = 0
    for (const { timeMs, rate } of events) {
      const bar = (timeMs - startMs) / HOUR_MS - 1
      sum -= Math.round(((400 * 100) / rows[bar]![3]) * rate * 1e8)
    }
    expect(Math.round(run.cashFlows.find(({ kind }) => kind === 'funding')!.amount * 1e8)).toBe(sum)
    const open = 40_000 / rows[1]![3] - 40_000 / rows.at(-1)![3]
    expect(run.metrics.finalEquity).toBeCloseTo(10 + sum / 1e8 + open, 7)
  })
})
