import { describe, expect, it } from 'vitest'
import { allocate, defineStrategy } from '../../shared/sdk/index.ts'
import { flat, runStrategy, seriesOf } from './support/runStrategy.ts'

const etf = { assetClass: 'etf', calendar: '24x7', lotSize: 1e-6 } as const
const rows = flat(100, 100, 100, 100)
const world = [
  seriesOf('SPY', rows, { ...etf, region: 'US', sector: 'Broad' }),
  seriesOf('XLE', rows, { ...etf, region: 'US', sector: 'Energy' }),
  seriesOf('EWG', rows, { ...etf, region: 'Europe', sector: 'Broad' }),
  seriesOf('ZN', rows, { ...etf, assetClass: 'bond', region: 'US' }),
]

function rebalancing(weights: Readonly<Record<string, number>>) {
  return defineStrategy({
    name: 'targets',
    schedule: [{ every: 'year', run: (ctx) => void ctx.orderTargets(weights) }],
  })
}

describe('allocate', () => {
  it('multiplies the weights on the way to each security', () => {
    const weights = allocate({
      US: {
        weight: 0.6,
        of: { equity: { weight: 0.75, of: { SPY: 0.8, XLE: 0.2 } }, bond: { weight: 0.25, of: { ZN: 1 } } },
      },
      Europe: { weight: 0.4, of: { EWG: 1 } },
    })
    expect(weights.SPY).toBeCloseTo(0.36, 12)
    expect(weights.XLE).toBeCloseTo(0.09, 12)
    expect(weights.ZN).toBeCloseTo(0.15, 12)
    expect(weights.EWG).toBeCloseTo(0.4, 12)
  })

  it('adds up what stands in several groups, and names the path of a weight that is none', () => {
    expect(allocate({ a: { weight: 0.5, of: { X: 1 } }, b: { weight: 0.25, of: { X: 1 } } })).toEqual({
      X: 0.75,
    })
    expect(() => allocate({ a: { weight: 1, of: { X: Number.NaN } } })).toThrow('a / X')
  })
})

describe('exposure on the levels of the hierarchy', () => {
  it('is what the targets were, and profit adds up to that of the run', () => {
    const rising = world.map((series) =>
      series.instrument.symbol === 'EWG'
        ? seriesOf('EWG', flat(100, 100, 100, 110), series.instrument)
        : series,
    )
    const run = runStrategy(rising, rebalancing({ SPY: 0.36, XLE: 0.09, ZN: 0.15, EWG: 0.4 }), {})
    const of = (level: string, group: string) =>
      run.exposure.find((each) => each.level === level && each.group === group)
    expect(of('region', 'US')?.maxGross).toBeCloseTo(0.6, 6)
    expect(of('assetClass', 'bond')?.maxGross).toBeCloseTo(0.15, 6)
    expect(of('sector', 'Energy')?.maxGross).toBeCloseTo(0.09, 6)
    expect(of('sector', 'other')?.maxGross).toBeCloseTo(0.15, 6)
    expect(of('symbol', 'EWG')?.maxGross).toBeCloseTo(44 / 104, 6)
    for (const level of ['region', 'assetClass', 'sector', 'symbol']) {
      const profit = run.exposure
        .filter((each) => each.level === level)
        .reduce((sum, each) => sum + each.profit, 0)
      expect(profit).toBeCloseTo(run.metrics.finalEquity - 100_000, 6)
    }
  })

  it('nets longs against shorts', () => {
    const targets = rebalancing({ SPY: 0.5, XLE: -0.3 })
    const run = runStrategy(world, targets, { allowShort: true, fillTiming: 'same-close' })
    const us = run.exposure.find(({ level, group }) => level === 'region' && group === 'US')
    expect(us?.maxGross).toBeCloseTo(0.8, 6)
    // Held at all four closes, the first included.
    expect(us?.meanNet).toBeCloseTo(0.2, 6)
  })
})

describe('a limit on a group', () => {
  it('refuses what would go beyond it, in words, and lets the rest pass', () => {
    const exposureLimits = [{ level: 'region', group: 'US', maxExposure: 0.4 }] as const
    const run = runStrategy(world, rebalancing({ SPY: 0.3, XLE: 0.2, EWG: 0.5 }), {
      exposureLimits: [...exposureLimits],
    })
    expect(run.orders.map(({ symbol, status, reason }) => [symbol, status, reason])).toEqual([
      ['SPY', 'filled', undefined],
      ['XLE', 'rejected', 'region US would be 50 % of equity, the limit is 40 %'],
      ['EWG', 'filled', undefined],
    ])
  })

  it('on a group that does not exist is a mistake, which names those that do', () => {
    const exposureLimits = [{ level: 'sector' as const, group: 'Enrgy', maxExposure: 0.1 }]
    expect(() => runStrategy(world, {}, { exposureLimits })).toThrow("sector 'Enrgy'")
  })
})
