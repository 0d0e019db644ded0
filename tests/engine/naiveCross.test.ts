import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defineStrategy, sma } from '../../shared/sdk/index.ts'
import { type Row, runStrategy, seriesOf } from './support/runStrategy.ts'

const FILE = new URL('../../node_modules/vega-datasets/data/sp500-2000.csv', import.meta.url)
const lines = readFileSync(FILE, 'utf8').trim().split('\n').slice(1)
const table = lines.map((line) => line.split(','))

interface NaiveFill {
  date: string
  side: 'buy' | 'sell'
  quantity: number
  price: number
  fee: number
}

const cents = (value: number): number => Math.round(value * 100) / 100
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

/**
 * The SMA cross worked out in the plainest way, sharing nothing with the engine: means by summing every window, all
 * money into whole units when the fast mean is above the slow one at the close, traded at the next open.
 */
function naiveCross(fast: number, slow: number, feeRate: number): { fills: NaiveFill[]; equity: number[] } {
  const open = table.map((row) => Number(row[1]))
  const close = table.map((row) => Number(row[4]))
  const fills: NaiveFill[] = []
  const equity: number[] = []
  let cash = 100_000
  let held = 0
  let target = 0
  for (let t = 0; t < table.length; t++) {
    const missing = target - held
    if (missing > 0) {
      const price = cents(open[t]!)
      let quantity = missing
      while (quantity > 0 && quantity * price + cents(quantity * price * feeRate) > cash + 1e-4) quantity--
      if (quantity > 0) {
        const fee = cents(quantity * price * feeRate)
        cash = cents(cash - cents(quantity * price) - fee)
        held += quantity
        fills.push({ date: table[t]![0]!, side: 'buy', quantity, price, fee })
      }
    }
    if (missing < 0) {
      const price = cents(open[t]!)
      const fee = cents(-missing * price * feeRate)
      cash = cents(cash + cents(-missing * price) - fee)
      held += missing
      fills.push({ date: table[t]![0]!, side: 'sell', quantity: -missing, price, fee })
    }
    const worth = cash + held * close[t]!
    equity.push(worth)
    target = held
    if (t >= slow - 1) {
      const above = mean(close.slice(t - fast + 1, t + 1)) > mean(close.slice(t - slow + 1, t + 1))
      target = above ? Math.floor(worth / close[t]! + 1e-9) : 0
    }
  }
  return { fills, equity }
}

const cross = defineStrategy({
  name: 'SMA cross',
  parameters: { fast: { default: 10, min: 1 }, slow: { default: 30, min: 2 } },
  indicators: ({ close, parameters }) => ({
    fast: sma(close, parameters.fast),
    slow: sma(close, parameters.slow),
  }),
  onBar(ctx) {
    ctx.orderTargetPercent(ctx.symbol, ctx.fast > ctx.slow ? 1 : 0)
  },
})

describe('SMA cross on the S&P 500, 2000 to 2020, against a plain recomputation', () => {
  const rows = table.map((row) => [row[1], row[2], row[3], row[4], row[6]].map(Number)) as unknown as Row[]
  const series = seriesOf('SPX', rows, {
    times: table.map((row) => Date.parse(row[0]!)),
    assetClass: 'index',
  })

  it.each([
    [10, 30, 0],
    [10, 30, 0.0005],
    [50, 200, 0.001],
    [3, 5, 0.002],
  ])('fast %i, slow %i, fee %f: every fill and the equity agree to the cent', (fast, slow, rate) => {
    const naive = naiveCross(fast, slow, rate)
    const run = runStrategy(series, cross, { parameters: { fast, slow }, fees: { model: 'percent', rate } })
    const fills = run.fills.map(({ timeMs, side, quantity, price, fee }) => ({
      date: new Date(timeMs).toISOString().slice(0, 10),
      side,
      quantity,
      price,
      fee,
    }))
    expect(new Set(run.fills.map(({ slippage }) => slippage))).toEqual(new Set([0]))
    expect(fills).toEqual(naive.fills)
    expect(fills.length).toBeGreaterThan(20)
    const apart = run.equity.equity.reduce(
      (most, value, t) => Math.max(most, Math.abs(value - naive.equity[t]!)),
      0,
    )
    expect(apart).toBeLessThan(0.005)
    expect(run.metrics.finalEquity).toBeCloseTo(naive.equity.at(-1)!, 2)
  })
})
