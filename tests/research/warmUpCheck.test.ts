import { describe, expect, it } from 'vitest'
import { Xoshiro128 } from '../../electron/quant/xoshiro128.ts'
import { warmUpOf } from '../support/checkText.ts'
import { makeSeries } from '../support/runStrategy.ts'

const DAYS = 1000
const DAY_MS = 86_400_000

function walk(seed: number): number[] {
  const random = new Xoshiro128(seed)
  let price = 100
  return Array.from({ length: DAYS }, () => {
    price *= 1 + 0.04 * (random.next() - 0.5)
    return Math.round(price * 100) / 100
  })
}
const market = { series: [makeSeries('A', walk(3))] }

const strategy = (
  indicators: string,
  body: string,
) => `import { defineStrategy, ema, obv, rsi, sma } from 'quarterdeck'
export default defineStrategy({
  name: 'It',
  indicators: ({ open, high, low, close, volume }) => (${indicators}),
  onBar(ctx) {
    ${body}
  },
})`
const cross = (name: string) =>
  `const wanted = ctx.close > ctx.${name} ? 1 : 0
    if (wanted > 0 !== ctx.position(ctx.symbol).quantity > 0) ctx.orderTargetPercent(ctx.symbol, wanted)`

describe('the warm-up check', () => {
  it('finds a simple average settled with its last bar: it remembers nothing else', async () => {
    const outcome = await warmUpOf(strategy('{ mean: sma(close, 30) }', cross('mean')), market)
    expect(outcome).toMatchObject({
      passed: true,
      decisionsChanged: false,
      recommendedBars: 30,
      historyBars: 30,
    })
    expect(outcome.indicators).toEqual([
      {
        indicator: 'mean',
        knownAfterBars: 30,
        settledAfterBars: 30,
        differenceAtFirstDecision: expect.closeTo(0, 9),
        symbol: 'A',
        isSettledAtFirstDecision: true,
      },
    ])
  })

  it('finds an exponential average settled when the weight of its start has fallen below the tolerance', async () => {
    // An EMA of n bars keeps (1 - 2 / (n + 1))^k of an error made k bars ago. It starts from the mean of its first n
    // bars, which is off by some percent of the price.
    const decay = -Math.log(1 - 2 / 21)
    const { passed, recommendedBars, indicators, hint } = await warmUpOf(
      strategy('{ mean: ema(close, 20) }', cross('mean')),
      market,
      { tolerance: 1e-6 },
    )
    expect(passed).toBe(false)
    const latest = 20 + Math.log(0.2 / 1e-6) / decay
    const earliest = 20 + Math.log(0.002 / 1e-6) / decay
    expect(recommendedBars).toBeGreaterThan(earliest)
    expect(recommendedBars).toBeLessThan(latest)
    expect(indicators[0]).toMatchObject({ knownAfterBars: 20, isSettledAtFirstDecision: false })
    expect(indicators[0]?.differenceAtFirstDecision).toBeGreaterThan(1e-4)
    expect(hint).toContain(`${recommendedBars} bars`)
  })

  it('finds it settled in a run that begins late enough, and after the warm-up it recommends', async () => {
    const text = strategy('{ mean: ema(close, 20) }', cross('mean'))
    const late = await warmUpOf(text, market, {}, { fromMs: Date.UTC(2018, 0, 1) + 300 * DAY_MS })
    expect(late).toMatchObject({ passed: true, historyBars: 301 })
    const waiting = await warmUpOf(text, market, {}, { warmupBars: (late.recommendedBars ?? 0) + 1 })
    expect(waiting.indicators[0]?.isSettledAtFirstDecision).toBe(true)
  })

  it('asks for less with a wider tolerance', async () => {
    const text = strategy(
      '{ strength: rsi(close, 14) }',
      'if (ctx.strength < 30) ctx.orderTargetPercent(ctx.symbol, 1)',
    )
    const narrow = await warmUpOf(text, market, { tolerance: 1e-6 })
    const wide = await warmUpOf(text, market, { tolerance: 1e-2 })
    // Wilder's average keeps 13/14 of an error with each bar: four more digits take ln(10^4) / ln(14 / 13) = 124 bars.
    const bars = (narrow.recommendedBars ?? 0) - (wide.recommendedBars ?? 0)
    expect(bars).toBeGreaterThan(90)
    expect(bars).toBeLessThan(160)
  })

  it('says that a running total never settles', async () => {
    const outcome = await warmUpOf(
      strategy('{ total: obv(close, volume) }', 'if (ctx.total > 0) ctx.orderTargetPercent(ctx.symbol, 1)'),
      market,
    )
    expect(outcome).toMatchObject({ passed: false, recommendedBars: null })
    expect(outcome.indicators[0]).toMatchObject({ indicator: 'total', settledAfterBars: null })
    expect(outcome.hint).toContain('total')
  })

  it('sees decisions that hang on the start of the history without any indicator', async () => {
    const text = strategy('{}', 'if (ctx.index % 20 === 19) ctx.order(ctx.symbol, 1)')
    const outcome = await warmUpOf(text, market)
    expect(outcome).toMatchObject({ passed: false, decisionsChanged: true, indicators: [] })
    expect(outcome.firstChange?.symbol).toBe('A')
    expect(outcome.hint).toContain('ctx.index')
  })

  it('passes a strategy that waits by a rule of its own', async () => {
    const text = strategy(
      '{}',
      `if (ctx.index < 25) return
    let sum = 0
    for (let i = ctx.index - 24; i <= ctx.index; i++) sum += ctx.bars.close[i]
    const wanted = ctx.close > sum / 25 ? 1 : 0
    if (wanted > 0 !== ctx.position(ctx.symbol).quantity > 0) ctx.orderTargetPercent(ctx.symbol, wanted)`,
    )
    expect(await warmUpOf(text, market)).toMatchObject({ passed: true, decisionsChanged: false })
  })

  it('takes the slowest of several symbols', async () => {
    const two = { series: [makeSeries('A', walk(3)), makeSeries('B', walk(4))] }
    const outcome = await warmUpOf(strategy('{ mean: ema(close, 20) }', cross('mean')), two)
    expect(['A', 'B']).toContain(outcome.indicators[0]?.symbol)
    expect(outcome.passed).toBe(false)
  })
})
