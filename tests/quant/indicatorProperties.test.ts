import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateIndicator } from '../../electron/quant/indicators/evaluateIndicator.ts'
import { normalDistribution } from '../../electron/quant/indicators/kernels/normalDistribution.ts'
import { findIndicator, INDICATOR_DEFINITIONS } from '../../electron/quant/indicators/registry.ts'
import { Xoshiro128 } from '../../electron/quant/xoshiro128.ts'

const SETTINGS = { seed: 20, numRuns: 60 }
const OURS = new Set(['statistics', 'volatility', 'microstructure'])

type Numbers = readonly number[]

/** All outputs of an indicator over plain lists. */
function all(id: string, inputs: readonly Numbers[], parameters: Record<string, number> = {}) {
  const definition = findIndicator(id)
  if (definition === undefined) throw new Error(`there is no indicator '${id}'`)
  return evaluateIndicator(
    definition,
    inputs.map((input) => Float64Array.from(input)),
    parameters,
  )
}

/** Outputs at the last bar. */
function last(id: string, inputs: readonly Numbers[], parameters: Record<string, number> = {}): number[] {
  return all(id, inputs, parameters).map((output) => output.at(-1)!)
}

/** Values of a standard normal from a seed (Box and Muller 1958). */
function normals(count: number, seed: number): number[] {
  const random = new Xoshiro128(seed)
  return Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()),
  )
}

/** Prices whose log returns are given, from 100 on. */
function pricesOf(logReturns: Numbers): number[] {
  const prices = [100]
  for (const change of logReturns) prices.push(prices.at(-1)! * Math.exp(change))
  return prices
}

/** Sums of steps from 50 on. */
function walkOf(steps: Numbers): number[] {
  const walk = [50]
  for (const step of steps) walk.push(walk.at(-1)! + step)
  return walk
}

/** Multiples of 1/64, so that moving them is exact. */
const list = (count: number) =>
  fc.array(
    fc.integer({ min: -6400, max: 6400 }).map((value) => value / 64),
    { minLength: count, maxLength: count },
  )
const spread = (values: Numbers) => Math.max(...values) - Math.min(...values)

describe('properties', () => {
  it('an indicator with a window depends on its last warm-up + 1 bars alone, bit for bit', () => {
    const noise = (seed: number, scale: number) => normals(200, seed).map((z) => 100 + scale * z)
    for (const definition of INDICATOR_DEFINITIONS) {
      if (!OURS.has(definition.group) || definition.memory !== 'window') continue
      const inputs = definition.inputs.map((_, place) => Float64Array.from(noise(place + 1, 1)))
      const parameters = Object.fromEntries(
        Object.entries(definition.parameters).map(([name, range]) => [
          name,
          range.max > 1000 && range.whole ? Math.max(range.min, 33) : range.default,
        ]),
      )
      if (definition.refuse?.(parameters) !== undefined) parameters.length = 60
      const warmUp = definition.warmUp(parameters)
      const whole = evaluateIndicator(definition, inputs, parameters)
      const tail = evaluateIndicator(
        definition,
        inputs.map((input) => input.slice(-warmUp - 1)),
        parameters,
      )
      for (const [place, output] of tail.entries()) {
        expect(output.at(-1), `${definition.id}, output ${place}`).toBe(whole[place]!.at(-1))
      }
    }
  })

  it('shape, dependence and ranks do not change with the unit and the origin of the values', () => {
    fc.assert(
      fc.property(list(40), list(40), fc.integer({ min: 1, max: 50 }), (x, y, factor) => {
        fc.pre(spread(x) > 1 && spread(y) > 1)
        const moved = x.map((value) => factor * value + 1000)
        const cases: [string, Record<string, number>][] = [
          ['skewness', { length: 40 }],
          ['kurtosis', { length: 40 }],
          ['jarqueBera', { length: 40 }],
          ['autocorrelation', { length: 40, lag: 3 }],
          ['ljungBox', { length: 40, lags: 5 }],
          ['robustZScore', { length: 40 }],
        ]
        for (const [id, parameters] of cases) {
          expect(last(id, [moved], parameters)[0], id).toBeCloseTo(last(id, [x], parameters)[0]!, 6)
        }
        for (const id of ['pearsonCorrelation', 'spearmanCorrelation']) {
          const value = last(id, [x, y], { length: 40 })[0]!
          expect(last(id, [moved, y], { length: 40 })[0], id).toBeCloseTo(value, 7)
          expect(last(id, [y, x], { length: 40 })[0], id).toBeCloseTo(value, 9)
          expect(Math.abs(value)).toBeLessThanOrEqual(1 + 1e-12)
        }
      }),
      SETTINGS,
    )
  })

  it('what looks at ranks alone does not change under a rising function', () => {
    fc.assert(
      fc.property(list(40), list(40), (x, y) => {
        const bent = x.map((value) => value ** 3)
        fc.pre(new Set(bent).size === new Set(x).size)
        const cases: [string, Record<string, number>, Numbers[]][] = [
          ['permutationEntropy', { length: 40, order: 4 }, []],
          ['percentRank', { length: 39 }, []],
          ['spearmanCorrelation', { length: 40 }, [y]],
        ]
        for (const [id, parameters, rest] of cases) {
          expect(last(id, [bent, ...rest], parameters), id).toEqual(last(id, [x, ...rest], parameters))
        }
      }),
      SETTINGS,
    )
  })

  it('a price of 0 or less, as oil had on 20 April 2020, makes its windows unknown and nothing after them', () => {
    for (const odd of [0, -37.63]) {
      const prices = pricesOf(normals(119, 21).map((z) => z / 100))
      prices[60] = odd
      const rest = prices.slice(61)
      const cases = ['realisedVolatility', 'realisedVariance', 'bipowerVariation', 'downsideDeviation']
      for (const id of [...cases, 'hurstVariance', 'varianceRatio', 'realisedQuarticity']) {
        const parameters = { length: 20, ...(id === 'hurstVariance' ? { lags: 5 } : {}) }
        const afresh = last(id, [rest], parameters)
        for (const [place, output] of all(id, [prices], parameters).entries()) {
          expect(output[58], id).not.toBeNaN()
          for (const t of [60, 61, 70]) expect(output[t], id).toBeNaN()
          expect(output.at(-1), id).toBe(afresh[place])
        }
      }
    }
  })

  it('order statistics stand between the extremes and ascend with their probability', () => {
    fc.assert(
      fc.property(list(31), (x) => {
        const at = (probability: number) => last('quantile', [x], { length: 31, probability })[0]!
        expect(at(0)).toBe(Math.min(...x))
        expect(at(1)).toBe(Math.max(...x))
        expect(at(0.5)).toBe(last('median', [x], { length: 31 })[0])
        expect(at(0.25)).toBeLessThanOrEqual(at(0.75))
      }),
      SETTINGS,
    )
  })

  it('keeps its digits on a level of a billion', () => {
    const wave = Array.from({ length: 64 }, (_, t) => (((t * 37) % 64) / 64) ** 2)
    const lifted = wave.map((value) => value + 2 ** 30)
    const cases: [string, Record<string, number>][] = [
      ['sampleVariance', { length: 50 }],
      ['skewness', { length: 50 }],
      ['kurtosis', { length: 50 }],
      ['trendRegression', { length: 50 }],
      ['autocorrelation', { length: 50, lag: 2 }],
      ['augmentedDickeyFuller', { length: 50 }],
    ]
    for (const [id, parameters] of cases) {
      const [low, high] = [last(id, [wave], parameters), last(id, [lifted], parameters)]
      for (const [place, value] of low.entries()) expect(high[place]! / value, id).toBeCloseTo(1, 9)
    }
  })

  it('a realised variance is its two halves, and its jumps are no more than all of it', () => {
    fc.assert(
      fc.property(list(30), (x) => {
        fc.pre(spread(x) > 1)
        const prices = pricesOf(x.map((value) => value / 1000))
        const [variance, down, up] = last('realisedVariance', [prices], { length: 30 })
        expect(down! + up!).toBeCloseTo(variance!, 12)
        const share = last('bipowerVariation', [prices], { length: 30 })[1]!
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
      }),
      SETTINGS,
    )
  })
})

describe('closed forms and limits', () => {
  it('a random walk has a Hurst exponent and a variance ratio as it must; a straight line has 1', () => {
    const walk = pricesOf(normals(4096, 5).map((z) => z / 100))
    expect(last('hurstVariance', [walk], { length: 4097, lags: 20 })[0]).toBeCloseTo(0.5, 1)
    expect(
      Math.abs(last('hurstRescaledRange', [walk], { length: 4096, smallest: 64 })[0]! - 0.5),
    ).toBeLessThan(0.1)
    const [ratio, z] = last('varianceRatio', [walk], { length: 4096, lags: 4 })
    expect(Math.abs(ratio! - 1)).toBeLessThan(0.05)
    expect(Math.abs(z!)).toBeLessThan(2.5)
    // A return that is undone at the next bar: variance over two bars vanishes.
    const back = pricesOf(Array.from({ length: 100 }, (_, t) => (t % 2 === 0 ? 0.01 : -0.01)))
    expect(last('varianceRatio', [back], { length: 100, lags: 2 })[0]).toBeCloseTo(0, 10)
  })

  it('entropies are 0 for order and 1, or log(bins), for what is spread evenly', () => {
    const line = Array.from({ length: 100 }, (_, t) => t)
    expect(last('permutationEntropy', [line])[0]).toBe(0)
    expect(last('permutationEntropy', [normals(5000, 3)], { length: 5000 })[0]).toBeCloseTo(1, 3)
    expect(last('shannonEntropy', [line], { length: 100, bins: 10 })[0]).toBeCloseTo(Math.log(10), 12)
    expect(last('shannonEntropy', [line.map(() => 7)])[0]).toBe(0)
    const wave = line.map((t) => t % 4)
    expect(last('sampleEntropy', [wave])[0]).toBeCloseTo(0, 12)
    expect(last('sampleEntropy', [normals(300, 4)], { length: 300 })[0]).toBeGreaterThan(1.8)
  })

  it('half of the distance of an exact AR(1) with 1/2 is gone after one bar; a line never comes back', () => {
    const decaying = Array.from({ length: 20 }, (_, t) => 3 + 0.5 ** t)
    expect(last('halfLife', [decaying], { length: 10 })[0]).toBeCloseTo(1, 6)
    expect(last('halfLife', [decaying.map((_, t) => 1.1 ** t)], { length: 10 })[0]).toBe(
      Number.POSITIVE_INFINITY,
    )
  })

  it('finds the reversion there is, and in 5% of random walks one that is not (MacKinnon 2010, 100 values)', () => {
    const noise = normals(250, 7)
    const walk = walkOf(normals(249, 6))
    const pair = walk.map((value, t) => 10 + 2 * value + noise[t]!)
    const [statistic, hedgeRatio] = last('engleGranger', [pair, walk], { length: 250 })
    expect(statistic).toBeLessThan(-6)
    expect(hedgeRatio).toBeCloseTo(2, 1)
    expect(last('augmentedDickeyFuller', [noise], { length: 250 })[0]).toBeLessThan(-8)
    const walks = 400
    let alone = 0
    let together = 0
    for (let seed = 0; seed < walks; seed++) {
      const [one, two] = [walkOf(normals(99, 100 + seed)), walkOf(normals(99, 9000 + seed))]
      if (last('augmentedDickeyFuller', [one], { length: 100 })[0]! < -2.8909) alone++
      if (last('engleGranger', [one, two], { length: 100 })[0]! < -3.3982) together++
    }
    for (const share of [alone / walks, together / walks]) {
      expect(share).toBeGreaterThan(0.025)
      expect(share).toBeLessThan(0.085)
    }
  })

  it('a Kalman filter without drift that knows nothing beforehand is least squares', () => {
    const x = normals(80, 9)
    const y = normals(80, 10).map((z, t) => 1.5 + 0.7 * x[t]! + 0.2 * z)
    const filtered = last('kalmanHedgeRatio', [y, x], {
      drift: 0,
      observationVariance: 1,
      initialVariance: 1e9,
    })
    const fitted = last('pairRegression', [y, x], { length: 80 })
    expect(filtered[0]).toBeCloseTo(fitted[0]!, 6)
    expect(filtered[1]).toBeCloseTo(fitted[1]!, 6)
  })

  it('a fractional difference of order 0 is the level, of order 1 the change, of order 2 the change of it', () => {
    const x = normals(60, 11)
    const of = (order: number) => last('fractionalDifference', [x], { order, length: 50 })[0]
    expect(of(0)).toBe(x.at(-1))
    expect(of(1)).toBeCloseTo(x.at(-1)! - x.at(-2)!, 14)
    expect(of(2)).toBeCloseTo(x.at(-1)! - 2 * x.at(-2)! + x.at(-3)!, 13)
  })

  it('a CUSUM filter reports a move of more than its threshold once', () => {
    const prices = pricesOf([0.01, 0.015, 0.001, -0.01, -0.02, -0.001])
    expect([...all('cusumFilter', [prices], { threshold: 0.02 })[0]!]).toEqual([
      Number.NaN,
      0,
      1,
      0,
      0,
      -1,
      0,
    ])
  })

  it('drawdowns of 100, 120, 90, 110, 60, 130', () => {
    const prices = [100, 120, 90, 110, 60, 130]
    const falls = [...all('drawdown', [prices])[0]!]
    for (const [t, fall] of [0, 0, -0.25, -1 / 12, -0.5, 0].entries()) expect(falls[t]).toBeCloseTo(fall, 12)
    expect(last('maximumDrawdown', [prices], { length: 6 })[0]).toBeCloseTo(-0.5, 12)
    expect(last('maximumDrawdown', [prices], { length: 2 })[0]).toBe(0)
  })

  it('volatility of a constant range is that range: Parkinson, Garman-Klass and their limits', () => {
    const bars = 30
    const flat = (value: number) => Array.from({ length: bars }, () => value)
    const range = Math.log(101 / 99)
    const inputs = [flat(100), flat(101), flat(99), flat(100)]
    const parameters = { length: 20, barsPerYear: 1 }
    expect(last('parkinsonVolatility', [flat(101), flat(99)], parameters)[0]).toBeCloseTo(
      range / Math.sqrt(4 * Math.LN2),
      12,
    )
    expect(last('garmanKlassVolatility', inputs, parameters)[0]).toBeCloseTo(range / Math.SQRT2, 12)
    const drift = Array.from({ length: bars }, (_, t) => 100 * 1.01 ** t)
    const next = drift.map((value) => value * 1.01)
    // A bar that only rises has no volatility beside its drift.
    expect(last('rogersSatchellVolatility', [drift, next, drift, next], parameters)[0]).toBeCloseTo(0, 7)
    expect(last('yangZhangVolatility', [drift, next, drift, next], parameters)[0]).toBeCloseTo(0, 7)
  })

  it('GARCH without memory is its long run, EWMA without decay the last return', () => {
    const prices = pricesOf(normals(100, 12).map((z) => z / 100))
    const long = last('garchVolatility', [prices], { alpha: 0, beta: 0, longRun: 0.2, barsPerYear: 252 })[0]
    expect(long).toBeCloseTo(0.2, 12)
    const recent = Math.abs(Math.log(prices.at(-1)! / prices.at(-2)!))
    expect(last('ewmaVolatility', [prices], { decay: 0, barsPerYear: 1 })[0]).toBeCloseTo(recent, 12)
    const targeted = { alpha: 0, beta: 0, length: 50, barsPerYear: 1 }
    const variance = last('realisedVariance', [prices], { length: 50 })[0]!
    expect(last('garchTargetedVolatility', [prices], targeted)[0]).toBeCloseTo(Math.sqrt(variance / 50), 12)
  })

  it('one jump in a calm market is found by bipower variation and left out by MedRV and MinRV', () => {
    const changes = normals(60, 13).map((z) => z / 1000)
    const calm = last('medianVariance', [pricesOf(changes)])[0]!
    changes[30] = 0.1
    const jumpy = pricesOf(changes)
    expect(last('bipowerVariation', [jumpy])[1]).toBeGreaterThan(0.9)
    expect(last('medianVariance', [jumpy])[0]! / calm).toBeLessThan(1.2)
    expect(last('minimumVariance', [jumpy])[0]! / calm).toBeLessThan(1.5)
  })

  it('the normal distribution agrees with its tables to 1e-15', () => {
    expect(normalDistribution(0)).toBe(0.5)
    expect(normalDistribution(1.959963984540054)).toBeCloseTo(0.975, 14)
    expect(normalDistribution(-1)).toBeCloseTo(0.15865525393145705, 15)
    expect(normalDistribution(3)).toBeCloseTo(0.9986501019683699, 15)
    expect(normalDistribution(-5)).toBeCloseTo(2.866515718791939e-7, 15)
  })
})
