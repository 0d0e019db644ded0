import { bars, defineIndicator } from '../defineIndicator.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'
import { requireLength } from '../requireLength.ts'

/** Simple return over `length` bars: `x[t] / x[t - length] - 1`; NaN where the base is 0. Warm-up: `length` values. */
export function returns(source: Float64Array, length: number): Float64Array<ArrayBuffer> {
  requireLength(length)
  const out = new Float64Array(source.length).fill(Number.NaN)
  for (let t = length; t < source.length; t++) {
    const base = source[t - length]!
    if (base !== 0) out[t] = source[t]! / base - 1
  }
  return out
}

/** The value `bars` bars ago. Warm-up: `bars` values. */
export function lag(source: Float64Array, bars: number): Float64Array<ArrayBuffer> {
  requireLength(bars, 0)
  const out = new Float64Array(source.length).fill(Number.NaN)
  if (bars < source.length) out.set(source.subarray(0, source.length - bars), bars)
  return out
}

/** How two values at the same bar are joined. */
export type ArithmeticOperator = 'add' | 'subtract' | 'multiply' | 'divide'

function at(operand: Float64Array | number, t: number): number {
  return typeof operand === 'number' ? operand : operand[t]!
}

/** `a operator b`, bar by bar; a division by 0 is NaN. `size` is the number of bars. Warm-up: that of its operands. */
export function arithmetic(
  operator: ArithmeticOperator,
  a: Float64Array | number,
  b: Float64Array | number,
  size: number,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(size)
  switch (operator) {
    case 'add':
      for (let t = 0; t < size; t++) out[t] = at(a, t) + at(b, t)
      break
    case 'subtract':
      for (let t = 0; t < size; t++) out[t] = at(a, t) - at(b, t)
      break
    case 'multiply':
      for (let t = 0; t < size; t++) out[t] = at(a, t) * at(b, t)
      break
    case 'divide':
      for (let t = 0; t < size; t++) {
        const divisor = at(b, t)
        out[t] = divisor === 0 ? Number.NaN : at(a, t) / divisor
      }
  }
  return out
}

export const returnsIndicator = defineIndicator({
  id: 'returns',
  name: 'Return',
  group: 'operators',
  summary: 'Simple return over `length` bars, as a fraction; NaN where the base is 0.',
  formula: 'x[t] / x[t - length] - 1',
  source: 'Common knowledge',
  inputs: ['source'],
  parameters: { length: bars(1) },
  outputs: { returns: 'fraction' },
  pane: 'own',
  memory: 'points',
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const window = new RollingWindow(length)
    return {
      update: (value) => {
        const base = window.push(value)
        return base === 0 ? Number.NaN : value / base - 1
      },
    }
  },
  vectorised: ([source], { length }) => [returns(source!, length)],
})

export const lagIndicator = defineIndicator({
  id: 'lag',
  name: 'Lag',
  group: 'operators',
  summary: 'The value `bars` bars ago.',
  formula: 'x[t - bars]',
  source: 'Common knowledge',
  inputs: ['source'],
  parameters: { bars: bars(1, 0) },
  outputs: { lag: 'price' },
  pane: 'price',
  memory: 'points',
  warmUp: ({ bars: count }) => count,
  create: ({ bars: count }) => {
    const window = new RollingWindow(count + 1)
    return {
      update: (value) => {
        window.push(value)
        return window.ago(count)
      },
    }
  },
  vectorised: ([source], { bars: count }) => [lag(source!, count)],
})
