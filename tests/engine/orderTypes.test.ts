import { describe, expect, it } from 'vitest'
import {
  DAY_MS,
  flat,
  type Row,
  type RunOptions,
  runStrategy,
  type Script,
  START_MS,
  seriesOf,
} from './support/runStrategy.ts'

/** Runs a script over one symbol's bars and reports what was traded and how the orders ended. */
function trade(rows: readonly Row[], script: Script, options: RunOptions = {}) {
  const { fills, orders, assumptions } = runStrategy(seriesOf('AAA', rows), script, options)
  return {
    fills: fills.map(({ quantity, price, side, priceSource }) => ({ quantity, price, side, priceSource })),
    times: fills.map(({ timeMs }) => (timeMs - START_MS) / DAY_MS),
    orders: orders.map(({ status, reason }) => (reason === undefined ? status : `${status}: ${reason}`)),
    assumptions,
  }
}

const buy = (price: number, priceSource: string, quantity = 10) => ({
  quantity,
  price,
  side: 'buy',
  priceSource,
})
const sell = (price: number, priceSource: string, quantity = 10) => ({
  quantity,
  price,
  side: 'sell',
  priceSource,
})

describe('market orders', () => {
  const rows: Row[] = [
    [10, 11, 9, 10.5],
    [12, 13, 11, 12.5],
    [14, 15, 13, 14.5],
  ]

  it('fill at the open of the next bar, at its opening time', () => {
    const run = trade(rows, { 0: (ctx) => ctx.order('AAA', 10) })
    expect(run.fills).toEqual([buy(12, 'open')])
    expect(run.times).toEqual([1])
  })

  it('fill at the close of the next bar with next-close', () => {
    const run = trade(rows, { 0: (ctx) => ctx.order('AAA', 10) }, { fillTiming: 'next-close' })
    expect(run.fills).toEqual([buy(12.5, 'close')])
  })

  it('fill at the close just seen with same-close, inside the bar that showed it', () => {
    const run = trade(rows, { 0: (ctx) => ctx.order('AAA', 10) }, { fillTiming: 'same-close' })
    expect(run.fills).toEqual([buy(10.5, 'close')])
    expect(run.times[0]).toBeLessThan(1)
  })

  it('wait for ever when no bar comes', () => {
    const run = trade(rows, { 2: (ctx) => ctx.order('AAA', 10) })
    expect(run.fills).toEqual([])
    expect(run.orders).toEqual(['new'])
  })
})

describe('limit orders', () => {
  it('fill at their price inside the range and at the open when the gap is better', () => {
    const inside = trade([...flat(10), [10, 11, 8, 9]], {
      0: (ctx) => ctx.order('AAA', 10, { limitPrice: 9 }),
    })
    expect(inside.fills).toEqual([buy(9, 'limit')])
    const gap = trade([...flat(10), [8, 9, 7, 8]], { 0: (ctx) => ctx.order('AAA', 10, { limitPrice: 9 }) })
    expect(gap.fills).toEqual([buy(8, 'open')])
  })

  it('do not fill beside the range, and keep working until they do', () => {
    const run = trade([...flat(10), [10, 11, 9.01, 10], [10, 11, 9, 10]], {
      0: (ctx) => ctx.order('AAA', 10, { limitPrice: 9 }),
    })
    expect(run.fills).toEqual([buy(9, 'limit')])
    expect(run.times[0]).toBeGreaterThan(2)
  })

  it('sell at their price or better', () => {
    const run = trade([...flat(10, 10), [10, 12, 10, 11]], {
      0: (ctx) => ctx.order('AAA', 10),
      1: (ctx) => ctx.order('AAA', -10, { limitPrice: 11.5 }),
    })
    expect(run.fills[1]).toEqual(sell(11.5, 'limit'))
  })

  it('round their price to the tick, never worse than asked', () => {
    const run = trade([...flat(10), [10, 11, 8, 9]], {
      0: (ctx) => ctx.order('AAA', 10, { limitPrice: 9.019 }),
    })
    expect(run.fills).toEqual([buy(9.01, 'limit')])
  })

  it('pay no slippage', () => {
    const run = trade(
      [...flat(10), [10, 11, 8, 9]],
      { 0: (ctx) => ctx.order('AAA', 10, { limitPrice: 9 }) },
      {
        slippage: { model: 'constant', ticks: 5 },
      },
    )
    expect(run.fills).toEqual([buy(9, 'limit')])
  })
})

describe('prices that are no multiples of the tick', () => {
  // The first bar of the S&P 500 of 2000 as its source has it: 1469.25, 1478, 1438.36, 1455.22.
  const noisy: Row = [1469.249995, 1478.000001, 1438.359989, 1455.219971]
  const rows = [noisy, noisy, noisy]

  it('are taken at the nearest tick, for buyers and sellers, without slippage', () => {
    const script: Script = { 0: (ctx) => ctx.order('AAA', 10), 1: (ctx) => ctx.order('AAA', -10) }
    const { fills } = runStrategy(seriesOf('AAA', rows), script)
    expect(fills.map(({ price, slippage }) => [price, slippage])).toEqual([
      [1469.25, 0],
      [1469.25, 0],
    ])
    const atClose = runStrategy(seriesOf('AAA', rows), script, { fillTiming: 'same-close' })
    expect(atClose.fills.map(({ price, slippage }) => [price, slippage])).toEqual([
      [1455.22, 0],
      [1455.22, 0],
    ])
  })

  it('concede what the slippage model says from that tick on, rounded against the order', () => {
    const script: Script = { 0: (ctx) => ctx.order('AAA', 10), 1: (ctx) => ctx.order('AAA', -10) }
    // Half of 0.00001 x 1469.25 is 0.0073: less than a tick, so one tick.
    const slippage = { model: 'spread', spreadRate: 0.00001 } as const
    const { fills } = runStrategy(seriesOf('AAA', rows), script, { slippage })
    expect(fills.map(({ price }) => price)).toEqual([1469.26, 1469.24])
    for (const fill of fills) expect(fill.slippage).toBeCloseTo(0.1, 9)
  })

  it('touch limits and stops at the nearest tick, and no further', () => {
    const touched = trade(rows, { 0: (ctx) => ctx.order('AAA', 10, { limitPrice: 1438.36 }) })
    expect(touched.fills).toEqual([buy(1438.36, 'limit')])
    const missed = trade(rows, { 0: (ctx) => ctx.order('AAA', 10, { limitPrice: 1438.35 }) })
    expect(missed.fills).toEqual([])
    const triggered = trade(rows, { 0: (ctx) => ctx.order('AAA', 10, { stopPrice: 1478 }) })
    expect(triggered.fills).toEqual([buy(1478, 'stop')])
    const beyond = trade(rows, { 0: (ctx) => ctx.order('AAA', 10, { stopPrice: 1478.01 }) })
    expect(beyond.fills).toEqual([])
  })
})

describe('stop orders', () => {
  it('fill at the stop inside the range and at the open through a gap', () => {
    const inside = trade([...flat(10), [10, 12, 9, 11]], {
      0: (ctx) => ctx.order('AAA', 10, { stopPrice: 11 }),
    })
    expect(inside.fills).toEqual([buy(11, 'stop')])
    const gap = trade([...flat(10), [13, 14, 12, 13]], {
      0: (ctx) => ctx.order('AAA', 10, { stopPrice: 11 }),
    })
    expect(gap.fills).toEqual([buy(13, 'open, gap through the stop')])
  })

  it('protect a position: a sell stop fills below, with slippage against it', () => {
    const run = trade(
      [...flat(10, 10), [10, 10.5, 7, 8]],
      { 0: (ctx) => ctx.order('AAA', 10), 1: (ctx) => ctx.order('AAA', -10, { stopPrice: 9 }) },
      { slippage: { model: 'constant', ticks: 2 } },
    )
    expect(run.fills[1]).toEqual(sell(8.98, 'stop'))
  })

  it('come before a limit that the same bar could have filled, and that is counted', () => {
    const run = trade([...flat(10, 10), [10, 12, 8, 11]], {
      0: (ctx) => ctx.order('AAA', 10),
      1: (ctx) => {
        ctx.order('AAA', -10, { limitPrice: 11.5 })
        ctx.order('AAA', -10, { stopPrice: 9 })
      },
    })
    expect(run.fills[1]).toEqual(sell(9, 'stop'))
    expect(run.fills).toHaveLength(2)
    expect(run.orders[1]).toBe('cancelled: nothing left to sell, and short selling is off')
    expect(run.assumptions.join(' ')).toContain('1 bar could have filled a stop and a limit order')
  })
})

describe('stop-limit orders', () => {
  const order = (limitPrice: number): Script => ({
    0: (ctx) => ctx.order('AAA', 10, { stopPrice: 11, limitPrice }),
  })

  it('fill at the stop when the limit allows it', () => {
    expect(trade([...flat(10), [10, 12, 9, 11]], order(11.5)).fills).toEqual([buy(11, 'stop')])
  })

  it('do not fill beyond the limit after a gap, and then rest at it', () => {
    const run = trade([...flat(10), [13, 14, 12.5, 13], [13, 13, 11, 12]], order(11.5))
    expect(run.fills).toEqual([buy(11.5, 'limit')])
    expect(run.times[0]).toBeGreaterThan(2)
  })

  it('fill at the limit when a gap through the stop comes back inside the same bar', () => {
    expect(trade([...flat(10), [13, 14, 11, 12]], order(11.5)).fills).toEqual([buy(11.5, 'limit')])
  })

  it('wait a bar when the limit lies beyond the stop: which price came first is not known', () => {
    const run = trade([...flat(10), [10, 12, 9, 11], [11, 11, 10, 10]], order(10.5))
    expect(run.fills).toEqual([buy(10.5, 'limit')])
    expect(run.times[0]).toBeGreaterThan(2)
  })
})

describe('market-on-close orders', () => {
  it('fill at the close of the next bar', () => {
    const run = trade([...flat(10), [11, 12, 10, 11.5]], {
      0: (ctx) => ctx.order('AAA', 10, { type: 'market-on-close' }),
    })
    expect(run.fills).toEqual([buy(11.5, 'close')])
  })
})

describe('time in force', () => {
  it('day: works through the next session and expires at its end', () => {
    const run = trade([...flat(10), [10, 11, 9.5, 10], [10, 11, 8, 9]], {
      0: (ctx) => ctx.order('AAA', 10, { limitPrice: 9, timeInForce: 'day' }),
    })
    expect(run.fills).toEqual([])
    expect(run.orders).toEqual(['expired: its session has ended'])
  })

  it('day: intraday bars of the same UTC day all count, the first of the next day does not', () => {
    const hours = (count: number): Row[] => flat(...new Array<number>(count).fill(10))
    const rows: Row[] = [...hours(30), [10, 10, 8, 10]]
    const series = seriesOf('AAA', rows, { timeframe: '1h', startMs: START_MS + 14 * 3_600_000 })
    const { orders } = runStrategy(series, {
      2: (ctx) => ctx.order('AAA', 10, { limitPrice: 9, timeInForce: 'day' }),
    })
    expect(orders[0]?.status).toBe('expired')
    expect(orders[0]?.updatedMs).toBe(START_MS + DAY_MS)
  })

  it('gtc: works until it is cancelled', () => {
    const ids: boolean[] = []
    const run = trade(flat(10, 10, 10, 8), {
      0: (ctx) => ctx.order('AAA', 10, { limitPrice: 9 }),
      2: (ctx) => ids.push(ctx.cancel(1), ctx.cancel(1), ctx.cancel(99)),
    })
    expect(ids).toEqual([true, false, false])
    expect(run.orders).toEqual(['cancelled: cancelled by the strategy'])
  })

  it('ioc: takes what one bar gives, the rest is cancelled', () => {
    const run = trade(
      [...flat(10), [10, 10, 10, 10, 100]],
      { 0: (ctx) => ctx.order('AAA', 30, { timeInForce: 'ioc' }) },
      { slippage: { model: 'volume-share', volumeLimit: 0.2, priceImpact: 0 } },
    )
    expect(run.fills).toEqual([buy(10, 'open', 20)])
    expect(run.orders).toEqual(['cancelled: could not be filled at the first opportunity'])
  })

  it('ioc: a limit that is not at the open is gone', () => {
    const run = trade([...flat(10), [10, 11, 8, 9]], {
      0: (ctx) => ctx.order('AAA', 10, { limitPrice: 9, timeInForce: 'ioc' }),
    })
    expect(run.fills).toEqual([])
    expect(run.orders).toEqual(['cancelled: could not be filled at the first opportunity'])
  })

  it('fok: fills whole or not at all', () => {
    const slippage = { model: 'volume-share', volumeLimit: 0.2, priceImpact: 0 } as const
    const rows: Row[] = [...flat(10), [10, 10, 10, 10, 100]]
    const tooMuch = trade(rows, { 0: (ctx) => ctx.order('AAA', 21, { timeInForce: 'fok' }) }, { slippage })
    expect(tooMuch.fills).toEqual([])
    expect(tooMuch.orders).toEqual(['cancelled: the bar could not fill all of it at once'])
    const enough = trade(rows, { 0: (ctx) => ctx.order('AAA', 20, { timeInForce: 'fok' }) }, { slippage })
    expect(enough.fills).toEqual([buy(10, 'open', 20)])
  })

  it('a stop cannot be immediate', () => {
    const run = trade(flat(10, 10), {
      0: (ctx) => ctx.order('AAA', 1, { stopPrice: 11, timeInForce: 'ioc' }),
    })
    expect(run.orders).toEqual(['rejected: a stop order waits for its price and cannot be ioc or fok'])
  })
})

describe('sizes', () => {
  it('are rounded towards zero to whole lots', () => {
    const fills = (lotSize: number, quantity: number) =>
      runStrategy(seriesOf('AAA', flat(10, 10), { lotSize }), { 0: (ctx) => ctx.order('AAA', quantity) })
        .fills
    expect(fills(100, 350)[0]?.quantity).toBe(300)
    expect(fills(0.1, 0.3)[0]?.quantity).toBe(0.3)
    expect(fills(0.001, 1.23456)[0]?.quantity).toBe(1.234)
    expect(fills(100, 99)).toEqual([])
  })

  it('by value, by target and by per cent of equity count what is held and what is on its way', () => {
    const run = runStrategy(seriesOf('AAA', flat(10, 10, 10, 10, 10, 10)), {
      0: (ctx) => {
        expect(ctx.orderValue('AAA', 105)).toBe(1)
        expect(ctx.orderTarget('AAA', 15)).toBe(2)
        expect(ctx.orderTarget('AAA', 15)).toBe(0)
      },
      1: (ctx) => ctx.orderTargetValue('AAA', 200),
      2: (ctx) => ctx.orderTargetPercent('AAA', 0.5),
      3: (ctx) => ctx.closePosition('AAA'),
      4: (ctx) => expect(ctx.closePosition('AAA')).toBe(0),
    })
    expect(run.fills.map(({ side, quantity }) => (side === 'buy' ? quantity : -quantity))).toEqual([
      10, 5, 5, 4980, -5000,
    ])
  })

  it('a protective stop does not count against a target', () => {
    const run = runStrategy(seriesOf('AAA', flat(10, 10, 10, 10)), {
      0: (ctx) => ctx.order('AAA', 10),
      1: (ctx) => {
        ctx.order('AAA', -10, { stopPrice: 5 })
        expect(ctx.orderTarget('AAA', 10)).toBe(0)
      },
    })
    expect(run.orders.map(({ status }) => status)).toEqual(['filled', 'new'])
  })
})

describe('mistakes of a strategy', () => {
  const failing = (hook: Script[number]) => () => trade(flat(10, 10), { 0: hook })

  it('are refused with what to write instead', () => {
    expect(failing((ctx) => ctx.order('BBB', 1))).toThrow("'BBB' is not a symbol of this run")
    expect(failing((ctx) => ctx.order('AAA', Number.NaN))).toThrow('must be a finite number, not NaN')
    expect(failing((ctx) => ctx.order('AAA', 1, { type: 'limit' }))).toThrow('needs a finite limitPrice')
    expect(failing((ctx) => ctx.order('AAA', 1, { type: 'market', limitPrice: 3 }))).toThrow(
      'has no limitPrice',
    )
  })
})
