import { describe, expect, it } from 'vitest'
import { DAY_MS, flat, type Row, runStrategy, START_MS, seriesOf } from '../support/runStrategy.ts'

/** A contract of 50 dollars a point, margined at 12,000 and 11,000, from the third day on at twice that. */
const future = (rows: readonly Row[], margins = MARGINS) =>
  seriesOf('ESH4', rows, {
    assetClass: 'future',
    multiplier: 50,
    tickSize: 0.25,
    terms: { kind: 'future', root: 'ES', settlement: 'cash', margins },
  })

const MARGINS = [{ fromMs: START_MS, initial: 12_000, maintenance: 11_000 }]
const account = { cash: 100_000, maxLeverage: 100 }

describe('initial margin of futures', () => {
  it('refuses what does not fit, with the figures', () => {
    const run = runStrategy(
      future(flat(4000, 4000, 4000)),
      { 0: (ctx) => ctx.order('ESH4', 9), 1: (ctx) => ctx.order('ESH4', 8) },
      account,
    )
    expect(run.orders[0]).toMatchObject({
      status: 'rejected',
      reason: 'initial margin would be 108000.00 USD, equity is 100000.00 USD',
    })
    expect(run.fills).toMatchObject([{ quantity: 8 }])
  })

  it('is asked of all orders of a step together, and not of what reduces a position', () => {
    const run = runStrategy(
      future(flat(4000, 4000, 4000)),
      {
        0: (ctx) => {
          ctx.order('ESH4', 6)
          ctx.order('ESH4', 3)
        },
        1: (ctx) => ctx.order('ESH4', -6),
      },
      account,
    )
    expect(run.orders.map(({ status }) => status)).toEqual(['filled', 'rejected', 'filled'])
  })

  it('cuts at the fill what a gap has made too dear', () => {
    // 4 contracts lose 50 x 4 x 300 = 60,000 of 100,000 overnight: 40,000 carry 3 contracts of 12,000, so no fifth.
    const run = runStrategy(
      future(flat(4000, 4000, 3700, 3700)),
      { 0: (ctx) => ctx.order('ESH4', 4), 1: (ctx) => ctx.order('ESH4', 4) },
      { ...account, account: { marginCall: 'report' } },
    )
    expect(run.orders[1]).toMatchObject({ status: 'cancelled', filledQuantity: 0 })
    expect(run.assumptions.join(' ')).toContain('1 order was cut')
  })

  it('is that of the date', () => {
    const doubled = [...MARGINS, { fromMs: START_MS + 2.5 * DAY_MS, initial: 24_000, maintenance: 22_000 }]
    const run = runStrategy(
      future(flat(4000, 4000, 4000, 4000), doubled),
      { 0: (ctx) => ctx.order('ESH4', 8), 2: (ctx) => ctx.order('ESH4', 1) },
      { ...account, account: { marginCall: 'report' } },
    )
    expect(run.orders[1]!.reason).toBe('initial margin would be 216000.00 USD, equity is 100000.00 USD')
    expect(run.log.map(({ message }) => message)).toEqual([
      'Margin call: equity of 100000.00 USD is below the maintenance margin of 176000.00 USD.',
    ])
  })

  it('is left out with margin off', () => {
    const run = runStrategy(
      future(flat(4000, 4000)),
      { 0: (ctx) => ctx.order('ESH4', 20) },
      { ...account, account: { margin: 'off' } },
    )
    expect(run.fills[0]?.quantity).toBe(20)
  })
})

describe('a margin call', () => {
  it('closes at the open as much as is needed', () => {
    // 8 contracts lose 8 x 50 x 60 = 24,000; 76,000 keep 6 contracts of 11,000 (66,000), not 7 (77,000).
    const run = runStrategy(future(flat(4000, 4000, 3940)), { 0: (ctx) => ctx.order('ESH4', 8) }, account)
    expect(run.fills[1]).toMatchObject({ side: 'sell', quantity: 2, price: 3940, priceSource: 'margin call' })
    expect(run.orders[1]).toMatchObject({ status: 'filled', reason: 'margin call' })
    expect(run.metrics.finalEquity).toBe(76_000)
    expect(run.log[0]?.message).toBe(
      'Margin call: equity of 76000.00 USD is below the maintenance margin of 88000.00 USD.',
    )
    expect(run.assumptions.join(' ')).toContain(
      'fell below its maintenance margin once; positions were closed',
    )
    expect(run.statement.map(({ kind, text }) => [kind, text])).toContainEqual([
      'trade',
      'sold 2 at 3940, margin call',
    ])
  })

  it('comes inside the bar for the only position, at the price at which margin is gone, for what its low needs', () => {
    // Equity 100,000 - 400 x fall meets 88,000 at a fall of 30: 3970. At the low of 3940 the rest still has margin.
    const rows: Row[] = [...flat(4000, 4000), [4000, 4000, 3940, 4000]]
    const run = runStrategy(future(rows), { 0: (ctx) => ctx.order('ESH4', 8) }, account)
    expect(run.fills[1]).toMatchObject({ side: 'sell', price: 3970, priceSource: 'margin call' })
    const kept = 8 - run.fills[1]!.quantity
    const equityAtLow = 100_000 - 8 * 50 * 30 - kept * 50 * 30
    expect(equityAtLow).toBeGreaterThanOrEqual(kept * 11_000)
    expect(equityAtLow - 50 * 30).toBeLessThan((kept + 1) * 11_000)
  })

  it('comes after a stop that lies before it', () => {
    const rows: Row[] = [...flat(4000, 4000), [4000, 4000, 3940, 4000]]
    const run = runStrategy(
      future(rows),
      {
        0: (ctx) => ctx.order('ESH4', 8),
        1: (ctx) => ctx.order('ESH4', -8, { stopPrice: 3980 }),
      },
      account,
    )
    expect(run.fills[1]).toMatchObject({ quantity: 8, price: 3980, priceSource: 'stop' })
    expect(run.fills).toHaveLength(2)
  })

  it('closes everything when equity is gone, and cancels what works', () => {
    const run = runStrategy(
      future(flat(4000, 4000, 3700, 4000)),
      {
        0: (ctx) => ctx.order('ESH4', 8),
        1: (ctx) => ctx.order('ESH4', -8, { limitPrice: 4500 }),
      },
      account,
    )
    expect(run.metrics.finalEquity).toBe(-20_000)
    expect(run.fills[1]).toMatchObject({ quantity: 8, price: 3700 })
    expect(run.orders[1]).toMatchObject({ status: 'cancelled', reason: 'margin call' })
    expect(run.log[0]?.message).toBe('Margin call: equity is -20000.00 USD.')
  })

  it('only reports where the account asks that', () => {
    const run = runStrategy(
      future(flat(4000, 4000, 3940, 3940, 4000, 3940)),
      { 0: (ctx) => ctx.order('ESH4', 8) },
      { ...account, account: { marginCall: 'report' } },
    )
    expect(run.fills).toHaveLength(1)
    expect(run.log).toHaveLength(2)
    expect(run.assumptions.join(' ')).toContain(
      'fell below its maintenance margin 2 times; nothing was closed',
    )
  })
})

describe('an account without margin', () => {
  it('is closed out at the close when a short has taken all of it', () => {
    const run = runStrategy(
      seriesOf('AAA', flat(10, 10, 15, 21, 30)),
      { 0: (ctx) => ctx.order('AAA', -10_000) },
      { allowShort: true },
    )
    expect(run.fills[1]).toMatchObject({ side: 'buy', price: 21, quantity: 10_000 })
    expect(run.metrics.finalEquity).toBe(-10_000)
  })
})
