import type { Series, SeriesOrNumber } from './quarterdeck.d.ts'
import { asSeriesOrNumber, seriesNode } from './seriesNode.ts'

export function add(a: SeriesOrNumber, b: SeriesOrNumber): Series {
  return arithmetic('add', a, b)
}

export function subtract(a: SeriesOrNumber, b: SeriesOrNumber): Series {
  return arithmetic('subtract', a, b)
}

export function multiply(a: SeriesOrNumber, b: SeriesOrNumber): Series {
  return arithmetic('multiply', a, b)
}

export function divide(a: SeriesOrNumber, b: SeriesOrNumber): Series {
  return arithmetic('divide', a, b)
}

function arithmetic(op: 'add' | 'subtract' | 'multiply' | 'divide', a: unknown, b: unknown): Series {
  return seriesNode({ op, a: asSeriesOrNumber(a, op, 'a'), b: asSeriesOrNumber(b, op, 'b') })
}
