import { describe, expect, it } from 'vitest'
import { computeIndicator, INDICATORS } from '../../electron/engine/indicatorCatalogue.ts'
import { periodsPerYear, sampleIndices } from '../../electron/engine/periods.ts'
import { metricsSchema, roundTripSchema } from '../../shared/domain/backtest.ts'
import { fillSchema, orderSchema } from '../../shared/domain/order.ts'
import { indicatorInfoSchema } from '../../shared/rpc/contract/dataCalls.ts'
import { DAY_MS, flat, runStrategy, type Script, START_MS, seriesOf } from './support/runStrategy.ts'

describe('the statistics of a run worked out by hand', () => {
  // Bought at 10 (1000 units), sold at 12; bought at 12, sold at 9. Equity: 100, 100, 101, 102, 102, 99 (thousands).
  const series = seriesOf('AAA', flat(10, 10, 11, 12, 12, 9, 9))
  const run = runStrategy(
    series,
    {
      0: (ctx) => ctx.order('AAA', 1000),
      2: (ctx) => ctx.closePosition('AAA'),
      3: (ctx) => ctx.order('AAA', 1000),
      4: (ctx) => ctx.closePosition('AAA'),
    },
    { benchmark: series },
  )

  it('equity, drawdown and return', () => {
    expect([...run.equity.equity]).toEqual([100_000, 100_000, 101_000, 102_000, 102_000, 99_000, 99_000])
    expect(run.metrics).toMatchObject({
      totalReturn: expect.closeTo(-0.01, 12),
      maxDrawdown: expect.closeTo(-3 / 102, 12),
      maxDrawdownDays: 2,
      exposure: 3 / 7,
      fees: 0,
    })
    const years = 7 / 365.25
    expect(run.metrics.cagr).toBeCloseTo(0.99 ** (1 / years) - 1, 10)
  })

  it('round trips: one of +2000, one of -3000', () => {
    expect(run.metrics).toMatchObject({
      trades: 2,
      winRate: 0.5,
      profitFactor: expect.closeTo(2 / 3, 12),
      expectancy: -500,
      averageWin: 2000,
      averageLoss: -3000,
    })
    expect(run.roundTrips[0]).toMatchObject({
      side: 'long',
      entryMs: START_MS + DAY_MS,
      exitMs: START_MS + 3 * DAY_MS,
      bars: 2,
      returnRate: 0.2,
    })
  })

  it('volatility and Sharpe from the six daily returns with 252 days a year', () => {
    const returns = [0, 0.01, 102 / 101 - 1, 0, 99 / 102 - 1, 0]
    const mean = returns.reduce((a, b) => a + b) / 6
    const deviation = Math.sqrt(returns.reduce((at, value) => at + (value - mean) ** 2, 0) / 5)
    expect(run.metrics.volatility).toBeCloseTo(deviation * Math.sqrt(252), 12)
    expect(run.metrics.sharpe).toBeCloseTo((mean / deviation) * Math.sqrt(252), 12)
    expect(run.metrics.turnover).toBeCloseTo(43_000 / (703_000 / 7) / (7 / 365.25), 8)
  })

  it('the benchmark is bought with the same cash at the first close', () => {
    expect(run.equity.benchmark[2]).toBeCloseTo(110_000, 9)
    expect(run.metrics.benchmarkReturn).toBeCloseTo(-0.1, 12)
  })

  it('everything fits its schema', () => {
    expect(metricsSchema.parse(run.metrics)).toEqual(run.metrics)
    for (const trip of run.roundTrips) expect(roundTripSchema.safeParse(trip).success).toBe(true)
    for (const fill of run.fills) expect(fillSchema.safeParse(fill).success).toBe(true)
    for (const order of run.orders) expect(orderSchema.safeParse(order).success).toBe(true)
  })
})

describe('buy and hold', () => {
  it('has beta 1, alpha 0 against itself', () => {
    const wave = flat(...Array.from({ length: 60 }, (_, t) => Math.round(1000 * (10 + Math.sin(t))) / 1000))
    const series = seriesOf('AAA', wave, { tickSize: 0.001, lotSize: 0.000001 })
    const run = runStrategy(
      series,
      { 0: (ctx) => ctx.orderTargetPercent('AAA', 1) },
      { benchmark: series, fillTiming: 'same-close' },
    )
    expect(run.metrics.beta).toBeCloseTo(1, 5)
    expect(run.metrics.alpha).toBeCloseTo(0, 5)
  })

  it('months chain to the total return', () => {
    const series = seriesOf('AAA', flat(...Array.from({ length: 100 }, (_, t) => 10 + (t % 7))))
    const run = runStrategy(series, { 0: (ctx) => ctx.order('AAA', 500) })
    expect(run.monthly.map(({ month }) => month)).toEqual([1, 2, 3, 4])
    const chained = run.monthly.reduce((at, { returnRate }) => at * (1 + returnRate), 1) - 1
    expect(chained).toBeCloseTo(run.metrics.totalReturn, 12)
  })

  it('has no return from an account that has lost everything', () => {
    const prices = [100, ...Array(100).fill(50)]
    const script: Script = { 0: (ctx) => ctx.order('ACME', 200) }
    const account = { marginCall: 'liquidate' } as const
    const run = runStrategy(seriesOf('ACME', flat(...prices), { calendar: '24x7' }), script, {
      ...{ cash: 10_000, maxLeverage: 2, fillTiming: 'same-close', account },
    })
    expect(run.metrics.finalEquity).toBe(0)
    expect(run.monthly.map(({ returnRate }) => returnRate)).toEqual([-1, 0, 0, 0])
  })

  it('a split and a dividend of the benchmark do not look like a fall', () => {
    const series = seriesOf('AAA', flat(10, 10, 5, 4), {
      actions: [
        { kind: 'split', timeMs: START_MS + 2 * DAY_MS, ratio: 2 },
        { kind: 'dividend', timeMs: START_MS + 3 * DAY_MS, amount: 1 },
      ],
    })
    const run = runStrategy(seriesOf('BBB', flat(1, 1, 1, 1)), {}, { benchmark: series })
    expect([...run.equity.benchmark]).toEqual([100_000, 100_000, 100_000, 100_000])
  })
})

describe('periods', () => {
  it('follow the calendar and the timeframe', () => {
    expect(periodsPerYear('1d', 'XNYS')).toBe(252)
    expect(periodsPerYear('1d', '24x7')).toBe(365)
    expect(periodsPerYear('1w', 'XNYS')).toBe(52)
    expect(periodsPerYear('3M', 'XNYS')).toBe(4)
    expect(periodsPerYear('5m', '24x5')).toBe(260)
  })

  it('sample intraday equity at the end of each UTC day', () => {
    const hours = Float64Array.from({ length: 50 }, (_, t) => START_MS + t * 3_600_000)
    expect([...sampleIndices('1h', hours)]).toEqual([23, 47, 49])
  })
})

describe('the catalogue of indicators', () => {
  const BARS = 700
  const { time, close, volume } = seriesOf(
    'AAA',
    flat(...Array.from({ length: BARS }, (_, t) => 10 + Math.sin(t))),
  ).columns
  const columns = {
    time,
    open: close.map((value, t) => value + 0.1 * Math.cos(7 * t)),
    high: close.map((value) => value + 0.5),
    low: close.map((value) => value - 0.5),
    close,
    volume: volume.map((_, t) => 1000 + (t % 7)),
  }

  it('computes every entry with its defaults: the outputs it names, aligned with the bars', () => {
    expect(INDICATORS.length).toBeGreaterThan(50)
    for (const info of INDICATORS) {
      expect(indicatorInfoSchema.safeParse(info).success).toBe(true)
      const lines = computeIndicator(info.id, [], columns)
      expect(Object.keys(lines)).toEqual(info.outputs)
      for (const line of Object.values(lines)) {
        expect(line).toHaveLength(BARS)
        expect(line.at(-1)).not.toBeNaN()
      }
    }
  })

  it('refuses what it does not have', () => {
    expect(() => computeIndicator('nothing', [], columns)).toThrow("There is no indicator 'nothing'")
    expect(() => computeIndicator('sma', [0], columns)).toThrow(
      "sma: 'length' must be a whole number from 1 to 100000, not 0",
    )
  })
})
