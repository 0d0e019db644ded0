import { defineIndicator, type Kernel, real } from '../defineIndicator.ts'

/**
 * Kalman filter of `y = hedgeRatio x + intercept + noise` whose two coefficients walk at random. The covariance is
 * updated in Joseph's form, which keeps it symmetric and positive.
 */
class KalmanRegression implements Kernel {
  readonly #drift: number
  readonly #noise: number
  #beta = 0
  #alpha = 0
  /** Covariance of beta, of both, and of alpha. */
  #bb: number
  #ba = 0
  #aa: number
  readonly more = new Float64Array(3).fill(Number.NaN)

  constructor(drift: number, noise: number, initialVariance: number) {
    this.#drift = drift
    this.#noise = noise
    this.#bb = initialVariance
    this.#aa = initialVariance
  }

  update(y: number, x: number): number {
    const bb = this.#bb + this.#drift
    const ba = this.#ba
    const aa = this.#aa + this.#drift
    const [hb, ha] = [bb * x + ba, ba * x + aa]
    const variance = x * hb + ha + this.#noise
    const error = y - this.#beta * x - this.#alpha
    const [gainB, gainA] = [hb / variance, ha / variance]
    this.#beta += gainB * error
    this.#alpha += gainA * error
    // (I - K H) P (I - K H)' + K R K'
    const [m00, m01, m10, m11] = [1 - gainB * x, -gainB, -gainA * x, 1 - gainA]
    const [p00, p01] = [m00 * bb + m01 * ba, m00 * ba + m01 * aa]
    const [p10, p11] = [m10 * bb + m11 * ba, m10 * ba + m11 * aa]
    this.#bb = p00 * m00 + p01 * m01 + gainB * gainB * this.#noise
    this.#ba = p00 * m10 + p01 * m11 + gainB * gainA * this.#noise
    this.#aa = p10 * m10 + p11 * m11 + gainA * gainA * this.#noise
    this.more[0] = this.#alpha
    this.more[1] = error
    this.more[2] = Math.sqrt(variance)
    return this.#beta
  }
}

export const kalmanHedgeRatioIndicator = defineIndicator({
  id: 'kalmanHedgeRatio',
  name: 'Kalman hedge ratio',
  group: 'statistics',
  summary:
    'Hedge ratio of the source against another series as it drifts, with intercept, and the error of the forecast with its deviation.',
  formula:
    'y[t] = hedgeRatio[t] x[t] + intercept[t] + e, coefficients walk with variance drift / (1 - drift); Joseph form',
  source: 'Kalman 1960; Chan, Algorithmic Trading, 2013, chapter 3',
  inputs: ['source', 'other'],
  parameters: {
    drift: real(1e-4, 0, 0.999, 'share of the coefficients that may change a bar'),
    observationVariance: real(1e-3, 1e-12, 1e12, 'in squared units of the source'),
    initialVariance: real(1, 0, 1e12),
  },
  outputs: { hedgeRatio: 'other', intercept: 'other', error: 'other', errorDeviation: 'other' },
  pane: 'own',
  memory: 'recursive',
  warmUp: () => 0,
  create: ({ drift, observationVariance, initialVariance }) =>
    new KalmanRegression(drift / (1 - drift), observationVariance, initialVariance),
})
