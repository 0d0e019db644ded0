import type { BarColumns } from '../../shared/domain/bar.ts'
import type { SeriesNode } from '../../shared/sdk/seriesNode.ts'
import {
  arithmetic,
  atr,
  ema,
  highest,
  lag,
  lowest,
  returns,
  rsi,
  sma,
  standardDeviation,
  zScore,
} from '../quant/indicators/index.ts'

/** Indicators of one source and one window. */
const WINDOWED = { sma, ema, rsi, highest, lowest, returns, zScore, lag }

/**
 * Computes series expressions over one symbol's columns. Equal expressions are computed once, whoever made them.
 * The columns returned are shared: read them, do not write.
 */
export class SeriesEvaluator {
  readonly #columns: BarColumns
  readonly #known = new Map<string, Float64Array<ArrayBuffer>>()
  readonly #keys = new Map<SeriesNode, string>()

  constructor(columns: BarColumns) {
    this.#columns = columns
  }

  /** The expression's values, aligned with the bars; NaN during its warm-up. */
  evaluate(node: SeriesNode): Float64Array<ArrayBuffer> {
    const key = this.#keyOf(node)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const values = this.#compute(node)
    this.#known.set(key, values)
    return values
  }

  #keyOf(node: SeriesNode): string {
    const known = this.#keys.get(node)
    if (known !== undefined) return known
    const parts = Object.entries(node).map(([name, value]) =>
      typeof value === 'object' ? `${name}:(${this.#keyOf(value)})` : `${name}:${value}`,
    )
    const key = parts.join(' ')
    this.#keys.set(node, key)
    return key
  }

  #operand(operand: SeriesNode | number): Float64Array<ArrayBuffer> | number {
    return typeof operand === 'number' ? operand : this.evaluate(operand)
  }

  #compute(node: SeriesNode): Float64Array<ArrayBuffer> {
    switch (node.op) {
      case 'column':
        return this.#columns[node.column]
      case 'sma':
      case 'ema':
      case 'rsi':
      case 'highest':
      case 'lowest':
      case 'returns':
      case 'zScore':
      case 'lag':
        return WINDOWED[node.op](this.evaluate(node.source), node.length)
      case 'standardDeviation':
        return standardDeviation(this.evaluate(node.source), node.length, node.divisor)
      case 'atr': {
        const [high, low, close] = [
          this.evaluate(node.high),
          this.evaluate(node.low),
          this.evaluate(node.close),
        ]
        return atr(high, low, close, node.length)
      }
      case 'add':
      case 'subtract':
      case 'multiply':
      case 'divide': {
        const size = this.#columns.close.length
        return arithmetic(node.op, this.#operand(node.a), this.#operand(node.b), size)
      }
    }
  }
}
