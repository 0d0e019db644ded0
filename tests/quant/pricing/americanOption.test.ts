import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  americanImpliedVolatility,
  whyNoAmericanVolatility,
} from '../../../electron/quant/pricing/americanImpliedVolatility.ts'
import {
  type AmericanOption,
  americanGreeks,
  isEarlyExerciseOptimal,
  priceAmerican,
  priceEuropeanWithDividends,
} from '../../../electron/quant/pricing/americanOption.ts'
import { priceEuropean } from '../../../electron/quant/pricing/europeanOption.ts'
import { earlyExerciseOfPut } from '../../../electron/quant/pricing/exerciseBoundary.ts'
import { solveLattice } from '../../../electron/quant/pricing/optionLattice.ts'
import { intrinsicValue, signOf } from '../../../electron/quant/pricing/vanillaOption.ts'
import { optionTerms, SEED } from './optionArbitraries.ts'
import { quantlib } from './quantlibReference.ts'

/** What a tolerance per 100 means to one option: its error grows with the larger of spot and strike. */
function sizeOf({ spot, strike }: { readonly spot: number; readonly strike: number }): number {
  return Math.max(spot, strike) / 100
}

const share = { spot: 100, strike: 100, years: 1, rate: 0.05, carry: 0.05, volatility: 0.25 } as const

describe(`without cash dividends, against the QdFpAmericanEngine of ${quantlib.library} (per 100)`, () => {
  it('100 prices within 0.0001', () => {
    for (const row of quantlib.american) {
      expect(Math.abs(priceAmerican(row) - row.price), JSON.stringify(row)).toBeLessThanOrEqual(
        1e-4 * sizeOf(row),
      )
    }
    expect(quantlib.american.length).toBe(100)
  })

  it('150 prices within 0.0005 over volatilities of 3% to 250%, rates and yields up to 50%, up to ten years', () => {
    for (const row of quantlib.extreme) {
      expect(Math.abs(priceAmerican(row) - row.price), JSON.stringify(row)).toBeLessThanOrEqual(
        5e-4 * sizeOf(row),
      )
    }
    expect(quantlib.extreme.length).toBe(150)
  })

  // Where the rate is 0 its two sides differ for a put, which is worth exercising on one of them alone.
  const smooth = quantlib.american.filter((row) => row.rate > 0)
  it.each([
    ['delta', 2e-5],
    ['gamma', 2e-5],
    ['vega', 0.003],
    ['rho', 0.02],
  ] as const)('%s within %d', (key, tolerance) => {
    for (const row of smooth) {
      const greeks = americanGreeks(row)
      expect(Math.abs(greeks[key] - row[key]), JSON.stringify(row)).toBeLessThanOrEqual(
        tolerance * sizeOf(row),
      )
    }
  })

  it('theta is the fall of the price as expiry comes nearer', () => {
    for (const row of smooth.filter(({ days }) => days >= 30)) {
      const greeks = americanGreeks(row)
      if (greeks.price <= intrinsicValue(row.kind, row.spot, row.strike) * (1 + 1e-6)) continue
      const step = 1e-3 * row.years
      const later = priceAmerican({ ...row, years: row.years - step })
      const earlier = priceAmerican({ ...row, years: row.years + step })
      const slope = (later - earlier) / (2 * step)
      expect(Math.abs(greeks.theta - slope), JSON.stringify(row)).toBeLessThanOrEqual(
        0.02 * sizeOf(row) + 0.005 * Math.abs(slope),
      )
    }
  })

  it('answers the same digits whatever was priced before', () => {
    const first = quantlib.american.map((row) => priceAmerican(row))
    const backwards = quantlib.american.toReversed().map((row) => {
      americanGreeks({ ...row, strike: 1.3 * row.strike })
      return priceAmerican(row)
    })
    expect(backwards.reverse()).toEqual(first)
  })

  it('the lattice, which knows nothing of the collocation, agrees within 0.01', () => {
    for (const row of quantlib.american) {
      const option = { ...row, exercise: 'american', dividends: [] } as const
      const price = 2 * solveLattice(option, 400).price - solveLattice(option, 200).price
      expect(Math.abs(price - row.price), JSON.stringify(row)).toBeLessThanOrEqual(0.01 * sizeOf(row))
    }
  })
})

describe(`with cash dividends, against the FdBlackScholesVanillaEngine of ${quantlib.library} (per 100)`, () => {
  it.each(['american', 'european'] as const)(
    '%s prices within 0.005, of which its own grid error is up to 0.0003',
    (style) => {
      const rows = quantlib.dividends.filter((row) => row.style === style)
      for (const row of rows) {
        const price = style === 'american' ? priceAmerican(row) : priceEuropeanWithDividends(row)
        expect(Math.abs(price - row.price), JSON.stringify(row)).toBeLessThanOrEqual(0.005 * sizeOf(row))
      }
      expect(rows.length).toBeGreaterThanOrEqual(15)
    },
  )

  it.each([
    ['delta', 0.0005],
    ['gamma', 0.0003],
  ] as const)('%s within %d', (key, tolerance) => {
    for (const row of quantlib.dividends.filter(({ style }) => style === 'american')) {
      const difference = Math.abs(americanGreeks(row)[key] - row[key])
      expect(difference, JSON.stringify(row)).toBeLessThanOrEqual(tolerance)
    }
  })
})

describe('early exercise', () => {
  it('a call without dividends is never exercised and worth as much as the European one (Merton 1973)', () => {
    const call = { kind: 'call', ...share } as const
    expect(priceAmerican(call)).toBe(priceEuropean(call))
    expect(isEarlyExerciseOptimal({ ...call, spot: 500 })).toBe(false)
    expect(americanGreeks(call).delta).toBeCloseTo(0.627409, 5)
  })

  it('a put is exercised at and below its boundary, where delta is -1 and nothing else moves', () => {
    const put = { kind: 'put', ...share } as const
    const boundary = earlyExerciseOfPut({ ...put, dividendYield: 0 })!.boundary
    expect(boundary).toBeGreaterThan(70)
    expect(boundary).toBeLessThan(85)
    expect(isEarlyExerciseOptimal({ ...put, spot: boundary * 0.9999 })).toBe(true)
    expect(isEarlyExerciseOptimal({ ...put, spot: boundary * 1.0001 })).toBe(false)
    expect(americanGreeks({ ...put, spot: 60 })).toEqual({
      price: 40,
      delta: -1,
      gamma: 0,
      vega: 0,
      theta: 0,
      rho: 0,
    })
    // Smooth pasting: price and slope join the exercise value.
    expect(priceAmerican({ ...put, spot: boundary * 1.0001 })).toBeCloseTo(100 - boundary * 1.0001, 3)
    expect(americanGreeks({ ...put, spot: boundary * 1.005 }).delta).toBeCloseTo(-1, 1)
  })

  it('a perpetual-like put comes to the boundary of the closed form (Merton 1973)', () => {
    const [rate, volatility] = [0.08, 0.3]
    const gamma = (2 * rate) / volatility ** 2
    const boundary = earlyExerciseOfPut({
      spot: 100,
      strike: 100,
      years: 200,
      rate,
      dividendYield: 0,
      volatility,
    })!.boundary
    expect(Math.abs(boundary / ((100 * gamma) / (1 + gamma)) - 1)).toBeLessThan(0.002)
  })

  it('a call is exercised on the eve of a large dividend and not before', () => {
    const call = { kind: 'call', ...share, spot: 130, years: 60 / 365 } as const
    const dividend = (years: number) => [{ years, amount: 4 }]
    expect(isEarlyExerciseOptimal({ ...call, dividends: dividend(0) })).toBe(true)
    expect(isEarlyExerciseOptimal({ ...call, dividends: dividend(20 / 365) })).toBe(false)
    expect(isEarlyExerciseOptimal({ ...call, dividends: [] })).toBe(false)
    expect(isEarlyExerciseOptimal({ ...call, dividends: [{ years: 0, amount: 0.05 }] })).toBe(false)
    expect(priceAmerican({ ...call, dividends: dividend(0) })).toBe(30)
    // Waiting until the last moment earns the interest on the strike.
    const waiting = priceAmerican({ ...call, dividends: dividend(20 / 365) })
    expect(waiting).toBeGreaterThan(130 - 100 * Math.exp((-0.05 * 20) / 365) - 1e-3)
    expect(waiting).toBeLessThan(130 - 100 * Math.exp((-0.05 * 20) / 365) + 0.1)
  })

  it('out of the money it never is', () => {
    expect(isEarlyExerciseOptimal({ kind: 'put', ...share, spot: 101 })).toBe(false)
    expect(isEarlyExerciseOptimal({ kind: 'call', ...share, spot: 99, carry: -0.2 })).toBe(false)
  })
})

describe('limits', () => {
  it('at expiry it is the intrinsic value', () => {
    expect(priceAmerican({ kind: 'put', ...share, spot: 90, years: 0 })).toBe(10)
    expect(priceAmerican({ kind: 'call', ...share, spot: 90, years: 0 })).toBe(0)
  })

  it('without volatility it is the best discounted exercise along the forward', () => {
    expect(priceAmerican({ kind: 'put', ...share, spot: 90, volatility: 0 })).toBe(10)
    expect(priceAmerican({ kind: 'call', ...share, spot: 110, volatility: 0 })).toBeCloseTo(
      110 - 100 * Math.exp(-0.05),
      10,
    )
    const dividends = [{ years: 0.5, amount: 20 }]
    expect(priceAmerican({ kind: 'call', ...share, spot: 110, volatility: 0, dividends })).toBeCloseTo(
      110 - 100 * Math.exp(-0.025),
      10,
    )
    const still = priceAmerican({ kind: 'call', ...share, spot: 110, volatility: 0.002, dividends })
    expect(still).toBeCloseTo(110 - 100 * Math.exp(-0.025), 3)
  })

  it('a dividend on the day of expiry is a higher strike', () => {
    for (const kind of ['call', 'put'] as const) {
      const paid = priceEuropeanWithDividends({ kind, ...share, dividends: [{ years: 1, amount: 4 }] })
      expect(paid).toBeCloseTo(priceEuropean({ kind, ...share, strike: 104 }), 3)
      const late = priceEuropeanWithDividends({ kind, ...share, dividends: [{ years: 1.01, amount: 4 }] })
      expect(late).toBe(priceEuropean({ kind, ...share }))
    }
  })

  it('a dividend as large as the share leaves the put its strike', () => {
    const dividends = [{ years: 0.5, amount: 150 }]
    const price = priceAmerican({ kind: 'put', ...share, dividends })
    expect(price).toBeGreaterThan(97)
    expect(price).toBeLessThanOrEqual(100)
  })

  it('stays within its bounds where volatility is absurd, and worthless where the underlying is', () => {
    const dividends = [{ years: 0.5, amount: 2 }]
    for (const volatility of [5, 10, 20]) {
      for (const years of [1, 30]) {
        const option = { ...share, volatility, years, dividends }
        expect(priceAmerican({ kind: 'call', ...option })).toBeLessThanOrEqual(100)
        expect(priceAmerican({ kind: 'put', ...option })).toBeLessThanOrEqual(100)
      }
    }
    // Below a rate of 0 a put on what is worthless is better kept than exercised.
    const put = { kind: 'put', ...share, spot: 1, rate: -0.02, carry: -0.02, dividends } as const
    expect(priceAmerican(put)).toBeCloseTo(100 * Math.exp(0.02), 3)
  })

  it('answers NaN to what no option has', () => {
    const put: AmericanOption = { kind: 'put', ...share }
    for (const wrong of [
      { spot: 0 },
      { strike: -1 },
      { years: -1 },
      { volatility: -0.1 },
      { rate: Number.NaN },
    ]) {
      expect(priceAmerican({ ...put, ...wrong })).toBeNaN()
      expect(americanGreeks({ ...put, ...wrong }).theta).toBeNaN()
      expect(isEarlyExerciseOptimal({ ...put, ...wrong })).toBe(false)
    }
    expect(priceAmerican({ ...put, dividends: [{ years: 0.5, amount: -1 }] })).toBeNaN()
  })
})

describe('properties', () => {
  const american = optionTerms.map((terms) => ({
    ...terms,
    spot: 100,
    strike: (100 * terms.strike) / terms.spot,
  }))
  const dividend = fc.record({
    years: fc.double({ min: 0, max: 2, noNaN: true }),
    amount: fc.double({ min: 0, max: 6, noNaN: true }),
  })

  it('is worth at least the European option and exercise, and no more than the underlying or the strike', () => {
    fc.assert(
      fc.property(american, (terms) => {
        const price = priceAmerican(terms)
        expect(price).toBeGreaterThanOrEqual(priceEuropean(terms) - 1e-9)
        expect(price).toBeGreaterThanOrEqual(intrinsicValue(terms.kind, terms.spot, terms.strike))
        const most =
          terms.kind === 'call'
            ? terms.spot * Math.max(1, Math.exp((terms.carry - terms.rate) * terms.years))
            : terms.strike * Math.max(1, Math.exp(-terms.rate * terms.years))
        expect(price).toBeLessThanOrEqual(most * (1 + 1e-6))
      }),
      SEED,
    )
  })

  it('with dividends, too, to the precision of the lattice', () => {
    fc.assert(
      fc.property(american, fc.array(dividend, { maxLength: 4 }), (terms, dividends) => {
        const option = { ...terms, dividends }
        const price = priceAmerican(option)
        expect(price).toBeGreaterThanOrEqual(priceEuropeanWithDividends(option) - 0.02)
        expect(price).toBeGreaterThanOrEqual(intrinsicValue(terms.kind, terms.spot, terms.strike))
        expect(price).not.toBeNaN()
      }),
      { ...SEED, numRuns: 150 },
    )
  })

  it('European call - put with dividends is the spot less their present value less the discounted strike', () => {
    fc.assert(
      fc.property(american, fc.array(dividend, { minLength: 1, maxLength: 3 }), (drawn, dividends) => {
        const terms = { ...drawn, carry: drawn.rate, volatility: Math.min(drawn.volatility, 0.5), dividends }
        const call = priceEuropeanWithDividends({ ...terms, kind: 'call' })
        const put = priceEuropeanWithDividends({ ...terms, kind: 'put' })
        const value = dividends
          .filter((paid) => paid.years <= terms.years)
          .reduce((sum, paid) => sum + paid.amount * Math.exp(-terms.rate * paid.years), 0)
        const parity = 100 - value - terms.strike * Math.exp(-terms.rate * terms.years)
        expect(Math.abs(call - put - parity)).toBeLessThanOrEqual(0.02)
      }),
      { ...SEED, numRuns: 100 },
    )
  })

  it('rises with volatility, falls with the strike of a call, rises with that of a put, is convex in it', () => {
    fc.assert(
      fc.property(american, (terms) => {
        const at = (strike: number, volatility = terms.volatility) =>
          priceAmerican({ ...terms, strike, volatility })
        const [low, high] = [terms.strike * 0.95, terms.strike * 1.05]
        expect(at(terms.strike, terms.volatility * 1.05)).toBeGreaterThanOrEqual(at(terms.strike) - 2e-3)
        expect(signOf(terms.kind) * (at(low) - at(high))).toBeGreaterThanOrEqual(-2e-3)
        expect(at(low) + at(high)).toBeGreaterThanOrEqual(2 * at(terms.strike) - 4e-3)
      }),
      { ...SEED, numRuns: 150 },
    )
  })

  it('a call is the put with price and strike, rate and yield exchanged (McDonald and Schroder 1998)', () => {
    fc.assert(
      fc.property(american, (terms) => {
        const mirrored = {
          ...terms,
          kind: terms.kind === 'call' ? ('put' as const) : ('call' as const),
          spot: terms.strike,
          strike: terms.spot,
          rate: terms.rate - terms.carry,
          carry: -terms.carry,
        }
        expect(Math.abs(priceAmerican(mirrored) - priceAmerican(terms))).toBeLessThanOrEqual(5e-3)
      }),
      { ...SEED, numRuns: 100 },
    )
  })
})

describe('implied volatility of an American price', () => {
  it('comes back from the prices of the reference', () => {
    for (const row of quantlib.american) {
      const price = priceAmerican(row)
      const timeValue = price - intrinsicValue(row.kind, row.spot, row.strike)
      if (timeValue < 1e-4) continue
      const found = americanImpliedVolatility(row, price)
      expect(Math.abs(found - row.volatility), JSON.stringify(row)).toBeLessThanOrEqual(1e-6)
      // From QuantLib's price: its difference to ours over vega.
      const theirs = americanImpliedVolatility(row, row.price)
      expect(Math.abs(theirs - row.volatility)).toBeLessThanOrEqual(1e-5 + 2e-4 / row.vega)
    }
  })

  it('takes cash dividends along', () => {
    const option = { kind: 'call', ...share, dividends: [{ years: 0.3, amount: 3 }] } as const
    const found = americanImpliedVolatility(option, priceAmerican(option))
    expect(found).toBeCloseTo(0.25, 6)
    expect(americanImpliedVolatility({ ...option, dividends: [] }, priceAmerican(option))).toBeLessThan(0.25)
  })

  it('says why there is none', () => {
    const put = { kind: 'put', ...share, spot: 80 } as const
    const reasons = [
      [19, 'belowIntrinsic'],
      [20, 'atIntrinsic'],
      [100, 'aboveMaximum'],
      [Number.NaN, 'invalidInput'],
    ] as const
    for (const [price, reason] of reasons) {
      expect(whyNoAmericanVolatility(put, price)).toBe(reason)
      expect(americanImpliedVolatility(put, price)).toBeNaN()
    }
    expect(whyNoAmericanVolatility(put, 21)).toBeUndefined()
    expect(whyNoAmericanVolatility({ ...put, years: 0 }, 21)).toBe('invalidInput')
  })
})
