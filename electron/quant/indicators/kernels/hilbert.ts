import { wmaKernel } from './weightedSum.ts'

const A = 0.0962
const B = 0.5769
const DEGREES = 45 / Math.atan(1)

/** One Hilbert transform over every other bar. */
class HalfTransform {
  readonly #ring = new Float64Array(3)
  #before = 0
  #input = 0

  update(input: number, place: number, adjustment: number): number {
    const scaled = A * input
    let value = -this.#ring[place]!
    this.#ring[place] = scaled
    value += scaled
    value -= this.#before
    this.#before = B * this.#input
    value += this.#before
    this.#input = input
    return value * adjustment
  }
}

/** The four transforms that even bars have for themselves, and odd bars too. */
class Half {
  readonly detrender = new HalfTransform()
  readonly quadrature = new HalfTransform()
  readonly advancedInphase = new HalfTransform()
  readonly advancedQuadrature = new HalfTransform()
  /** Detrended price two and one bars of the other half ago. */
  older = 0
  newer = 0
}

/**
 * Ehlers' homodyne discriminator as TA-Lib runs it (Rocket Science for Traders, 2001): smoothed price, in-phase and
 * quadrature components and the dominant cycle's period.
 */
export class Hilbert {
  readonly #smooth = wmaKernel(4)
  readonly #halves = [new Half(), new Half()] as const
  readonly #start: number
  #bar = -1
  #place = 0
  #i2 = 0
  #q2 = 0
  #re = 0
  #im = 0
  #period = 0
  smoothedPrice = 0
  inphase = 0
  quadrature = 0
  smoothPeriod = 0

  /** @param start Bar at which TA-Lib's loop starts: 12, or 37 where the phase is used. */
  constructor(start: 12 | 37) {
    this.#start = start
  }

  /** Takes a price; false while the loop has not started. */
  update(price: number): boolean {
    const bar = ++this.#bar
    this.smoothedPrice = this.#smooth.update(price)
    if (bar < this.#start) return false
    const adjustment = 0.075 * this.#period + 0.54
    const isEven = bar % 2 === 0
    const half = this.#halves[isEven ? 0 : 1]
    const other = this.#halves[isEven ? 1 : 0]
    const place = this.#place
    const detrended = half.detrender.update(this.smoothedPrice, place, adjustment)
    this.quadrature = half.quadrature.update(detrended, place, adjustment)
    this.inphase = half.older
    const jI = half.advancedInphase.update(this.inphase, place, adjustment)
    const jQ = half.advancedQuadrature.update(this.quadrature, place, adjustment)
    if (isEven) this.#place = place === 2 ? 0 : place + 1
    other.older = other.newer
    other.newer = detrended
    this.#measure(this.inphase - jQ, this.quadrature + jI)
    return true
  }

  #measure(i: number, q: number): void {
    const q2 = 0.2 * q + 0.8 * this.#q2
    const i2 = 0.2 * i + 0.8 * this.#i2
    this.#re = 0.2 * (i2 * this.#i2 + q2 * this.#q2) + 0.8 * this.#re
    this.#im = 0.2 * (i2 * this.#q2 - q2 * this.#i2) + 0.8 * this.#im
    this.#q2 = q2
    this.#i2 = i2
    const before = this.#period
    let period = before
    if (this.#im !== 0 && this.#re !== 0) period = 360 / (Math.atan(this.#im / this.#re) * DEGREES)
    if (period > 1.5 * before) period = 1.5 * before
    if (period < 0.67 * before) period = 0.67 * before
    period = Math.min(50, Math.max(6, period))
    this.#period = 0.2 * period + 0.8 * before
    this.smoothPeriod = 0.33 * this.#period + 0.67 * this.smoothPeriod
  }
}
