import { describe, expect, it } from 'vitest'
import { mergeTimeOrder } from '../../electron/engine/timeOrder.ts'
import { defineStrategy } from '../../shared/sdk/index.ts'
import { DAY_MS, flat, type Row, runStrategy, START_MS, seriesOf } from './support/runStrategy.ts'

describe('time order', () => {
  it('puts bars that close at the same instant in one step, in the order of the symbols', () => {
    const closes = [Float64Array.of(1, 3, 5), Float64Array.of(2, 3, 9), Float64Array.of(3)]
    const order = mergeTimeOrder(closes, closes)
    expect([...order.closeMs]).toEqual([1, 2, 3, 5, 9])
    expect([...order.start]).toEqual([0, 1, 2, 5, 6, 7])
    expect([...order.symbolIds]).toEqual([0, 1, 0, 1, 2, 0, 1])
  })

  it('agrees with sorting for many sparse symbols', () => {
    const closes = Array.from({ length: 40 }, (_, k) =>
      Float64Array.from({ length: 50 }, (_unused, t) => (t * 37 + k * k * 11 + t * k) * 3).sort(),
    ).map((times) => times.filter((value, t) => t === 0 || value > times[t - 1]!))
    const pairs = closes.flatMap((times, id) => [...times].map((time) => [time, id] as const))
    pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1])
    const order = mergeTimeOrder(closes, closes)
    expect([...order.symbolIds]).toEqual(pairs.map(([, id]) => id))
    expect([...order.closeMs]).toEqual([...new Set(pairs.map(([time]) => time))])
  })
})

describe('several symbols in one account', () => {
  it('are told of their bars in the order the user gave, and see each other at the same time', () => {
    const seen: string[] = []
    const strategy = defineStrategy({
      name: 'watch',
      onBar(ctx) {
        seen.push(`${ctx.symbol} ${ctx.symbols.map((symbol) => ctx.price(symbol)).join('/')}`)
      },
    })
    const late = seriesOf('BBB', flat(20, 21), { startMs: START_MS + DAY_MS })
    runStrategy([late, seriesOf('AAA', flat(10, 11, 12))], strategy, { symbols: ['AAA', 'BBB'] })
    expect(seen).toEqual(['AAA 10/NaN', 'AAA 11/20', 'BBB 11/20', 'AAA 12/21', 'BBB 12/21'])
  })

  it('a switch of all money does not bounce, whichever order it is written in', () => {
    for (const sold of ['AAA', 'BBB']) {
      const bought = sold === 'AAA' ? 'BBB' : 'AAA'
      const strategy = defineStrategy({
        name: 'switch',
        schedule: [
          {
            every: 'bar',
            run(ctx) {
              const day = ctx.of('AAA').index
              if (day === 0) ctx.orderTargetPercent(sold, 1)
              if (day !== 2) return
              ctx.orderTargetPercent(bought, 1)
              ctx.orderTargetPercent(sold, 0)
            },
          },
        ],
      })
      const run = runStrategy(
        [seriesOf('AAA', flat(10, 10, 10, 10)), seriesOf('BBB', flat(20, 20, 20, 20))],
        strategy,
      )
      expect(run.orders.map(({ status }) => status)).toEqual(['filled', 'filled', 'filled'])
      expect(run.fills.map(({ symbol, side }) => `${side} ${symbol}`)).toEqual([
        `buy ${sold}`,
        `sell ${sold}`,
        `buy ${bought}`,
      ])
    }
  })

  it('an order for a symbol whose bar is under way waits for the next open and not for the one gone by', () => {
    const hour = 3_600_000
    const rows: Row[] = [
      [10, 10, 10, 10],
      [11, 11, 11, 11],
      [12, 12, 12, 12],
    ]
    // BBB opens half an hour after AAA: its bar of 00:30 is under way when AAA's first closes at 01:00.
    const run = runStrategy(
      [
        seriesOf('AAA', rows, { timeframe: '1h' }),
        seriesOf('BBB', rows, { timeframe: '1h', startMs: START_MS - hour / 2 }),
      ],
      defineStrategy({
        name: 'late',
        onBar(ctx) {
          if (ctx.symbol === 'AAA' && ctx.index === 0) ctx.order('BBB', 1)
        },
      }),
    )
    expect(run.fills).toMatchObject([{ symbol: 'BBB', price: 12, timeMs: START_MS + 1.5 * hour }])
  })

  it('monthly bars close by the calendar', () => {
    const times = [Date.UTC(2024, 0, 1), Date.UTC(2024, 1, 1), Date.UTC(2024, 2, 1)]
    const clock: string[] = []
    runStrategy(
      seriesOf('AAA', flat(1, 2, 3), { timeframe: '1M', times }),
      defineStrategy({
        name: 'clock',
        onBar: (ctx) => void clock.push(new Date(ctx.timeMs).toISOString().slice(0, 10)),
      }),
    )
    expect(clock).toEqual(['2024-02-01', '2024-03-01', '2024-04-01'])
  })
})
