import { RollingWindow } from './rollingWindow.ts'

/** The last `length` values in ascending order, kept by binary search and one move of memory. */
export class SortedWindow {
  readonly #window: RollingWindow
  readonly sorted: Float64Array
  #count = 0

  constructor(length: number) {
    this.#window = new RollingWindow(length)
    this.sorted = new Float64Array(length)
  }

  /** Takes a value; whether `length` values are held. */
  push(value: number): boolean {
    const { sorted } = this
    const leaving = this.#window.push(value)
    if (!Number.isNaN(leaving)) {
      const place = lowerBound(sorted, this.#count, leaving)
      sorted.copyWithin(place, place + 1, this.#count)
      this.#count--
    }
    const place = lowerBound(sorted, this.#count, value)
    sorted.copyWithin(place + 1, place, this.#count)
    sorted[place] = value
    this.#count++
    return this.#window.isFull
  }
}

/** How many of the first `count` values, which ascend, are below `value`. */
export function lowerBound(sorted: Float64Array, count: number, value: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** How many of the first `count` values, which ascend, are not above `value`. */
export function upperBound(sorted: Float64Array, count: number, value: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** Quantile of ascending values by linear interpolation (Hyndman and Fan 1996, type 7). */
export function sortedQuantile(sorted: Float64Array, count: number, probability: number): number {
  const position = (count - 1) * probability
  const below = Math.floor(position)
  const above = Math.min(below + 1, count - 1)
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!)
}

/** Median of the absolute deviations of ascending values from `center`, by a merge from the center outwards. */
export function medianDeviation(sorted: Float64Array, count: number, center: number): number {
  let right = lowerBound(sorted, count, center)
  let left = right - 1
  let last = 0
  let before = 0
  for (let taken = 0; taken <= count >> 1; taken++) {
    const toLeft = left >= 0 ? center - sorted[left]! : Number.POSITIVE_INFINITY
    const toRight = right < count ? sorted[right]! - center : Number.POSITIVE_INFINITY
    before = last
    last = Math.min(toLeft, toRight)
    if (toLeft <= toRight) left--
    else right++
  }
  return count % 2 === 1 ? last : (before + last) / 2
}
