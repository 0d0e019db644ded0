import { defineIndicator, type Kernel } from '../defineIndicator.ts'
import { Hilbert } from '../kernels/hilbert.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'

const DEGREES = 45 / Math.atan(1)
const TURN = 8 * Math.atan(1)

/** Phase of the dominant cycle and the trend line under it. */
class Cycle {
  readonly hilbert = new Hilbert(37)
  readonly #prices = new RollingWindow(50)
  readonly #raw = new RollingWindow(51)
  readonly #means = new Float64Array(3)
  #bar = -1
  phase = 0
  trendline = 0

  /** Takes a price; false while the outputs are not known. */
  update(price: number): boolean {
    this.#bar++
    this.#raw.push(price)
    if (!this.hilbert.update(price)) return false
    this.#prices.push(this.hilbert.smoothedPrice)
    const { smoothPeriod } = this.hilbert
    const period = Math.trunc(smoothPeriod + 0.5)
    let real = 0
    let imaginary = 0
    let sum = 0
    for (let k = 0; k < period; k++) {
      const angle = (k * TURN) / period
      const smoothed = k < this.#prices.count ? this.#prices.ago(k) : 0
      real += Math.sin(angle) * smoothed
      imaginary += Math.cos(angle) * smoothed
      sum += this.#raw.ago(k)
    }
    if (Math.abs(imaginary) > 0) this.phase = Math.atan(real / imaginary) * DEGREES
    else if (real < 0) this.phase -= 90
    else if (real > 0) this.phase += 90
    this.phase += 90 + 360 / smoothPeriod
    if (imaginary < 0) this.phase += 180
    if (this.phase > 315) this.phase -= 360
    const mean = period > 0 ? sum / period : sum
    const [one, two, three] = this.#means
    this.trendline = (4 * mean + 3 * one! + 2 * two! + three!) / 10
    this.#means[2] = two!
    this.#means[1] = one!
    this.#means[0] = mean
    return this.#bar >= 63
  }
}

/** 1 in a trend, 0 in a cycle. */
class TrendMode implements Kernel {
  readonly #cycle = new Cycle()
  #days = 0
  #sine = 0
  #lead = 0

  update(price: number): number {
    const before = this.#cycle.phase
    const [sineBefore, leadBefore] = [this.#sine, this.#lead]
    const known = this.#cycle.update(price)
    const { phase, trendline, hilbert } = this.#cycle
    const { smoothPeriod, smoothedPrice } = hilbert
    if (smoothPeriod === 0) return Number.NaN
    this.#sine = Math.sin(phase / DEGREES)
    this.#lead = Math.sin((phase + 45) / DEGREES)
    let trend = 1
    const crossed =
      (this.#sine > this.#lead && sineBefore <= leadBefore) ||
      (this.#sine < this.#lead && sineBefore >= leadBefore)
    if (crossed) {
      this.#days = 0
      trend = 0
    }
    this.#days++
    if (this.#days < 0.5 * smoothPeriod) trend = 0
    const turned = phase - before
    if (turned > (0.67 * 360) / smoothPeriod && turned < (1.5 * 360) / smoothPeriod) trend = 0
    if (trendline !== 0 && Math.abs((smoothedPrice - trendline) / trendline) >= 0.015) trend = 1
    return known ? trend : Number.NaN
  }
}

const common = {
  group: 'cycle',
  inputs: ['source'],
  parameters: {},
  memory: 'recursive',
  source: 'John Ehlers, Rocket Science for Traders, 2001; as TA-Lib',
} as const

/** One value of the discriminator that starts at bar 12 and is shown from bar 32. */
function early(read: (hilbert: Hilbert) => number, more?: Float64Array): Kernel {
  const hilbert = new Hilbert(12)
  let bar = -1
  const kernel = {
    update: (price: number) => {
      bar++
      hilbert.update(price)
      return bar < 32 ? Number.NaN : read(hilbert)
    },
  }
  return more === undefined ? kernel : { ...kernel, more }
}

export const CYCLE = [
  defineIndicator({
    ...common,
    id: 'htDcPeriod',
    talib: 'HT_DCPERIOD',
    name: 'Hilbert transform: dominant cycle period',
    summary: 'Period of the dominant cycle in bars, 6 to 50.',
    formula: 'homodyne discriminator over the analytic signal of WMA(x, 4), smoothed',
    outputs: { htDcPeriod: 'bars' },
    pane: 'own',
    warmUp: () => 32,
    create: () => early(({ smoothPeriod }) => smoothPeriod),
  }),
  defineIndicator({
    ...common,
    id: 'htPhasor',
    talib: 'HT_PHASOR',
    name: 'Hilbert transform: phasor',
    summary: 'In-phase and quadrature components of the detrended price.',
    formula: 'Hilbert transform of WMA(x, 4)',
    outputs: { inphase: 'price', quadrature: 'price' },
    pane: 'own',
    warmUp: () => 32,
    create: () => {
      const more = new Float64Array(1)
      return early(({ inphase, quadrature }) => {
        more[0] = quadrature
        return inphase
      }, more)
    },
  }),
  defineIndicator({
    ...common,
    id: 'htDcPhase',
    talib: 'HT_DCPHASE',
    name: 'Hilbert transform: dominant cycle phase',
    summary: 'Phase of the dominant cycle in degrees, -45 to 315.',
    formula: 'atan of the Fourier sums of WMA(x, 4) over one dominant period',
    outputs: { htDcPhase: 'degrees' },
    pane: 'own',
    warmUp: () => 63,
    create: () => {
      const cycle = new Cycle()
      return { update: (price) => (cycle.update(price) ? cycle.phase : Number.NaN) }
    },
  }),
  defineIndicator({
    ...common,
    id: 'htSine',
    talib: 'HT_SINE',
    name: 'Hilbert transform: sine wave',
    summary: 'Sine of the phase of the dominant cycle, and 45 degrees ahead of it.',
    formula: 'sin(phase), sin(phase + 45)',
    outputs: { sine: 'ratio', leadSine: 'ratio' },
    pane: 'own',
    warmUp: () => 63,
    create: () => {
      const cycle = new Cycle()
      const more = new Float64Array(1).fill(Number.NaN)
      return {
        more,
        update: (price) => {
          if (!cycle.update(price)) return Number.NaN
          more[0] = Math.sin((cycle.phase + 45) / DEGREES)
          return Math.sin(cycle.phase / DEGREES)
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'htTrendMode',
    talib: 'HT_TRENDMODE',
    name: 'Hilbert transform: trend or cycle',
    summary: '1 where the market trends, 0 where it cycles.',
    formula: 'crossings of the sine waves, rate of the phase, distance of 1.5 % from the trend line',
    outputs: { htTrendMode: 'signal' },
    pane: 'own',
    warmUp: () => 63,
    create: () => new TrendMode(),
  }),
  defineIndicator({
    ...common,
    id: 'htTrendline',
    talib: 'HT_TRENDLINE',
    name: 'Hilbert transform: instantaneous trend line',
    summary: 'Mean over one dominant period, smoothed by four bars.',
    formula: 'WMA(mean(x over the dominant period), 4)',
    outputs: { htTrendline: 'price' },
    pane: 'price',
    warmUp: () => 63,
    create: () => {
      const cycle = new Cycle()
      return { update: (price) => (cycle.update(price) ? cycle.trendline : Number.NaN) }
    },
  }),
]
