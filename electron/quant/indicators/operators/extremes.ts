import { bars, defineIndicator } from '../defineIndicator.ts'
import { RollingExtreme } from '../kernels/rollingExtreme.ts'
import { RollingSum } from '../kernels/rollingSum.ts'
import { requireLength } from '../requireLength.ts'

/**
 * Largest (`sign` 1) or smallest (`sign` -1) of the last `length` values by a monotonic queue of indices: every
 * index enters and leaves once. Windows that hold a NaN are NaN.
 */
function rollingExtreme(source: Float64Array, length: number, sign: 1 | -1): Float64Array<ArrayBuffer> {
  requireLength(length)
  const size = source.length
  const out = new Float64Array(size).fill(Number.NaN)
  const queue = new Int32Array(size)
  let head = 0
  let tail = 0
  let lastUnknown = -1
  for (let t = 0; t < size; t++) {
    const value = source[t]!
    if (Number.isNaN(value)) {
      lastUnknown = t
      head = tail
      continue
    }
    while (tail > head && (source[queue[tail - 1]!]! - value) * sign <= 0) tail--
    queue[tail++] = t
    if (queue[head]! <= t - length) head++
    if (t - length >= lastUnknown) out[t] = source[queue[head]!]!
  }
  return out
}

/** Largest of the last `length` values, the current one included. Warm-up: `length - 1` values. */
export function highest(source: Float64Array, length: number): Float64Array<ArrayBuffer> {
  return rollingExtreme(source, length, 1)
}

/** Smallest of the last `length` values, the current one included. Warm-up: `length - 1` values. */
export function lowest(source: Float64Array, length: number): Float64Array<ArrayBuffer> {
  return rollingExtreme(source, length, -1)
}

export const highestIndicator = defineIndicator({
  id: 'highest',
  talib: 'MAX',
  name: 'Highest',
  group: 'operators',
  summary: 'Largest of the last `length` values, the current one included.',
  formula: 'max(x[t - length + 1 .. t])',
  source: 'Common knowledge',
  inputs: ['source'],
  parameters: { length: bars(20) },
  outputs: { highest: 'price' },
  pane: 'price',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => new RollingExtreme(length, 1),
  vectorised: ([source], { length }) => [highest(source!, length)],
})

export const lowestIndicator = defineIndicator({
  id: 'lowest',
  talib: 'MIN',
  name: 'Lowest',
  group: 'operators',
  summary: 'Smallest of the last `length` values, the current one included.',
  formula: 'min(x[t - length + 1 .. t])',
  source: 'Common knowledge',
  inputs: ['source'],
  parameters: { length: bars(20) },
  outputs: { lowest: 'price' },
  pane: 'price',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => new RollingExtreme(length, -1),
  vectorised: ([source], { length }) => [lowest(source!, length)],
})

export const sumIndicator = defineIndicator({
  id: 'sum',
  talib: 'SUM',
  name: 'Sum',
  group: 'operators',
  summary: 'Sum of the last `length` values.',
  formula: 'sum(x[t - length + 1 .. t])',
  source: 'Common knowledge; summed as Neumaier 1974',
  inputs: ['source'],
  parameters: { length: bars(30) },
  outputs: { sum: 'unit of the input' },
  pane: 'own',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => new RollingSum(length),
})

export const barsSinceHighestIndicator = defineIndicator({
  id: 'barsSinceHighest',
  name: 'Bars since the highest',
  group: 'operators',
  summary: 'How many bars ago the largest of the last `length` values was; of equal ones the latest.',
  formula: 't - argmax(x[t - length + 1 .. t])',
  source: 'Common knowledge',
  inputs: ['source'],
  parameters: { length: bars(30) },
  outputs: { barsSinceHighest: 'bars' },
  pane: 'own',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const top = new RollingExtreme(length, 1)
    return { update: (value) => (Number.isNaN(top.update(value)) ? Number.NaN : top.age) }
  },
})

export const barsSinceLowestIndicator = defineIndicator({
  id: 'barsSinceLowest',
  name: 'Bars since the lowest',
  group: 'operators',
  summary: 'How many bars ago the smallest of the last `length` values was; of equal ones the latest.',
  formula: 't - argmin(x[t - length + 1 .. t])',
  source: 'Common knowledge',
  inputs: ['source'],
  parameters: { length: bars(30) },
  outputs: { barsSinceLowest: 'bars' },
  pane: 'own',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const bottom = new RollingExtreme(length, -1)
    return { update: (value) => (Number.isNaN(bottom.update(value)) ? Number.NaN : bottom.age) }
  },
})
