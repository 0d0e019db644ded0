import { DeskError } from '../domain/deskError.ts'
import type { Series, SeriesOrNumber } from './quarterdeck.d.ts'
import { asLength, asSeries, asSeriesOrNumber, seriesNode } from './seriesNode.ts'

export function sma(source: Series, length: number): Series {
  return windowed('sma', source, length)
}

export function ema(source: Series, length: number): Series {
  return windowed('ema', source, length)
}

export function rsi(source: Series, length: number): Series {
  return windowed('rsi', source, length)
}

export function macd(
  source: Series,
  fast: number,
  slow: number,
  signal: number,
): { macd: Series; signal: Series; histogram: Series } {
  const input = asSeries(source, 'macd', 'source')
  asLength(fast, 'macd', 'fast')
  asLength(slow, 'macd', 'slow')
  asLength(signal, 'macd', 'signal')
  const line = subtract(ema(input, fast), ema(input, slow))
  const average = ema(line, signal)
  return { macd: line, signal: average, histogram: subtract(line, average) }
}

export function bollinger(
  source: Series,
  length: number,
  width: number,
): { upper: Series; middle: Series; lower: Series } {
  const input = asSeries(source, 'bollinger', 'source')
  asLength(length, 'bollinger', 'length')
  if (typeof width !== 'number' || !(width >= 0) || width === Number.POSITIVE_INFINITY) {
    throw new DeskError(
      'BAD_INPUT',
      `bollinger: 'width' must be a number of at least 0, not ${String(width)}`,
    )
  }
  const middle = sma(input, length)
  const deviation = seriesNode({ op: 'standardDeviation', source: input, length, divisor: 'population' })
  const offset = multiply(deviation, width)
  return { upper: add(middle, offset), middle, lower: subtract(middle, offset) }
}

export function atr(high: Series, low: Series, close: Series, length: number): Series {
  return seriesNode({
    op: 'atr',
    high: asSeries(high, 'atr', 'high'),
    low: asSeries(low, 'atr', 'low'),
    close: asSeries(close, 'atr', 'close'),
    length: asLength(length, 'atr', 'length'),
  })
}

export function standardDeviation(source: Series, length: number): Series {
  return seriesNode({
    op: 'standardDeviation',
    source: asSeries(source, 'standardDeviation', 'source'),
    length: asLength(length, 'standardDeviation', 'length', 2),
    divisor: 'sample',
  })
}

export function highest(source: Series, length: number): Series {
  return windowed('highest', source, length)
}

export function lowest(source: Series, length: number): Series {
  return windowed('lowest', source, length)
}

export function returns(source: Series, length = 1): Series {
  return windowed('returns', source, length)
}

export function zScore(source: Series, length: number): Series {
  return windowed('zScore', source, length, 2)
}

export function lag(source: Series, bars: number): Series {
  return seriesNode({
    op: 'lag',
    source: asSeries(source, 'lag', 'source'),
    length: asLength(bars, 'lag', 'bars', 0),
  })
}

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

function windowed(
  op: 'sma' | 'ema' | 'rsi' | 'highest' | 'lowest' | 'returns' | 'zScore',
  source: unknown,
  length: unknown,
  minimum = 1,
): Series {
  return seriesNode({
    op,
    source: asSeries(source, op, 'source'),
    length: asLength(length, op, 'length', minimum),
  })
}

function arithmetic(op: 'add' | 'subtract' | 'multiply' | 'divide', a: unknown, b: unknown): Series {
  return seriesNode({ op, a: asSeriesOrNumber(a, op, 'a'), b: asSeriesOrNumber(b, op, 'b') })
}
