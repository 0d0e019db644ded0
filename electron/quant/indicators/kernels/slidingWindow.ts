import type { Kernel } from '../defineIndicator.ts'
import { LogReturn } from './logReturn.ts'

/**
 * The last `length` values in one piece, oldest first: `values[start]` to `values[start + length - 1]`. Every value is
 * written twice, a length apart, so that nothing has to be moved.
 */
export class SlidingWindow {
  readonly length: number
  readonly values: Float64Array
  /** Place of the oldest value, once the window is full. */
  start = 0
  #count = 0

  constructor(length: number) {
    this.length = length
    this.values = new Float64Array(2 * length)
  }

  /** Takes a value; whether `length` values are held. */
  push(value: number): boolean {
    const place = this.start
    this.values[place] = value
    this.values[place + this.length] = value
    this.start = place + 1 === this.length ? 0 : place + 1
    if (this.#count < this.length) this.#count++
    return this.#count === this.length
  }
}

/** A number computed anew from the values of a window, which stand at `start` and after it. */
export type Statistic = (values: Float64Array, start: number) => number

/** A statistic of the last `length` values; it writes further outputs into `more`, unknown where it is unknown. */
export function windowKernel(length: number, statistic: Statistic, more?: Float64Array): Kernel {
  const window = new SlidingWindow(length)
  const update = (value: number) => (window.push(value) ? statistic(window.values, window.start) : Number.NaN)
  if (more === undefined) return { update }
  more.fill(Number.NaN)
  return {
    more,
    update: (value) => {
      const first = update(value)
      if (Number.isNaN(first)) more.fill(Number.NaN)
      return first
    },
  }
}

/** A statistic of the last `length` pairs of values. */
export function pairKernel(
  length: number,
  statistic: (a: Float64Array, b: Float64Array, start: number) => number,
  more?: Float64Array,
): Kernel {
  const [first, second] = [new SlidingWindow(length), new SlidingWindow(length)]
  const update = (a: number, b: number) => {
    first.push(a)
    return second.push(b) ? statistic(first.values, second.values, second.start) : Number.NaN
  }
  return more === undefined ? { update } : { update, more: more.fill(Number.NaN) }
}

/**
 * A statistic of the last `length` changes of the logarithm; known after `length` values. A price that is not above 0
 * has none: the windows that hold it are unknown.
 */
export function logReturnKernel(length: number, statistic: Statistic, more?: Float64Array): Kernel {
  const window = windowKernel(length, statistic, more)
  const returns = new LogReturn()
  let isFirst = true
  const update = (value: number) => {
    const change = returns.update(value)
    if (isFirst) {
      isFirst = false
      return Number.NaN
    }
    return window.update(Number.isFinite(change) ? change : Number.NaN, 0, 0, 0, 0, 0)
  }
  return more === undefined ? { update } : { update, more }
}
