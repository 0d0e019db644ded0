import { describe, expect, it } from 'vitest'
import { createBacktest } from '../../electron/engine/backtest.ts'
import { defineStrategy } from '../../shared/sdk/index.ts'
import { flat, inputOf, runStrategy, type Script, seriesOf } from './support/runStrategy.ts'

/** A note of 6 % with coupons on 15 May and November, 30/360, settled on the day of the trade. */
function note(timeframe: string, startMs: number, days: number) {
  return seriesOf('NOTE', flat(...Array(days).fill(98)), {
    ...{ assetClass: 'bond', multiplier: 10, calendar: '24x7', timeframe, startMs },
    terms: {
      ...{ kind: 'bond', faceValue: 1000, couponRate: 0.06, couponsPerYear: 2, dayCount: '30/360' },
      ...{ issueMs: Date.UTC(2019, 10, 15), maturityMs: Date.UTC(2024, 10, 15), quotation: 'clean' },
      settlementDays: 0,
    },
  })
}

describe('orders that are filled at the close they were decided on', () => {
  it('trade a bond with the interest of their own day, and have the coupon of the next', () => {
    // At the close of 14 May 2024: 179 of 180 days of 30 dollars a unit have accrued.
    const script: Script = { 1: (ctx) => ctx.order('NOTE', 10) }
    const run = runStrategy(note('1d', Date.UTC(2024, 4, 13), 4), script, { fillTiming: 'same-close' })
    expect(run.statement.slice(1).map(({ kind, amount }) => [kind, amount])).toEqual([
      ['trade', -9800],
      ['accrued-interest', -298.33],
      ['coupon', 300],
    ])
  })

  it('pay and receive the funding of that very moment', () => {
    const series = seriesOf('PERP', flat(100, 100, 100), {
      ...{ assetClass: 'crypto-perpetual', currency: 'USDT', calendar: '24x7', timeframe: '1h' },
      startMs: Date.UTC(2024, 0, 1, 22),
      terms: { kind: 'perpetual', base: 'P', inverse: false, maintenanceTiers: [], liquidationFeeRate: 0 },
      actions: [{ kind: 'funding', timeMs: Date.UTC(2024, 0, 2), rate: 0.001 }],
    })
    const script: Script = { 1: (ctx) => ctx.order('PERP', 10) }
    const run = runStrategy(series, script, { currency: 'USDT', fillTiming: 'same-close' })
    expect(run.statement.slice(1).map(({ kind, amount }) => [kind, amount])).toEqual([
      ['trade', 0],
      ['funding', -1],
    ])
    const times = run.statement.map(({ timeMs }) => timeMs)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  it('are decided with the news of that very moment', () => {
    const told: number[] = []
    const strategy = defineStrategy({
      name: 'news',
      data: { news: ['WIRE'] },
      onNews(ctx) {
        told.push(ctx.timeMs)
      },
    })
    const series = seriesOf('A', flat(1, 1, 1), { startMs: Date.UTC(2024, 0, 1) })
    const item = { knownMs: Date.UTC(2024, 0, 2), text: 'x', type: '', symbols: [] }
    const input = inputOf([series], strategy, { fillTiming: 'same-close' })
    createBacktest({ ...input, news: [{ id: 'WIRE', items: [item] }] }).finish()
    expect(told).toEqual([Date.UTC(2024, 0, 2)])
  })
})

describe('the statement of a bond', () => {
  it('ends with the cash of the account where a fill comes days after its bar began', () => {
    const script: Script = {
      1: (ctx) => ctx.order('NOTE', 10, { type: 'market-on-close' }),
      3: (ctx) => ctx.order('NOTE', -10),
    }
    for (const timeframe of ['1d', '1w']) {
      const run = runStrategy(note(timeframe, Date.UTC(2024, 1, 5), 7), script, {})
      const { equity } = run.equity
      expect(run.statement.at(-1)?.balance, timeframe).toBeCloseTo(equity.at(-1)!, 9)
    }
  })
})
