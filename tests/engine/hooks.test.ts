import { describe, expect, it } from 'vitest'
import { createBacktest } from '../../electron/engine/backtest.ts'
import { defineStrategy, lag, sma } from '../../shared/sdk/index.ts'
import { DAY_MS, flat, inputOf, runStrategy, START_MS, seriesOf } from './support/runStrategy.ts'

const rising = Array.from({ length: 10 }, (_, t) => 10 + t)

describe('hooks', () => {
  it('come as start, fills and order changes of the bar, the bar itself, and end', () => {
    const seen: string[] = []
    const strategy = defineStrategy({
      name: 'all hooks',
      onStart: (ctx) => void seen.push(`start ${ctx.index}`),
      onBar(ctx) {
        seen.push(`bar ${ctx.index}`)
        if (ctx.index === 0) ctx.order(ctx.symbol, 5, { tag: 'first' })
        if (ctx.index === 1) ctx.order(ctx.symbol, -9)
      },
      onFill: (ctx, fill) => void seen.push(`fill ${fill.quantity} ${fill.tag} at ${ctx.index}`),
      onOrder: (_ctx, order) => void seen.push(`order ${order.id} ${order.status}`),
      onEnd: (ctx) => void seen.push(`end ${ctx.position('AAA').quantity}`),
    })
    runStrategy(seriesOf('AAA', flat(10, 10, 10)), strategy)
    expect(seen).toEqual([
      'start -1',
      'bar 0',
      'fill 5 first at 1',
      'order 1 filled',
      'bar 1',
      'order 2 rejected',
      'bar 2',
      'end 5',
    ])
  })

  it('partial fills are told one by one, states only moving forward', () => {
    const states: string[] = []
    const strategy = defineStrategy({
      name: 'partial',
      onBar: (ctx) => void (ctx.index === 0 && ctx.order('AAA', 25)),
      onOrder: (_ctx, order) => void states.push(`${order.status} ${order.filledQuantity}`),
    })
    runStrategy(seriesOf('AAA', new Array(5).fill([10, 10, 10, 10, 100])), strategy, {
      slippage: { model: 'volume-share', volumeLimit: 0.1, priceImpact: 0 },
    })
    expect(states).toEqual(['partially-filled 10', 'partially-filled 20', 'filled 25'])
  })

  it('no orders in onStart', () => {
    const strategy = defineStrategy({ name: 'hasty', onStart: (ctx) => void ctx.order('AAA', 1), onBar() {} })
    expect(() => runStrategy(seriesOf('AAA', flat(10, 10)), strategy)).toThrow('from the first bar on')
  })

  it('an order sent again whenever it is rejected ends the run instead of hanging it', () => {
    const strategy = defineStrategy({
      name: 'stubborn',
      onBar: (ctx) => void ctx.order('AAA', -1),
      onOrder: (ctx) => void ctx.order('AAA', -1),
    })
    expect(() => runStrategy(seriesOf('AAA', flat(10, 10)), strategy)).toThrow(
      'keeps answering its own orders',
    )
  })

  it("an error of the strategy's own comes out as it was thrown", () => {
    const mistake = new TypeError('my own mistake')
    const strategy = defineStrategy({
      name: 'faulty',
      onBar() {
        throw mistake
      },
    })
    const { stack } = mistake
    expect(() => runStrategy(seriesOf('AAA', flat(10)), strategy)).toThrow(mistake)
    expect(mistake.stack).toBe(stack)
  })
})

describe('indicators', () => {
  it('are numbers of the newest bar on the context and on other symbols, each with its own history', () => {
    const strategy = defineStrategy({
      name: 'means',
      indicators: ({ close }) => ({ mean: sma(close, 2), before: lag(close, 1) }),
      onBar(ctx) {
        const other = ctx.of('BBB')
        seen.push([ctx.symbol === 'AAA' ? ctx.mean : Number.NaN, ctx.before, other.mean])
      },
    })
    const seen: number[][] = []
    const late = seriesOf('BBB', flat(20, 22, 24), { startMs: START_MS + DAY_MS })
    runStrategy([seriesOf('AAA', flat(10, 12, 14, 16)), late], strategy)
    expect(seen).toEqual([
      [11, 10, Number.NaN],
      [13, 12, 21],
      [Number.NaN, 20, 21],
      [15, 14, 23],
      [Number.NaN, 22, 23],
    ])
  })

  it('hold onBar back until the slowest is known, or for the bars asked for', () => {
    const seen: number[] = []
    const strategy = defineStrategy({
      name: 'warm',
      indicators: ({ close }) => ({ slow: sma(close, 4), fast: sma(close, 2) }),
      onBar: (ctx) => void seen.push(ctx.index),
    })
    runStrategy(seriesOf('AAA', flat(...rising)), strategy)
    expect(seen[0]).toBe(3)
    seen.length = 0
    runStrategy(seriesOf('AAA', flat(...rising)), strategy, { warmupBars: 6 })
    expect(seen[0]).toBe(6)
    const never = runStrategy(seriesOf('AAA', flat(10, 11)), strategy)
    expect(never.assumptions.join(' ')).toContain('AAA has too few bars for the indicators')
  })

  it('are computed over the bars before the period, in which nothing is decided or counted', () => {
    const seen: number[] = []
    const strategy = defineStrategy({
      name: 'history',
      indicators: ({ close }) => ({ mean: sma(close, 4) }),
      onBar: (ctx) => void seen.push(ctx.mean),
    })
    const run = runStrategy(seriesOf('AAA', flat(...rising)), strategy, {
      fromMs: START_MS + 5 * DAY_MS,
      toMs: START_MS + 7 * DAY_MS,
    })
    expect(seen).toEqual([13.5, 14.5, 15.5])
    expect(run).toMatchObject({ bars: 3, fromMs: START_MS + 5 * DAY_MS, toMs: START_MS + 7 * DAY_MS })
  })
})

describe('schedule', () => {
  const daily = (count: number) => seriesOf('AAA', flat(...new Array<number>(count).fill(10)))
  const days = (strategy: ReturnType<typeof defineStrategy>, seen: string[], series = daily(70)) => {
    runStrategy(series, strategy)
    return seen
  }

  it('runs once per period in its first bar, the first of the run included', () => {
    const seen: string[] = []
    const note = (every: 'week' | 'month' | 'quarter' | 'year') => ({
      every,
      run: (ctx: { barTimeMs: number }) =>
        void seen.push(`${every} ${new Date(ctx.barTimeMs).toISOString().slice(0, 10)}`),
    })
    days(defineStrategy({ name: 'periods', schedule: [note('month'), note('quarter')] }), seen)
    expect(seen).toEqual(['month 2024-01-01', 'quarter 2024-01-01', 'month 2024-02-01', 'month 2024-03-01'])
    seen.length = 0
    days(defineStrategy({ name: 'weeks', schedule: [note('week')] }), seen, daily(15))
    expect(seen).toEqual(['week 2024-01-01', 'week 2024-01-08', 'week 2024-01-15'])
  })

  it("runs at a time of the zone's day, through a change of summer time", () => {
    const seen: string[] = []
    const strategy = defineStrategy({
      name: 'close of New York',
      schedule: [
        {
          every: 'day',
          at: '15:50',
          timeZone: 'America/New_York',
          run: (ctx) => void seen.push(new Date(ctx.timeMs).toISOString()),
        },
      ],
    })
    // New York went from UTC-5 to UTC-4 on 10 March 2024.
    const series = seriesOf('AAA', flat(...new Array<number>(3 * 144).fill(10)), {
      timeframe: '10m',
      startMs: Date.UTC(2024, 2, 9, 12),
    })
    days(strategy, seen, series)
    expect(seen.slice(0, 2)).toEqual(['2024-03-09T20:50:00.000Z', '2024-03-10T19:50:00.000Z'])
  })

  it('comes after every onBar of its step, and starts when a symbol is warm', () => {
    const seen: string[] = []
    const strategy = defineStrategy({
      name: 'order',
      indicators: ({ close }) => ({ mean: sma(close, 3) }),
      onBar: (ctx) => void seen.push(ctx.symbol),
      schedule: [{ every: 'month', run: (ctx) => void seen.push(`task ${ctx.of('AAA').index}`) }],
    })
    runStrategy([seriesOf('AAA', flat(1, 2, 3, 4)), seriesOf('BBB', flat(1, 2, 3, 4))], strategy)
    expect(seen).toEqual(['AAA', 'BBB', 'task 2', 'AAA', 'BBB'])
  })
})

describe('the same inputs give the same result', () => {
  const strategy = defineStrategy({
    name: 'random',
    indicators: ({ close }) => ({ mean: sma(close, 5) }),
    onBar(ctx) {
      if (ctx.random() < 0.3)
        ctx.orderTargetPercent(ctx.symbol, ctx.random() * (ctx.close > ctx.mean ? 0.5 : 0.2))
    },
  })
  const wave = (phase: number) =>
    flat(...Array.from({ length: 300 }, (_, t) => 50 + 20 * Math.sin(t / 7 + phase)))
  const series = [seriesOf('AAA', wave(0)), seriesOf('BBB', wave(2))]
  const options = { fees: { model: 'percent' as const, rate: 0.001 }, seed: 5 }

  it('however the run is cut into pieces', () => {
    const whole = createBacktest(inputOf(series, strategy, options)).finish()
    for (const piece of [1, 3, 64, 1000]) {
      const run = createBacktest(inputOf(series, strategy, options))
      let progress = -1
      while (!run.advance(piece)) {
        expect(run.progress).toBeGreaterThan(progress)
        progress = run.progress
      }
      expect(run.progress).toBe(1)
      expect(run.finish()).toEqual(whole)
    }
    expect(whole.fills.length).toBeGreaterThan(50)
  })

  it('and another seed gives another one', () => {
    const fills = (seed: number) => runStrategy(series, strategy, { ...options, seed }).fills
    expect(fills(5)).toEqual(fills(5))
    expect(fills(5)).not.toEqual(fills(6))
  })
})
