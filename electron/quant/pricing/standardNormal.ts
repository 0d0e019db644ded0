import { erfc } from './errorFunction.ts'

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI)

/** Density of the standard normal. */
export function standardNormalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / ROOT_TWO_PI
}

/**
 * Distribution function of the standard normal through Cody's erfc: relative error below 1e-14 in both tails down to
 * z = -37, unlike a series around zero, whose error is absolute. An option far out of the money needs that.
 */
export function standardNormalCdf(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2)
}

/** Lower half of the quantile, by the rational start of Acklam (2003, relative error 1.15e-9). */
function acklam(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    return (
      (((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
        q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    )
  }
  const q = p - 0.5
  const r = q * q
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  )
}

/**
 * Quantile of the standard normal: Acklam's rational start and one step of Halley, relative error about 1e-15.
 * -Infinity at 0, Infinity at 1, NaN outside.
 */
export function standardNormalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN
  if (probability === 0) return Number.NEGATIVE_INFINITY
  if (probability > 0.5) return probability === 1 ? Number.POSITIVE_INFINITY : -lowerQuantile(1 - probability)
  return lowerQuantile(probability)
}

function lowerQuantile(probability: number): number {
  const start = acklam(probability)
  const density = standardNormalDensity(start)
  if (density === 0) return start
  const step = (standardNormalCdf(start) - probability) / density
  return start - step / (1 + 0.5 * start * step)
}
