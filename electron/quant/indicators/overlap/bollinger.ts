import { bars, defineIndicator, type Kernel, real } from '../defineIndicator.ts'
import type { Average } from '../kernels/average.ts'
import { RollingMomentsKernel } from '../kernels/rollingMoments.ts'
import { rollingMoments } from '../regression/deviation.ts'
import { SmaKernel, sma } from './sma.ts'

/** Bands of population standard deviations around an average that is known by `length - 1`. */
export class BandsKernel implements Kernel {
  readonly #average: Average
  readonly #moments: RollingMomentsKernel
  readonly #length: number
  readonly #up: number
  readonly #down: number
  readonly more = new Float64Array(2).fill(Number.NaN)

  constructor(average: Average, length: number, up: number, down: number) {
    this.#average = average
    this.#moments = new RollingMomentsKernel(length)
    this.#length = length
    this.#up = up
    this.#down = down
  }

  update(value: number): number {
    const middle = this.#average.update(value)
    const deviation = Math.sqrt(this.#moments.update(value) / this.#length)
    if (Number.isNaN(middle) || Number.isNaN(deviation)) return Number.NaN
    this.more[0] = middle
    this.more[1] = middle - deviation * this.#down
    return middle + deviation * this.#up
  }
}

export const bollingerIndicator = defineIndicator({
  id: 'bollinger',
  name: 'Bollinger bands',
  group: 'overlap',
  summary: 'SMA and `width` population standard deviations around it.',
  formula: 'SMA +- width sqrt(sum((x - mean)^2) / length)',
  source: 'John Bollinger, Bollinger on Bollinger Bands, 2001',
  inputs: ['source'],
  parameters: { length: bars(20), width: real(2, 0, 1000) },
  outputs: { upper: 'price', middle: 'price', lower: 'price' },
  pane: 'price',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length, width }) => new BandsKernel(new SmaKernel(length), length, width, width),
  vectorised: ([source], { length, width }) => {
    const middle = sma(source!, length)
    const upper = rollingMoments(source!, length).squares
    const lower = new Float64Array(upper.length)
    for (let t = 0; t < upper.length; t++) {
      const offset = Math.sqrt(upper[t]! / length) * width
      upper[t] = middle[t]! + offset
      lower[t] = middle[t]! - offset
    }
    return [upper, middle, lower]
  },
})
