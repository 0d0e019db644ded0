import { describe, expect, it } from 'vitest'
import { aggregate } from '../../electron/lake/aggregation/aggregateBars.ts'
import { canBuild, coarserTimeframes } from '../../electron/lake/aggregation/timeframes.ts'
import { checkQuality } from '../../electron/lake/quality/checkQuality.ts'
import { generateBars } from '../../electron/lake/synthetic/generateBars.ts'
import { timeGrid } from '../../electron/lake/synthetic/timeGrid.ts'
import type { BarColumns } from '../../shared/domain/bar.ts'
import { deskError, isoTimes, temporaryLake } from './lakeKit.ts'

/** Bars of one price each, at the given times; volumes count from 1. */
function barsAt(
  times: readonly string[],
  close = times.map((_, index) => 100 + (index % 7) / 10),
): BarColumns {
  const price = () => Float64Array.from(close)
  return {
    time: Float64Array.from(times, (time) => Date.parse(time)),
    open: price(),
    high: price(),
    low: price(),
    close: price(),
    volume: Float64Array.from(times, (_, index) => index + 1),
  }
}

const instrument = (calendar: string) => ({
  symbol: 'ABC',
  name: 'ABC',
  assetClass: 'equity' as const,
  currency: 'USD',
  tickSize: 0.01,
  lotSize: 1,
  multiplier: 1,
  calendar,
})

describe('building coarser bars', () => {
  it('takes first open, highest high, lowest low, last close and the sum of the known volumes', () => {
    const fine = barsAt(['2024-01-02T00:00Z', '2024-01-02T00:01Z', '2024-01-02T00:02Z'], [5, 9, 7])
    fine.low[1] = 4
    fine.volume[1] = Number.NaN
    const coarse = aggregate(fine, '1m', '5m', '24x7')
    expect([coarse.open[0], coarse.high[0], coarse.low[0], coarse.close[0], coarse.volume[0]]).toEqual([
      5, 9, 4, 7, 4,
    ])
  })

  it('counts hours from the open of the session in New York, in winter and in summer', () => {
    const fine = barsAt([
      '2024-01-02T14:30Z',
      '2024-01-02T15:29Z',
      '2024-01-02T15:30Z',
      '2024-07-02T13:30Z',
      '2024-07-02T14:30Z',
    ])
    expect(isoTimes(aggregate(fine, '1m', '1h', 'XNYS').time)).toEqual([
      '2024-01-02T14:30:00Z',
      '2024-01-02T15:30:00Z',
      '2024-07-02T13:30:00Z',
      '2024-07-02T14:30:00Z',
    ])
  })

  it('makes days of sessions: a Sunday evening of the currency market is Monday, an evening in New York is that day', () => {
    expect(
      isoTimes(
        aggregate(barsAt(['2024-01-14T22:30Z', '2024-01-15T21:59Z', '2024-01-15T22:00Z']), '1m', '1d', '24x5')
          .time,
      ),
    ).toEqual(['2024-01-15T00:00:00Z', '2024-01-16T00:00:00Z'])
    expect(
      isoTimes(aggregate(barsAt(['2024-01-02T20:59Z', '2024-01-03T00:30Z']), '1m', '1d', 'XNYS').time),
    ).toEqual(['2024-01-02T00:00:00Z'])
  })

  it('begins weeks on Monday and months on the first', () => {
    const days = barsAt(['2023-12-29', '2024-01-02', '2024-01-05', '2024-01-08', '2024-02-01'])
    expect(isoTimes(aggregate(days, '1d', '1w', 'XNYS').time).map((time) => time.slice(0, 10))).toEqual([
      '2023-12-25',
      '2024-01-01',
      '2024-01-08',
      '2024-01-29',
    ])
    expect(isoTimes(aggregate(days, '1d', '1M', 'XNYS').time).map((time) => time.slice(0, 10))).toEqual([
      '2023-12-01',
      '2024-01-01',
      '2024-02-01',
    ])
    expect(isoTimes(aggregate(days, '1d', '3M', 'XNYS').time).map((time) => time.slice(0, 10))).toEqual([
      '2023-10-01',
      '2024-01-01',
    ])
  })

  it('is offered only where whole bars make up the coarser one', () => {
    expect([
      canBuild('1m', '5m'),
      canBuild('2m', '5m'),
      canBuild('1w', '1M'),
      canBuild('1d', '1M'),
      canBuild('1h', '1d'),
      canBuild('1d', '1h'),
    ]).toEqual([true, false, false, true, true, false])
    expect(coarserTimeframes('1d')).toEqual(['1d', '1w', '1M', '3M', '12M'])
  })

  it('keeps a chart below the number of bars it asked for', async () => {
    const { lake } = await temporaryLake()
    await lake.importSamples()
    for (const [asked, timeframe] of [
      [10_000, '1d'],
      [2000, '1w'],
      [300, '1M'],
      [50, '12M'],
      [10, '12M'],
    ] as const) {
      const bars = await lake.bars('SPX@1d', '1d', undefined, undefined, asked)
      expect(bars.timeframe).toBe(timeframe)
      expect(bars.aggregated).toBe(timeframe !== '1d')
      expect(bars.columns.time.length).toBeLessThanOrEqual(asked)
    }
    expect((await deskError(lake.bars('SPX@1d', '1m', undefined, undefined, 100))).hint).toContain(
      '1d, 1w, 1M',
    )
  })
})

describe('quality', () => {
  it('finds missing sessions and days on which the market was closed', async () => {
    const times = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-09', '2024-01-15', '2024-01-16']
    const quality = await checkQuality(barsAt(times), instrument('XNYS'), '1d')
    // Missing: Friday 5th and Monday 8th; Wednesday 10th to Friday 12th. Monday 15th was Martin Luther King's day.
    expect(quality).toMatchObject({
      counts: { gap: 2, 'outside-session': 1 },
      expectedBars: 10,
      missingBars: 5,
    })
    expect(quality.examples.map(({ kind, value }) => [kind, value])).toEqual([
      ['gap', '2 bars'],
      ['gap', '3 bars'],
      ['outside-session', '2024-01-15'],
    ])
  })

  it('finds missing bars within sessions, and not over lunch in Hong Kong', async () => {
    const at = (hour: number, minute: number) =>
      `2024-01-03T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}Z`
    const morning = [at(1, 30), at(2, 0), at(2, 30), at(3, 0), at(3, 30)]
    const afternoon = [at(5, 0), at(5, 30), at(6, 30), at(7, 0), at(7, 30)]
    const full = await checkQuality(barsAt([...morning, ...afternoon, at(8, 30)]), instrument('XHKG'), '30m')
    expect(full).toMatchObject({ counts: { gap: 1, 'outside-session': 1 }, expectedBars: 11, missingBars: 1 })
    expect(full.examples[0]?.timeMs).toBe(Date.parse('2024-01-03T06:00Z'))
  })

  it('takes bars before and after the regular hours as neither missing nor out of place', async () => {
    const times = ['13:00', '14:30', '20:30', '21:00', '23:00'].map((clock) => `2024-01-03T${clock}Z`)
    const quality = await checkQuality(barsAt([...times, '2024-01-04T02:00Z']), instrument('XNYS'), '30m')
    // Pre-market 8:00, open 9:30, last regular half hour 15:30, after hours 16:00 and 18:00; at 21:00 it is closed.
    expect(quality).toMatchObject({
      counts: { gap: 1, 'outside-session': 1 },
      expectedBars: 13,
      missingBars: 11,
    })
  })

  it('does not judge without rules for the exchange', async () => {
    const quality = await checkQuality(barsAt(['2024-01-02', '2024-01-09']), instrument('XKRX'), '1d')
    expect(quality).toMatchObject({ counts: {}, expectedBars: null, missingBars: null })
  })

  it('finds a price that is a hundred times too small, a stale run and bars without volume', async () => {
    const times = Array.from({ length: 200 }, (_, index) =>
      new Date(Date.UTC(2024, 0, 1) + index * 60_000).toISOString(),
    )
    const close = times.map((_, index) => 100 * Math.exp(0.001 * Math.sin(index * 1.7)))
    close[50] = 1
    for (let index = 100; index < 115; index++) close[index] = 100.5
    const bars = barsAt(times, close)
    bars.volume[7] = 0
    const quality = await checkQuality(bars, instrument('24x7'), '1m')
    expect(quality.counts).toEqual({ spike: 2, 'stale-run': 1, 'zero-volume': 1 })
    expect(quality.examples.find(({ kind }) => kind === 'spike')?.timeMs).toBe(
      Date.parse('2024-01-01T00:50Z'),
    )
    expect(quality.examples.find(({ kind }) => kind === 'stale-run')?.value).toBe('15 bars')
  })

  it('is computed again by a check, with what the import found', async () => {
    const { lake, write } = await temporaryLake()
    const file = await write('ABC.csv', 'date,close\n2024-01-02,1\n2024-01-02,1\n2024-01-04,1\n')
    const { fileHash, plan } = await lake.inspect(file)
    const { datasets } = await lake.commit(file, fileHash, { ...plan, timeframe: '1d' })
    expect(await lake.check('ABC@1d')).toEqual(datasets[0]?.quality)
    expect(datasets[0]?.quality).toMatchObject({ counts: { 'duplicate-time': 1, gap: 1 }, droppedRows: 1 })
  })
})

describe('synthetic bars', () => {
  const process = {
    initialPrice: 1000,
    drift: 0.07,
    volatility: 0.2,
    meanReversion: 0,
    jumpsPerYear: 0,
    jumpVolatility: 0,
    loading: Math.sqrt(0.6),
    tickSize: 0.0001,
  }
  const BARS = 6000
  const grid = timeGrid('1d', Date.UTC(1990, 0, 1), BARS)
  const make = (overrule: Partial<typeof process>, index = 0, seed = 11) =>
    generateBars({ ...process, ...overrule }, grid.time, grid.yearsPerBar, seed, index)
  const returnsOf = ({ open, close }: BarColumns) =>
    Array.from(close, (price, i) => Math.log(price / (open[i] ?? price)))
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const moment = (values: number[], order: number) =>
    mean(values.map((value) => (value - mean(values)) ** order))

  it('of a geometric Brownian motion have its mean and variance within four standard errors', async () => {
    const returns = returnsOf(await make({}))
    const variance = 0.04 / 252
    expect(Math.abs(mean(returns) - (0.07 - 0.02) / 252)).toBeLessThan(4 * Math.sqrt(variance / BARS))
    expect(Math.abs(moment(returns, 2) - variance)).toBeLessThan(4 * variance * Math.sqrt(2 / BARS))
    expect(Math.abs(moment(returns, 4) / moment(returns, 2) ** 2 - 3)).toBeLessThan(4 * Math.sqrt(24 / BARS))
  })

  it('are correlated as asked within four standard errors, pair by pair', async () => {
    const sets = (await Promise.all([0, 1, 2].map((index) => make({}, index)))).map(returnsOf)
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const [x = [], y = []] = [sets[a], sets[b]]
      const covariance = mean(x.map((value, i) => (value - mean(x)) * ((y[i] ?? 0) - mean(y))))
      const correlation = covariance / Math.sqrt(moment(x, 2) * moment(y, 2))
      expect(Math.abs(correlation - 0.6)).toBeLessThan((4 * (1 - 0.36)) / Math.sqrt(BARS))
    }
  })

  it('of an Ornstein-Uhlenbeck process keep its stationary variance, volatility squared over twice the speed', async () => {
    const { close } = await make({ meanReversion: 50, drift: 0.02 })
    const deviations = Array.from(close, (price) => Math.log(price / 1000))
    // Values k years apart correlate by exp(-50 k), which leaves BARS / 10.1 independent ones for the variance.
    const independent = (BARS * (1 - Math.exp(-100 / 252))) / (1 + Math.exp(-100 / 252))
    const stationary = 0.04 / 100
    expect(Math.abs(moment(deviations, 2) - stationary)).toBeLessThan(
      4 * stationary * Math.sqrt(2 / independent),
    )
  })

  it('with jumps have the variance of Merton: volatility squared plus rate times (mean squared plus deviation squared)', async () => {
    const returns = returnsOf(await make({ jumpsPerYear: 12, jumpVolatility: 0.05 }))
    const second = 0.05 ** 2 + (0.05 ** 2 / 2) ** 2
    const variance = (0.04 + 12 * second) / 252
    const fourth = 3 * variance ** 2 + (12 / 252) * 3 * 0.05 ** 4
    expect(Math.abs(moment(returns, 2) - variance)).toBeLessThan(
      4 * Math.sqrt((fourth - variance ** 2) / BARS),
    )
    expect(moment(returns, 4) / moment(returns, 2) ** 2).toBeGreaterThan(4)
  })

  it('are bars: low at most open and close, high at least, open at the last close', async () => {
    const { open, high, low, close, volume } = await make({ tickSize: 0.01 })
    for (let i = 0; i < BARS; i++) {
      const [o = 0, h = 0, l = 0, c = 0] = [open[i], high[i], low[i], close[i]]
      expect(l <= Math.min(o, c) && h >= Math.max(o, c) && l > 0 && (volume[i] ?? 0) > 0).toBe(true)
      if (i > 0) expect(o).toBe(close[i - 1])
      expect(Math.round(c * 100) / 100).toBe(c)
    }
  })

  it('have the same bytes for the same seed and others for another, as the hash of the dataset shows', async () => {
    const spec = {
      symbols: 2,
      prefix: 'TEST',
      bars: 500,
      timeframe: '1h',
      startMs: Date.UTC(2024, 0, 1),
      seed: 42,
      initialPrice: 100,
      drift: 0.05,
      volatility: 0.3,
      meanReversion: 1,
      jumpsPerYear: 5,
      jumpVolatility: 0.02,
      correlation: 0.5,
    }
    const hashes = async (seed: number) => {
      const { lake } = await temporaryLake()
      const { datasets } = await lake.synthesize({ ...spec, seed })
      expect(datasets.map(({ id, provenance, bars }) => [id, provenance.kind, bars])).toEqual([
        ['TEST1@1h', 'synthetic', 500],
        ['TEST2@1h', 'synthetic', 500],
      ])
      expect((await lake.slice({ symbol: 'TEST1', timeframe: '4h' })).slice.synthetic).toBe(true)
      return datasets.map(({ hash }) => hash)
    }
    const first = await hashes(42)
    expect(first[0]).not.toBe(first[1])
    expect(await hashes(42)).toEqual(first)
    expect(await hashes(43)).not.toEqual(first)
    expect(first[0]).toBe('da4b862135ae5612add78a8d5501335a36ea5f7774c6fe0f972ccc5e73f1642d')
  })

  it('of a set that is too large or that stands already are refused', async () => {
    const { lake } = await temporaryLake()
    const spec = {
      symbols: 1,
      prefix: 'A',
      bars: 10,
      timeframe: '1d',
      startMs: Date.UTC(2024, 0, 1),
      seed: 1,
      initialPrice: 5,
      drift: 0,
      volatility: 0.1,
      meanReversion: 0,
      jumpsPerYear: 0,
      jumpVolatility: 0,
      correlation: 0,
    }
    await lake.synthesize(spec)
    expect((await deskError(lake.synthesize(spec))).code).toBe('ALREADY_EXISTS')
    expect(
      (
        await deskError(
          (async () => lake.synthesize({ ...spec, prefix: 'B', symbols: 1000, bars: 5_000_000 }))(),
        )
      ).code,
    ).toBe('BAD_INPUT')
    expect((await deskError(lake.synthesize({ ...spec, prefix: 'C', bars: 100_000 }))).message).toContain(
      'no 100000 sessions',
    )
  })
})
