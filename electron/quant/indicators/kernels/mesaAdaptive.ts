import { Hilbert } from './hilbert.ts'

const DEGREES = 45 / Math.atan(1)

/** MAMA and its follower FAMA (Ehlers 2001), both from 0 at bar 12 as in TA-Lib. */
export class MesaAdaptive {
  readonly #hilbert = new Hilbert(12)
  readonly #fast: number
  readonly #slow: number
  #phase = 0
  #mama = 0
  #fama = 0
  #bar = -1
  readonly more = new Float64Array(1).fill(Number.NaN)

  constructor(fast: number, slow: number) {
    this.#fast = fast
    this.#slow = slow
  }

  update(price: number): number {
    if (Number.isNaN(price)) return Number.NaN
    this.#bar++
    if (!this.#hilbert.update(price)) return Number.NaN
    const { inphase, quadrature } = this.#hilbert
    const phase = inphase === 0 ? 0 : Math.atan(quadrature / inphase) * DEGREES
    const turned = this.#phase - phase
    this.#phase = phase
    const alpha = turned > 1 ? Math.max(this.#slow, this.#fast / turned) : this.#fast
    this.#mama = alpha * price + (1 - alpha) * this.#mama
    this.#fama = 0.5 * alpha * this.#mama + (1 - 0.5 * alpha) * this.#fama
    if (this.#bar < 32) return Number.NaN
    this.more[0] = this.#fama
    return this.#mama
  }
}
