import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { europeanGreeks, priceEuropean } from '../../../electron/quant/pricing/europeanOption.ts'
import {
  perBasisPoint,
  perDay,
  perRatePoint,
  perVolPoint,
} from '../../../electron/quant/pricing/greekUnits.ts'
import {
  CARRY_OF_FUTURE,
  carryOfCurrency,
  carryOfStock,
  forwardPrice,
  intrinsicValue,
  logMoneyness,
  moneynessOf,
  type OptionTerms,
  standardisedMoneyness,
  yearFraction,
} from '../../../electron/quant/pricing/vanillaOption.ts'
import { hasSharedData, sharedData } from '../../support/sharedData.ts'
import { optionTerms, SEED } from './optionArbitraries.ts'
import { quantlib } from './quantlibReference.ts'

const base: OptionTerms = {
  kind: 'call',
  spot: 60,
  strike: 65,
  years: 0.25,
  rate: 0.08,
  carry: 0.08,
  volatility: 0.3,
}

describe('worked examples of Haug, "The Complete Guide to Option Pricing Formulas" (2007), chapter 1', () => {
  it('Black and Scholes: a call on a share without dividends is worth 2.1334', () => {
    expect(priceEuropean({ ...base, carry: carryOfStock(0.08) })).toBeCloseTo(2.1334, 4)
  })

  it('Merton: a put on an index with a yield is worth 2.4648', () => {
    const terms = { spot: 100, strike: 95, years: 0.5, rate: 0.1, carry: carryOfStock(0.1, 0.05) }
    expect(priceEuropean({ kind: 'put', ...terms, volatility: 0.2 })).toBeCloseTo(2.4648, 4)
  })

  it('Black 1976: call and put on a future at the strike are both worth 1.7011', () => {
    const terms = { spot: 19, strike: 19, years: 0.75, rate: 0.1, carry: CARRY_OF_FUTURE, volatility: 0.28 }
    expect(priceEuropean({ kind: 'call', ...terms })).toBeCloseTo(1.7011, 4)
    expect(priceEuropean({ kind: 'put', ...terms })).toBeCloseTo(1.7011, 4)
  })

  it('Garman and Kohlhagen: a dollar call on a euro is worth 0.0291', () => {
    const terms = { spot: 1.56, strike: 1.6, years: 0.5, rate: 0.06, carry: carryOfCurrency(0.06, 0.08) }
    expect(priceEuropean({ kind: 'call', ...terms, volatility: 0.12 })).toBeCloseTo(0.0291, 4)
  })
})

describe(`equal to the AnalyticEuropeanEngine of ${quantlib.library}`, () => {
  const keys = ['price', 'delta', 'gamma', 'vega', 'theta', 'rho', 'carryRho'] as const
  it.each(keys)('%s of 80 options, to 1e-11', (key) => {
    for (const row of quantlib.european) {
      const difference = Math.abs(europeanGreeks(row)[key] - row[key])
      expect(difference, JSON.stringify(row)).toBeLessThanOrEqual(1e-11 * Math.abs(row[key]) + 1e-12)
    }
  })
})

/** Half a unit of the last digit that a table prints, besides the 1e-9 that is asked for. */
function roundingOf(printed: string): number {
  const [mantissa, exponent] = printed.toLowerCase().split('e')
  return 0.5 * 10 ** (Number(exponent ?? 0) - (mantissa!.split('.')[1]?.length ?? 0))
}

describe.skipIf(!hasSharedData)('equal to py_vollib on its table of 100 spots', () => {
  const lines = hasSharedData
    ? readFileSync(sharedData('reference/bsm_prices_greeks_pyvollib.csv'), 'utf8').trim().split(/\r?\n/)
    : ['']
  const names = lines[0]!.split(',')
  const columns = [
    ['bs_call', 'call', 'price'],
    ['bs_put', 'put', 'price'],
    ['call_vals', 'call', 'price'],
    ['CD', 'call', 'delta'],
    ['PD', 'put', 'delta'],
    ['CG', 'call', 'gamma'],
    ['PG', 'put', 'gamma'],
    ['CV', 'call', 'vega'],
    ['PV', 'put', 'vega'],
    ['CT', 'call', 'theta'],
    ['PT', 'put', 'theta'],
    ['CR', 'call', 'rho'],
    ['PR', 'put', 'rho'],
  ] as const

  // The table prints nine or ten digits and no more than ten decimals, the tenth of them cut here and there instead of rounded.
  it.each(columns)('%s is the %s: %s', (column, kind, key) => {
    for (const line of lines.slice(1)) {
      const cells = line.split(',')
      const at = (name: string) => Number(cells[names.indexOf(name)])
      const printed = cells[names.indexOf(column)]!
      const expected = Number(printed)
      const greeks = europeanGreeks({
        kind,
        spot: at('S'),
        strike: at('K'),
        years: at('t'),
        rate: at('R'),
        carry: at('R'),
        volatility: at('v'),
      })
      const allowed = Math.max(1e-9 * Math.abs(expected), roundingOf(printed) * 1.0001, 1e-10)
      const difference = Math.abs(greeks[key] - expected)
      expect(difference, `${column} at ${at('S')}: ${greeks[key]}, not ${printed}`).toBeLessThanOrEqual(
        allowed,
      )
    }
    expect(lines.length).toBeGreaterThan(100)
  })
})

describe('limits', () => {
  const inside = { ...base, strike: 50 }

  it('at expiry the price is the intrinsic value and delta its step', () => {
    expect(europeanGreeks({ ...inside, years: 0 })).toMatchObject({ price: 10, delta: 1, gamma: 0, vega: 0 })
    expect(europeanGreeks({ ...base, years: 0 })).toMatchObject({ price: 0, delta: 0, gamma: 0, vega: 0 })
    expect(europeanGreeks({ ...base, strike: 60, years: 0 })).toMatchObject({
      price: 0,
      delta: 0.5,
      gamma: 0,
    })
    expect(europeanGreeks({ ...inside, kind: 'put', strike: 80, years: 0 })).toMatchObject({
      price: 20,
      delta: -1,
    })
  })

  it('without volatility the price is that of the forward contract or nothing', () => {
    const still = europeanGreeks({ ...inside, volatility: 0 })
    expect(still.price).toBeCloseTo(60 - 50 * Math.exp(-0.02), 12)
    expect(still).toMatchObject({ delta: 1, gamma: 0, vega: 0 })
    expect(still.theta).toBeCloseTo(-0.08 * 50 * Math.exp(-0.02), 12)
    expect(priceEuropean({ ...base, volatility: 0 })).toBe(0)
  })

  it('approaches them without a jump', () => {
    for (const volatility of [1e-3, 1e-6, 1e-9, 1e-12, 1e-300]) {
      const greeks = europeanGreeks({ ...inside, volatility })
      expect(greeks.price).toBeCloseTo(60 - 50 * Math.exp(-0.02), 10)
      for (const value of Object.values(greeks)) expect(value).not.toBeNaN()
    }
    for (const years of [1e-6, 1e-12, 1e-300]) {
      for (const value of Object.values(europeanGreeks({ ...base, strike: 60, years }))) {
        expect(value).not.toBeNaN()
      }
    }
  })

  it('far out of the money keeps its digits: 1e-99 and not 0 or noise', () => {
    const terms: OptionTerms = { ...base, spot: 100, strike: 1000, years: 0.12, volatility: 0.315, carry: 0 }
    const x = Math.log(10)
    const s = 0.315 * Math.sqrt(0.12)
    const price = priceEuropean(terms)
    // The leading term of the asymptotic expansion, good to s^2/x.
    const leading =
      (Math.exp(-0.0096) * Math.sqrt(100_000) * Math.exp((-0.5 * (x * x)) / (s * s) - (s * s) / 8) * s ** 3) /
      (x * x * Math.sqrt(2 * Math.PI))
    expect(price).toBeGreaterThan(0)
    expect(price / leading).toBeGreaterThan(0.97)
    expect(price / leading).toBeLessThan(1)
  })

  it('answers NaN to what no option has', () => {
    for (const wrong of [
      { spot: -1 },
      { strike: -1 },
      { years: -1 },
      { volatility: -0.1 },
      { rate: Number.NaN },
    ]) {
      expect(priceEuropean({ ...base, ...wrong })).toBeNaN()
      expect(europeanGreeks({ ...base, ...wrong }).delta).toBeNaN()
    }
  })

  it('a spot of 0 leaves the put its discounted strike', () => {
    expect(priceEuropean({ ...base, spot: 0 })).toBe(0)
    expect(priceEuropean({ ...base, kind: 'put', spot: 0 })).toBeCloseTo(65 * Math.exp(-0.02), 12)
  })
})

describe('properties', () => {
  const discountOf = ({ rate, years }: OptionTerms) => Math.exp(-rate * years)
  const forwardOf = ({ spot, carry, years }: OptionTerms) => forwardPrice(spot, carry, years)

  it('call - put is the discounted forward less the strike', () => {
    fc.assert(
      fc.property(optionTerms, (terms) => {
        const call = priceEuropean({ ...terms, kind: 'call' })
        const put = priceEuropean({ ...terms, kind: 'put' })
        const parity = discountOf(terms) * (forwardOf(terms) - terms.strike)
        expect(Math.abs(call - put - parity)).toBeLessThanOrEqual(1e-13 * (terms.spot + terms.strike) * 4)
      }),
      SEED,
    )
  })

  it('the price lies between the discounted intrinsic value of the forward and all of the underlying or strike', () => {
    fc.assert(
      fc.property(optionTerms, (terms) => {
        const price = priceEuropean(terms)
        const discount = discountOf(terms)
        const low = discount * intrinsicValue(terms.kind, forwardOf(terms), terms.strike)
        const high = discount * (terms.kind === 'call' ? forwardOf(terms) : terms.strike)
        expect(price).toBeGreaterThanOrEqual(low)
        expect(price).toBeLessThanOrEqual(high * (1 + 1e-14))
      }),
      SEED,
    )
  })

  it('rises with volatility; falls with the strike of a call, rises with that of a put; is convex in the strike', () => {
    fc.assert(
      fc.property(optionTerms, fc.double({ min: 1e-3, max: 0.2, noNaN: true }), (terms, step) => {
        const at = (strike: number, volatility = terms.volatility) =>
          priceEuropean({ ...terms, strike, volatility })
        const noise = 1e-13 * (terms.spot + terms.strike)
        expect(at(terms.strike, terms.volatility * (1 + step))).toBeGreaterThanOrEqual(at(terms.strike))
        const [low, high] = [terms.strike * (1 - step), terms.strike * (1 + step)]
        const rise = at(high) - at(low)
        expect(terms.kind === 'put' ? rise : -rise).toBeGreaterThanOrEqual(-noise)
        expect(Math.abs(rise)).toBeLessThanOrEqual(discountOf(terms) * (high - low) + noise)
        expect(at(low) + at(high)).toBeGreaterThanOrEqual(2 * at(terms.strike) - 4 * noise)
      }),
      SEED,
    )
  })

  it('Greeks are the slopes of the price', () => {
    const slope = (terms: OptionTerms, h: number, move: (by: number) => Partial<OptionTerms>) =>
      (priceEuropean({ ...terms, ...move(h) }) - priceEuropean({ ...terms, ...move(-h) })) / (2 * h)
    const near = fc.record({
      kind: fc.constantFrom('call' as const, 'put' as const),
      spot: fc.double({ min: 90, max: 110, noNaN: true }),
      years: fc.double({ min: 0.1, max: 2, noNaN: true }),
      rate: fc.double({ min: -0.02, max: 0.1, noNaN: true }),
      carry: fc.double({ min: -0.05, max: 0.1, noNaN: true }),
      volatility: fc.double({ min: 0.1, max: 0.8, noNaN: true }),
    })
    fc.assert(
      fc.property(near, (drawn) => {
        const terms = { ...drawn, strike: 100 }
        const greeks = europeanGreeks(terms)
        const close = (value: number, expected: number) =>
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(2e-6 * (1 + Math.abs(expected)))
        close(
          slope(terms, 1e-3, (by) => ({ spot: terms.spot + by })),
          greeks.delta,
        )
        close(
          slope(terms, 1e-5, (by) => ({ volatility: terms.volatility + by })),
          greeks.vega,
        )
        close(-slope(terms, 1e-5, (by) => ({ years: terms.years + by })), greeks.theta)
        close(
          slope(terms, 1e-5, (by) => ({ rate: terms.rate + by, carry: terms.carry + by })),
          greeks.rho,
        )
        close(
          slope(terms, 1e-5, (by) => ({ carry: terms.carry + by })),
          greeks.carryRho,
        )
        close(
          slope(terms, 1e-5, (by) => ({ rate: terms.rate + by })),
          greeks.discountRho,
        )
        const bump = 0.02
        const delta = (by: number) => europeanGreeks({ ...terms, spot: terms.spot + by }).delta
        close((delta(bump) - delta(-bump)) / (2 * bump), greeks.gamma)
      }),
      SEED,
    )
  })
})

describe('units and measures', () => {
  it('a year has 365 days whatever the calendar says', () => {
    expect(yearFraction(Date.UTC(2024, 0, 1), Date.UTC(2025, 0, 1))).toBeCloseTo(366 / 365, 15)
    expect(yearFraction(Date.UTC(2025, 0, 1, 8), Date.UTC(2025, 0, 2, 20))).toBeCloseTo(1.5 / 365, 15)
  })

  it('quotes per point, day and basis point', () => {
    expect(perVolPoint(25)).toBe(0.25)
    expect(perDay(-36.5)).toBe(-0.1)
    expect(perRatePoint(50)).toBe(0.5)
    expect(perBasisPoint(50)).toBe(0.005)
  })

  it('tells moneyness', () => {
    expect(intrinsicValue('call', 105, 100)).toBe(5)
    expect(intrinsicValue('put', 105, 100)).toBe(0)
    expect(moneynessOf('call', 105, 100)).toBe('in')
    expect(moneynessOf('put', 105, 100)).toBe('out')
    expect(moneynessOf('put', 100, 100)).toBe('at')
    expect(moneynessOf('put', 100.4, 100, 0.005)).toBe('at')
    expect(logMoneyness(110, 100)).toBeCloseTo(Math.log(1.1), 15)
    expect(standardisedMoneyness(110, 100, 0.2, 0.25)).toBeCloseTo(Math.log(1.1) / 0.1, 15)
  })
})
