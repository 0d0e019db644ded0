import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minorDigits } from '../../electron/engine/currencies.ts'
import { Grid } from '../../electron/engine/grid.ts'
import { Ledger } from '../../electron/engine/ledger.ts'
import { imbalance } from '../../electron/engine/ledgerBalance.ts'
import { SymbolCore } from '../../electron/engine/symbolCore.ts'
import { Tape } from '../../electron/engine/tape.ts'
import { mergeTimeOrder } from '../../electron/engine/timeOrder.ts'
import { flat, seriesOf } from './support/runStrategy.ts'

/** A USD account with symbols in dollars, yen and bitcoin, all rates known. */
function openLedger(): { ledger: Ledger; cores: SymbolCore[] } {
  const currencies = ['USD', 'JPY', 'BTC']
  const kinds = [
    { currency: 'USD', lotSize: 1, multiplier: 1 },
    { currency: 'JPY', lotSize: 100, multiplier: 1 },
    { currency: 'BTC', lotSize: 0.001, multiplier: 10 },
    { currency: 'USD', lotSize: 0.01, multiplier: 50 },
  ]
  const all = kinds.map((kind, id) => seriesOf(`S${id}`, flat(100, 100), kind))
  const sources = all.map(({ columns }) => ({
    open: columns.open,
    close: columns.close,
    indicators: [],
    first: 1,
    end: 2,
  }))
  const times = all.map(({ columns }) => columns.time.subarray(1))
  const tape = new Tape(sources, mergeTimeOrder(times, times))
  const cores = all.map((series, id) => {
    const core = new SymbolCore(
      id,
      series,
      currencies.indexOf(series.instrument.currency),
      { first: 0, end: 2 },
      tape,
      0,
    )
    core.index = 0
    return core
  })
  const ledger = new Ledger(cores, tape, currencies, 100_000)
  ledger.setRate(1, 0.0068)
  ledger.setRate(2, 60_000)
  return { ledger, cores }
}

const operation = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('trade' as const),
      symbol: fc.nat(3),
      lots: fc.integer({ min: -500, max: 500 }).filter((lots) => lots !== 0),
      price: fc.double({ min: 0.0001, max: 5000, noNaN: true }),
      feeMinor: fc.nat(10_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('dividend' as const),
      symbol: fc.nat(3),
      amount: fc.double({ min: 0.001, max: 10, noNaN: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('split' as const),
      symbol: fc.nat(3),
      ratio: fc.constantFrom(2, 7, 0.5, 1.5, 0.1),
      price: fc.double({ min: 0.01, max: 5000, noNaN: true }),
    }),
  },
)

describe('the ledger conserves', () => {
  it('to the last minor unit of each currency after every trade, fee, dividend and split', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const { ledger, cores } = openLedger()
        for (const step of operations) {
          const core = cores[step.symbol]!
          if (step.kind === 'trade') {
            const signed = core.lots.nearest(step.lots * core.instrument.lotSize)
            ledger.trade(core, signed, core.ticks.nearest(step.price) || 0.01, step.feeMinor)
          } else if (step.kind === 'dividend') {
            const minor = ledger.toMinor(core, ledger.quantity[core.id]! * step.amount)
            ledger.accrue(core, minor, ledger.dividends)
            expect(imbalance(ledger, cores, core.currencyId)).toBe(0)
            ledger.receive(core, minor)
          } else ledger.split(core, step.ratio, step.price)
          for (const currency of [0, 1, 2]) expect(imbalance(ledger, cores, currency)).toBe(0)
          for (const each of cores) if (ledger.quantity[each.id] === 0) expect(ledger.cost[each.id]).toBe(0)
        }
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  it('and equity is cash plus the value of what is held, whatever was done before', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const { ledger, cores } = openLedger()
        for (const step of operations) {
          const core = cores[step.symbol]!
          if (step.kind === 'trade') {
            ledger.trade(
              core,
              core.lots.nearest(step.lots * core.instrument.lotSize),
              step.price,
              step.feeMinor,
            )
          }
        }
        for (const core of cores) ledger.mark(core.id, core.price)
        ledger.revalue()
        const cash = [0, 1, 2].map((id) => (ledger.cash[id]! / ledger.minor[id]!) * ledger.rate[id]!)
        const value = cores.map((core) => ledger.quantity[core.id]! * 100 * ledger.scale[core.id]!)
        const expected = [...cash, ...value].reduce((a, b) => a + b, 0)
        const scale = [...cash, ...value].reduce((a, b) => a + Math.abs(b), 0)
        expect(Math.abs(ledger.equity - expected)).toBeLessThanOrEqual(1e-12 * scale)
        const gross = value.reduce((a, b) => a + Math.abs(b), 0)
        expect(Math.abs(ledger.gross - gross)).toBeLessThanOrEqual(1e-12 * scale)
      }),
      { seed: 8, numRuns: 200 },
    )
  })

  it('books a sale through zero as the end of a long and the beginning of a short', () => {
    const { ledger, cores } = openLedger()
    const core = cores[0]!
    ledger.trade(core, 10, 100, 0)
    expect(ledger.trade(core, -15, 110, 0)).toBe(100_00)
    expect(ledger.quantity[0]).toBe(-5)
    expect(ledger.cost[0]).toBe(-550_00)
    expect(ledger.trade(core, 5, 100, 0)).toBe(50_00)
    expect(ledger.cash[0]).toBe(100_150_00)
  })
})

describe('rounding', () => {
  it('of money follows ISO 4217, and 8 digits for crypto assets', () => {
    expect(['USD', 'JPY', 'KWD', 'BTC', 'USDT', 'EUR'].map(minorDigits)).toEqual([2, 0, 3, 8, 8, 2])
  })

  it('to a grid gives the decimal that was meant', () => {
    expect(new Grid(0.1).nearest(0.30000000000000004)).toBe(0.3)
    expect(new Grid(0.01).up(1.0000000001)).toBe(1)
    expect(new Grid(0.01).up(1.001)).toBe(1.01)
    expect(new Grid(0.25).down(1.99)).toBe(1.75)
    expect(new Grid(5).towardZero(-13)).toBe(-10)
    expect(new Grid(1e-8).towardZero(0.123456789)).toBe(0.12345678)
  })
})
