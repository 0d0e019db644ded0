import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { priceEuropean } from '../../../electron/quant/pricing/europeanOption.ts'
import { monotoneCubic } from '../../../electron/quant/pricing/monotoneCubic.ts'
import {
  densityFactor,
  findButterflyArbitrage,
  findCalendarArbitrage,
  findQuoteArbitrage,
  findSurfaceArbitrage,
} from '../../../electron/quant/pricing/surfaceArbitrage.ts'
import { fitSvi, type SviParameters, sviCurve } from '../../../electron/quant/pricing/sviSmile.ts'
import {
  buildVolatilitySurface,
  type ExpiryQuotes,
} from '../../../electron/quant/pricing/volatilitySurface.ts'

/** A. Vogt's smile, which has butterfly arbitrage (Gatheral and Jacquier 2014, example 3.1). */
const VOGT: SviParameters = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 }
/** An equity index's smile of a year: skewed, and free of arbitrage. */
const INDEX: SviParameters = { a: 0.01, b: 0.09, rho: -0.6, m: 0.05, sigma: 0.15 }

function expiryOf(
  parameters: SviParameters,
  years: number,
  forward: number,
  ks: readonly number[],
): ExpiryQuotes {
  const curve = sviCurve(parameters)
  const quotes = ks.map((k) => ({
    strike: forward * Math.exp(k),
    volatility: Math.sqrt(curve.value(k) / years),
  }))
  return { years, forward, quotes }
}

function scaled({ a, b, ...rest }: SviParameters, factor: number): SviParameters {
  return { a: a * factor, b: b * factor, ...rest }
}

const WIDE = [-0.6, -0.4, -0.3, -0.2, -0.12, -0.06, 0, 0.05, 0.1, 0.16, 0.25, 0.35]

describe('monotone cubic', () => {
  it('is the PchipInterpolator of SciPy 1.17.1, with both derivatives', () => {
    const curve = monotoneCubic([-0.2, -0.1, 0.05, 0.3], [0.05, 0.03, 0.028, 0.04])
    const reference = [
      [-0.17, 0.041809656637168145, -0.2624656047197641, 1.29576401179941],
      [0, 0.028223533267781056, -0.008928220255653879, 0.1777777777777776],
      [0.2, 0.032668, 0.05876000000000001, 0.32213333333333327],
      [0.29, 0.039148288, 0.08399359999999999, 0.2386133333333333],
    ] as const
    for (const [x, value, slope, bend] of reference) {
      expect(curve.value(x)).toBeCloseTo(value, 14)
      expect(curve.slope(x)).toBeCloseTo(slope, 13)
      expect(curve.bend(x)).toBeCloseTo(bend, 11)
    }
  })

  it('is it, too, where a turn limits the slope at the end', () => {
    const curve = monotoneCubic([0, 1, 1.5, 3], [1, 1.1, 0.2, 0.25])
    const reference = [
      [0.1, 1.0271, 0.243],
      [0.5, 1.0875, 0.075],
      [1.2, 0.7832, -2.592],
      [2.9, 0.24065185185185184, 0.08711111111111107],
    ] as const
    for (const [x, value, slope] of reference) {
      expect(curve.value(x)).toBeCloseTo(value, 13)
      expect(curve.slope(x)).toBeCloseTo(slope, 13)
    }
  })

  it('goes through its points, stays between neighbours and is flat outside', () => {
    const points = fc.uniqueArray(
      fc.tuple(fc.integer({ min: -50, max: 50 }), fc.double({ min: 0.001, max: 2, noNaN: true })),
      {
        selector: ([x]) => x,
        minLength: 1,
        maxLength: 8,
      },
    )
    fc.assert(
      fc.property(points, fc.double({ min: 0, max: 1, noNaN: true }), (drawn, share) => {
        const sorted = drawn.sort(([a], [b]) => a - b)
        const [x, y] = [sorted.map(([first]) => first), sorted.map(([, second]) => second)]
        const curve = monotoneCubic(x, y)
        for (const [place, at] of x.entries()) {
          expect(curve.value(at)).toBeCloseTo(y[place]!, 12)
          const next = x[place + 1]
          if (next === undefined) continue
          const value = curve.value(at + share * (next - at))
          expect(value).toBeGreaterThanOrEqual(Math.min(y[place]!, y[place + 1]!) - 1e-12)
          expect(value).toBeLessThanOrEqual(Math.max(y[place]!, y[place + 1]!) + 1e-12)
        }
        expect(curve.value(-1000)).toBe(y[0])
        expect(curve.value(1000)).toBe(y.at(-1))
        expect(curve.slope(1000)).toBe(0)
      }),
      { seed: 20_240_719, numRuns: 200 },
    )
  })
})

describe('SVI', () => {
  const pointsOf = (parameters: SviParameters, ks: readonly number[]) =>
    ks.map((k) => ({ k, totalVariance: sviCurve(parameters).value(k), weight: 1 }))

  it.each([
    ['Vogt', VOGT],
    ['index', INDEX],
    ['flat', { a: 0.04, b: 0, rho: 0, m: 0, sigma: 0.1 }],
  ] as const)('finds the smile it was drawn from: %s', (_, parameters) => {
    const fit = fitSvi(pointsOf(parameters, WIDE))!
    expect(fit.error).toBeLessThan(1e-7)
    for (const k of [-0.7, -0.35, 0.02, 0.2, 0.4]) {
      expect(sviCurve(fit.parameters).value(k)).toBeCloseTo(sviCurve(parameters).value(k), 5)
    }
  })

  it('finds the parameters themselves where the points determine them', () => {
    const { parameters } = fitSvi(pointsOf(INDEX, WIDE))!
    for (const key of ['a', 'b', 'rho', 'm', 'sigma'] as const) {
      expect(parameters[key]).toBeCloseTo(INDEX[key], 4)
    }
  })

  it('has its derivatives', () => {
    const curve = sviCurve(VOGT)
    const h = 1e-4
    for (const k of [-1, 0, 0.36, 1]) {
      expect(curve.slope(k)).toBeCloseTo((curve.value(k + h) - curve.value(k - h)) / (2 * h), 7)
      expect(curve.bend(k)).toBeCloseTo((curve.slope(k + h) - curve.slope(k - h)) / (2 * h), 7)
    }
  })

  it('with noise fits no worse than the smile behind it, within its bounds', () => {
    const smiles = fc.record({
      level: fc.double({ min: 0.005, max: 0.2, noNaN: true }),
      b: fc.double({ min: 0.01, max: 0.4, noNaN: true }),
      rho: fc.double({ min: -0.9, max: 0.9, noNaN: true }),
      m: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
      sigma: fc.double({ min: 0.03, max: 0.5, noNaN: true }),
      noise: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
    })
    fc.assert(
      fc.property(smiles, ({ level, noise, ...rest }) => {
        const truth = { a: level, ...rest }
        const points = pointsOf(truth, WIDE).map((point, place) => ({
          ...point,
          totalVariance: point.totalVariance * (1 + 0.01 * noise[place]!),
        }))
        const fit = fitSvi(points)!
        const curve = sviCurve(truth)
        const own = Math.sqrt(
          points.reduce((sum, point) => sum + (point.totalVariance - curve.value(point.k)) ** 2, 0) /
            points.length,
        )
        expect(fit.error).toBeLessThanOrEqual(own * 1.02 + 1e-9)
        const { a, b, rho, sigma } = fit.parameters
        expect(Math.abs(rho)).toBeLessThanOrEqual(1)
        expect(b * (1 + Math.abs(rho))).toBeLessThanOrEqual(2 + 1e-9)
        expect(a + b * sigma * Math.sqrt(1 - rho * rho)).toBeGreaterThanOrEqual(-1e-12)
      }),
      { seed: 20_240_719, numRuns: 40 },
    )
  })

  it('does not follow points into wings above the bound of Lee (2004) or below no variance at all', () => {
    const drawn = (totalVariance: (k: number) => number) =>
      [-0.6, -0.4, -0.2, -0.1, 0.1, 0.2, 0.4, 0.6].map((k) => ({
        k,
        totalVariance: totalVariance(k),
        weight: 1,
      }))
    const steep = fitSvi(drawn((k) => 0.05 + 3 * Math.abs(k)))!.parameters
    expect(steep.b * (1 + Math.abs(steep.rho))).toBeLessThanOrEqual(2 + 1e-9)
    const dipping = sviCurve(fitSvi(drawn((k) => 0.5 * Math.abs(k) - 0.045))!.parameters)
    for (let k = -0.1; k <= 0.1; k += 0.005) expect(dipping.value(k)).toBeGreaterThanOrEqual(-1e-12)
  })

  it('asks for five strikes', () => {
    expect(fitSvi(pointsOf(INDEX, [-0.1, 0, 0.1, 0.2]))).toBeUndefined()
  })
})

describe('surface', () => {
  const near = expiryOf(scaled(INDEX, 0.25), 0.25, 101, WIDE)
  const far = expiryOf(INDEX, 1, 104, WIDE)
  const surface = buildVolatilitySurface(100, [far, near])!

  it('gives the quotes back', () => {
    for (const { years, quotes } of [near, far]) {
      for (const quote of quotes) {
        if (!('volatility' in quote)) throw new Error('the quotes are volatilities')
        expect(surface.volatility(quote.strike, years)).toBeCloseTo(quote.volatility, 5)
      }
    }
    expect(surface.slices.map((slice) => slice.years)).toEqual([0.25, 1])
    expect(surface.unused).toEqual([])
  })

  it('total variance is linear in time at constant log-moneyness, and the volatility kept beyond the ends', () => {
    for (const k of [-0.3, 0, 0.2]) {
      const [first, second] = [surface.totalVariance(k, 0.25), surface.totalVariance(k, 1)]
      expect(surface.totalVariance(k, 0.5)).toBeCloseTo(first + (second - first) / 3, 12)
      expect(surface.totalVariance(k, 0.05)).toBeCloseTo(first / 5, 12)
      expect(surface.totalVariance(k, 2)).toBeCloseTo(2 * second, 12)
    }
  })

  it('the forward grows at a constant rate between its marks and goes on at the last one', () => {
    expect(surface.forward(0)).toBe(100)
    expect(surface.forward(0.25)).toBeCloseTo(101, 12)
    expect(surface.forward(0.625)).toBeCloseTo(Math.sqrt(101 * 104), 10)
    expect(surface.forward(1)).toBeCloseTo(104, 12)
    expect(surface.forward(1.75)).toBeCloseTo((104 * 104) / 101, 10)
    expect(surface.volatility(100, 0)).toBeCloseTo(surface.volatility(100, 1e-6), 4)
  })

  it('takes prices, and means the call and the put of one strike', () => {
    const quotes = [90, 95, 100, 105, 110].flatMap((strike) =>
      (['call', 'put'] as const).map((kind) => {
        const terms = {
          kind,
          spot: 102,
          strike,
          years: 0.5,
          rate: 0.04,
          carry: 0,
          volatility: 0.2 + strike / 1e4,
        }
        return { kind, strike, price: priceEuropean(terms) }
      }),
    )
    const priced = buildVolatilitySurface(100, [
      { years: 0.5, forward: 102, discountFactor: Math.exp(-0.02), quotes },
    ])!
    expect(priced.slices[0]!.points.length).toBe(5)
    expect(priced.volatility(95, 0.5)).toBeCloseTo(0.2095, 5)
  })

  it('means total variances by their weights', () => {
    const quotes = [
      { strike: 100, volatility: 0.2, weight: 3 },
      { strike: 100, volatility: 0.4, weight: 1 },
    ]
    const mixed = buildVolatilitySurface(100, [{ years: 1, forward: 100, quotes }])!
    expect(mixed.totalVariance(0, 1)).toBeCloseTo(0.75 * 0.04 + 0.25 * 0.16, 14)
  })

  it('interpolates where there are fewer than five strikes', () => {
    const few = buildVolatilitySurface(100, [expiryOf(INDEX, 1, 100, [-0.2, 0, 0.1])])!
    expect(few.slices[0]!.svi).toBeUndefined()
    expect(few.totalVariance(0, 1)).toBeCloseTo(sviCurve(INDEX).value(0), 12)
    expect(few.totalVariance(-5, 1)).toBeCloseTo(sviCurve(INDEX).value(-0.2), 12)
    const one = buildVolatilitySurface(100, [expiryOf(INDEX, 1, 100, [0])])!
    expect(one.volatility(50, 3)).toBeCloseTo(Math.sqrt(sviCurve(INDEX).value(0)), 12)
  })

  it('names the quotes it cannot use', () => {
    const wrong = [
      { strike: 100, kind: 'call', price: 200 },
      { strike: -5, volatility: 0.2 },
      { strike: 90, volatility: 0.2, weight: 0 },
      { strike: 95, volatility: Number.NaN },
    ] as const
    const partly = buildVolatilitySurface(100, [{ ...near, quotes: [...near.quotes, ...wrong] }])!
    expect(partly.unused).toEqual([
      { years: 0.25, strike: 100, reason: 'noImpliedVolatility' },
      { years: 0.25, strike: -5, reason: 'invalidStrike' },
      { years: 0.25, strike: 90, reason: 'invalidWeight' },
      { years: 0.25, strike: 95, reason: 'noImpliedVolatility' },
    ])
    expect(buildVolatilitySurface(100, [{ ...near, quotes: wrong }])).toBeUndefined()
  })

  it('refuses a time, forward or spot that cannot be, and an expiry given twice', () => {
    expect(() => buildVolatilitySurface(0, [near])).toThrow('a spot must be above 0, not 0')
    expect(() => buildVolatilitySurface(100, [{ ...near, years: 0 }])).toThrow('years and a forward above 0')
    expect(() => buildVolatilitySurface(100, [near, near])).toThrow('two expiries are 0.25 years away')
  })
})

describe('arbitrage', () => {
  it("finds the butterfly in Vogt's smile where Gatheral and Jacquier draw it, and none in an index's", () => {
    const vogt = buildVolatilitySurface(1, [
      expiryOf(VOGT, 1, 1, [-1.5, -1, -0.6, -0.3, 0, 0.2, 0.4, 0.6, 0.9, 1.2, 1.5]),
    ])!
    const found = findButterflyArbitrage(vogt.slices[0]!)
    expect(found.length).toBeGreaterThan(0)
    for (const { kind, k, amount } of found) {
      expect(kind).toBe('butterfly')
      expect(k).toBeGreaterThan(0.6)
      expect(k).toBeLessThan(1.4)
      expect(amount).toBeLessThan(0)
    }
    expect(densityFactor(sviCurve(VOGT), 0)).toBeGreaterThan(0)
    const index = buildVolatilitySurface(1, [expiryOf(INDEX, 1, 1, WIDE)])!
    expect(findSurfaceArbitrage(index)).toEqual([])
  })

  it('a flat smile has the density factor 1', () => {
    expect(densityFactor(monotoneCubic([-1, 1], [0.04, 0.04]), 0.3)).toBeCloseTo(1, 14)
  })

  it("a skewed smile's is the density that the prices of calls curve to (Breeden and Litzenberger 1978)", () => {
    for (const curve of [sviCurve(INDEX), sviCurve(VOGT)]) {
      const call = (strike: number) =>
        priceEuropean({
          kind: 'call',
          spot: 1,
          strike,
          years: 1,
          rate: 0,
          carry: 0,
          volatility: Math.sqrt(curve.value(Math.log(strike))),
        })
      for (const strike of [0.6, 0.8, 1, 1.2, 2.2]) {
        const h = 1e-3 * strike
        const density = (call(strike + h) + call(strike - h) - 2 * call(strike)) / (h * h)
        const k = Math.log(strike)
        const w = curve.value(k)
        const d2 = -k / Math.sqrt(w) - 0.5 * Math.sqrt(w)
        const scale = Math.exp(-0.5 * d2 * d2) / (strike * Math.sqrt(2 * Math.PI * w))
        expect(densityFactor(curve, k) * scale).toBeCloseTo(density, 4)
      }
    }
  })

  it('finds total variance that falls with time, and where', () => {
    const near = expiryOf(scaled(INDEX, 0.5), 0.5, 100, WIDE)
    const fine = buildVolatilitySurface(100, [near, expiryOf(INDEX, 1, 100, WIDE)])!
    expect(findSurfaceArbitrage(fine)).toEqual([])
    // A flatter far smile lies below the near one in the left wing alone.
    const flat = { a: 0.03, b: 0.01, rho: 0, m: 0, sigma: 0.1 }
    const crossed = buildVolatilitySurface(100, [near, expiryOf(flat, 1, 100, WIDE)])!
    const found = findCalendarArbitrage(crossed.slices[0]!, crossed.slices[1]!)
    expect(found.length).toBeGreaterThan(0)
    for (const point of found) {
      expect(point).toMatchObject({ kind: 'calendar', years: 0.5, laterYears: 1 })
      const gap = sviCurve(scaled(INDEX, 0.5)).value(point.k) - sviCurve(flat).value(point.k)
      expect(gap).toBeGreaterThan(-1e-6)
      expect(point.amount).toBeCloseTo(gap, 4)
    }
    expect(findSurfaceArbitrage(crossed)).toEqual(found)
  })

  it('names the strikes whose quotes give money away by themselves', () => {
    const volatilities = [0.2, 0.2, 0.2, 0.26, 0.2, 0.2]
    const quotes = volatilities.map((volatility, place) => ({ strike: 90 + 5 * place, volatility }))
    const surface = buildVolatilitySurface(100, [{ years: 0.25, forward: 100, quotes }])!
    const butterflies = findQuoteArbitrage(surface.slices[0]!).filter(({ kind }) => kind === 'butterfly')
    expect(butterflies.map(({ strikes }) => strikes.map(Math.round))).toEqual([[100, 105, 110]])
    const price = (place: number) =>
      priceEuropean({
        kind: 'call',
        spot: 100,
        strike: 90 + 5 * place,
        years: 0.25,
        rate: 0,
        carry: 0,
        volatility: volatilities[place]!,
      })
    expect(butterflies[0]!.amount).toBeCloseTo(price(3) - 0.5 * (price(2) + price(4)), 9)
    const steep = [0.2, 0.6].map((volatility, place) => ({ strike: 100 + place, volatility }))
    const vertical = buildVolatilitySurface(100, [{ years: 0.25, forward: 100, quotes: steep }])!
    expect(findQuoteArbitrage(vertical.slices[0]!)).toMatchObject([{ kind: 'vertical', years: 0.25 }])
    const falling = [0.6, 0.2].map((volatility, place) => ({ strike: 100 + place, volatility }))
    const tooDear = buildVolatilitySurface(100, [{ years: 0.25, forward: 100, quotes: falling }])!
    const found = findQuoteArbitrage(tooDear.slices[0]!)
    expect(found).toMatchObject([{ kind: 'vertical' }])
    expect(found[0]!.amount).toBeGreaterThan(5)
  })
})
