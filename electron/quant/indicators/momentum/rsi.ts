import { bars, defineIndicator } from '../defineIndicator.ts'
import { requireLength } from '../requireLength.ts'

/**
 * Relative strength index (Wilder 1978): `100 U / (U + D)`, where U and D are Wilder averages of the upward and
 * downward changes, each seeded with the mean of the first `length` changes. 50 where nothing moved at all.
 *
 * Warm-up: `length` values (`length` changes need one value more). A NaN in the source gives NaN at its place; the
 * next change is taken from the last known value.
 */
export function rsi(source: Float64Array, length: number): Float64Array<ArrayBuffer> {
  requireLength(length)
  const size = source.length
  const out = new Float64Array(size).fill(Number.NaN)
  let previous = Number.NaN
  let changes = 0
  let up = 0
  let down = 0
  for (let t = 0; t < size; t++) {
    const value = source[t]!
    if (Number.isNaN(value)) continue
    if (Number.isNaN(previous)) {
      previous = value
      continue
    }
    const change = value - previous
    const gain = change > 0 ? change : 0
    const loss = change < 0 ? -change : 0
    previous = value
    changes++
    if (changes <= length) {
      up += gain / length
      down += loss / length
      if (changes < length) continue
    } else {
      up += (gain - up) / length
      down += (loss - down) / length
    }
    const moved = up + down
    out[t] = moved === 0 ? 50 : (100 * up) / moved
  }
  return out
}

/** Relative strength index, bar by bar. */
export class RsiKernel {
  readonly #length: number
  readonly #whenStill: number
  #previous = Number.NaN
  #changes = 0
  #up = 0
  #down = 0

  /** @param whenStill The value where nothing moved at all. */
  constructor(length: number, whenStill = 50) {
    this.#length = length
    this.#whenStill = whenStill
  }

  update(value: number): number {
    const length = this.#length
    const previous = this.#previous
    this.#previous = value
    if (Number.isNaN(previous)) return Number.NaN
    const change = value - previous
    const gain = change > 0 ? change : 0
    const loss = change < 0 ? -change : 0
    if (this.#changes < length) {
      this.#changes++
      this.#up += gain / length
      this.#down += loss / length
      if (this.#changes < length) return Number.NaN
    } else {
      this.#up += (gain - this.#up) / length
      this.#down += (loss - this.#down) / length
    }
    const moved = this.#up + this.#down
    return moved === 0 ? this.#whenStill : (100 * this.#up) / moved
  }
}

export const rsiIndicator = defineIndicator({
  id: 'rsi',
  talib: 'RSI',
  name: 'Relative strength index',
  group: 'momentum',
  summary: 'Share of upward changes in all changes, 0 to 100; 50 where nothing moved (TA-Lib: 0).',
  formula: '100 U / (U + D), U and D being Wilder averages of upward and downward changes',
  source: 'Wilder, New Concepts in Technical Trading Systems, 1978',
  inputs: ['source'],
  parameters: { length: bars(14) },
  outputs: { rsi: 'percent' },
  pane: 'own',
  memory: 'recursive',
  warmUp: ({ length }) => length,
  create: ({ length }) => new RsiKernel(length),
  vectorised: ([source], { length }) => [rsi(source!, length)],
})
