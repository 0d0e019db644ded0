import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StatementLine } from '../../../shared/domain/statement.ts'
import { flat, runStrategy, type Script, seriesOf } from '../support/runStrategy.ts'

const cash = { account: { kind: 'cash' as const } }
const euro = (...prices: number[]) => seriesOf('SAP', flat(...prices), { currency: 'EUR' })
const yen = (...prices: number[]) => seriesOf('7203', flat(...prices), { currency: 'JPY' })
const dollar = (...prices: number[]) => seriesOf('AAA', flat(...prices))

describe('a cash account', () => {
  it('refuses shorts, leverage and what is held on margin before the run', () => {
    const series = dollar(10, 10)
    expect(() => runStrategy(series, {}, { ...cash, allowShort: true })).toThrow('sells nothing short')
    expect(() => runStrategy(series, {}, { ...cash, maxLeverage: 2 })).toThrow('no leverage of 2')
    const pair = seriesOf('EURUSD', flat(1.1), {
      terms: {
        kind: 'fx',
        base: 'EUR',
        pipSize: 0.0001,
        standardLot: 100_000,
        maxLeverage: 50,
        sessionSpreads: [],
        swapRates: [],
      },
    })
    expect(() => runStrategy(pair, {}, cash)).toThrow('EURUSD is held on margin')
  })

  it('converts what a purchase in a foreign currency needs, two lines that net at the rate', () => {
    const run = runStrategy(
      euro(100, 100, 110, 110),
      {
        0: (ctx) => ctx.order('SAP', 10),
        1: (ctx) => {
          expect(ctx.account.cash('EUR')).toBe(0)
          expect(ctx.account.cash()).toBe(98_900)
          ctx.order('SAP', -10)
        },
        2: (ctx) => expect(ctx.account.cash('EUR')).toBe(1100),
      },
      { ...cash, conversions: [seriesOf('EURUSD', flat(1.1, 1.2, 1.25, 1.25))] },
    )
    // The rate of the moment is that of the last step that had closed when the order was filled.
    expect(run.statement.slice(1, 4)).toMatchObject([
      { kind: 'conversion', currency: 'USD', amount: -1100, text: '1100 USD to 1000 EUR' },
      { kind: 'conversion', currency: 'EUR', amount: 1000, balance: 1000 },
      { kind: 'trade', currency: 'EUR', amount: -1000, balance: 0 },
    ])
    expect(run.metrics.finalEquity).toBe(98_900 + 1100 * 1.25)
  })

  it('leaves the debit standing on a margin account, which pays interest on it', () => {
    const run = runStrategy(
      euro(100, 100, 100),
      { 0: (ctx) => ctx.order('SAP', 900) },
      {
        conversions: [seriesOf('EURUSD', flat(1, 1, 1))],
        account: { creditRates: { USD: 0.036 }, debitRates: { EUR: 0.072 } },
      },
    )
    expect(
      run.statement
        .filter(({ kind }) => kind === 'interest')
        .map(({ currency, amount }) => [currency, amount]),
    ).toEqual([
      ['USD', 10],
      ['USD', 10],
      ['EUR', -18],
      ['USD', 10],
      ['EUR', -18],
    ])
  })

  it('never owes money in any currency, whatever is traded', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            bar: fc.nat(7),
            symbol: fc.constantFrom('AAA', 'SAP', '7203'),
            fraction: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
          { maxLength: 24 },
        ),
        (orders) => {
          const at = new Map<number, typeof orders>()
          for (const order of orders) at.set(order.bar, [...(at.get(order.bar) ?? []), order])
          const script: Script = Object.fromEntries(
            [...at].map(([bar, list]) => [
              bar,
              (ctx: Parameters<NonNullable<Script[number]>>[0]) => {
                if (ctx.symbol !== '7203') return
                for (const { symbol, fraction } of list) ctx.orderTargetPercent(symbol, fraction)
              },
            ]),
          )
          const prices = [10, 10.5, 9.75, 11, 10.25, 12, 9, 9.5, 10]
          const run = runStrategy(
            [
              dollar(...prices),
              euro(...prices.map((price) => price * 9.5)),
              yen(...prices.map((price) => Math.round(price * 163))),
            ],
            script,
            {
              ...cash,
              cash: 10_000,
              fees: { model: 'percent', rate: 0.00137 },
              conversions: [
                seriesOf('EURUSD', flat(1.1, 1.12, 1.09, 1.13, 1.1, 1.07, 1.1, 1.12, 1.11)),
                seriesOf('USDJPY', flat(150, 149, 152, 151.3, 148, 150, 155, 153, 151)),
              ],
            },
          )
          // A fee's line stands behind its trade's: both together are what the account had to have.
          for (const [place, line] of run.statement.entries()) {
            const next: StatementLine | undefined = run.statement[place + 1]
            if (next?.kind === 'fee') continue
            expect(line.balance).toBeGreaterThanOrEqual(0)
          }
        },
      ),
      { seed: 5, numRuns: 150 },
    )
  })
})
