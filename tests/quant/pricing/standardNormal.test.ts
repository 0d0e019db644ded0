import { describe, expect, it } from 'vitest'
import { erfc, erfcx } from '../../../electron/quant/pricing/errorFunction.ts'
import { gaussLegendre } from '../../../electron/quant/pricing/gaussLegendre.ts'
import {
  standardNormalCdf,
  standardNormalDensity,
  standardNormalQuantile,
} from '../../../electron/quant/pricing/standardNormal.ts'

/** Values of mpmath 1.4.1 with 60 digits, rounded to doubles. */
const ERFC = [
  [-3.5, 1.9999992569016276],
  [-0.9, 1.7969082124228322],
  [-0.2, 1.2227025892104784],
  [0, 1],
  [0.3, 0.6713732405408726],
  [0.46875, 0.507386526782062],
  [0.5, 0.4795001221869535],
  [1.7, 0.01620954140922544],
  [3.9, 3.4792248597231765e-8],
  [4.1, 6.700027654084918e-9],
  [10, 2.088487583762545e-45],
  [26, 5.663192408856143e-296],
] as const
const ERFCX = [
  [-5, 144009798674.66104],
  [-0.9, 4.039284322029826],
  [-0.2, 1.2726020284831958],
  [0.3, 0.7345993345676551],
  [0.5, 0.6156903441929259],
  [1.7, 0.2916632970753435],
  [3.9, 0.14031418160068973],
  [4.1, 0.133834116418652],
  [10, 0.05614099274382259],
  [50, 0.011281536265323773],
  [1e6, 5.641895835474742e-7],
] as const
const CDF = [
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-8.5, 9.479534822203318e-18],
  [-3, 0.0013498980316300946],
  [-1, 0.15865525393145705],
  [-0.1, 0.460172162722971],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [2, 0.9772498680518208],
  [6, 0.9999999990134123],
] as const
const QUANTILES = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [1e-8, -5.612001244174789],
  [0.001, -3.0902323061678136],
  [0.02, -2.053748910631823],
  [0.025, -1.9599639845400543],
  [0.3, -0.5244005127080408],
] as const

function expectRelative(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual / expected - 1)).toBeLessThanOrEqual(tolerance)
}

describe('the normal distribution against mpmath', () => {
  it.each(ERFC)('erfc(%d) = %d', (y, value) => expectRelative(erfc(y), value, 1e-15))
  it.each(ERFCX)('erfcx(%d) = %d', (y, value) => expectRelative(erfcx(y), value, 1e-15))
  it.each(CDF)('Phi(%d) = %d, in relative terms', (z, value) =>
    expectRelative(standardNormalCdf(z), value, 2e-13),
  )
  it.each(QUANTILES)('quantile of %d = %d', (p, value) =>
    expectRelative(standardNormalQuantile(p), value, 2e-15),
  )

  it('is symmetric, ends at 0 and 1 and refuses what is not a probability', () => {
    expect(standardNormalCdf(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(standardNormalCdf(Number.POSITIVE_INFINITY)).toBe(1)
    expect(standardNormalQuantile(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(standardNormalQuantile(1)).toBe(Number.POSITIVE_INFINITY)
    expect(standardNormalQuantile(0.5)).toBeCloseTo(0, 15)
    expect(standardNormalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14)
    expect(standardNormalQuantile(-0.1)).toBeNaN()
    expect(standardNormalQuantile(1.1)).toBeNaN()
    expect(standardNormalDensity(0)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 15)
  })
})

describe('Gauss-Legendre quadrature', () => {
  it('integrates polynomials of degree 2n - 1 exactly, and a smooth function to rounding', () => {
    for (const count of [1, 2, 5, 16, 32]) {
      const { nodes, weights } = gaussLegendre(count)
      const integrate = (f: (x: number) => number) => nodes.reduce((sum, x, i) => sum + weights[i]! * f(x), 0)
      expect(integrate(() => 1)).toBeCloseTo(2, 13)
      expect(integrate((x) => x ** (2 * count - 2))).toBeCloseTo(2 / (2 * count - 1), 12)
      if (count >= 16) expect(integrate(Math.exp)).toBeCloseTo(Math.E - 1 / Math.E, 13)
    }
  })
})
