import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { priceEuropean } from '../../../electron/quant/pricing/europeanOption.ts'
import { impliedVolatility, whyNoVolatility } from '../../../electron/quant/pricing/impliedVolatility.ts'
import { impliedTotalDeviation, normalisedBlack } from '../../../electron/quant/pricing/normalisedBlack.ts'
import { optionTerms, SEED } from './optionArbitraries.ts'
import { quantlib } from './quantlibReference.ts'

/** x, s and b(x, s) by mpmath 1.4.1 with 60 digits. */
const BLACK = [
  [0, 1e-6, 3.98942280401416e-7],
  [0, 0.2, 0.07965567455405796],
  [0, 3, 0.8663855974622838],
  [-1e-6, 1e-7, 7.474560254589318e-32],
  [-0.001, 0.0001, 7.474560245421083e-29],
  [-0.01, 0.05, 0.0153427592373073],
  [-0.1, 0.01, 7.474468572496729e-27],
  [-0.1, 0.2, 0.039458602641807],
  [-0.5, 0.02, 2.4374726016356547e-141],
  [-0.5, 0.4, 0.01996050989765552],
  [-3, 0.1, 1.6299225553377483e-200],
  [-3, 0.5, 7.588459802315089e-11],
  [-3, 2.5, 0.08400217221034009],
  [-10, 0.4, 4.778955471719118e-140],
  [-10, 8, 0.0067065827501868215],
] as const

describe('normalised Black formula', () => {
  it.each(BLACK)('b(%d, %d) = %d to 2e-13, also where the price is 1e-200', (x, s, value) => {
    expect(Math.abs(normalisedBlack(x, s) / value - 1)).toBeLessThanOrEqual(2e-13)
    expect(Math.abs(impliedTotalDeviation(x, value) / s - 1)).toBeLessThanOrEqual(1e-14)
  })

  it('inverts to 14 digits from one millionth of a deviation to where the price is its ceiling but 0.1%', () => {
    let cases = 0
    for (const x of [0, -1e-10, -1e-6, -1e-3, -0.01, -0.1, -0.5, -1, -3, -8, -20]) {
      for (let power = -6; power < 1.3; power += 0.05) {
        const s = 10 ** power
        const value = normalisedBlack(x, s)
        if (!(value > 1e-300 && value < 0.999 * Math.exp(0.5 * x))) continue
        cases++
        const error = Math.abs(impliedTotalDeviation(x, value) / s - 1)
        expect(error, `x ${x}, s ${s}`).toBeLessThanOrEqual(3e-14)
      }
    }
    expect(cases).toBeGreaterThan(500)
  })
})

describe('implied volatility', () => {
  it(`finds the volatility behind the prices of ${quantlib.library}`, () => {
    for (const row of quantlib.european) {
      // A price tells volatility to its own rounding over vega, however it is inverted.
      const allowed = 1e-12 + (1e-13 * (row.price + row.spot + row.strike)) / row.vega
      const error = Math.abs(impliedVolatility(row, row.price) - row.volatility)
      expect(error, JSON.stringify(row)).toBeLessThanOrEqual(allowed)
    }
  })

  it('returns from any price of the domain to a volatility with that price', () => {
    fc.assert(
      fc.property(optionTerms, (terms) => {
        const price = priceEuropean(terms)
        const found = impliedVolatility(terms, price)
        if (Number.isNaN(found)) {
          expect(whyNoVolatility(terms, price)).toMatch(/atIntrinsic|belowIntrinsic/)
          return
        }
        const again = priceEuropean({ ...terms, volatility: found })
        expect(Math.abs(again - price)).toBeLessThanOrEqual(1e-13 * (terms.spot + terms.strike + price))
      }),
      { ...SEED, numRuns: 2000 },
    )
  })

  it('out of the money the round trip keeps twelve digits', () => {
    fc.assert(
      fc.property(optionTerms, (drawn) => {
        const forward = drawn.spot * Math.exp(drawn.carry * drawn.years)
        const terms = { ...drawn, kind: drawn.strike > forward ? ('call' as const) : ('put' as const) }
        const price = priceEuropean(terms)
        fc.pre(price > 1e-290)
        const found = impliedVolatility(terms, price)
        expect(Math.abs(found / terms.volatility - 1)).toBeLessThanOrEqual(1e-12)
      }),
      { ...SEED, numRuns: 2000 },
    )
  })

  const terms = { kind: 'call', spot: 100, strike: 90, years: 0.5, rate: 0.04, carry: 0.01 } as const
  const discount = Math.exp(-0.02)
  const forward = 100 * Math.exp(0.005)

  it('says why there is none', () => {
    const intrinsic = discount * (forward - 90)
    const reasons = [
      [intrinsic - 0.01, 'belowIntrinsic'],
      [intrinsic, 'atIntrinsic'],
      [discount * forward, 'aboveMaximum'],
      [200, 'aboveMaximum'],
      [-1, 'belowIntrinsic'],
      [Number.NaN, 'invalidInput'],
      [Number.POSITIVE_INFINITY, 'invalidInput'],
    ] as const
    for (const [price, reason] of reasons) {
      expect(whyNoVolatility(terms, price)).toBe(reason)
      expect(impliedVolatility(terms, price)).toBeNaN()
    }
    expect(whyNoVolatility({ ...terms, kind: 'put' }, discount * 90)).toBe('aboveMaximum')
    for (const wrong of [{ spot: 0 }, { strike: -1 }, { years: 0 }]) {
      expect(whyNoVolatility({ ...terms, ...wrong }, 5)).toBe('invalidInput')
      expect(impliedVolatility({ ...terms, ...wrong }, 5)).toBeNaN()
    }
    expect(whyNoVolatility(terms, intrinsic + 1)).toBeUndefined()
    expect(impliedVolatility(terms, intrinsic + 1)).toBeGreaterThan(0)
  })
})
